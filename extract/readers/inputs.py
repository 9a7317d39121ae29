"""Read files, folders and standard input into insights, and name whatever cannot be read."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extract.readers.formats import Format, format_of, sniffed, suffixes
from extract.readers.lines import CHUNK, is_blank, looks_binary
from extract.readers.notices import Notice, Trouble
from extract.readers.records import FIELDS, Origin, Record, clean, to_insight
from extract.readers.repeats import Place, Repeats
from graph.errors import UsageError
from graph.models import Insight, Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Input:
    """A file to read, or standard input where `path` is None; its format, None where its beginning tells."""

    path: Path | None
    name: str
    format: Format | None


def read_inputs(
    inputs: Sequence[str],
    *,
    source: str | None = None,
    notices: list[Notice],
    stdin: BinaryIO | None = None,
) -> Iterator[Insight]:
    """Yield the insights of `inputs`, one after the other as they are read.

    Parameters
    ----------
    inputs : sequence of str
        Paths of files and folders, or ``-`` for standard input. Folders are read with all that is
        below them, in the order of their names; hidden files and links to folders are passed over.
    source : str, optional
        Name of the source, for records that do not give one. Without it, the file's name without
        its suffix, or ``stdin``.
    notices : list of Notice
        Gets what was noticed and what could not be read, each with file and line.
    stdin : binary file, optional
        What ``-`` stands for; the process's own by default.

    Yields
    ------
    Insight
        A text that a source has published twice comes once, or again where date or another field differs.

    Raises
    ------
    UsageError
        Before anything is read, if an input does not exist.

    Examples
    --------
    >>> import io
    >>> notices = []
    >>> [i.text for i in read_inputs(["-"], notices=notices, stdin=io.BytesIO(b"- Meta sells compute."))]
    ['Meta sells compute.']
    """
    check_inputs(inputs, source=source)
    return _read_all(inputs, source, notices, stdin)


def read_stream(stream: BinaryIO, *, name: str, source: str | None = None, notices: list[Notice]) -> Iterator[Insight]:
    """Yield the insights of one open file, such as an upload.

    Parameters
    ----------
    stream : binary file
    name : str
        What the file is called. It is never opened: only its ending counts, for the format, and its
        stem, which is the source of records that name none.
    source, notices
        As for ``read_inputs``.
    """
    path = Path(Path(name.replace("\0", "")).name or "unnamed")
    known = format_of(path.suffix)
    if path.suffix and known is None:
        notices.append(Notice("problem", shown(path), None, f"Not read: {_known()}"))
        return
    yield from _read_one(stream, _Input(path, shown(path), known), source, notices, Repeats())


def check_inputs(inputs: Sequence[str], *, source: str | None = None) -> None:
    """Raise a UsageError if an input does not exist; cheap, for a command that starts slowly."""
    if not inputs:
        raise UsageError("There is nothing to read. Name files, folders, or - for standard input.")
    for name in inputs:
        if name != STDIN and ("\0" in name or not os.path.lexists(name)):
            raise UsageError(f"{shown(name)} does not exist. Name files, folders, or - for standard input.")
    if source is not None and not clean(source.encode("utf-8", "replace").decode()):
        raise UsageError("The name of the source is blank. Leave --source out, or give it a name.")


def shown(path: str | Path) -> str:
    """Return a path as text that can be stored and shown, whatever bytes its name has."""
    return clean(os.fsencode(path).decode("utf-8", "replace")) or "?"


def _read_all(
    inputs: Sequence[str], source: str | None, notices: list[Notice], stdin: BinaryIO | None
) -> Iterator[Insight]:
    repeats = Repeats()
    done: set[str | None] = set()
    for found in _files(inputs, notices):
        identity = os.path.realpath(found.path) if found.path else None
        if identity in done:
            notices.append(Notice("notice", found.name, None, "This was named more than once and read once."))
            continue
        done.add(identity)
        try:
            opened = nullcontext(stdin or sys.stdin.buffer) if found.path is None else found.path.open("rb")
            with opened as stream:
                yield from _read_one(stream, found, source, notices, repeats)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"Cannot be read: {reason}. Look at its permissions and try again."
            notices.append(Notice("problem", found.name, None, message))


def _files(inputs: Sequence[str], notices: list[Notice]) -> Iterator[_Input]:
    for name in inputs:
        path = Path(name)
        if name == STDIN:
            yield _Input(None, "stdin", None)
        elif path.is_dir():
            yield from _in_folder(path, notices)
        elif path.suffix and format_of(path.suffix) is None and path.exists():
            notices.append(Notice("problem", shown(name), None, f"Not read: {_known()}"))
        else:
            yield _Input(path, shown(name), format_of(path.suffix))


def _in_folder(folder: Path, notices: list[Notice]) -> Iterator[_Input]:
    found = False

    def refused(error: OSError) -> None:
        where = shown(error.filename or folder)
        notices.append(Notice("problem", where, None, f"Cannot be read: {(error.strerror or '').lower()}."))

    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(parent, name)
            known = format_of(path.suffix)
            if known is None:
                notices.append(Notice("notice", shown(path), None, f"Passed over: {_known()}"))
                continue
            found = True
            yield _Input(path, shown(path), known)
    if not found:
        message = f"The folder holds nothing to read: {_known()}"
        notices.append(Notice("problem", shown(folder), None, message))


def _known() -> str:
    return f"files that can be read end in {', '.join(suffixes())}."


def _read_one(
    stream: BinaryIO, found: _Input, source: str | None, notices: list[Notice], repeats: Repeats
) -> Iterator[Insight]:
    head = stream.read(CHUNK)
    if is_blank(head):
        notices.append(Notice("problem", found.name, 1, "The file is empty. Fill it, or leave it out."))
        return
    if looks_binary(head):
        message = "This is not UTF-8 text. Save it as UTF-8, or leave it out."
        notices.append(Notice("problem", found.name, 1, message))
        return
    known = found.format or sniffed(head)
    origin = Origin(found.name, _default_source(found, known, source))
    unknown = _UnknownFields()
    holds_any = False
    for item in known.read(_rewound(head, stream)):
        holds_any = True
        if isinstance(item, Trouble):
            notices.append(item.in_file(found.name))
            continue
        unknown.look_at(item)
        verdict = to_insight(item, origin)
        notices.extend(trouble.in_file(found.name) for trouble in verdict.troubles)
        if verdict.insight:
            is_new, said = repeats.look_at(verdict.insight, Place(found.name, item.line))
            notices.extend(said)
            if is_new:
                yield verdict.insight
    if not holds_any:
        notices.append(Notice("notice", found.name, None, "The file holds no insights."))
    notices.extend(unknown.notices(found.name))


def _default_source(found: _Input, known: Format, source: str | None) -> Source:
    """Return the source of records that name none; a text that cannot name any is a digest."""
    if source is None:
        name = shown(found.path.stem) if found.path else "stdin"
        return Source(name=name, kind="digest")
    return Source(
        name=clean(source.encode("utf-8", "replace").decode()), kind="named" if known.names_origins else "digest"
    )


class _UnknownFields:
    """Gather the fields that nobody asked for, to name them once a file."""

    _MOST = 20

    def __init__(self) -> None:
        self._first_line: dict[str, int] = {}

    def look_at(self, record: Record) -> None:
        for name in record.fields.keys() - set(FIELDS):
            if len(self._first_line) <= self._MOST:
                self._first_line.setdefault(clean(name.encode("utf-8", "replace").decode())[:40], record.line)

    def notices(self, file: str) -> Iterator[Notice]:
        if self._first_line:
            names = ", ".join(f"`{name}`" for name in sorted(self._first_line)[: self._MOST])
            more = " and more" if len(self._first_line) > self._MOST else ""
            message = f"Unknown fields were left out: {names}{more}. Known are {', '.join(FIELDS)}."
            yield Notice("notice", file, min(self._first_line.values()), message)


class _Rewound(io.RawIOBase):
    """A stream from its start again, after `head` was taken off it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        part = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(part) :]
        view[: len(part)] = part
        return len(part)


def _rewound(head: bytes, rest: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Rewound(head, rest))
