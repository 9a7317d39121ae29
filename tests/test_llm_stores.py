"""Runs with a model on both stores: side by side, killed in the middle, with people at work meanwhile."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from graphs import graph_of
from labelled_answers import Labels
from model_process import faultline, started, write_insights
from model_settings import asking
from scripted_model import Asked, Fault, ScriptedModel, serving

from extract.pipeline import make_rules, run
from graph.models import RelationType, ReviewStatus
from graph.record import forget, review
from graph.settings import Settings, load_settings
from graph.store import GraphStore, open_store

LABELS = Labels("seed", "dev")
TEXTS = LABELS.texts[:16]
SECONDS = 240


def settings(model: ScriptedModel, folder: Path, **fields: Any) -> Settings:
    return asking(model, folder, **{"llm_cache": folder / "here.sqlite", "llm_swap": 0.0} | fields)


def what_it_holds(store: GraphStore) -> list[str]:
    """Return the graph without the log of runs."""
    return [line for line in graph_of(store) if not line.startswith('["Run"')]


def ids_of_insights(store: GraphStore) -> list[str]:
    return [row["id"] for table, row in store.export_rows() if table == "Insight"]


def command(store: GraphStore, name: str) -> tuple[str, ...]:
    return ("run", name, "--engine", "llm", "--store", store.url, "--quiet")


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with serving(ScriptedModel(LABELS)) as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The graph of one run that nobody disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = write_insights(folder / "in.jsonl", TEXTS)
    with serving(ScriptedModel(LABELS)) as model, open_store(str(folder / "g.lbug")) as store:
        store.ensure_schema()
        run([str(source)], store=store, settings=settings(model, folder))
        return what_it_holds(store)


def test_the_store_is_free_for_others_while_the_model_judges(
    store: GraphStore, model: ScriptedModel, undisturbed: list[str], tmp_path: Path
) -> None:
    wrote: list[bool] = []

    def writes() -> None:
        with store.transaction() as tx:
            tx.add_run(datetime.now(UTC), {"insights": 0})
        wrote.append(True)

    def writing_meanwhile(asked: Asked) -> Any:
        if asked.kind == "verdicts":
            other = threading.Thread(target=writes)
            other.start()
            other.join(30)
            wrote.append(not other.is_alive())
        return LABELS(asked)

    model.answer = writing_meanwhile
    run([str(write_insights(tmp_path / "in.jsonl", TEXTS))], store=store, settings=settings(model, tmp_path))
    assert wrote
    assert all(wrote)
    assert what_it_holds(store) == undisturbed


def test_two_processes_that_judge_at_once_give_the_graph_of_one(
    store: GraphStore, model: ScriptedModel, undisturbed: list[str], tmp_path: Path
) -> None:
    both_judge = threading.Barrier(2)
    judging = 0

    def together(asked: Asked) -> Any:
        nonlocal judging
        if asked.kind == "verdicts":
            judging += 1
            if judging <= 2:
                both_judge.wait(SECONDS)
        return LABELS(asked)

    model.answer = together
    write_insights(tmp_path / "all.jsonl", TEXTS)
    rows = (tmp_path / "all.jsonl").read_text("utf-8").splitlines(keepends=True)
    for name, part in (("one", rows[:10]), ("other", rows[6:])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "in.jsonl").write_text("".join(part), "utf-8")
    store.close()
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(faultline, model, tmp_path / name, *command(store, "in.jsonl")) for name in ("one", "other")
        ]
        assert [job.result().returncode for job in jobs] == [0, 0], [job.result().stderr for job in jobs]
    with open_store(store.url) as again:
        assert what_it_holds(again) == undisturbed


def test_a_run_that_is_killed_while_the_model_judges_goes_on_where_it_stopped(
    store: GraphStore, model: ScriptedModel, undisturbed: list[str], tmp_path: Path
) -> None:
    write_insights(tmp_path / "in.jsonl", TEXTS)
    store.close()
    judging = threading.Event()

    def stuck(asked: Asked) -> Any:
        if asked.kind != "verdicts":
            return LABELS(asked)
        judging.set()
        return Fault(hang=3)

    model.answer = stuck
    process = started(model, tmp_path, *command(store, "in.jsonl"))
    assert judging.wait(SECONDS)
    time.sleep(0.5)
    process.kill()
    process.communicate()
    read = len(model.of("claims"))
    model.answer = LABELS
    done = faultline(model, tmp_path, *command(store, "in.jsonl"))
    assert done.returncode == 0, done.stderr
    assert len(model.of("claims")) == read
    with open_store(store.url) as again:
        assert what_it_holds(again) == undisturbed


def test_what_people_decide_and_remove_while_the_model_judges_stands(
    store: GraphStore, model: ScriptedModel, tmp_path: Path
) -> None:
    source = write_insights(tmp_path / "in.jsonl", TEXTS)
    other = write_insights(tmp_path / "other.jsonl", TEXTS[:4], source="Other Weekly")
    run([str(source), str(other)], store=store, settings=load_settings())
    confirmed: list[str] = []

    def at_work(asked: Asked) -> Any:
        if asked.kind == "verdicts" and not confirmed:
            with store.transaction() as tx:
                claims = tx.fetch_insight_claims(ids_of_insights(store))
                relations = tx.fetch_relations([claim.id for claim in claims])
            contradictions = [relation.id for relation in relations if relation.type is RelationType.CONTRADICTS]
            confirmed.extend(review(one, "confirm", store=store, reviewer="Ann").id for one in contradictions)
            forget("Other Weekly", store=store, rules=make_rules())
        return LABELS(asked)

    model.answer = at_work
    summary = run([str(source)], store=store, settings=settings(model, tmp_path, llm_concurrency=1))
    assert summary.replaced == len(TEXTS)
    assert confirmed
    with store.transaction() as tx:
        claims = tx.fetch_insight_claims(ids_of_insights(store))
        relations = tx.fetch_relations([claim.id for claim in claims])
    assert {claim.claim.extracted_by for claim in claims} == {"llm.v1:scripted:1"}
    assert {claim.source for claim in claims} == {"The Daily"}
    assert any(relation.status is ReviewStatus.CONFIRMED for relation in relations)


def test_what_the_model_calls_a_move_is_its_name_in_the_graph(
    store: GraphStore, model: ScriptedModel, tmp_path: Path
) -> None:
    def naming(asked: Asked) -> Any:
        answer = LABELS(asked)
        for entry in answer.get("related", ()):
            entry["move"] = " ".join(sorted(asked.claims[asked.pairs[entry["pair"]][0]]["evidence"].split()[:4]))
        return answer

    model.answer = naming
    run([str(write_insights(tmp_path / "in.jsonl", TEXTS))], store=store, settings=settings(model, tmp_path))
    with store.transaction() as tx:
        claims = tx.fetch_insight_claims(ids_of_insights(store))
        relations = tx.fetch_relations([claim.id for claim in claims])
    given = {relation.move for relation in relations} - {""}
    own = {claim.claim.strategy_text for claim in claims}
    names = {row["name"] for table, row in store.export_rows() if table == "Strategy"}
    assert given
    assert names & given
    assert names <= given | own
