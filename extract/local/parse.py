"""Parse texts into passages: the spaCy parse, who is mentioned, and whom each mention stands for."""

import importlib
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language

from extract.local.actors import find_mentions
from extract.local.candidates import Passage
from extract.local.coreference import resolve
from extract.local.gazetteer import Gazetteer, load_gazetteer
from extract.local.vocabulary import Everyday
from graph.errors import UsageError

_BATCH = 64
_UNUSED = ("senter", "textcat", "entity_linker")


class PassageParser:
    """Parses with one spaCy pipeline and the shipped lists of names."""

    def __init__(self, nlp: Language, gazetteer: Gazetteer) -> None:
        self._nlp, self._gazetteer, self._everyday = nlp, gazetteer, Everyday(nlp)

    @classmethod
    def load(cls, spacy_model: str) -> "PassageParser":
        """Load the installed pipeline called `spacy_model`."""
        return cls(load_pipeline(spacy_model), load_gazetteer())

    def parse(self, texts: Iterable[str]) -> Iterator[Passage]:
        """Yield a passage for each text, in order; none depends on another."""
        unused = [pipe for pipe in _UNUSED if self._nlp.has_pipe(pipe)]
        for doc in self._nlp.pipe(texts, batch_size=_BATCH, disable=unused):
            yield Passage(doc, resolve(doc, find_mentions(doc, self._gazetteer, self._everyday)))


def load_pipeline(name: str) -> Language:
    """Load an installed spaCy pipeline: by its package's own loader, else as spaCy lists it.

    Raises
    ------
    UsageError
        If no such pipeline is installed.
    """
    try:
        nlp: Language = importlib.import_module(name.replace("-", "_")).load()
    except (ImportError, AttributeError):
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise UsageError(
                f"There is no spaCy pipeline {name!r}. Install it, or set FAULTLINE_SPACY_MODEL to one that is installed."
            ) from error
    return nlp
