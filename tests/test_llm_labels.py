"""With a model that answers as the labels say, the pipeline loses nothing on the way, and asks little."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from labelled_answers import GOLD, Labels
from model_settings import asking
from scripted_model import ScriptedModel, serving

from extract.evaluate import Evaluation, evaluate

DEV = GOLD / "dev"


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with serving(ScriptedModel(Labels("dev", "seed"))) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("labels")


@pytest.fixture(scope="module")
def judged_in_blocks(model: ScriptedModel, folder: Path) -> Evaluation:
    assert model.asked == []
    return evaluate(DEV, settings=asking(model, folder), out=folder / "blocks")


@pytest.fixture(scope="module")
def requests(judged_in_blocks: Evaluation, model: ScriptedModel) -> int:
    return len(model.asked)


@pytest.fixture(scope="module")
def judged_everything(requests: int, model: ScriptedModel, folder: Path) -> Evaluation:
    return evaluate(DEV, settings=asking(model, folder, judge="all"), out=folder / "all")


def test_no_claim_is_lost_or_added(judged_in_blocks: Evaluation) -> None:
    scores = judged_in_blocks.scores
    assert (scores["claims"]["precision"], scores["claims"]["recall"]) == (1.0, 1.0)
    assert (scores["polarity_macro_f1"], scores["modality_accuracy"]) == (1.0, 1.0)


def test_no_figure_is_added_and_few_are_lost(judged_in_blocks: Evaluation) -> None:
    figures = judged_in_blocks.scores["quantities"]
    assert figures["precision"] == 1.0
    assert figures["recall"] > 0.95


def test_judging_every_pair_loses_no_relation(judged_everything: Evaluation) -> None:
    scores = judged_everything.scores
    assert [scores[name]["f1"] for name in ("contradicts", "agrees", "supersedes")] == [1.0, 1.0, 1.0]
    assert scores["contradicts"]["kind_accuracy"] == 1.0
    assert judged_everything.never_asked == []


def test_blocking_adds_no_relation_and_names_the_labelled_pairs_that_it_never_showed(
    judged_in_blocks: Evaluation,
) -> None:
    scores = judged_in_blocks.scores
    assert [scores[name]["precision"] for name in ("contradicts", "agrees", "supersedes")] == [1.0, 1.0, 1.0]
    labelled = [json.loads(line) for line in (DEV / "relations.jsonl").read_text("utf-8").splitlines()]
    assert 0 < len(judged_in_blocks.never_asked) < 0.15 * len(labelled)
    assert all(row in labelled for row in judged_in_blocks.never_asked)


def test_at_most_a_quarter_of_a_request_is_made_for_an_insight(requests: int) -> None:
    assert 0 < requests / 98 <= 0.25


def test_a_second_run_asks_nothing_and_finds_the_same(
    model: ScriptedModel, folder: Path, judged_in_blocks: Evaluation
) -> None:
    before = len(model.asked)
    again = evaluate(DEV, settings=asking(model, folder), out=folder / "again")
    assert len(model.asked) == before
    assert again.scores == judged_in_blocks.scores
    for name in ("claims.jsonl", "relations.jsonl"):
        assert (folder / "again" / name).read_bytes() == (folder / "blocks" / name).read_bytes()


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json"])
def test_a_server_that_understands_one_way_of_asking_is_asked_in_that_way(mode: str, tmp_path: Path) -> None:
    with serving(ScriptedModel(Labels("seed"), modes=frozenset({mode}))) as model:
        scores = evaluate(GOLD / "seed", settings=asking(model, tmp_path), out=tmp_path).scores
        assert {asked.mode for asked in model.asked} == {mode}
    assert scores["claims"]["f1"] == 1.0
