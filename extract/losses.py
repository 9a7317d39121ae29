"""Say which stage lost each labelled contradiction that was not found."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.training.measure import overlap, read_lines

Row = Mapping[str, Any]

_LEAST_OVERLAP = 0.4
"""The scorer's bound for one evidence being another."""


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


def losses(gold_dir: Path, predicted_dir: Path, scorer: ModuleType) -> Mapping[Loss, int]:
    """Count the labelled contradicting pairs of insights that are not found, by the stage that lost them.

    Where several labelled claims of two insights contradict each other, the pair counts under the stage that comes
    nearest to finding it.
    """
    gold, found = (read_lines(folder / "claims.jsonl") for folder in (gold_dir, predicted_dir))
    relations = read_lines(predicted_dir / "relations.jsonl")
    by_id = {claim["id"]: claim for claim in gold}
    insight_of = {claim["id"]: claim["insight"] for claim in found}
    related = {frozenset((row["a"], row["b"])) for row in relations}
    seen = {_pair(row, insight_of) for row in relations if row["relation"] == "contradicts"}
    matches = {label["id"]: claim for label, claim in scorer.match_claims(gold, found)}
    nearest: dict[frozenset[str], Loss] = {}
    for row in _contradictions(gold_dir):
        pair = _pair(row, {name: label["insight"] for name, label in by_id.items()})
        if pair not in seen:
            loss = _loss(by_id[row["a"]], by_id[row["b"]], matches, found, related)
            nearest[pair] = max(loss, nearest.get(pair, loss))
    return Counter(nearest.values())


def _loss(a: Row, b: Row, matches: Mapping[str, Row], found: Sequence[Row], related: set[frozenset[str]]) -> Loss:
    missing = [label for label in (a, b) if label["id"] not in matches]
    if missing:
        return Loss.ACTOR if all(any(_same_place(label, claim) for claim in found) for label in missing) else Loss.CLAIM
    ends = [matches[label["id"]] for label in (a, b)]
    for label, claim in zip((a, b), ends, strict=True):
        denied = "denied" in (label["modality"], claim["modality"]) and label["modality"] != claim["modality"]
        if label["polarity"] != claim["polarity"] or denied:
            return Loss.POLARITY
    return Loss.VERDICT if frozenset(claim["id"] for claim in ends) in related else Loss.MOVE


def _same_place(label: Row, claim: Row) -> bool:
    return label["insight"] == claim["insight"] and overlap(label["evidence"], claim["evidence"]) >= _LEAST_OVERLAP


def _contradictions(folder: Path) -> Iterator[Row]:
    return (row for row in read_lines(folder / "relations.jsonl") if row["relation"] == "contradicts")


def _pair(row: Row, insight_of: Mapping[str, str]) -> frozenset[str]:
    return frozenset((insight_of[row["a"]], insight_of[row["b"]]))
