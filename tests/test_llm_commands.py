"""The command line with a model: what is said before, during and after a run."""

import json
from pathlib import Path

import pytest
from labelled_answers import GOLD, Labels
from model_process import faultline, write_insights
from scripted_model import ScriptedModel, serving

LABELS = Labels("seed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_insights(tmp_path / "in.jsonl", LABELS.texts)
    return tmp_path


def test_a_dry_run_says_what_it_would_take_and_asks_nothing(folder: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        done = faultline(model, folder, "run", "in.jsonl", "--engine", "llm", "--dry-run")
        assert model.asked == []
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("11 insights; what is not answered yet would take about 4 requests, ")
    assert not (folder / "faultline.lbug").exists()


@pytest.mark.parametrize("asked", [("--dry-run",), ("--batch", "submit")], ids=" ".join)
def test_a_line_that_cannot_be_read_is_named_before_anything_is_paid_for(folder: Path, asked: tuple[str, ...]) -> None:
    with (folder / "in.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    with serving(ScriptedModel(LABELS)) as model:
        done = faultline(model, folder, "run", "in.jsonl", "--engine", "llm", *asked)
    assert "problem: in.jsonl" in done.stderr
    assert "12" in done.stderr


def test_a_back_fill_is_submitted_and_collected(folder: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        submitted = faultline(model, folder, "run", "in.jsonl", "--engine", "llm", "--batch", "submit")
        assert submitted.stdout == "11 insights handed in; run with --batch collect later.\n", submitted.stderr
        before = len(model.of("claims"))
        collected = faultline(model, folder, "run", "in.jsonl", "--engine", "llm", "--batch", "collect")
        assert collected.returncode == 0, collected.stderr
        assert "1 job done with 11 insights" in collected.stderr
        assert len(model.of("claims")) == before
    assert "33 claims" in collected.stdout


def test_a_run_says_what_it_asked_and_what_it_took(folder: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        done = faultline(model, folder, "run", "in.jsonl", "--engine", "llm")
        requests = len(model.asked)
    assert done.returncode == 0, done.stderr
    assert f"notice: model: scripted: {requests} requests, " in done.stderr
    assert "were settled without" in done.stderr


def test_a_service_that_is_not_there_ends_in_one_sentence_and_exit_code_4(folder: Path) -> None:
    nobody = ScriptedModel(LABELS, url="http://127.0.0.1:9/v1")
    done = faultline(nobody, folder, "run", "in.jsonl", "--engine", "llm")
    assert done.returncode == 4
    assert done.stderr == (
        "faultline: No model service answers at http://127.0.0.1:9/v1/. Start it, or look at OPENAI_BASE_URL.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--dry-run",), "Add --engine llm."),
        (("--engine", "llm", "--batch", "sideways"), "Use submit or collect."),
        (("--engine", "llm", "--max-cost", "1"), "Set FAULTLINE_LLM_PRICE"),
        (("--engine", "gpt"), "Input should be 'local' or 'llm'"),
        (("--judge", "nobody"), "Input should be 'auto', 'local', 'llm' or 'all'"),
    ],
)
def test_a_mistake_is_said_with_how_to_mend_it(arguments: tuple[str, ...], says: str, folder: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        done = faultline(model, folder, "run", "in.jsonl", *arguments)
        assert model.asked == []
    assert done.returncode == 2
    assert says in done.stderr


def test_evaluate_lists_the_labelled_pairs_that_were_never_judged(folder: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        done = faultline(model, folder, "evaluate", str(GOLD / "seed"), "--engine", "llm", "--json")
        shown = faultline(model, folder, "evaluate", str(GOLD / "seed"), "--engine", "llm")
    never = json.loads(done.stdout)["never_asked"]
    labelled = [json.loads(line) for line in (GOLD / "seed" / "relations.jsonl").read_text("utf-8").splitlines()]
    assert set(never) < {f"{row['a']}~{row['b']}" for row in labelled}
    assert all(pair.replace("~", " ~ ") in shown.stdout for pair in never)


@pytest.mark.parametrize("mode", ["tools", "json"])
def test_the_doctor_says_how_the_service_can_be_asked(mode: str, folder: Path) -> None:
    with serving(ScriptedModel(LABELS, modes=frozenset({mode}))) as model:
        done = faultline(model, folder, "doctor")
    assert f"typed answers by {mode}, asked in full" in done.stdout
