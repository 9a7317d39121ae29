"""Judge what a claim's voice makes of the actor's move: strong (+1), weak (-1) or merely reported (0)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Self

from extract.local.linear import LinearModel
from extract.local.scope import Scope
from extract.local.wording import polarity_features
from graph.files import data_path

_WHOLE, _LINEAR = -0.2, 0.2
"""How much the reading of the whole text and the linear model say beside the reading of the evidence; chosen on two
sets that the encoder has not been trained on. What the whole text says of everything is no news in one place of it."""

_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class PolarityModel:
    """A linear model over words, their opinion and the way they are put.

    Attributes
    ----------
    opinions
        Lemma to its leaning in general use, from -1 to 1.
    """

    linear: LinearModel
    opinions: Mapping[str, float]

    @classmethod
    def load(cls) -> Self:
        """Load the model that ships with Faultline."""
        lexicon = LinearModel.read(data_path("models", "opinions.v1.json"))
        return cls(
            linear=LinearModel.read(data_path("models", "polarity.v1.json")),
            opinions={name: weights[0] for name, weights in lexicon.weights.items()},
        )

    def probabilities(self, scope: Scope) -> dict[int, float]:
        """Return the probability of each polarity of the claim in `scope`."""
        found = self.linear.probabilities(polarity_features(scope, self.opinions))
        return {int(name): value for name, value in found.items()}


def weighed(evidence: Mapping[int, float], whole: Mapping[int, float], linear: Mapping[int, float]) -> dict[int, float]:
    """Return the probability of each polarity from three readings: the encoder's of evidence and text, and the linear.

    Examples
    --------
    >>> weighed({-1: 0.5, 0: 0.4, 1: 0.1}, {-1: 0.8, 0: 0.1, 1: 0.1}, {-1: 0.2, 0: 0.6, 1: 0.2})
    {-1: 0.3554, 0: 0.5369, 1: 0.1077}
    """
    odds = {sign: _log(evidence[sign]) + _WHOLE * _log(whole[sign]) + _LINEAR * _log(linear[sign]) for sign in evidence}
    total = sum(exp(value) for value in odds.values())
    return {sign: round(exp(value) / total, 4) for sign, value in odds.items()}


def _log(probability: float) -> float:
    return log(max(_LEAST, probability))
