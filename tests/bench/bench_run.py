"""Measure `faultline run` on 1,000 insights against bare spaCy on the same text.

    .venv/bin/python tests/bench/bench_run.py [--insights 1000] [--folder data/gold/train]

Beside the time on the clock stands the time of the processor, which other jobs on the machine change less.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import spacy

from extract.pipeline import run
from graph.settings import load_settings
from graph.store import open_store

Answer = TypeVar("Answer")
ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--insights", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "gold" / "train")
    options = parser.parse_args()
    lines = [
        line for path in sorted(options.folder.rglob("insights.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    lines = lines[: options.insights]
    settings = load_settings()

    texts = [json.loads(line)["text"] for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "insights.jsonl"
        source.write_text("\n".join(lines) + "\n", "utf-8")
        with open_store(str(Path(folder) / "bench.lbug")) as store:
            store.ensure_schema()
            first, summary = timed(lambda: run([str(source)], store=store, settings=settings))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            again, _ = timed(lambda: run([str(source)], store=store, settings=settings))
            held = store.meta()

    nlp = spacy.load(settings.spacy_model)
    list(nlp.pipe(texts[:20]))
    bare, _ = timed(lambda: sum(1 for _ in nlp.pipe(texts, batch_size=64)))

    print(f"insights {summary.insights}, claims {summary.claims}, relations {summary.relations}")
    show("bare nlp.pipe", bare, len(texts))
    show("run", first, len(texts))
    show("run again, no news", again, len(texts))
    clock, cpu = first.clock / bare.clock, first.cpu / bare.cpu
    print(f"run takes {clock:.2f} x the time of bare nlp.pipe, {cpu:.2f} x its CPU time")
    print(f"peak memory of run {memory:.0f} MB; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"store holds {held}")


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds on the clock, and of the processor."""

    clock: float
    cpu: float


def timed(work: Callable[[], Answer]) -> tuple[Time, Answer]:
    clock, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return Time(time.perf_counter() - clock, time.process_time() - cpu), answer


def show(what: str, took: Time, insights: int) -> None:
    print(
        f"{what:20} {took.clock:7.1f} s {insights / took.clock:7.0f} insights/s"
        f"   CPU {took.cpu:7.1f} s {insights / took.cpu:7.0f} insights/s"
    )


if __name__ == "__main__":
    main()
