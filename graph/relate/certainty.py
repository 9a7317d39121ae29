"""Weigh what speaks for and against a verdict: one small readable model a kind of verdict."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from graph import odds
from graph.files import data_path
from graph.models import Facet, RelationType
from graph.relate.comparison import Verdict

LEAST: Mapping[RelationType, float] = {
    RelationType.CONTRADICTS: 0.5,
    RelationType.SUPERSEDES: 0.4,
    RelationType.AGREES_WITH: 0.3,
}
"""A verdict holds from this probability on: a contradiction has to be likelier right than wrong, for a false one
costs a reader more than a missed one; an agreement is common, and a false one costs little."""

BIAS = "bias"


def precedence(verdict: Verdict, probability: float) -> tuple[bool, bool, float]:
    """Return by what one of several verdicts on a pair goes before another, the greatest first.

    The likeliest does, but an agreement only where nothing else holds, and one on stance before one on fact.
    """
    agrees = verdict.type is RelationType.AGREES_WITH
    return not agrees, agrees and verdict.facet is Facet.STANCE, probability


def kind_of(verdict: Verdict) -> str:
    """Return the kind of a verdict, such as ``CONTRADICTS/stance``."""
    return f"{verdict.type.value}/{verdict.facet.value}"


@dataclass(frozen=True, slots=True)
class CertaintyModel:
    """Logistic regressions over named signs.

    Attributes
    ----------
    weights
        Kind of verdict to sign to what it adds to the log-odds that the verdict is right; ``bias`` is always there.

    Examples
    --------
    >>> model = CertaintyModel({"CONTRADICTS/stance": {"bias": 0.0, "move": 1.0}})
    >>> model.probability("CONTRADICTS/stance", {"move": 2.0})
    0.8808
    """

    weights: Mapping[str, Mapping[str, float]]

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the model that ships with Faultline, or the one at `path`."""
        return cls(json.loads((path or data_path("models", "verdicts.v1.json")).read_text("utf-8")))

    def probability(self, kind: str, signs: Mapping[str, float]) -> float:
        """Return how likely a verdict of a kind is right, rounded to four digits."""
        weights = self.weights[kind]
        shared = sorted(signs.keys() & weights.keys())
        total = weights[BIAS] + math.fsum(weights[name] * signs[name] for name in shared)
        return round(odds.probability(total), 4)
