"""Decide which runs of clauses are claims, and whom each is about."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Self

from extract.local.actor_signs import ActorSigns
from extract.local.actors import Mention
from extract.local.candidates import Passage, examples_of, nearest_mention, partners
from extract.local.claim_signs import ClaimSigns
from extract.local.linear import LinearModel
from extract.local.segments import Segment
from graph import odds as odds_of
from graph.files import data_path

THRESHOLD = 0.22
"""A run of clauses adds to the reading of a text when it is likelier than this to be a claim."""

_RUN_SHARES = (0.51, 0.57, 0.05)
"""How much the linear model and the encoder say on a run of clauses, and a bias; fitted on two left-out sets."""

_ACTOR_SHARES = (0.49, 0.44)
"""How much they say on its actor."""


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

    def runs(
        self, passage: Passage, found: Sequence[Segment], worths: Sequence[float], *, threshold: float = THRESHOLD
    ) -> list[Run]:
        """Return where the claims of a text are, in its order: the best set of runs that do not overlap.

        Parameters
        ----------
        passage : Passage
        found : sequence of Segment
            Every run of clauses of the text.
        worths : sequence of float
            The encoder's log-odds for each that it is the evidence of a claim.
        threshold : float, optional
        """
        if not passage.mentions:
            return []
        linear, encoder, bias = _RUN_SHARES
        signs = ClaimSigns(passage)
        odds = [log_odds(self.claim.probabilities(signs.of(segment))["yes"]) for segment in found]
        scores = [odds_of.probability(linear * a + encoder * b + bias) for a, b in zip(odds, worths, strict=True)]
        return [Run(found[k], scores[k]) for k in best_set(found, [score - threshold for score in scores])]

    def odds(self, passage: Passage, run: Run) -> dict[str, float]:
        """Return how likely a run is about each actor of the text by the linear model alone."""
        signs = ActorSigns(passage, run.segment)
        return {name: self.actor.probabilities(signs.of(name))["yes"] for name in passage.names}

    def candidates(
        self, passage: Passage, run: Run, odds: Mapping[str, float], said: Mapping[Mention, float]
    ) -> list[Candidate]:
        """Return the claim in a run of clauses once for each actor that it is about.

        Parameters
        ----------
        passage : Passage
        run : Run
        odds : mapping from name to float
            What `odds` gave.
        said : mapping from Mention to float
            How much the encoder says for each mention of the text naming the actor.
        """
        linear, encoder = _ACTOR_SHARES
        likely = shares(said)
        both = {
            name: linear * log_odds(odds[name]) + encoder * log_odds(likely.get(name, 0.5)) for name in passage.names
        }
        best = max(both, key=lambda name: (round(both[name], 4), -passage.names.index(name)))
        names = examples_of(passage, best) or [best, *partners(passage, run.segment, best)]
        confidence = round(run.score * odds[best] ** 0.5, 4)
        return [Candidate(run.segment, nearest_mention(passage, run.segment, name), confidence) for name in names]


def shares(said: Mapping[Mention, float]) -> dict[str, float]:
    """Return how likely each name is the actor's: one of all mentions of the text names it."""
    total = sum(exp(score) for score in said.values())
    found: dict[str, float] = {}
    for mention, score in said.items():
        found[mention.name] = found.get(mention.name, 0.0) + exp(score) / total
    return found


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, within bounds."""
    return odds_of.log_odds(probability, least=1e-4)


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
