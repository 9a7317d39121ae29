"""Decode bytes into numbered lines, holding a bounded part of them at a time.

UTF-8 is read with or without a mark (BOM), UTF-16 and UTF-32 with one. No other encoding is
guessed: a wrong guess would put words into a quote that nobody wrote. Bytes that do not decode
become lone surrogates, so that the record that holds them, and no other, is refused by
`extract.readers.records`.
"""

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1 << 16

LINE_LIMIT = 1_000_000
"""Characters that a line of a structured format may have; what goes beyond is not held in memory."""

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDECODED = re.compile("[\udc80-\udcff]")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; `cut` where it was longer than the limit and only its start is held."""

    number: int
    text: str
    cut: bool = False


def decoded(stream: BinaryIO) -> Iterator[str]:
    r"""Yield the text of `stream` in pieces, with every line end as ``\n``."""
    head = stream.read(CHUNK)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8-sig")
    # Only UTF-8 can carry undecodable bytes through; the others mark the place.
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors), translate=True)
    piece = head
    while piece:
        yield _marked(decoder.decode(piece), errors)
        piece = stream.read(CHUNK)
    yield _marked(decoder.decode(b"", final=True), errors)


def _marked(text: str, errors: str) -> str:
    return text.replace("\ufffd", "\udcff") if errors == "replace" else text


def numbered(pieces: Iterable[str], *, limit: int = LINE_LIMIT) -> Iterator[Line]:
    r"""Cut pieces of text into lines, counted from 1.

    Examples
    --------
    >>> [(line.number, line.text, line.cut) for line in numbered(["a\nbb", "bb\nc"], limit=3)]
    [(1, 'a', False), (2, 'bbb', True), (3, 'c', False)]
    """
    held: list[str] = []
    number, length = 1, 0
    for piece in pieces:
        *ends, rest = piece.split("\n")
        for end in ends:
            yield _line(number, [*held, end], limit)
            number, held, length = number + 1, [], 0
        if length <= limit:
            held.append(rest)
            length += len(rest)
    if length:
        yield _line(number, held, limit)


def _line(number: int, parts: list[str], limit: int) -> Line:
    text = "".join(parts)
    return Line(number, text[:limit], cut=len(text) > limit)


def damage(text: str) -> str | None:
    r"""Say what keeps `text` from being text, or None where nothing does.

    Examples
    --------
    >>> damage("all good")
    >>> damage("half of an emoji: \ud83d")
    'holds half a character (a lone surrogate)'
    """
    if _UNDECODED.search(text):
        return "holds bytes that are not UTF-8"
    return "holds half a character (a lone surrogate)" if _HALVES.search(text) else None


def looks_binary(head: bytes) -> bool:
    """Whether a file that begins with `head` is no text: NUL bytes, not just one, and no mark that explains them."""
    marked = any(head.startswith(mark) for mark, _ in _MARKS)
    return not marked and head.count(0) > max(1, len(head) // 20)


def is_blank(head: bytes) -> bool:
    """Whether a file that begins with `head` has nothing but white space and a mark there."""
    return not head.removeprefix(codecs.BOM_UTF8).strip() or head in {mark for mark, _ in _MARKS}
