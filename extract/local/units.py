"""Read the unit that a number is counted in: a currency, a percentage, power or energy, a span of time."""

import re
from dataclasses import dataclass

_SYMBOLS = {"$": "USD", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "HK$": "HKD", "NZ$": "NZD",
            "S$": "SGD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}  # fmt: skip
_CODES = [
    "USD", "EUR", "GBP", "CAD", "JPY", "CNY", "INR", "CHF", "SEK", "NOK", "DKK", "AUD", "KRW", "BRL", "HKD",
    "SGD", "NZD", "MXN", "PLN",
]  # fmt: skip
_CURRENCIES = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "rupee": "INR", "won": "KRW", "franc": "CHF", "krona": "SEK", "kronor": "SEK", "kroner": "NOK",
    "reais": "BRL",
}  # fmt: skip
_NATIONS = {"canadian": "CAD", "australian": "AUD", "hong kong": "HKD", "singapore": "SGD", "danish": "DKK"}
_TIMES = [
    "year", "month", "week", "day", "hour", "minute", "second",
]  # fmt: skip

_BEFORE = re.compile(
    rf"(?:(?P<symbol>(?:US|CA|AU|HK|NZ|[CASR])?\$|[€£¥₹₩])|\b(?P<code>{'|'.join(_CODES)}|Rs)[  ]?)\s?$"
)
_AFTER = re.compile(
    rf"""(?P<percent>\s?%(?:\s+points?\b)?|[\s-]?per[\s-]?cent(?:age)?(?:\s+points?)?\b|\s+pct\b|\s+percentage\s+points?\b)
    |(?P<basis>[\s-]+basis[\s-]+points?\b|\s?bps?\b)
    |(?P<points>\s+points?\b)
    |[\s-]+(?:(?P<nation>US|American|{"|".join(_NATIONS)})\s+)?(?P<money>{"|".join(_CURRENCIES)})s?\b
    |(?:[\s-]+(?:US\s+)?(?P<cents>cents?)|(?P<pence>\s?p|\s+pence|\s+penny))\b
    |\s+(?P<code>{"|".join(_CODES)})\b
    |[\s-]?(?P<watt>(?P<prefix>[kMGT])?(?-i:Wh?))\b
    |[\s-]+(?P<long>kilo|mega|giga|tera)?watt(?P<hours>[\s-]?hours?)?s?\b
    |[\s-]+(?:more\s+|further\s+)?(?P<time>{"|".join(_TIMES)})s?\b
    |[\s-]+(?P<span>decade|fortnight)s?\b
    |(?P<times>\s?x\b|[\s-]?fold\b|\s+times\b)""",
    re.I | re.X,
)
_RATE = re.compile(r"\s*(?:/|(?:a|an|per|each|every)\s+)(?P<per>(?:kilo)?watt[\s-]?hours?|[A-Za-z]+)\b", re.I)
_RATES = frozenset({
    "acre", "barrel", "car", "conversation", "copy", "customer", "day", "head", "hour", "kg", "kilo",
    "kilowatt-hour", "kwh", "launch", "megawatt", "million", "month", "mw", "mwh", "night", "order", "page",
    "parcel", "patient", "person", "piece", "pop", "quarter", "seat", "share", "shop", "store", "student",
    "token", "ton", "tonne", "trip", "truck", "unit", "user", "vehicle", "week", "year",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit around a number, and the whole place that both take up.

    Attributes
    ----------
    name
        ISO currency code (with a rate: "USD per year"), "percent", "percentage points", "points", "basis points",
        "MW", "years", "times".
    factor
        What the number is to be multiplied by: 0.01 for cents, 10 for decades.
    """

    name: str
    start: int
    end: int
    factor: float = 1.0
    cents: bool = False


def unit_around(text: str, start: int, end: int) -> Unit | None:
    """Return the unit of the number at ``text[start:end]``, or None where it counts things or nothing.

    Examples
    --------
    >>> unit_around("about $130B of it", 7, 11)
    Unit(name='USD', start=6, end=11, factor=1.0, cents=False)
    >>> unit_around("€29 a month", 1, 3).name
    'EUR per month'
    """
    before = _BEFORE.search(text, max(0, start - 5), start)
    if before:
        name = _SYMBOLS[before["symbol"].upper()] if before["symbol"] else before["code"].upper().replace("RS", "INR")
        return _with_rate(text, Unit(name, before.start(), end))
    match = _AFTER.match(text, end)
    if match is None:
        return None
    name, factor = _name(match)
    unit = Unit(name, start, match.end(), factor, cents=bool(match["cents"]))
    return _with_rate(text, unit) if name in _CODES else unit


def _name(match: re.Match[str]) -> tuple[str, float]:
    """Return the unit's name and factor for what stands behind a number."""
    groups = {key: value for key, value in match.groupdict().items() if value}
    if "percent" in groups:
        return ("percentage points" if "point" in groups["percent"].lower() else "percent"), 1.0
    if "basis" in groups:
        return "basis points", 1.0
    if "points" in groups:
        return "points", 1.0
    if "money" in groups:
        nation = groups.get("nation", "").lower()
        return _NATIONS.get(nation, _CURRENCIES[groups["money"].lower()]), 1.0
    if "cents" in groups:
        return "USD", 0.01
    if "pence" in groups:
        return "GBP", 0.01
    if "code" in groups:
        return groups["code"].upper(), 1.0
    if "time" in groups:
        return groups["time"].lower() + "s", 1.0
    if "span" in groups:
        return ("years", 10.0) if groups["span"].lower() == "decade" else ("weeks", 2.0)
    if "times" in groups:
        return "times", 1.0
    if "watt" in groups:
        head = groups.get("prefix", "")
        return (head if head == "k" else head.upper()) + ("Wh" if groups["watt"].lower().endswith("h") else "W"), 1.0
    head = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T"}.get(groups.get("long", "").lower(), "")
    return head + ("Wh" if "hours" in groups else "W"), 1.0


def _with_rate(text: str, unit: Unit) -> Unit:
    match = _RATE.match(text, unit.end)
    if match is None or match["per"].lower() not in _RATES:
        return unit
    return Unit(f"{unit.name} per {match['per'].lower()}", unit.start, match.end(), unit.factor, unit.cents)
