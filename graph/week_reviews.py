"""Answer what people decided in a week: reviews in the words that they were made on, and corrections."""

import json
from typing import Any

from graph.changes import Correction
from graph.models import RelationType
from graph.store import Reader
from graph.week_answers import Corrected, Decided, ReviewedPair, ReviewedPassage
from graph.week_facts import Span, ask


def reviews_of_week(store: Reader, span: Span) -> tuple[ReviewedPair, ...]:
    """Return the pairs that were reviewed in a week, oldest decision first.

    A review keeps the passages that it was made on, so that it can be told even where the pair is gone.
    """
    rows = store.query("reviews_between", first_day=span.first_day, day_after=span.day_after)
    records = [record for row in rows if (record := json.loads(row["record"]))["target_kind"] == "relation"]
    by_pair: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        anchor = record["anchor"]
        by_pair.setdefault(json.dumps([anchor["type"], _place(anchor["a"]), _place(anchor["b"])]), []).append(record)
    insights = {record["anchor"][end]["insight_id"] for record in records for end in ("a", "b")}
    origins = {row["insight"]: row for row in ask(store, "origins_of_insights", insights=insights)}

    def passage(anchored: dict[str, Any]) -> ReviewedPassage:
        # The source may have been deleted since.
        origin = origins.get(anchored["insight_id"], {"source": None, "published": None})
        return ReviewedPassage(
            evidence=anchored["evidence"],
            actor=anchored["actor"],
            strategy=anchored["strategy_text"],
            source=origin["source"],
            published=origin["published"],
        )

    return tuple(
        ReviewedPair(
            type=RelationType(decided[0]["anchor"]["type"]),
            a=passage(decided[0]["anchor"]["a"]),
            b=passage(decided[0]["anchor"]["b"]),
            decisions=tuple(
                Decided(
                    decision=record["decision"],
                    reviewer=record["reviewer"],
                    note=record["note"],
                    day=record["at"][:10],
                )
                for record in decided
            ),
        )
        for decided in by_pair.values()
    )


def corrections_of_week(store: Reader, span: Span) -> tuple[Corrected, ...]:
    """Return the corrections that were made in a week, oldest first."""
    rows = store.query("corrections_between", first_day=span.first_day, day_after=span.day_after)
    made = [Correction.model_validate_json(row["record"]) for row in rows]
    return tuple(
        Corrected(says=one.change.says, author=one.author, note=one.note, day=one.at.date().isoformat()) for one in made
    )


def _place(anchored: dict[str, Any]) -> tuple[str, int, int]:
    return anchored["insight_id"], anchored["start"], anchored["end"]
