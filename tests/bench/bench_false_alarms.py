"""Count contradictions where labels hold none: insights that relate to nothing, and random pairs from different sets.

    python tests/bench/bench_false_alarms.py data/gold/dev DIR/t1 DIR/t2 ... [--pairs 2000]

Aim: at most 1 a 100 insights without relation, at most 2 among 2,000 random pairs.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.claims import Engine, Skipped, make_extractor
from extract.pipeline import analyse
from extract.training.measure import read_lines
from graph.models import Extraction, Insight
from graph.relate import LocalJudge
from graph.settings import load_settings


class _ReadsOnce:
    """An extractor that reads each text once, however many pairs it comes up in."""

    def __init__(self) -> None:
        self._inner = make_extractor("local", settings=load_settings())
        self._known: dict[str, Extraction | Skipped] = {}
        self.name = self._inner.name

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        kept = list(insights)
        new = {insight.id: insight for insight in kept if insight.id not in self._known}
        self._known |= dict(zip(new, self._inner.extract(new.values()), strict=True))
        yield from (self._known[insight.id] for insight in kept)


def contradictions(rows: Iterable[dict[str, Any]], engine: Engine) -> set[tuple[str, str]]:
    """Return the pairs of insights that the local engine sets against each other."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "insights.jsonl", Path(folder) / "out"
        source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        analyse([str(source)], settings=load_settings(), out=out, engine=engine)
        insight_of = {row["id"]: row["insight"] for row in read_lines(out / "claims.jsonl")}
        found = [row for row in read_lines(out / "relations.jsonl") if row["relation"] == "contradicts"]
        pairs = (sorted((insight_of[row["a"]], insight_of[row["b"]])) for row in found)
        return {(first, second) for first, second in pairs}


def unrelated(folder: Path) -> list[dict[str, Any]]:
    """Return the insights of a labelled folder that no label relates to any other."""
    insight_of = {row["id"]: row["insight"] for row in read_lines(folder / "claims.jsonl")}
    related = {insight_of[row[end]] for row in read_lines(folder / "relations.jsonl") for end in ("a", "b")}
    return [row for row in read_lines(folder / "insights.jsonl") if row["id"] not in related]


def main() -> None:
    """Print what is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    engine = Engine(_ReadsOnce(), LocalJudge())
    counts = []
    for folder in options.folders:
        rows = unrelated(folder)
        counts.append((len(rows), len(contradictions(rows, engine))))
        print(
            folder.name, counts[-1][0], "insights without relation,", counts[-1][1], "contradicting pairs", flush=True
        )
    print("all", sum(n for n, _ in counts), "insights,", sum(found for _, found in counts), "contradicting pairs")
    chance = random.Random(options.seed)
    sets = [read_lines(folder / "insights.jsonl") for folder in options.folders]
    alarms = 0
    for _ in range(options.pairs if len(sets) > 1 else 0):
        pair = [chance.choice(rows) for rows in chance.sample(sets, 2)]
        # Two voices of one insight may well contradict each other; what counts here is across the two.
        alarms += any(a != b for a, b in contradictions(pair, engine))
    print(options.pairs, "random pairs from different sets,", alarms, "contradict each other")


if __name__ == "__main__":
    main()
