"""A readable linear model: named features with a weight for each class, and calibrated probabilities."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Multinomial logistic regression over named features.

    Attributes
    ----------
    classes
        Names of the classes, in the order of the weights.
    bias
        One number a class.
    weights
        Feature name to one number a class; unknown features weigh nothing.
    temperature
        Divides the scores, so that the probabilities mean what they say.

    Examples
    --------
    >>> model = LinearModel(("no", "yes"), (0.0, 0.0), {"good": (-1.0, 1.0)})
    >>> model.probabilities({"good": 1.0})
    {'no': 0.1192, 'yes': 0.8808}
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    temperature: float = 1.0

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a model that `write` wrote."""
        data = json.loads(path.read_text("utf-8"))
        return cls(
            classes=tuple(data["classes"]),
            bias=tuple(data["bias"]),
            weights={name: tuple(numbers) for name, numbers in data["weights"].items()},
            temperature=data["temperature"],
        )

    def write(self, path: Path) -> None:
        """Write one feature a line, so that a change of the model shows as a readable difference."""
        head = {"classes": self.classes, "bias": self.bias, "temperature": self.temperature}
        lines = [f"{json.dumps(name)}: {json.dumps(numbers)}" for name, numbers in sorted(self.weights.items())]
        body = ",\n".join(lines)
        path.write_text(f'{json.dumps(head)[:-1]}, "weights": {{\n{body}\n}}}}\n', "utf-8")

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return the probability of each class, rounded to four digits; the order of `features` plays no part."""
        scores = list(self.bias)
        for name in sorted(features.keys() & self.weights.keys()):
            for k, weight in enumerate(self.weights[name]):
                scores[k] += weight * features[name]
        top = max(scores)
        powers = [math.exp((score - top) / self.temperature) for score in scores]
        total = math.fsum(powers)
        return {name: round(power / total, 4) for name, power in zip(self.classes, powers, strict=True)}
