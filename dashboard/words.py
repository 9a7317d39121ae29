"""Say in plain words what an answer holds: counts with their noun, dates, kinds of split."""

from collections.abc import Sequence
from datetime import date

from graph.answers import DebateAnswer, Quote, SideLine
from graph.models import Facet, Quantity
from graph.week_answers import WeekDebate

_SPLIT = {
    Facet.STANCE: "split on meaning",
    Facet.FACT: "split on fact",
    Facet.NUMBER: "figures differ",
    Facet.UPDATE: "changed",
}
_SCALES = {1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "insight"), counted(3, "changed mind"), counted(0, "agreement")
    ('1 insight', '3 changed minds', '0 agreements')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def day(published: str | None) -> str:
    """Return a date as people write it, or "undated".

    Examples
    --------
    >>> day("2026-11-03"), day(None)
    ('3 Nov 2026', 'undated')
    """
    if published is None:
        return "undated"
    when = date.fromisoformat(published)
    return f"{when.day} {when:%b %Y}"


def week_name(week: str) -> str:
    """Return an ISO week as people say it.

    Examples
    --------
    >>> week_name("2026-W47"), week_name("undated")
    ('week 47 of 2026', 'undated')
    """
    year, _, number = week.partition("-W")
    return f"week {int(number)} of {year}" if number else week


def split_kind(facet: Facet) -> str:
    """Return what a debate splits on."""
    return _SPLIT[facet]


def split_line(debate: DebateAnswer | WeekDebate) -> str:
    """Return what the two sides do not share."""
    return {
        Facet.STANCE: "what it means",
        Facet.FACT: "whether it is so",
        Facet.NUMBER: "the figure",
        Facet.UPDATE: "what holds now",
    }[debate.facet]


def side_count(side: SideLine, *, origins_named: bool) -> str:
    """Return how much stands behind a side; sources only where the digest says who they are."""
    insights = counted(side.insights, "insight")
    return f"{insights}, {counted(side.sources, 'source')}" if origins_named else insights


def byline(quote: Quote) -> str:
    """Return who says it, where and when; what is not known says so."""
    voices = [name for name in (quote.holder, quote.speaker) if name]
    place = f"{quote.source}: {quote.episode}" if quote.episode else quote.source
    return ", ".join([*dict.fromkeys(voices), place, day(quote.published)])


def small_print(quotes: Sequence[Quote]) -> str:
    """Return how claims out of one insight are meant, what read them, and how sure it was of each."""
    modalities = ", ".join(dict.fromkeys(quote.modality.value for quote in quotes))
    readers = ", ".join(dict.fromkeys(quote.extracted_by for quote in quotes))
    sure = " and ".join(dict.fromkeys(f"{quote.confidence:.2f}" for quote in quotes))
    return f"{modalities} · read by {readers}, confidence {sure}"


def figure(quantity: Quantity) -> str:
    """Return a figure as people write it.

    Examples
    --------
    >>> figure(Quantity(value=130, unit="USD", scale=1e9, what="investment"))
    '130 billion USD (investment)'
    >>> figure(Quantity(value=6, low=5, high=7, unit="%", at="2027"))
    '5 to 7 % in 2027'
    """
    number = f"{quantity.value:,.10g}"
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        number = f"{quantity.low:,.10g} to {quantity.high:,.10g}"
    scale = "" if quantity.scale == 1 else _SCALES.get(quantity.scale, f"x {quantity.scale:,.10g}")
    words = " ".join(filter(None, (number, scale, quantity.unit)))
    when = f" in {quantity.at}" if quantity.at else ""
    return f"{words}{when}" + (f" ({quantity.what})" if quantity.what else "")
