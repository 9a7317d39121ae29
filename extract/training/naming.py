"""Measure how well the moves that are debated are named.

    python -m extract.training.naming data/gold/dev data/gold/train/t6 data/gold/train/t9

A move's name is right as far as it has the words of the strategies that labels give for its claims: F1 of the words
that say something, the mean over all labels of a move, and the mean of that over the moves. Beside it stands what the
best phrase of a move's claims would give, and what any of them gives on average: the choice lies between the two.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from extract.pipeline import run
from extract.training.measure import LEAST_OVERLAP, Record, overlap, read_lines
from graph.ids import normal_text
from graph.settings import load_settings
from graph.store import open_store
from graph.strategies import content_words

_MOVES = """
MATCH (i:Insight)-[:STATES]->(c:Claim)-[:PURSUES]->(m:Strategy), (c)-[:HOLDS]->(:Position)
RETURN DISTINCT m.id AS move, m.name AS name, i.text AS text, c.evidence AS evidence, c.strategy_text AS phrase
"""
_MOST = 100_000


class Named(NamedTuple):
    """How right a move's name is, and the best and the mean of its claims' phrases; 0 to 1."""

    name: float
    best: float
    chance: float


def measure(folder: Path) -> list[Named]:
    """Read a labelled folder with the local engine; return a figure for each debated move that has labelled claims."""
    moves: dict[str, list[Record]] = defaultdict(list)
    for row in _read(folder):
        moves[str(row["move"])].append(row)
    labelled = _labelled(folder)
    return [found for rows in moves.values() if (found := _named(rows, labelled)) is not None]


def shared_words(a: str, b: str) -> float:
    """Return the F1 of the words of two phrases that say something.

    Examples
    --------
    >>> shared_words("rent out servers", "renting servers to rivals")
    0.8
    """
    left, right = content_words(a), content_words(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left & right else 0.0


def _read(folder: Path) -> list[Record]:
    with tempfile.TemporaryDirectory() as place, open_store(str(Path(place) / "graph.lbug")) as store:
        store.ensure_schema()
        run([str(folder / "insights.jsonl")], store=store, settings=load_settings())
        columns, rows = store.read_only(_MOVES, {}, limit=_MOST)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _labelled(folder: Path) -> dict[str, list[Record]]:
    """Map the text of each insight to its labelled claims."""
    texts = {insight["id"]: normal_text(insight["text"]) for insight in read_lines(folder / "insights.jsonl")}
    found: dict[str, list[Record]] = defaultdict(list)
    for claim in read_lines(folder / "claims.jsonl"):
        found[texts[claim["insight"]]].append(claim)
    return found


def _named(rows: Sequence[Record], labelled: Mapping[str, Sequence[Record]]) -> Named | None:
    strategies = [
        str(label["strategy"])
        for row in rows
        for label in labelled.get(row["text"], ())
        if overlap(label["evidence"], row["evidence"]) >= LEAST_OVERLAP
    ]
    if not strategies:
        return None
    name, *phrases = (
        mean(shared_words(phrase, strategy) for strategy in strategies)
        for phrase in (rows[0]["name"], *(row["phrase"] for row in rows))
    )
    return Named(name, max(phrases), mean(phrases))


def main() -> None:
    """Print a line for each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        found = measure(folder)
        name, best, chance = (mean(part) for part in zip(*found, strict=True)) if found else (0.0, 0.0, 0.0)
        print(
            f"{folder.name}: {len(found)} moves, name {name:.2f}, best phrase {best:.2f}, any {chance:.2f}", flush=True
        )


if __name__ == "__main__":
    main()
