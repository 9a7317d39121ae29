"""Count the requests and prompt tokens that graphiti makes for the labelled insights, and ours for the same ones.

    python tests/bench/bench_graphiti.py [--gold data/gold/dev] [--insights 98]

Graphiti gets a virtual environment of its own in .cache/graphiti and an embedded store in memory. Both talk to the same
scripted service, which answers from the labels: the actors and voices of an insight are its entities, each claim is one
fact between the first two of them. Embeddings and reranking are made here without a request, and not counted.
"""

import argparse
import asyncio
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
HOME = ROOT / ".cache" / "graphiti"
PACKAGES = ("graphiti-core[kuzu]==0.31.2", "httpx")

from labelled_answers import Labels  # noqa: E402 - tests/ is not a package
from scripted_model import Asked, ScriptedModel, serving  # noqa: E402 - tests/ is not a package


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", default="dev")
    parser.add_argument("--insights", type=int, default=98)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(row("graphiti 0.31.2", *asyncio.run(with_graphiti(options.gold, options.insights))))
        return
    print(f"{'':16} {'requests':>9} {'an insight':>11} {'prompt tokens an insight':>25} {'seconds':>8}")
    print(row("faultline", *with_faultline(options.gold, options.insights)))
    python = HOME / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    inside = [python, __file__, "--inside", "--gold", options.gold, "--insights", str(options.insights)]
    subprocess.run(inside, check=True, env={**os.environ, "GRAPHITI_TELEMETRY_ENABLED": "false"})


def row(name: str, insights: int, model: ScriptedModel, seconds: float) -> str:
    requests = len(model.asked)
    each = f"{requests / insights:11.2f} {model.prompt_tokens / insights:25,.0f}"
    return f"{name:16} {requests:9,} {each} {seconds:8.1f}"


def with_faultline(gold: str, number: int) -> tuple[int, ScriptedModel, float]:
    """Read and judge the insights as `faultline run --engine llm` does."""
    from extract.pipeline import run
    from graph.settings import load_settings
    from graph.store import open_store

    with tempfile.TemporaryDirectory() as folder, serving(ScriptedModel(Labels(gold))) as model:
        lines = (ROOT / "data" / "gold" / gold / "insights.jsonl").read_text("utf-8").splitlines()[:number]
        source = Path(folder) / "in.jsonl"
        source.write_text("\n".join(lines), "utf-8")
        settings = load_settings(
            engine="llm", openai_base_url=model.url, llm_model="scripted", llm_cache=Path(folder) / "answers.sqlite"
        )
        started = time.perf_counter()
        with open_store(str(Path(folder) / "g.lbug")) as store:
            store.ensure_schema()
            run([str(source)], store=store, settings=settings)
        return len(lines), model, time.perf_counter() - started


async def with_graphiti(gold: str, number: int) -> tuple[int, ScriptedModel, float]:
    """Add the insights as episodes, one after the other."""
    from graphiti_core import Graphiti
    from graphiti_core.cross_encoder.client import CrossEncoderClient
    from graphiti_core.driver.driver import GraphProvider
    from graphiti_core.driver.kuzu_driver import KuzuDriver
    from graphiti_core.embedder.client import EmbedderClient
    from graphiti_core.graph_queries import get_fulltext_indices
    from graphiti_core.llm_client.config import LLMConfig
    from graphiti_core.llm_client.openai_generic_client import OpenAIGenericClient
    from graphiti_core.nodes import EpisodeType

    class Hashed(EmbedderClient):
        """Vectors out of the words of a text."""

        async def create(self, input_data: Any) -> list[float]:
            return vector(input_data if isinstance(input_data, str) else " ".join(map(str, input_data)))

        async def create_batch(self, input_data_list: list[str]) -> list[list[float]]:
            return [vector(text) for text in input_data_list]

    class Unranked(CrossEncoderClient):
        """The passages in the order in which they came."""

        async def rank(self, query: str, passages: list[str]) -> list[tuple[str, float]]:  # noqa: ARG002
            return [(passage, 1.0) for passage in passages]

    labels = Labels(gold)
    with serving(ScriptedModel(lambda asked: graphiti_answer(asked, labels))) as model:
        config = LLMConfig(api_key="none", model="scripted", small_model="scripted", base_url=model.url)
        graph = Graphiti(
            graph_driver=KuzuDriver(":memory:"),
            llm_client=OpenAIGenericClient(config=config),
            embedder=Hashed(),
            cross_encoder=Unranked(),
        )
        await graph.build_indices_and_constraints()
        for query in get_fulltext_indices(GraphProvider.KUZU):  # this driver leaves them to its user
            await graph.driver.execute_query(query)
        started = time.perf_counter()
        texts = labels.texts[:number]
        for place, text in enumerate(texts):
            await graph.add_episode(
                name=f"insight {place}",
                episode_body=text,
                source_description="newsletter",
                reference_time=datetime(2026, 11, 24, tzinfo=UTC),
                source=EpisodeType.text,
            )
        await graph.close()
        return len(texts), model, time.perf_counter() - started


def graphiti_answer(asked: Asked, labels: Labels) -> Any:
    """Answer one of graphiti's forms from the labels, with as little as they allow."""
    text = next((text for text in labels.texts if text in asked.user), "")
    claims = labels.claims(text) if text else []
    names = list(dict.fromkeys(name for claim in claims for name in (claim["actor"], claim["holder"]) if name))
    if asked.form == "ExtractedEntities":
        return {"extracted_entities": [{"name": name, "entity_type_id": 0} for name in names]}
    if asked.form == "ExtractedEdges":
        facts = [claim["quote"] for claim in claims] if len(names) > 1 else []
        ends = {"source_entity_name": names[0], "target_entity_name": names[1]} if len(names) > 1 else {}
        return {"edges": [{**ends, "relation_type": "CLAIMS", "fact": fact} for fact in facts]}
    if asked.form == "NodeResolutions":
        new = re.search(r"<ENTITIES>\s*(.*?)\s*</ENTITIES>", asked.user, re.DOTALL)
        entities = json.loads(new[1]) if new else []
        return {
            "entity_resolutions": [
                {"id": number, "name": entity["name"], "duplicate_candidate_id": -1}
                for number, entity in enumerate(entities)
            ]
        }
    empty = {
        "EdgeDuplicate": {"duplicate_facts": [], "contradicted_facts": []},
        "SummarizedEntities": {"summaries": []},
        "BatchEdgeTimestamps": {"timestamps": []},
    }
    return empty.get(asked.form, {})


def vector(text: str, size: int = 1024) -> list[float]:
    numbers = [0.0] * size
    for word in re.findall(r"\w+", text.lower()):
        numbers[int(hashlib.sha256(word.encode()).hexdigest()[:8], 16) % size] += 1.0
    length = sum(number * number for number in numbers) ** 0.5 or 1.0
    return [number / length for number in numbers]


if __name__ == "__main__":
    main()
