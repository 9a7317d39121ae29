"""Say which stage lost each labelled contradiction that was not found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from extract.training.measure import LEAST_OVERLAP, overlap

Row = Mapping[str, Any]


class Loss(IntEnum):
    """The first stage that goes wrong on the way to a contradiction; a higher one lies nearer to finding it."""

    CLAIM = 0
    ACTOR = 1
    POLARITY = 2
    MOVE = 3
    VERDICT = 4

    @property
    def words(self) -> str:
        """The loss in words."""
        return {
            Loss.CLAIM: "a claim not found",
            Loss.ACTOR: "a claim found, its actor wrong",
            Loss.POLARITY: "a polarity or denial read wrong",
            Loss.MOVE: "both claims right, not taken for one move",
            Loss.VERDICT: "both claims right, another relation found",
        }[self]


def losses(
    gold: Sequence[Row],
    found: Sequence[Row],
    pairs: Sequence[tuple[Row, Row]],
    *,
    labelled: Sequence[Row],
    related: Sequence[Row],
) -> Mapping[Loss, int]:
    """Count the labelled contradicting pairs of insights that are not found, by the stage that lost them.

    Where several labelled claims of two insights contradict each other, the pair counts under the stage that comes
    nearest to finding it.

    Parameters
    ----------
    gold, found : sequences of mapping
        Labelled and predicted rows of ``claims.jsonl``.
    pairs : sequence of (mapping, mapping)
        What of them the scorer takes for the same claim.
    labelled, related : sequences of mapping
        Labelled and predicted rows of ``relations.jsonl``.
    """
    labels, claims = ({row["id"]: row for row in rows} for rows in (gold, found))
    ties = {frozenset((row["a"], row["b"])) for row in related}
    seen = {_insights(row, claims) for row in related if row["relation"] == "contradicts"}
    matches = {label["id"]: claim for label, claim in pairs}
    nearest: dict[frozenset[str], Loss] = {}
    for row in (row for row in labelled if row["relation"] == "contradicts"):
        insights = _insights(row, labels)
        if insights not in seen:
            loss = _loss(labels[row["a"]], labels[row["b"]], matches, found, ties)
            nearest[insights] = max(loss, nearest.get(insights, loss))
    return Counter(nearest.values())


def _loss(a: Row, b: Row, matches: Mapping[str, Row], found: Sequence[Row], ties: set[frozenset[str]]) -> Loss:
    missing = [label for label in (a, b) if label["id"] not in matches]
    if missing:
        return Loss.ACTOR if all(any(_same_place(label, claim) for claim in found) for label in missing) else Loss.CLAIM
    ends = [matches[label["id"]] for label in (a, b)]
    for label, claim in zip((a, b), ends, strict=True):
        denied = "denied" in (label["modality"], claim["modality"]) and label["modality"] != claim["modality"]
        if label["polarity"] != claim["polarity"] or denied:
            return Loss.POLARITY
    return Loss.VERDICT if frozenset(claim["id"] for claim in ends) in ties else Loss.MOVE


def _same_place(label: Row, claim: Row) -> bool:
    return label["insight"] == claim["insight"] and overlap(label["evidence"], claim["evidence"]) >= LEAST_OVERLAP


def _insights(row: Row, claims: Mapping[str, Row]) -> frozenset[str]:
    return frozenset((claims[row["a"]]["insight"], claims[row["b"]]["insight"]))
