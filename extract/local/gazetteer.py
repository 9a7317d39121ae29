"""Know the names of companies, and other names that act, from lists that Faultline ships."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from graph.files import data_path

_LONGEST = 6
_KINDS = {"company": "org", "organisation": "org", "organization": "org", "regulator": "org", "lab": "org"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A name on a list, and whether it is also an everyday word ("Target"), which needs more evidence."""

    name: str
    kind: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``doc[start:end]`` that spell a listed name."""

    start: int
    end: int
    listed: Listed


class Gazetteer:
    """Listed names, looked up token by token, longest first.

    Letters match without regard to case, but a token whose list form has a capital must have one too.

    Examples
    --------
    >>> import spacy
    >>> gazetteer = Gazetteer([Listed("Palo Alto Networks", "org", False), Listed("eBay", "org", False)])
    >>> doc = spacy.blank("en")("Palo Alto Networks sells on eBay, not on a bay.")
    >>> [doc[hit.start : hit.end].text for hit in gazetteer.find(doc)]
    ['Palo Alto Networks', 'eBay']
    """

    def __init__(self, names: Iterable[Listed]) -> None:
        self._names = {_key(listed.name): listed for listed in names}
        self._firsts = {key.split(" ", 1)[0] for key in self._names}

    def find(self, doc: Doc) -> Iterator[Hit]:
        """Yield the listed names in a text, in order, none inside another."""
        i = 0
        while i < len(doc):
            hit = self._longest_at(doc, i)
            if hit:
                yield hit
                i = hit.end
            else:
                i += 1

    def _longest_at(self, doc: Doc, start: int) -> Hit | None:
        if doc[start].lower_ not in self._firsts:
            return None
        for end in range(min(len(doc), start + _LONGEST), start, -1):
            listed = self._names.get(" ".join(token.lower_ for token in doc[start:end]).replace("’", "'"))
            if listed and doc[start].text != doc[start].lower_:
                return Hit(start, end, listed)
            if listed and listed.name.split()[0] == doc[start].text and not listed.is_word:
                return Hit(start, end, listed)
        return None


def _key(name: str) -> str:
    return " ".join(_tokens(name)).lower()


def _tokens(name: str) -> list[str]:
    # As spaCy's tokeniser cuts a name: "A&B" stays whole, a hyphen and "'s" stand alone.
    return re.sub(r"['’]s\b", " 's", name.replace("-", " - ")).split()


def load_gazetteer() -> Gazetteer:
    """Read the shipped lists: companies from public listings, then the curated names, which outrank them."""
    return Gazetteer(
        [*_companies(data_path("aliases", "companies.csv")), *_curated(data_path("aliases", "aliases.csv"))]
    )


def _companies(path: Path) -> Iterator[Listed]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Listed(row["name"], row["kind"], row["word"] == "1")


def _curated(path: Path) -> Iterator[Listed]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                # A curated name of one word may be an everyday word; capitals in the text decide.
                yield Listed(name, _KINDS.get(row["kind"], row["kind"]), is_word=" " not in name)
