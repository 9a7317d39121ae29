"""Read the period that a figure is about, where the text names one: a year, a quarter, a half, a month."""

import re

from spacy.tokens import Doc, Span

from extract.local.text import text_of

_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIOD = re.compile(
    rf"""\b(?:(?P<nth>first|second|third|fourth|final|last)[\s-](?P<part>quarter|half)\s+of\s+(?P<part_year>(?:19|20)\d\d)
    |(?P<letter>[QH])(?P<digit>[1-4])\s+(?:of\s+)?(?P<letter_year>(?:19|20)\d\d)
    |(?:\d{{1,2}}\s+)?(?P<month>{"|".join(_MONTHS)})\s+(?:\d{{1,2}},\s+)?(?:of\s+)?(?P<month_year>(?:19|20)\d\d)
    |(?<![\w$€£.,-])(?P<year>(?:19|20)\d\d))\b(?![,.]\d)""",
    re.X,
)


def period_near(doc: Doc, span: Span, place: int) -> str | None:
    """Return the period named nearest to `place` in `span`: "2027", "2026-Q1", "2026-H1" or "2026-05"."""
    found = list(_PERIOD.finditer(text_of(doc), span.start_char, span.end_char))
    if not found:
        return None
    return period_name(min(found, key=lambda m: (abs(m.start() - place), m.start())))


def period_name(match: re.Match[str]) -> str:
    """Write a period as ISO would, quarters and halves as Q and H."""
    if match["nth"]:
        number = _NTH[match["nth"]]
        if match["part"] == "half":
            return f"{match['part_year']}-H{min(number, 2)}"
        return f"{match['part_year']}-Q{number}"
    if match["letter"]:
        return f"{match['letter_year']}-{match['letter']}{match['digit']}"
    if match["month"]:
        return f"{match['month_year']}-{_MONTHS.index(match['month']) + 1:02}"
    return str(match["year"])
