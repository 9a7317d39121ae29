"""Name the colours of the charts: two mean sides, everything else is grey."""

from typing import NamedTuple


class Colours(NamedTuple):
    """The colours of sides, and of what is neither."""

    a: str
    b: str
    n: str
    ink: str
    paper: str


LIGHT = Colours(a="#2563a8", b="#c2570c", n="#6b7280", ink="#1f2328", paper="#ffffff")
DARK = Colours(a="#7db2ec", b="#f0995a", n="#a3abb6", ink="#e6e8eb", paper="#14171c")
