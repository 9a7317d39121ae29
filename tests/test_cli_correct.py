"""`faultline correct` keeps what a person says, shows it, and takes it back."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from extract.pipeline import run
from graph.errors import FaultlineError, UsageError
from graph.settings import load_settings
from graph.store import open_store

DIGEST = Path(__file__).resolve().parent.parent / "data" / "sample" / "daily-digest.txt"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(tmp_path / "graph.lbug")
    monkeypatch.setenv("FAULTLINE_STORE", path)
    with open_store(path) as graph:
        graph.ensure_schema()
        run([str(DIGEST)], store=graph, settings=load_settings())
    return path


def told(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    if isinstance(done.exception, FaultlineError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def asked(*arguments: str) -> Any:
    return json.loads(told(*arguments, "--json"))


def test_a_rejected_claim_takes_its_contradictions_with_it_until_withdrawn(store: str) -> None:
    before = asked("contradictions")
    claim = before[0]["a"]["claim_id"]
    kept = asked("correct", "reject", claim, "--note", "it says no such thing", "--by", "Ann")
    left = asked("contradictions")
    assert 0 < len(before) - len(left) == sum(claim in (c["a"]["claim_id"], c["b"]["claim_id"]) for c in before)
    (listed,) = asked("correct", "list")
    assert (listed["id"], listed["standing"], listed["matched"]) == (kept["correction"], True, True)
    assert listed["correction"]["note"] == "it says no such thing"
    told("run", str(DIGEST), "--quiet")
    assert asked("contradictions") == left
    assert "takes back" in told("correct", "withdraw", kept["correction"], "--by", "Ann")
    assert asked("contradictions") == before
    assert "withdrawn" in told("correct", "list")


def test_every_kind_of_correction_is_kept(store: str) -> None:
    pair = asked("contradictions")[0]
    one, other = pair["a"]["claim_id"], pair["b"]["claim_id"]
    source = asked("sources")[0]["name"]
    for kind, *words in (
        ("fix_actor", "actor", one, "Northwind"),
        ("fix_polarity", "polarity", other, "neutral"),
        ("merge_actors", "merge-actors", "Northwind", "Contoso"),
        ("split_actor", "split-actor", "Northwind"),
        ("merge_strategies", "merge-strategies", one, other),
        ("split_strategy", "split-strategy", one),
        ("rename_source", "rename-source", source, "The Digest"),
        ("delete_source", "delete-source", source),
    ):
        assert asked("correct", *words)["kind"] == kind
    assert len(asked("correct", "list")) == 8
    assert asked("sources") == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("reject", "nothing"), "There is no claim nothing"),
        (("withdraw", "nothing"), "There is no correction nothing"),
        (("polarity", "x", "splendid"), "Use positive, neutral or negative"),
        (("split-strategy", "nothing"), "There is no claim nothing"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(store: str, words: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        told("correct", *words)


def test_a_correction_never_makes_a_store(tmp_path: Path) -> None:
    with pytest.raises(FaultlineError, match="no store"):
        told("correct", "delete-source", "A", "--store", str(tmp_path / "none.lbug"))
    assert not (tmp_path / "none.lbug").exists()
