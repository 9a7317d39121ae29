"""Read CSV and its kin: a header with the names of the fields, then one record a row."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from extract.readers.lines import Line, decoded, numbered
from extract.readers.notices import Trouble
from extract.readers.records import FIELDS, Record, fields_of

DELIMITERS = (",", ";", "\t", "|")

# A record that spans more has a quotation mark that was never closed.
_RECORD_LIMIT = 100_000


def read_table(stream: BinaryIO) -> Iterator[Record | Trouble]:
    """Yield one record for each row; the delimiter is the one that splits the header into known names."""
    lines = numbered(decoded(stream), limit=_RECORD_LIMIT)
    header = next((line for line in lines if line.text.strip()), None)
    if header is None:
        return
    delimiter = delimiter_of(header.text)
    columns = [name.strip().lower() for name in _cells(header.text, delimiter)]
    if "text" not in columns:
        yield Trouble(header.number, f"No column is called `text`. Name the columns in this line: {', '.join(FIELDS)}.")
        return
    twice = sorted({name for name in columns if name in FIELDS and columns.count(name) > 1})
    if twice:
        yield Trouble(header.number, f"The column `{twice[0]}` is there twice. Remove or rename one; nothing was read.")
        return
    for line, cells in _rows(lines, delimiter):
        if isinstance(cells, Trouble):
            yield cells
        elif len(cells) != len(columns):
            yield Trouble(
                line,
                f"This row has {len(cells)} cells and the header {len(columns)}, so it was not read. "
                "Put text that holds the delimiter between quotation marks.",
            )
        else:
            yield Record(line, fields_of(dict(zip(columns, cells, strict=True))))


def delimiter_of(header: str) -> str:
    """Return the delimiter that splits `header` into most known names.

    Examples
    --------
    >>> delimiter_of("id;source;text")
    ';'
    """

    def known(delimiter: str) -> int:
        return len({name.strip().lower() for name in _cells(header, delimiter)} & set(FIELDS))

    return max(DELIMITERS, key=known)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


class _Unclosed(Exception):
    """A record goes on beyond what a record may span."""


class _Feed:
    """Hand lines to the csv module, and remember those of the record at hand."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self.record: list[Line] = []
        self.exhausted = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.exhausted = True
            raise StopIteration
        self.record.append(line)
        if line.cut or sum(len(held.text) for held in self.record[-2:]) > _RECORD_LIMIT or self._long():
            raise _Unclosed
        return line.text + "\n"

    def _long(self) -> bool:
        # Looked at now and then: adding up all lines for each line would be quadratic.
        return len(self.record) % 64 == 0 and sum(len(line.text) for line in self.record) > _RECORD_LIMIT

    def back_to_second_line(self) -> None:
        """Give all lines of the record at hand out again, except the first."""
        self._again.extendleft(reversed(self.record[1:]))
        self.exhausted = False


def _rows(lines: Iterator[Line], delimiter: str) -> Iterator[tuple[int, Sequence[str] | Trouble]]:
    """Yield the rows with the line where each begins; a broken one costs its first line only."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        feed.record = []
        try:
            cells = next(reader, None)
            broken = feed.exhausted and cells is not None
        except (csv.Error, _Unclosed):
            cells, broken = None, True
        if broken:
            number = feed.record[0].number
            yield number, Trouble(number, _why(feed.record[0]))
            feed.back_to_second_line()
            reader = csv.reader(feed, delimiter=delimiter)
        elif cells is None:
            return
        elif cells and any(cell.strip() for cell in cells):
            yield feed.record[0].number, cells


def _why(line: Line) -> str:
    if line.cut:
        return f"This row is longer than {_RECORD_LIMIT:,} characters. Cut its text into insights."
    return "A quotation mark in this row is never closed, so the row was not read. Close it, or double it."
