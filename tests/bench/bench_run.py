"""Measure `faultline run` on 1,000 insights against bare spaCy on the same text.

.venv/bin/python tests/bench/bench_run.py [--insights 1000] [--folder data/gold/train]
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import spacy

from extract.pipeline import run
from graph.settings import load_settings
from graph.store import open_store

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

    nlp = spacy.load(settings.spacy_model)
    texts = [json.loads(line)["text"] for line in lines]
    list(nlp.pipe(texts[:20]))
    start = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    bare = time.perf_counter() - start

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "insights.jsonl"
        source.write_text("\n".join(lines) + "\n", "utf-8")
        with open_store(str(Path(folder) / "bench.lbug")) as store:
            store.ensure_schema()
            start = time.perf_counter()
            summary = run([str(source)], store=store, settings=settings)
            first = time.perf_counter() - start
            start = time.perf_counter()
            run([str(source)], store=store, settings=settings)
            again = time.perf_counter() - start
            held = store.meta()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"insights {summary.insights}, claims {summary.claims}, relations {summary.relations}")
    print(f"bare nlp.pipe      {bare:7.1f} s  {len(texts) / bare:7.0f} insights/s")
    print(f"run                {first:7.1f} s  {len(texts) / first:7.0f} insights/s  {first / bare:.2f} x bare")
    print(f"run again, no news {again:7.1f} s  {len(texts) / again:7.0f} insights/s")
    print(f"peak memory        {memory:7.0f} MB")
    print(f"store holds        {held}")


if __name__ == "__main__":
    main()
