"""Measure the llm engine with a real model on loopback: speed, score, what the checks caught, requests, tokens.

    python tests/bench/bench_llm.py [--gold data/gold/seed] [--insights 3] [--size 1.5b]

`make llm` puts the server and the model in place. With --url another server is asked instead; with --cache
a run that was cut short goes on where it stopped (requests and tokens are those of the last run).
"""

import argparse
import json
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import openai

from extract.claims import Engine
from extract.evaluate import load_scorer
from extract.llm.session import LlmSession
from extract.pipeline import analyse
from graph.relate import LocalJudge
from graph.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent.parent
PORT = 18099
CONTEXT = 1500
"""So few that claims are asked for in short, one insight a request: a model of this size is not good at more."""

TIMEOUT = 1800
WAIT = 180


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT / "data" / "gold" / "seed")
    parser.add_argument("--insights", type=int, default=3)
    parser.add_argument("--size", default="1.5b")
    parser.add_argument("--mode", default="auto", help="json_schema, tools, json or auto")
    parser.add_argument("--url")
    parser.add_argument("--cache", type=Path, help="file that keeps the answers for the next run")
    parser.add_argument("--model")
    options = parser.parse_args()
    model = options.model or f"qwen2.5-coder-{options.size}"
    server = nullcontext(options.url) if options.url else serving(options.size)
    with server as url, tempfile.TemporaryDirectory() as folder:
        read, write = speed(url, model)
        print(f"model {model}: reads {read:.0f} and writes {write:.0f} tokens/s", flush=True)
        gold = part_of(options.gold, options.insights, Path(folder) / "gold")
        for line in measure(gold, url=url, model=model, mode=options.mode, cache=options.cache, folder=Path(folder)):
            print(line, flush=True)


@contextmanager
def serving(size: str) -> Iterator[str]:
    """Start the server on loopback and stop it in the end."""
    start = ROOT / "extract" / "llm" / "server" / "start"
    server = subprocess.Popen([start, size, str(PORT)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{PORT}/v1"
    try:
        for _ in range(WAIT):
            if server.poll() is not None:
                raise SystemExit("The server ended. Start `make llm` by hand to see why.")
            try:
                urllib.request.urlopen(f"{url}/models", timeout=2).close()  # noqa: S310 - loopback
                break
            except (urllib.error.URLError, TimeoutError):
                time.sleep(1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def speed(url: str, model: str) -> tuple[float, float]:
    """Return tokens a second read and written."""
    client = openai.OpenAI(base_url=url, api_key="none", timeout=TIMEOUT, max_retries=0)
    words = " ".join(f"word{number}" for number in range(250))
    started = time.perf_counter()
    long = client.chat.completions.create(model=model, max_tokens=1, messages=[{"role": "user", "content": words}])
    reading = time.perf_counter() - started
    started = time.perf_counter()
    said = client.chat.completions.create(
        model=model, max_tokens=64, messages=[{"role": "user", "content": "Count from one to two hundred in words."}]
    )
    writing = time.perf_counter() - started
    assert long.usage and said.usage
    return long.usage.prompt_tokens / reading, said.usage.completion_tokens / writing


def part_of(gold: Path, number: int, folder: Path) -> Path:
    """Write the first `number` labelled insights, with what is labelled of them alone."""
    folder.mkdir()
    insights = _rows(gold / "insights.jsonl")[:number]
    names = {row["id"] for row in insights}
    claims = [row for row in _rows(gold / "claims.jsonl") if row["insight"] in names]
    ids = {row["id"] for row in claims}
    relations = [row for row in _rows(gold / "relations.jsonl") if {row["a"], row["b"]} <= ids]
    for name, rows in (("insights", insights), ("claims", claims), ("relations", relations)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def measure(gold: Path, *, url: str, model: str, mode: str, cache: Path | None, folder: Path) -> Iterator[str]:
    """Read and score; yield what to print."""
    settings = load_settings(
        engine="llm",
        openai_base_url=url,
        llm_model=model,
        llm_mode=mode,
        llm_cache=cache or folder / "answers.sqlite",
        llm_timeout=TIMEOUT,
        llm_retries=0,
        llm_context=CONTEXT,
        llm_concurrency=1,
    )
    with LlmSession(settings) as session:
        engine = Engine(session.extractor, LocalJudge(), session.notices)
        started = time.perf_counter()
        summary = analyse([str(gold / "insights.jsonl")], settings=settings, out=folder / "out", engine=engine)
        seconds = time.perf_counter() - started
        use = session.meter.use
    scores: dict[str, Any] = load_scorer().score(gold, folder / "out")
    yield f"{summary.insights} insights in {seconds:.0f} s; {use}"
    yield f"claims {scores['claims']}"
    yield f"polarity macro F1 {scores['polarity_macro_f1']}, modality accuracy {scores['modality_accuracy']}"
    yield from (str(notice) for notice in summary.notices)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
