"""Tell whether what a model wrote is in another language than what it wrote about: by script, then by little words.

Little words that only one of the languages has are enough for that, and a phrase without them is never called
foreign: a good claim must not be lost to a guess.

Examples
--------
>>> is_foreign("una apuesta por los clientes que el grupo perdió", "The bet is that the price will hold.")
True
>>> is_foreign("a bet on Los Angeles", "The bet is that the price will hold.")
False
"""

import re
import unicodedata
from collections import Counter
from itertools import chain

_LITTLE_WORDS = {
    "English": """the of and to is are was were that this these those it its they their with without from for by as
        at which what when who whose not but into than then has have had will would can could should does did out up
        off over because both while where how other one says said a an in on no do so more all he she we us me
        die war pour plus sans son per come con van""",
    "Spanish": """el los las una del al que por para pero su sus lo es esta este esto como más son fue fueron ser
        está están muy sin sobre entre cuando donde hay dice ambos mientras también otro otra""",
    "French": """le les des du une et est sont dans pour que qui sur par avec sans au aux ce cette ces leur leurs ne
        pas plus mais comme elle elles ils été être deux tandis autre""",
    "German": """der die das den dem des ein eine einen einem einer und ist sind war nicht mit für auf von zu zum zur
        im auch aber als bei nach über wird werden sich dass oder beide während""",
    "Italian": """il gli della dello delle degli dei del di che per con sono è non una uno nel nella al alla alle più
        ma come questo questa anche entrambi mentre altro""",
    "Portuguese": """os as um uma do da dos das no na nos nas em que não é são com por para mais mas como seu sua
        seus suas ao pelo pela também foi está ambos enquanto outro""",
    "Dutch": """het een en van zijn niet voor met op te naar ook maar dat deze dit door bij wordt worden aan uit over
        als nog heeft hebben beide terwijl ander""",
}
_ENOUGH = 2
_WORD = re.compile(r"[^\W\d_]+")


def _own_words() -> dict[str, str]:
    shared = Counter(chain.from_iterable(set(words.split()) for words in _LITTLE_WORDS.values()))
    return {word: name for name, words in _LITTLE_WORDS.items() for word in words.split() if shared[word] == 1}


_LANGUAGE_OF = _own_words()


def is_foreign(text: str, beside: str) -> bool:
    """Tell whether `text` is in a script or a language that `beside` is not in; in doubt it is not."""
    if not _scripts(text) <= _scripts(beside):
        return True
    own, other = _language(text), _language(beside)
    return own is not None and other is not None and own != other


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(char, "?").split(" ")[0] for char in set(text) if char.isalpha()}


def _language(text: str) -> str | None:
    """Return the language most of whose own little words stand there, where they are enough to say."""
    # With a capital they are parts of names: Los Angeles, Le Monde.
    found = Counter(_LANGUAGE_OF[word] for word in set(_WORD.findall(text)) if word in _LANGUAGE_OF)
    (name, most), (_, second) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return name if most >= _ENOUGH and most > second else None
