"""Propose that two claims give different figures for the same thing at the same time."""

import re
from dataclasses import dataclass

from graph.models import Claim, Facet, Quantity, RelationType
from graph.relate.comparison import Comparison, Verdict, quoted

SAME_THING = 0.2
"""Least same-move score at which two figures may measure one thing."""

_TOLERANCE = 0.02
_ROUGH_TOLERANCE = 0.12
"""How far apart two figures may lie that are one, where a text says that its figure is rough ("about", "a third")."""

_ROUGH = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|just (?:over|under)|more than|over|"
    r"at least|up to|or so|half|thirds?|quarters?|fifths?|tenths?)\b|~",
    re.IGNORECASE,
)
_FIRST_CALENDAR_YEAR = 1500
_CURRENCIES = frozenset("usd eur gbp cad jpy cny inr chf sek nok dkk aud krw brl".split())  # noqa: SIM905
_POWER = {"kw": 1e3, "mw": 1e6, "gw": 1e9, "tw": 1e12, "w": 1.0}
_ENERGY = {f"{unit}h": factor for unit, factor in _POWER.items()}
_TIME = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity in base units with its kind: a currency, ``%``, ``w``, ``wh``, a unit of time or ``count``."""

    amount: float
    kind: str
    low: float
    high: float


def measure(quantity: Quantity) -> Measure:
    """Bring a quantity to base units.

    Examples
    --------
    >>> measure(Quantity(value=1.2, unit="GW")).amount == measure(Quantity(value=1200, unit="MW")).amount
    True
    """
    words = quantity.unit.strip().casefold().replace("/", " ").split()
    first = words[0] if words else ""
    factor, kind = 1.0, "count"
    if first in _CURRENCIES:
        kind = first
    elif first in {"%", "percent", "pct", "pp"} or "percentage" in words:
        kind = "%"
    elif first in _POWER:
        factor, kind = _POWER[first], "w"
    elif first in _ENERGY:
        factor, kind = _ENERGY[first], "wh"
    elif first.rstrip("s") in _TIME:
        kind = first.rstrip("s")
    scale = quantity.scale * factor
    low = quantity.value if quantity.low is None else quantity.low
    high = quantity.value if quantity.high is None else quantity.high
    return Measure(quantity.value * scale, kind, low * scale, high * scale)


def number_verdict(comparison: Comparison) -> Verdict | None:
    """Contradiction on clashing figures."""
    if comparison.link is None or comparison.move < SAME_THING:
        return None
    clash = clashing_figures(*comparison.claims)
    if clash is None:
        return None
    first, second = comparison.contexts
    reason = f"Two figures for one thing, {show(clash[0])} and {show(clash[1])}: {quoted(first)} and {quoted(second)}."
    return Verdict(RelationType.CONTRADICTS, Facet.NUMBER, reason)


def clashing_figures(a: Claim, b: Claim) -> tuple[Quantity, Quantity] | None:
    """Return the first pair of figures of one kind and period that differ, where none of that kind agree."""
    rough = any(_ROUGH.search(claim.evidence) for claim in (a, b))
    tolerance = _ROUGH_TOLERANCE if rough else _TOLERANCE
    for x in a.quantities:
        for y in b.quantities:
            if not _same_kind(x, y) or _overlap(measure(x), measure(y), tolerance):
                continue
            agree = any(
                _same_kind(p, q) and _overlap(measure(p), measure(q), tolerance)
                for p in a.quantities
                for q in b.quantities
                if measure(p).kind == measure(x).kind
            )
            if not agree:
                return x, y
    return None


def show(quantity: Quantity) -> str:
    """Return a figure as a reader writes it.

    Examples
    --------
    >>> show(Quantity(value=25, unit="USD", scale=1e9))
    '25 billion USD'
    """
    names = {1e3: " thousand", 1e6: " million", 1e9: " billion", 1e12: " trillion"}
    return f"{quantity.value:,g}{names.get(quantity.scale, '')} {quantity.unit}".strip()


def _same_kind(x: Quantity, y: Quantity) -> bool:
    if measure(x).kind != measure(y).kind or (x.at and y.at and x.at != y.at):
        return False
    if measure(x).kind == "year" and max(measure(x).amount, measure(y).amount) > _FIRST_CALENDAR_YEAR:
        return False  # a calendar year says when, not how long
    if measure(x).kind != "count":
        return True
    # A count says what it counts, or its unit does: 40 shops and 900 jobs are no clash.
    ours, theirs = ({word.rstrip("s") for word in _WORD.findall(f"{q.unit} {q.what}".casefold())} for q in (x, y))
    return bool(ours & theirs) or not ours or not theirs


def _overlap(x: Measure, y: Measure, tolerance: float) -> bool:
    room = tolerance * max(abs(x.amount), abs(y.amount))
    return x.low <= y.high + room and y.low <= x.high + room
