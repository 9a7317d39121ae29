"""Read JSON lines, and JSON arrays of the same records, one record at a time."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from extract.readers.lines import LINE_LIMIT, Line, decoded, numbered
from extract.readers.notices import Trouble
from extract.readers.records import Record, fields_of

# Inside a string the quote would be escaped, so this is where an object begins.
_NEXT_RECORD = re.compile(r"[},\n]\s*(?=\{\s*\")")
_TAIL = 200
_BETWEEN = re.compile(r"[\s,]*")


def read_json(stream: BinaryIO) -> Iterator[Record | Trouble]:
    """Yield the records of JSON lines, of an array of objects, or of one object."""
    pieces = decoded(stream)
    head = next(pieces)
    while not head.strip() and (more := next(pieces, "")):
        head += more
    whole = chain([head], pieces)
    begins = head.lstrip()
    # `{` alone on a line is an object that was laid out over several lines.
    if begins.startswith("[") or re.match(r"\{\s*\n", begins):
        yield from read_json_objects(whole)
    else:
        yield from read_json_lines(numbered(whole))


def read_json_lines(lines: Iterable[Line]) -> Iterator[Record | Trouble]:
    """Yield one record for each line."""
    for line in lines:
        if line.cut:
            yield Trouble(line.number, f"This line is longer than {LINE_LIMIT:,} characters. Cut it into insights.")
        elif line.text.strip():
            yield _record(line)


def read_json_objects(pieces: Iterator[str]) -> Iterator[Record | Trouble]:
    """Yield one record for each object of a list or sequence that comes in pieces."""
    return _Scanner(pieces).records()


def _record(line: Line) -> Record | Trouble:
    try:
        value = json.loads(line.text)
    except json.JSONDecodeError as error:
        return Trouble(line.number, f"This is not JSON: {error.msg} at column {error.colno}. Mend or remove the line.")
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets nested a thousand deep
        return Trouble(line.number, "This is no record: its JSON is nested too deeply or a number is too long.")
    return _as_record(line.number, value)


def _as_record(line: int, value: Any) -> Record | Trouble:
    if not isinstance(value, dict):
        return Trouble(line, f'This is {_kind(value)}, not an object. Write a record as {{"text": "..."}}.')
    return Record(line, fields_of(value))


def _kind(value: Any) -> str:
    names = {"list": "a list", "str": "a string", "NoneType": "null", "bool": "true or false"}
    return names.get(type(value).__name__, "a number")


class _Scanner:
    """Take objects one after the other out of text that comes in pieces."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._line = 1
        self._decoder = json.JSONDecoder()

    def records(self) -> Iterator[Record | Trouble]:
        self._skip(_BETWEEN)
        in_array = self._text.startswith("[", self._at)
        if in_array:
            self._move(self._at + 1)
        while self._skip(_BETWEEN):
            if in_array and self._text.startswith("]", self._at):
                self._move(self._at + 1)
                if self._skip(_BETWEEN):
                    yield Trouble(self._line, "Text follows the end of the list. Remove it.")
                return
            yield self._next_record()
        if in_array:
            yield Trouble(self._line, "The list does not end with ]. The file may have been cut off.")

    def _next_record(self) -> Record | Trouble:
        line = self._line
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                # Broken, or not all there yet: only more text can tell.
                if len(self._text) - self._at < LINE_LIMIT and self._more():
                    continue
                broken_at = line + self._text.count("\n", self._at, error.pos)
                self._to_next_record()
                return Trouble(broken_at, f"This is not JSON: {error.msg}. Mend or remove the record.")
            except (ValueError, RecursionError):
                self._to_next_record()
                return Trouble(line, "This is no record: its JSON is nested too deeply or a number is too long.")
            if end == len(self._text) and self._more():
                continue  # a number may go on in the next piece
            self._move(end)
            return _as_record(line, value)

    def _to_next_record(self) -> None:
        """Leave a broken record behind, up to where the next one seems to begin."""
        found = _NEXT_RECORD.search(self._text, self._at + 1)
        while found is None and self._more():
            # Keep a little: the mark between two records may lie across two pieces.
            self._move(max(self._at + 1, len(self._text) - _TAIL))
            found = _NEXT_RECORD.search(self._text, self._at)
        self._move(found.end() if found else len(self._text))

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Skip `pattern`; return whether anything is left."""
        while True:
            match = pattern.match(self._text, self._at)
            self._move(match.end() if match else self._at)
            if self._at < len(self._text):
                return True
            if not self._more():
                return False

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        for piece in self._pieces:
            if piece:
                self._text, self._at = self._text[self._at :] + piece, 0
                return True
        return False
