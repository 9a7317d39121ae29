"""Fetch claims as quotes, and relations as pairs of quotes, a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from graph.answers import Contradiction, Quote
from graph.ids import iso_week
from graph.models import Quantity, RelationType
from graph.store import Reader, Row

# Keeps a parameter list at a size that both databases take without a detour through the disk.
_CHUNK = 5_000


def load_quotes(store: Reader, claim_ids: Collection[str]) -> dict[str, Quote]:
    """Return these claims as quotes, by claim id; ids that are not stored are left out."""
    quotes: dict[str, Quote] = {}
    for chunk in _chunks(sorted(set(claim_ids))):
        holders = {row["claim"]: row["holder"] for row in store.query("quote_holders", claims=chunk)}
        figures = _figures(store.query("quote_figures", claims=chunk))
        for row in store.query("quotes", claims=chunk):
            claim_id = row["claim_id"]
            quotes[claim_id] = _quote(row, holder=holders.get(claim_id), quantities=figures.get(claim_id, ()))
    return quotes


def pair_up(rows: Iterable[Row], quotes: Mapping[str, Quote], *, type_: RelationType) -> list[Contradiction]:
    """Turn rows of a relation query into pairs of quotes; rows with an end not in `quotes` are left out."""
    return [
        Contradiction(
            relation_id=row["id"],
            type=type_,
            facet=row["facet"],
            score=row["score"],
            reason=row["reason"],
            status=row["status"],
            judged_by=row["judged_by"],
            a=quotes[row["a"]],
            b=quotes[row["b"]],
        )
        for row in rows
        if row["a"] in quotes and row["b"] in quotes
    ]


def ends(rows: Iterable[Row]) -> set[str]:
    """Return the claims that rows of a relation query join."""
    return {row[end] for row in rows for end in ("a", "b")}


def read_week(read_at: Any) -> str | None:
    """Return the ISO week of a time of reading, as either database gives it."""
    if read_at is None:
        return None
    moment = read_at if isinstance(read_at, datetime) else datetime.fromisoformat(str(read_at))
    return iso_week(moment.date().isoformat())


def _quote(row: Row, *, holder: str | None, quantities: tuple[Quantity, ...]) -> Quote:
    fields = {name: value for name, value in row.items() if name not in {"span_start", "span_end", "read_at"}}
    return Quote(
        **fields,
        start=row["span_start"],
        end=row["span_end"],
        holder=holder,
        quantities=quantities,
        read_week=read_week(row["read_at"]),
    )


def _figures(rows: Iterable[Row]) -> dict[str, tuple[Quantity, ...]]:
    figures: dict[str, list[Quantity]] = defaultdict(list)
    for row in rows:
        figures[row["claim"]].append(
            Quantity.model_validate({name: value for name, value in row.items() if name != "claim"})
        )
    return {claim: tuple(quantities) for claim, quantities in figures.items()}


def _chunks(items: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _CHUNK):
        yield list(items[start : start + _CHUNK])
