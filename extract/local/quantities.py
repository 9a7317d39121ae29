"""Read the figures of a claim: how much, of what, and for which period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extract.local.measures import counted_noun, measured
from extract.local.numbers import Number, find_numbers
from extract.local.periods import period_near
from extract.local.text import text_of
from extract.local.units import Unit, unit_around
from graph.models import Quantity

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"(?:(?:{_MONTHS})\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTHS}))(?:st|nd|rd|th)?\b")
_LABELS = frozenset({
    "page", "section", "article", "chapter", "phase", "level", "rule", "title", "part", "figure", "stage",
    "number", "no", "line", "week", "day", "year",
})  # fmt: skip
_RANGE = re.compile(r"\s*(?:-|–|—|to|or|and)\s*(?:[€£$¥]|[A-Z]{1,2}\$)?$")
_CHANGES = {"halve": (50.0, "percent"), "double": (2.0, "times"), "triple": (3.0, "times"), "quadruple": (4.0, "times")}
_SHARE_OF = re.compile(
    r"\s+(?:of|below|above|less|more|fewer|cheaper|lower|higher|as|off|under|over|since|in|to|from)\b|\s*(?:[,.;:)]|$)"
)
_PICKS = re.compile(r"\b(?:first|second|other|last|latter|better|good|this|that|which|year)$")
_ASIDE = re.compile(
    r"(?:\bnot|\brather than|\binstead of|\bthan the|\bagainst the)(?:\s+(?:the|a|about|some|just|only))?\s*$", re.I
)
_SPAN_BEFORE = re.compile(r"\b(?:first time in|over(?: the (?:last|past))?|(?:last|past|next)|in)\s*$", re.I)
_SPAN_AFTER = re.compile(r"[\s-](?:ago|after|before|later|late|old|running|early)\b", re.I)
_SHARES = re.compile(r"%|per ?cent|\b(?:share|margin|rate|labou?r|payroll|conversion|yield|growth)s?\b", re.I)
_ALONE = re.compile(r"\b(?:to|by|at|of|about|nearly|almost|roughly|around|from|below|above|under|over)\s+$", re.I)
_TIMES_WORDS = {"twice": 2.0, "thrice": 3.0}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, at the place in the text that both take up; `unit` is None for a bare number."""

    number: Number
    unit: Unit | None

    @property
    def start(self) -> int:
        """First character, currency sign included."""
        return self.unit.start if self.unit else self.number.start

    @property
    def end(self) -> int:
        """Behind the last character, unit included."""
        return self.unit.end if self.unit else self.number.end


def read_quantities(doc: Doc, span: Span) -> tuple[Quantity, ...]:
    """Return the figures that stand inside `span`, in order.

    Calendar years, dates, ordinals and the numbers in names are no figures.
    """
    found: dict[Quantity, None] = {}
    for first, last in _ranges(text_of(doc), _figures(doc, span)):
        found.update(dict.fromkeys(_quantity(doc, span, first, last)))
    found.update(dict.fromkeys(_changes(doc, span)))
    return tuple(found)


def _figures(doc: Doc, span: Span) -> list[Figure]:
    text = text_of(doc)
    found = []
    for number in find_numbers(text[: span.end_char]):
        if number.start < span.start_char:
            continue
        unit = unit_around(text, number.start, number.end)
        if number.form == "fraction":
            unit = Unit("percent", number.start, number.end) if _is_share(text, number) else None
            if unit is None:
                continue
        if unit is not None and unit.end > span.end_char:
            unit = None
        if not _counts_nothing(doc, number, unit):
            found.append(Figure(number, unit))
    return found


def _is_share(text: str, number: Number) -> bool:
    """Tell "a quarter of sales" from "$3 a quarter", "a third party", "the first half", "a fifth year"."""
    words, after = text[number.start : number.end].lower(), text[number.end : number.end + 24].lower()
    before = text[: number.start].lower().rstrip()
    by = re.search(r"\bby(?: about| roughly| nearly| almost)?$", before) is not None
    if words == "half":
        wanted = r"\s+(?:of\b|(?:the|its|their|his|her)\s+\w+)" if not _PICKS.search(before) else r"(?!)"
        return by or re.match(wanted, after) is not None
    if re.match(r"[\s-](?:points?|year|time|hour|day|century|dozen|million|billion)", after):
        return False
    if words.endswith(("quarter", "quarters")):
        return by or re.match(r"\s+of\b", after) is not None
    if re.match(r"an? ", words):  # "a third party", but "a third of", "a third below", "by a fifth"
        return by or _SHARE_OF.match(after) is not None
    return True


def _counts_nothing(doc: Doc, number: Number, unit: Unit | None) -> bool:
    """Tell the numbers that are no figures of the claim: years, dates, versions, "not 60 %", "two years ago"."""
    text = text_of(doc)
    before = text[: unit.start if unit else number.start]
    if _ASIDE.search(before):
        return True
    if unit is not None:
        timed = unit.name in {"years", "months", "weeks", "days", "hours"}
        return timed and bool(_SPAN_BEFORE.search(before) or _SPAN_AFTER.match(text, unit.end))
    if _is_year(number):
        return True
    low, high = max(0, number.start - 11), number.end + 12
    if any(m.start() <= number.start < m.end() for m in _DATE.finditer(text, low, high)):
        return True
    token = _token_at(doc, number.start)
    if token is None or token.i == 0:
        return False
    previous = doc[token.i - 1]
    named = previous.pos_ == "PROPN" and previous.text[:1].isupper() and previous.whitespace_ == " "
    return previous.lower_ in _LABELS or (number.form == "digits" and number.scale == 1 and named)


def _is_year(number: Number) -> bool:
    plain = number.form == "digits" and number.scale == 1 and number.end - number.start == 4
    return plain and 1900 <= number.value < 2100


def _token_at(doc: Doc, place: int) -> Token | None:
    found = doc.char_span(place, place + 1, alignment_mode="expand")
    return found[0] if found is not None and len(found) else None


def _ranges(text: str, figures: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Join "five to seven per cent" and "between $12 billion and $14 billion"; others stand alone."""
    k = 0
    while k < len(figures):
        first = figures[k]
        if k + 1 < len(figures) and _is_range(text, first, figures[k + 1]):
            yield first, figures[k + 1]
            k += 2
        else:
            yield first, first
            k += 1


def _is_range(text: str, first: Figure, last: Figure) -> bool:
    between = text[first.end : last.number.start]
    if not _RANGE.fullmatch(between):
        return False
    if first.number.scale not in {1.0, last.number.scale} or last.number.value <= first.number.value:
        return False
    if first.unit and last.unit and first.unit.name.split()[0] != last.unit.name.split()[0]:
        return False
    before = text[: first.start].lower().rstrip()
    word = between.strip().split(" ")[0]
    if word == "and":
        return before.endswith("between")
    return not (word == "to" and before.endswith("from"))  # "from 5 % to 7 %" is a change, not a range


def _quantity(doc: Doc, span: Span, first: Figure, last: Figure) -> Iterator[Quantity]:
    """Yield one figure, or both ends of a range, each of which knows the other."""
    unit = last.unit or first.unit
    name, factor = (unit.name, unit.factor) if unit else (_counted(doc, span, last.number), 1.0)
    if not name:
        return
    if unit is not None and unit.cents and "€" in text_of(doc):
        name = name.replace("USD", "EUR")
    if name == "points" and _SHARES.search(doc[doc[span.start].sent.start : span.end].text):
        name = "percentage points"
    ends = [first.number.value, last.number.value] if last is not first else [last.number.value]
    values = [round(value * factor, 6) for value in ends]
    low, high = (values[0], values[1]) if len(values) == 2 else (None, None)
    what, at = measured(doc, span, first.start, last.end), period_near(doc, span, first.start)
    for value in values:
        yield Quantity(value=value, unit=name, scale=last.number.scale, what=what, low=low, high=high, at=at)


def _counted(doc: Doc, span: Span, number: Number) -> str | None:
    """Return what a bare number counts: a plural noun, or "count" where a figure stands for itself ("up to 47")."""
    noun = counted_noun(doc, span, number.start, number.end)
    amount = number.value * number.scale
    if number.form == "words" and amount <= 2:
        return None
    if noun is None and number.form == "digits" and amount >= 3:
        return "count" if _ALONE.search(text_of(doc)[: number.start]) else None
    return noun


def _changes(doc: Doc, span: Span) -> Iterator[Quantity]:
    """Yield what verbs say: "halve" is 50 percent, "has doubled" two times, unless a figure says where it ends."""
    for token in span:
        if token.pos_ == "VERB" and token.lemma_.lower() in _CHANGES:
            if any(child.dep_ == "prep" and child.lower_ == "to" for child in token.children):
                continue
            value, unit = _CHANGES[token.lemma_.lower()]
            yield Quantity(value=value, unit=unit, what=measured(doc, span, token.idx, token.idx + len(token)))
        elif (
            token.lower_ in _TIMES_WORDS and token.i + 1 < span.end and doc[token.i + 1].lower_ in {"the", "as", "what"}
        ):
            yield Quantity(
                value=_TIMES_WORDS[token.lower_],
                unit="times",
                what=measured(doc, span, token.idx, token.idx + len(token)),
            )
