"""Read a PDF file as a reader would: its words, its links, and whatever in it would act."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

# Names under which the standard keeps scripts, programs, files and pages that load by themselves.
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"}
ACTIVE |= {"/RichMedia", "/OpenAction", "/AA", "/XFA", "/Movie", "/Sound"}


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def links(path: Path) -> list[str]:
    return [str(one["/URI"]) for one in _dictionaries(path) if "/URI" in one]


def acts(path: Path) -> set[str]:
    """Return the names of what would act; following a link is up to the reader."""
    found = set()
    for one in _dictionaries(path):
        found |= ACTIVE & set(one)
        found |= ACTIVE & {str(one[name]) for name in ("/S", "/Type", "/Subtype") if name in one}
    return found


def _dictionaries(path: Path) -> Iterator[DictionaryObject]:
    reader = PdfReader(path)
    for number in range(1, int(reader.trailer["/Size"])):
        yield from _within(reader.get_object(IndirectObject(number, 0, reader)))


def _within(value: Any) -> Iterator[DictionaryObject]:
    if isinstance(value, DictionaryObject):
        yield value
        for inner in value.values():
            yield from _within(inner)
    elif isinstance(value, ArrayObject):
        for inner in value:
            yield from _within(inner)
