"""What an engine takes for what, how far its confidence holds, and its worst errors."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.diagnosis import diagnose
from extract.evaluate import load_scorer
from extract.losses import Loss

TEXTS = {
    "i1": "Elm Foods is buying its suppliers, a brilliant move.",
    "i2": "Elm Foods is buying its suppliers, a reckless move.",
}


def claim(insight: str, polarity: int, *, confidence: float = 0.9, actor: str = "Elm Foods") -> dict[str, Any]:
    return {
        "id": f"{insight}-1",
        "insight": insight,
        "actor": actor,
        "actor_mention": actor,
        "polarity": polarity,
        "modality": "asserted",
        "evidence": TEXTS[insight],
        "confidence": confidence,
    }


def write(folder: Path, claims: list[dict[str, Any]], relations: list[dict[str, Any]]) -> Path:
    folder.mkdir()
    for name, rows in (("claims", claims), ("relations", relations)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def relation(name: str, kind: str) -> dict[str, Any]:
    return {"a": "i1-1", "b": "i2-1", "relation": name, "kind": kind, "confidence": 0.8}


@pytest.fixture
def scorer() -> ModuleType:
    return load_scorer()


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "gold", [claim("i1", 1), claim("i2", -1)], [relation("contradicts", "stance")])


def test_a_perfect_engine_has_no_mistakes(gold: Path, scorer: ModuleType) -> None:
    found = diagnose(gold, gold, scorer)
    assert found.mistakes == ()
    assert found.polarity == {("for", "for"): 1, ("against", "against"): 1}
    assert found.facets == {("contradicts/stance", "contradicts/stance"): 1}
    assert found.calibration_error == pytest.approx(0.1)


def test_a_judgement_turned_round_is_shown_with_its_text_and_what_became_of_its_relation(
    gold: Path, tmp_path: Path, scorer: ModuleType
) -> None:
    wrong = write(tmp_path / "found", [claim("i1", 1), claim("i2", 1)], [relation("agrees", "stance")])
    found = diagnose(gold, wrong, scorer)
    assert found.polarity == {("for", "for"): 1, ("against", "for"): 1}
    assert found.facets == {("contradicts/stance", "agrees/stance"): 1}
    turned, lost = found.mistakes
    assert (turned.labelled, turned.found, turned.texts) == ("Elm Foods: against", "for", (("i2", TEXTS["i2"]),))
    assert (lost.labelled, lost.found) == ("contradicts/stance", "agrees/stance")
    assert [text for _, text in lost.texts] == [TEXTS["i1"], TEXTS["i2"]]


def test_what_is_missed_and_what_is_made_up_stand_beside_nothing(
    gold: Path, tmp_path: Path, scorer: ModuleType
) -> None:
    wrong = write(tmp_path / "found", [claim("i1", 1, actor="Fennel")], [])
    found = diagnose(gold, wrong, scorer)
    assert found.polarity == {("for", "nothing"): 1, ("against", "nothing"): 1, ("nothing", "for"): 1}
    assert found.facets == {("contradicts/stance", "nothing"): 1}


def test_the_surest_mistake_comes_first(gold: Path, tmp_path: Path, scorer: ModuleType) -> None:
    wrong = write(tmp_path / "found", [claim("i1", -1, confidence=0.4), claim("i2", 1, confidence=0.95)], [])
    weights = [mistake.weight for mistake in diagnose(gold, wrong, scorer).mistakes]
    assert weights == sorted(weights, reverse=True)


def test_without_claims_there_is_no_calibration_error(gold: Path, tmp_path: Path, scorer: ModuleType) -> None:
    assert diagnose(gold, write(tmp_path / "found", [], []), scorer).calibration_error is None


@pytest.mark.parametrize(
    ("found", "relations", "loss"),
    [
        ([claim("i1", 1)], [], Loss.CLAIM),
        ([claim("i1", 1), claim("i2", -1, actor="Oak Retail")], [], Loss.ACTOR),
        ([claim("i1", 1), claim("i2", 0)], [], Loss.POLARITY),
        ([claim("i1", 1), claim("i2", -1)], [], Loss.MOVE),
        ([claim("i1", 1), claim("i2", -1)], [relation("agrees", "fact")], Loss.VERDICT),
    ],
    ids=lambda value: value.words if isinstance(value, Loss) else "",
)
def test_a_missed_contradiction_counts_under_the_stage_that_lost_it(
    tmp_path: Path,
    gold: Path,
    scorer: ModuleType,
    found: list[dict[str, Any]],
    relations: list[dict[str, Any]],
    loss: Loss,
) -> None:
    assert diagnose(gold, write(tmp_path / "found", found, relations), scorer).lost == {loss: 1}


def test_a_contradiction_that_is_found_is_lost_to_nothing(gold: Path, scorer: ModuleType) -> None:
    assert diagnose(gold, gold, scorer).lost == {}
