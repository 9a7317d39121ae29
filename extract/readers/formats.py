"""Which format a file is in, by its suffix or by how it begins."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extract.readers.digest import read_digest
from extract.readers.jsonl import read_json
from extract.readers.notices import Trouble
from extract.readers.records import Record
from extract.readers.table import delimiter_of, read_table


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write insights down.

    Attributes
    ----------
    suffixes
        Of file names, in lower case.
    read
        Yields the records of an open file, and what could not be read of it.
    names_origins
        Whether a record can say which source it is from.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO], Iterator[Record | Trouble]]
    names_origins: bool = True


DIGEST = Format("plain-text digest", (".txt",), read_digest, names_origins=False)
JSON = Format("JSON", (".jsonl", ".ndjson", ".json"), read_json)
TABLE = Format("CSV", (".csv", ".tsv"), read_table)

FORMATS = (DIGEST, JSON, TABLE)
"""All formats; a new one only has to be added here."""


def suffixes() -> list[str]:
    """Return the suffixes of the files that can be read."""
    return sorted(suffix for known in FORMATS for suffix in known.suffixes)


def format_of(suffix: str) -> Format | None:
    """Return the format of files that end in `suffix`, or None where there is none."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def sniffed(head: bytes) -> Format:
    r"""Return the format of input that has no name, by its first bytes.

    Examples
    --------
    >>> sniffed(b'{"text": "Meta sells compute."}').name, sniffed(b"source,text\n").name
    ('JSON', 'CSV')
    >>> sniffed(b"Meta is selling compute, says the text.").name
    'plain-text digest'
    """
    text = head.decode("utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace").lstrip()
    first = text.splitlines()[0] if text else ""
    if first.startswith("{") or _begins_array(text):
        return JSON
    names = [name.strip().strip('"').lower() for name in first.split(delimiter_of(first))]
    return TABLE if "text" in names else DIGEST


def _begins_array(text: str) -> bool:
    # A digest may begin with "[Sponsored]".
    rest = text[1:].lstrip()
    if not text.startswith("[") or not rest.startswith(("{", "]")):
        return False
    return rest[0] == "{" or _is_json(text)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
