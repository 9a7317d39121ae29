"""Mark several passages of one text, which may overlap, each with its number."""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from dashboard.safe import visible


def numbered(text: str, spans: Sequence[tuple[int, int]]) -> Markup:
    """Return `text` as HTML in which every span is marked; a small number stands where one begins.

    Examples
    --------
    >>> print(numbered("Acme wins <b>", [(0, 9), (5, 9)]))
    <mark><sup>1</sup>Acme </mark><mark><sup>2</sup>wins</mark> &lt;b&gt;
    """
    borders = sorted({0, len(text), *(place for span in spans for place in span)})
    parts = []
    for start, end in pairwise(borders):
        words = escape(_piece(text[start:end]))
        begin_here = [number for number, span in enumerate(spans, start=1) if span[0] == start]
        signs = Markup("").join(Markup("<sup>{}</sup>").format(number) for number in begin_here)
        covered = any(span[0] <= start and end <= span[1] for span in spans)
        parts.append(Markup("<mark>{}{}</mark>").format(signs, words) if covered else words)
    return Markup("").join(parts)


def _piece(text: str) -> str:
    # `visible` drops blanks at the ends, which stand between two pieces here.
    inner = visible(text)
    if not inner:
        return " " if text.isspace() else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
