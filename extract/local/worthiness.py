"""Decide which runs of clauses are claims, and whom each is about."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Self

from extract.local.actor_signs import actor_features
from extract.local.actors import Mention
from extract.local.candidates import Passage, examples_of, nearest_mention, partners
from extract.local.claim_signs import segment_features
from extract.local.linear import LinearModel
from extract.local.segments import Segment, segments
from graph.files import data_path

THRESHOLD = 0.3
"""A run of clauses adds to the reading of a text when it is likelier than this to be a claim."""


_ENCODER_SHARE = 0.5
"""How much the encoder's word on an actor counts beside the linear model's; a fit on two left-out sets gave .53 and .55."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of clauses that is taken for a claim, and how likely it is one."""

    segment: Segment
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of clauses as a claim about one actor."""

    segment: Segment
    mention: Mention
    confidence: float


@dataclass(frozen=True, slots=True)
class Worthiness:
    """Two linear models: is this run of clauses a claim, and is the claim about this actor."""

    claim: LinearModel
    actor: LinearModel

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read the models that `extract.training.worthiness` wrote."""
        place = folder or data_path("models")
        return cls(
            claim=LinearModel.read(place / "worthiness.v1.json"), actor=LinearModel.read(place / "claim-actor.v1.json")
        )

    def runs(self, passage: Passage, *, threshold: float = THRESHOLD) -> list[Run]:
        """Return where the claims of a text are, in its order: the best set of runs that do not overlap."""
        if not passage.mentions:
            return []
        found = segments(passage.doc)
        scores = [self.claim.probabilities(segment_features(passage, segment))["yes"] for segment in found]
        return [Run(found[k], scores[k]) for k in best_set(found, [score - threshold for score in scores])]

    def odds(self, passage: Passage, run: Run) -> dict[str, float]:
        """Return how likely a run is about each actor of the text by the linear model alone."""
        return {n: self.actor.probabilities(actor_features(passage, run.segment, n))["yes"] for n in passage.names}

    def candidates(
        self, passage: Passage, run: Run, odds: Mapping[str, float], worth: Mapping[str, float]
    ) -> list[Candidate]:
        """Return the claim in a run of clauses once for each actor that it is about.

        Parameters
        ----------
        passage : Passage
        run : Run
        odds : mapping from name to float
            What `odds` gave.
        worth : mapping from name to float
            How likely the encoder takes the run for a claim about each actor of the text.
        """
        both = {name: _logit(odds[name]) + _ENCODER_SHARE * _logit(worth.get(name, 0.5)) for name in passage.names}
        best = max(both, key=lambda name: (round(both[name], 4), -passage.names.index(name)))
        names = examples_of(passage, best) or [best, *partners(passage, run.segment, best)]
        confidence = round(run.score * odds[best] ** 0.5, 4)
        return [Candidate(run.segment, nearest_mention(passage, run.segment, name), confidence) for name in names]


def _logit(probability: float) -> float:
    inside = min(1 - 1e-4, max(1e-4, probability))
    return log(inside / (1 - inside))


def best_set(found: Sequence[Segment], gains: Sequence[float]) -> list[int]:
    """Return the indices of the runs that do not overlap and gain most together, in text order.

    Examples
    --------
    >>> runs = [Segment(0, 9, "", "", 0), Segment(0, 4, "", "", 0), Segment(5, 9, "", "", 0)]
    >>> best_set(runs, [0.4, 0.3, 0.2])
    [1, 2]
    """
    order = sorted(range(len(found)), key=lambda k: (found[k].end, found[k].start))
    ends = [found[k].end for k in order]
    best, taken = [0.0], [False]
    for n, k in enumerate(order):
        gain = best[bisect_right(ends, found[k].start, 0, n)] + gains[k]
        taken.append(gain > best[n])
        best.append(max(gain, best[n]))
    chosen: list[int] = []
    n = len(order)
    while n:
        if taken[n]:
            chosen.append(order[n - 1])
            n = bisect_right(ends, found[order[n - 1]].start, 0, n - 1)
        else:
            n -= 1
    return chosen[::-1]
