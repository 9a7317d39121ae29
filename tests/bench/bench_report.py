"""Measure what the weekly report costs: it follows the week, not the store.

    python tests/bench/bench_report.py [--claims 10000 100000] [--store graph.lbug] [--neo4j bolt://localhost:7687]

Each store gets one more week, the same few insights in every store, and that week and the busiest one
are reported on. Figures are the second of two runs in one process; where other work shares the machine,
time of the CPU (all threads of this process) says more. ``--store`` takes a graph that
``make_graph.py`` made, of which a copy is used; without it graphs are made, 100,000 claims in minutes.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from make_graph import GraphMaker  # noqa: E402
from weeks import Said, write_debate  # noqa: E402

from dashboard.report import FORMATS, write_report  # noqa: E402
from graph.store import GraphStore, open_store  # noqa: E402
from graph.weekly import week_answer  # noqa: E402

SMALL_WEEK = "2027-W10"
ACTORS = 5


def write_small_week(store: GraphStore) -> None:
    """Write 20 insights on five actors that nothing else in the store speaks of."""
    for number in range(ACTORS):
        said = [Said(f"Source {place}", f"2027-03-0{8 + place % 2}", 1 if place % 2 else -1) for place in range(4)]
        write_debate(store, said, actor=f"Newcomer {number}")


def fill(store: GraphStore, claims: int) -> None:
    store.ensure_schema()
    for batch in GraphMaker(claims).batches():
        with store.transaction() as tx:
            tx.write(batch)


def spent(work: Callable[[], object]) -> str:
    work()  # the first run also loads templates and fonts
    started, busy = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - started:6.2f} s, {time.process_time() - busy:6.2f} s of CPU"


def measure(store: GraphStore, out: Path) -> None:
    claims = store.meta()["claims"]
    busiest = max(store.query("weeks_dated"), key=lambda row: row["insights"])["week"]
    for week in (SMALL_WEEK, busiest):
        answer = week_answer(store, week)
        asked = spent(lambda week=week: week_answer(store, week))  # type: ignore[misc]
        print(
            f"{claims:8,} claims  {week}  {answer.insights:5,} insights  {answer.contradictions:5,} contradictions  "
            f"answer {asked}",
            flush=True,
        )
        for name in FORMATS:
            wrote = spent(
                lambda week=week, name=name: write_report(store, week=week, formats=(name,), out=out)  # type: ignore[misc]
            )
            print(f"{'':17}{name:6} with its answer {wrote}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--store", type=Path, help="an embedded store that make_graph.py made")
    parser.add_argument("--neo4j", help="address of an empty Neo4j store, filled with the first of --claims")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "reports"
        if given.neo4j:
            with open_store(given.neo4j) as store:
                fill(store, given.claims[0])
                write_small_week(store)
                measure(store, out)
            return
        for claims in [None] if given.store else given.claims:
            path = Path(folder) / f"{claims or 'copy'}.lbug"
            if given.store:
                shutil.copy(given.store, path)
            with open_store(str(path)) as store:
                if claims:
                    fill(store, claims)
                write_small_week(store)
                measure(store, out)


if __name__ == "__main__":
    main()
