"""Read a plain-text digest: one insight a line, or one a paragraph where blank lines part them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from extract.readers.lines import Line, damage, decoded, numbered
from extract.readers.notices import Trouble
from extract.readers.records import TEXT_LIMIT, Record

# "- ", "* ", "• ", "– ", "3. ", "3) ", "(3) "
_BULLET = re.compile(r"^\s*(?:[-*•‣▪·–—]|\d{1,3}[.)]|\(\d{1,3}\))\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")

# No paragraph has so many lines: a longer block is a list of insights.
_BLOCK_LINES = 400
# Nobody wraps lines by hand at more than this.
_WRAPPED_WIDTH = 120


def read_digest(stream: BinaryIO) -> Iterator[Record | Trouble]:
    """Yield one record for each insight of a plain-text digest.

    - A file without a blank line between its lines holds one insight a line.
    - Otherwise a block of lines between blank lines is one insight, except where all its lines
      end a sentence and one is too long to have been wrapped: then each line is one.
    - Bullets and numbering start an insight each and are left out of its text; the lines below
      a bullet belong to it where blank lines or indentation say so.
    - Lines without a letter or digit count as blank.
    """
    lines = numbered(decoded(stream), limit=TEXT_LIMIT * 4)
    blocks = _blocks(lines)
    first, second = next(blocks, None), next(blocks, None)
    if first is None:
        return
    if second is None or len(first) == _BLOCK_LINES:
        for block in chain([first], [second] if second else [], blocks):
            yield from _one_a_line(block)
        return
    for block in chain([first, second], blocks):
        yield from _paragraphs(block)


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        blank = not any(character.isalnum() or damage(character) for character in line.text)
        if block and (blank or len(block) == _BLOCK_LINES):
            yield block
            block = []
        if not blank:
            block.append(line)
    if block:
        yield block


def _one_a_line(block: Sequence[Line]) -> Iterator[Record | Trouble]:
    group: list[Line] = []
    bulleted = False
    for line in block:
        # Text that is indented under a bullet goes on with it.
        if group and bulleted and line.text[:1].isspace() and not _BULLET.match(line.text):
            group.append(line)
            continue
        if group:
            yield _insight(group)
        group, bulleted = [line], _BULLET.match(line.text) is not None
    if group:
        yield _insight(group)


def _paragraphs(block: Sequence[Line]) -> Iterator[Record | Trouble]:
    bullets = [bool(_BULLET.match(line.text)) for line in block]
    if bullets[0] or sum(bullets) > 1:
        starts = [index for index, bullet in enumerate(bullets) if bullet or index == 0]
    elif all(_ENDS_SENTENCE.search(line.text) for line in block) and any(
        len(line.text) > _WRAPPED_WIDTH for line in block
    ):
        starts = list(range(len(block)))
    else:
        starts = [0]
    for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
        yield _insight(block[start:end])


def _insight(lines: Sequence[Line]) -> Record | Trouble:
    cut = next((line for line in lines if line.cut), None)
    if cut is not None:
        return Trouble(cut.number, f"This is longer than {TEXT_LIMIT:,} characters. Cut it into insights.")
    damaged = next((line for line in lines if damage(line.text)), lines[0])
    first = _BULLET.sub("", lines[0].text, count=1)
    return Record(damaged.number, {"text": "\n".join([first, *(line.text for line in lines[1:])])})
