"""Mark several passages of one text, which may overlap, each with its number."""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from dashboard.safe import seamed


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
        words = escape(seamed(text[start:end]))
        begin_here = [number for number, span in enumerate(spans, start=1) if span[0] == start]
        signs = Markup("").join(Markup("<sup>{}</sup>").format(number) for number in begin_here)
        covered = any(span[0] <= start and end <= span[1] for span in spans)
        parts.append(Markup("<mark>{}{}</mark>").format(signs, words) if covered else words)
    return Markup("").join(parts)
