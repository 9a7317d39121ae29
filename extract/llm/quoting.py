"""Find words where they stand in a text, and bring what a model wrote into one plain line."""

import re
import unicodedata
from collections.abc import Iterator

from graph.ids import normal_text

_LETTER = "[0-9A-Za-z\u00c0-\u024f]"
"""What words are made of in Latin script; other scripts may not part them, and are not held to it."""

_BEGIN, _END = rf"(?<!{_LETTER})(?<!\d[.,])", rf"(?!{_LETTER}|[.,]\d)"
_INSIDE = re.compile(_LETTER)


def places(words: str, text: str) -> Iterator[int]:
    """Yield where `words` stand in `text` as they are, no word or figure of either cut in two.

    Examples
    --------
    >>> list(places("art", "The art of the start.")), list(places("a fee of 1", "a fee of 1.4% and a fee of 10"))
    ([4], [])
    """
    if words:
        begin = _BEGIN if _INSIDE.match(words[0]) else ""
        end = _END if _INSIDE.match(words[-1]) else ""
        yield from (match.start() for match in re.finditer(begin + re.escape(words) + end, text))


def stands(words: str, text: str) -> bool:
    """Tell whether `words` stand in `text` as they are, no word or figure of either cut in two."""
    return next(places(words, text), None) is not None


def plain(text: str) -> str:
    r"""Return a text as one line without characters that do not show, for those can steer a terminal or a page.

    Examples
    --------
    >>> plain("lease \x1b[31m\u202eservers")
    'lease [31mservers'
    """
    return normal_text("".join(char for char in normal_text(text) if not unicodedata.category(char).startswith("C")))
