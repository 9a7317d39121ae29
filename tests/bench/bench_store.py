"""Measure how fast both stores write and read: 10,000 claims, 30,000 relations.

    python tests/bench/bench_store.py [--claims 10000] [--only embedded|neo4j]

Every figure is of one process with an empty store; making the claims is not counted. Memory is the
peak of that process, and of the server for Neo4j. CPU is that of this process, threads of the embedded
engine included and the server's not.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from make_graph import GraphMaker  # noqa: E402

from graph.store import Batch, GraphStore, open_store  # noqa: E402


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds on the clock, and of this process's own processor time."""
    started, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - cpu


def write(store: GraphStore, batches: list[Batch]) -> None:
    for batch in batches:
        with store.transaction() as tx:
            tx.write(batch)


def measure(url: str, claims: int) -> None:
    batches = list(GraphMaker(claims).batches())
    plain = [replace(batch, relations=()) for batch in batches if batch.insights]
    related = [Batch(relations=batch.relations) for batch in batches if batch.relations]
    settled = [batch for batch in batches if not batch.insights]
    relations = sum(len(batch.relations) for batch in related)
    everyone = [names.claim_id for batch in plain for names in batch.names]
    with open_store(url) as store:
        store.ensure_schema()
        row("claims", claims, timed(lambda: write(store, plain)))
        row("relations", relations, timed(lambda: write(store, related)))
        row("strategies and debates, members", claims, timed(lambda: write(store, settled)))
        row("claims again, nothing new", claims, timed(lambda: write(store, plain)))
        busiest = Counter(names.actor for batch in plain for names in batch.names).most_common(1)[0][0]
        bucket = store.fetch_bucket([busiest])
        row("read a bucket of claims", len(bucket), timed(lambda: store.fetch_bucket([busiest])))
        row("read relations of all", relations, timed(lambda: store.fetch_relations(everyone)))
        source = plain[0].insights[0].source.id
        before = store.meta()["claims"]

        def forget() -> None:
            with store.transaction() as tx:
                tx.remove_source(source)

        took = timed(forget)
        row("delete a source, claims", before - store.meta()["claims"], took)
    print(f"{'peak memory of the process':32} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB")


def row(what: str, rows: int, took: tuple[float, float]) -> None:
    clock, cpu = took
    print(f"{what:32} {rows:10,} {clock:8.2f} s {rows / clock:12,.0f} a second   CPU {cpu:7.2f} s", flush=True)


def in_own_process(url: str, claims: int, **environment: str) -> None:
    command = [sys.executable, __file__, "--claims", str(claims), "--url", url]
    subprocess.run(command, check=True, env=os.environ | environment)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--only", choices=["embedded", "neo4j"])
    parser.add_argument("--url", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.url:
        measure(given.url, given.claims)
        return
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "neo4j":
            print("embedded")
            in_own_process(f"{folder}/graph.lbug", given.claims)
            size = sum(path.stat().st_size for path in Path(folder).glob("graph.lbug*"))
            print(f"{'file':32} {size / 2**20:10.0f} MB")
        if given.only != "embedded":
            from neo4j_server import PASSWORD, start_server

            server = start_server(Path(folder) / "neo4j")
            print("Neo4j")
            in_own_process(server.url, given.claims, NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
            print(
                f"{'memory of the server':32} {psutil.Process(server.process.pid).memory_info().rss / 2**20:10.0f} MB"
            )
            server.stop()


if __name__ == "__main__":
    main()
