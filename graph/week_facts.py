"""Fetch what a week added: its insights and claims, and the pairs that its claims are in.

Every query starts from the insights of the week, so that its cost follows the week, not the store.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.models import Polarity
from graph.store import Reader, Row

# Keeps a parameter list at a size that both databases take without a detour through the disk.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Span:
    """A week on both clocks: dated insights count by their week, undated ones by the day of reading."""

    week: str
    first_day: str
    last_day: str

    @property
    def day_after(self) -> str:
        """The Monday after."""
        return (date.fromisoformat(self.last_day) + timedelta(days=1)).isoformat()

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of queries that tell before, in and after a week."""
        return {"week": self.week, "first_day": self.first_day, "day_after": self.day_after}

    def over(self, row: Row) -> bool:
        """Whether an insight (its ``week`` and ``read_at``) counts only after this week."""
        if row["week"] is not None:
            return bool(row["week"] > self.week)
        return row["read_at"] is not None and str(row["read_at"]) >= self.day_after


@dataclass(frozen=True, slots=True)
class WeekClaim:
    """A claim of the week."""

    id: str
    insight: str
    source: str
    actor: str
    polarity: Polarity
    extracted_by: str


@dataclass(frozen=True, slots=True)
class WeekPair:
    """Two claims that came to agree or contradict each other in the week; `row` as ``pair_up`` takes it."""

    row: Row
    origins: dict[str, tuple[str, str]]  # claim -> (insight, source)

    @property
    def ends(self) -> tuple[str, str]:
        """Both claims."""
        return self.row["a"], self.row["b"]


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """Everything of which the week is the later part."""

    span: Span
    insights: dict[str, Row]
    claims: dict[str, WeekClaim]
    contradictions: tuple[WeekPair, ...]
    agreements: tuple[WeekPair, ...]
    updates: tuple[Row, ...]


def week_facts(store: Reader, span: Span) -> WeekFacts:
    """Fetch the facts of a week; pairs are sorted strongest first."""
    insights = {row["insight"]: row for row in store.query("week_insights", **span.parameters)}
    claims = _claims(store, span, insights)
    return WeekFacts(
        span=span,
        insights=insights,
        claims=claims,
        contradictions=_pairs(store, "week_contradictions", claims, span),
        agreements=_pairs(store, "week_agreements", claims, span),
        # A later claim that replaces an earlier one is the end that counts.
        updates=tuple(sorted(store.query("week_updates", **span.parameters), key=_strength)),
    )


def week_contradictions(store: Reader, span: Span) -> tuple[WeekPair, ...]:
    """Fetch the contradictions that are new in a week, strongest first."""
    insights = {row["insight"]: row for row in store.query("week_insights", **span.parameters)}
    return _pairs(store, "week_contradictions", _claims(store, span, insights), span)


def ask(store: Reader, query: str, **parameters: Any) -> list[Row]:
    """Answer a query that takes a list of ids, in pieces where the list is long.

    The list is the one parameter that is a collection, not a text.
    """
    ((name, ids),) = ((name, value) for name, value in parameters.items() if not isinstance(value, str))
    rest = {key: value for key, value in parameters.items() if key != name}
    return [row for chunk in _chunks(sorted(ids)) for row in store.query(query, **{name: chunk}, **rest)]


def _claims(store: Reader, span: Span, insights: Mapping[str, Row]) -> dict[str, WeekClaim]:
    return {
        row["claim"]: WeekClaim(
            id=row["claim"],
            insight=row["insight"],
            source=insights[row["insight"]]["source"],
            actor=row["actor"],
            polarity=Polarity(row["polarity"]),
            extracted_by=row["extracted_by"],
        )
        for row in store.query("week_claims", **span.parameters)
    }


def _pairs(store: Reader, query: str, claims: dict[str, WeekClaim], span: Span) -> tuple[WeekPair, ...]:
    pairs: dict[str, WeekPair] = {}
    for row in store.query(query, **span.parameters):
        if span.over(row):
            continue  # new only in the week of the other end
        here = claims[row["claim"]]
        a, b = sorted((row["claim"], row["other"]))
        pairs[row["id"]] = WeekPair(
            row={
                "a": a,
                "b": b,
                **{name: row[name] for name in ("id", "facet", "score", "reason", "status", "judged_by")},
            },
            origins={here.id: (here.insight, here.source), row["other"]: (row["insight"], row["source"])},
        )
    return tuple(sorted(pairs.values(), key=lambda pair: _strength(pair.row)))


def _strength(row: Row) -> tuple[float, str]:
    return (-row["score"], row["id"])


def _chunks(items: Sequence[str] | Collection[str]) -> Iterator[list[str]]:
    known = list(items)
    for start in range(0, len(known), _CHUNK):
        yield known[start : start + _CHUNK]
