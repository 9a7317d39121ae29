"""Measure an engine against labelled insights with the scorer that stands beside them."""

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.claims import ClaimExtractor
from extract.pipeline import analyse, make_rules
from extract.readers import read_inputs
from extract.training.measure import read_lines
from graph.errors import UsageError
from graph.files import data_path
from graph.record import Rules
from graph.settings import Settings


def evaluate(gold_dir: Path, *, settings: Settings, out: Path, oracles: Sequence[str] = ()) -> dict[str, Any]:
    """Read the insights of a labelled folder and score what is found.

    Parameters
    ----------
    gold_dir : Path
        Folder with ``insights.jsonl``, ``claims.jsonl`` and ``relations.jsonl``.
    settings : Settings
    out : Path
        Folder that the predicted claims and relations are written to, in the labelling format.
    oracles : sequence of str
        Stages of the local engine to answer from the labels: ``spans``, ``actor``, ``polarity``, ``move``.
        What is gained shows what the stage loses.

    Returns
    -------
    dict
        The scorer's result: a mapping from measure to a figure, or to precision, recall and F1.

    Raises
    ------
    UsageError
        If the folder is not a labelled one, or there is no such stage.
    """
    missing = [name for name in ("insights", "claims", "relations") if not (gold_dir / f"{name}.jsonl").is_file()]
    if missing:
        raise UsageError(f"{gold_dir} is not a labelled folder: {missing[0]}.jsonl is missing.")
    inputs = [str(gold_dir / "insights.jsonl")]
    if oracles:
        extractor, rules = _oracle(gold_dir, inputs, settings, oracles)
        analyse(inputs, settings=settings, out=out, extractor=extractor, rules=rules)
    else:
        analyse(inputs, settings=settings, out=out)
    scored: dict[str, Any] = _scorer().score(gold_dir, out)
    return scored


def _oracle(
    gold_dir: Path, inputs: Sequence[str], settings: Settings, stages: Sequence[str]
) -> tuple[ClaimExtractor, Rules]:
    from extract.oracle import STAGES, Labels, OracleExtractor, oracle_judge  # noqa: PLC0415 - spaCy takes a second

    for stage in stages:
        if stage not in STAGES:
            raise UsageError(f"There is no stage called {stage!r}. Labels can stand in for {', '.join(STAGES)}.")
    if settings.engine != "local":
        raise UsageError("Labels can stand in for stages of the local engine only. Leave out --engine.")
    labels = Labels(read_lines(gold_dir / "claims.jsonl"), read_lines(gold_dir / "relations.jsonl"))
    insights = {insight.id: insight for insight in read_inputs(inputs, source=None, notices=[])}
    rules = make_rules()
    if "move" in stages:
        rules = replace(rules, judge=oracle_judge(labels, insights))
    return OracleExtractor(settings.spacy_model, labels, stages), rules


def _scorer() -> ModuleType:
    # The scorer is a script that travels with the labels; it is the judge, so it is not copied into the package.
    spec = importlib.util.spec_from_file_location("faultline_scorer", data_path("gold", "score.py"))
    if spec is None or spec.loader is None:
        raise UsageError("data/gold/score.py cannot be loaded. Run this in a checkout.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
