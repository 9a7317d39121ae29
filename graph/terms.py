"""Turn a text into the weighted content words by which two moves are compared.

Words are folded three ways: verbs into classes of business English ("rental", "lease" and "let" are
one), everything else to its Snowball stem, and each carries how rare it is (idf), from a table made by
``extract/training/idf.py``.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from graph.files import data_path

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")


@dataclass(frozen=True, slots=True)
class Terms:
    """Content words of a text with their weights."""

    weights: Mapping[str, float]


class Lexicon:
    """Stems, verb classes and word weights; built by `load_lexicon`."""

    def __init__(
        self,
        idf: Mapping[str, float],
        *,
        unseen: float,
        classes: Mapping[str, str] | None = None,
        function_words: frozenset[str] | None = None,
    ) -> None:
        self._idf = idf
        self._classes = read_verb_classes() if classes is None else classes
        self._function_words = read_function_words() if function_words is None else function_words
        self._unseen = unseen
        # Stemming is most of the work of comparing moves, and few words make up most of any text.
        self._stem: Callable[[str], str] = lru_cache(maxsize=50_000)(snowballstemmer.stemmer("english").stemWord)

    def term(self, word: str) -> str:
        """Fold one word.

        Examples
        --------
        >>> lexicon = load_lexicon()
        >>> lexicon.term("leasing") == lexicon.term("rental")
        True
        >>> lexicon.term("servers")
        'server'
        """
        lowered = _POSSESSIVE.sub("", word.casefold())
        stem = self._stem(lowered)
        return self._classes.get(lowered) or self._classes.get(stem) or stem

    def is_verb_class(self, term: str) -> bool:
        """Tell whether `term`, as `term()` returned it, is a class of verbs."""
        return term.startswith("=")

    def weight(self, term: str) -> float:
        """Return how much a folded word says: its idf, scaled so that an unseen word weighs 1."""
        return self._idf.get(term, self._unseen) / self._unseen

    def names_in(self, name: str) -> frozenset[str]:
        """Return the folded words of a name, to leave them out of what the name's bearer does."""
        return frozenset(self.term(word) for word in _WORD.findall(name))

    def terms(self, text: str, *, without: frozenset[str] = frozenset()) -> Terms:
        """Return the content words of `text`, each once, leaving out those in `without`."""
        found: dict[str, float] = {}
        for word in _WORD.findall(text):
            if word.casefold() in self._function_words and word.casefold() not in self._classes:
                continue
            term = self.term(word)
            if len(term) > 1 and term not in without:
                found[term] = self.weight(term)
        return Terms(found)


def load_lexicon() -> Lexicon:
    """Read the shipped word weights and verb classes."""
    table = json.loads(data_path("models", "idf.v1.json").read_text("utf-8"))
    return Lexicon(table["idf"], unseen=table["unseen"])


def read_function_words() -> frozenset[str]:
    """Return the words that say nothing about which move a text speaks of."""
    lines = data_path("models", "function-words.v1.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def read_verb_classes() -> dict[str, str]:
    """Map each word of ``verbs.v1.txt`` to the name of its class; names start with ``=``."""
    classes: dict[str, str] = {}
    for line in data_path("models", "verbs.v1.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            first, *others = line.split()
            for word in (first, *others):
                classes.setdefault(word, f"={first}")
    return classes
