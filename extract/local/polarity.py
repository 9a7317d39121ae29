"""Judge what a claim's voice makes of the actor's move: strong (+1), weak (-1) or merely reported (0)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from extract.local.linear import LinearModel
from extract.local.scope import Scope
from extract.local.wording import polarity_features
from graph.files import data_path


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
