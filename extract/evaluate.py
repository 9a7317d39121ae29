"""Measure an engine against labelled insights with the scorer that stands beside them."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.pipeline import analyse
from graph.errors import UsageError
from graph.files import data_path
from graph.settings import Settings


def evaluate(gold_dir: Path, *, settings: Settings, out: Path) -> dict[str, Any]:
    """Read the insights of a labelled folder and score what is found.

    Parameters
    ----------
    gold_dir : Path
        Folder with ``insights.jsonl``, ``claims.jsonl`` and ``relations.jsonl``.
    settings : Settings
    out : Path
        Folder that the predicted claims and relations are written to, in the labelling format.

    Returns
    -------
    dict
        The scorer's result: a mapping from measure to a figure, or to precision, recall and F1.

    Raises
    ------
    UsageError
        If the folder is not a labelled one.
    """
    missing = [name for name in ("insights", "claims", "relations") if not (gold_dir / f"{name}.jsonl").is_file()]
    if missing:
        raise UsageError(f"{gold_dir} is not a labelled folder: {missing[0]}.jsonl is missing.")
    analyse([str(gold_dir / "insights.jsonl")], settings=settings, out=out)
    scored: dict[str, Any] = _scorer().score(gold_dir, out)
    return scored


def _scorer() -> ModuleType:
    # The scorer is a script that travels with the labels; it is the judge, so it is not copied into the package.
    spec = importlib.util.spec_from_file_location("faultline_scorer", data_path("gold", "score.py"))
    if spec is None or spec.loader is None:
        raise UsageError("data/gold/score.py cannot be loaded. Run this in a checkout.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
