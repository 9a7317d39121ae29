"""A process that writes a small graph to a store, to be killed or run beside another by tests.

    python tests/store_worker.py URL [--pause SECONDS]

Prints a line after each committed batch, and "inside" in the middle of each transaction.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent / "bench")]

from make_graph import GraphMaker  # noqa: E402

from graph.store import Batch, GraphStore, open_store  # noqa: E402

CLAIMS = 240
_PARTS = 6


def batches() -> list[Batch]:
    """Return the graph in six transactions with claims, and one with strategies and debates."""
    first, *rest = GraphMaker(CLAIMS, dimensions=4).batches()
    size = CLAIMS // _PARTS
    parts = []
    for start in range(0, CLAIMS, size):
        ids = {names.claim_id for names in first.names[: start + size]}
        parts.append(
            Batch(
                insights=first.insights[start : start + size],
                extractions=first.extractions[start : start + size],
                entities=first.entities,
                names=first.names[start : start + size],
                ties=first.ties,
                relations=[relation for relation in first.relations if {relation.a, relation.b} <= ids],
            )
        )
    return [*parts, *rest]


def write(store: GraphStore, *, pause: float = 0) -> None:
    """Write the graph, and tell standard output how far it is."""
    for number, batch in enumerate(batches()):
        with store.transaction() as tx:
            tx.write(batch)
            print("inside", number, flush=True)  # noqa: T201
            time.sleep(pause)
        print("committed", number, flush=True)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--pause", type=float, default=0)
    given = parser.parse_args()
    with open_store(given.url) as store:
        store.ensure_schema()
        write(store, pause=given.pause)


if __name__ == "__main__":
    main()
