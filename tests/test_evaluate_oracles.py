"""Labels in place of a stage show what the stage loses: with all of them, nothing is lost."""

from pathlib import Path

import pytest

from extract.evaluate import evaluate
from graph.errors import UsageError
from graph.files import data_path
from graph.settings import load_settings

SEED = data_path("gold", "seed")


def test_with_spans_and_actors_given_almost_every_claim_is_right(tmp_path: Path) -> None:
    found = evaluate(SEED, settings=load_settings(), out=tmp_path, oracles=["spans", "actor"]).scores
    assert found["claims"]["f1"] > 0.95


def test_a_given_polarity_is_the_labelled_one_unless_two_claims_share_a_label(tmp_path: Path) -> None:
    found = evaluate(SEED, settings=load_settings(), out=tmp_path, oracles=["polarity"]).scores
    assert found["polarity_macro_f1"] > 0.95
    assert found["modality_accuracy"] > 0.95


def test_given_moves_leave_no_false_agreement_between_labelled_claims(tmp_path: Path) -> None:
    plain = evaluate(SEED, settings=load_settings(), out=tmp_path / "plain").scores
    given = evaluate(SEED, settings=load_settings(), out=tmp_path / "given", oracles=["spans", "actor", "move"]).scores
    assert given["agrees"]["precision"] >= min(0.95, plain["agrees"]["precision"])


def test_an_unknown_stage_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="spans, actor, polarity, move"):
        evaluate(SEED, settings=load_settings(), out=tmp_path, oracles=["tone"])
