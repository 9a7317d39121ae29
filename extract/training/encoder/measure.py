"""Measure an encoder on labelled sets: judgement, modality, same move, contradictions by a naive rule, worth."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.training.encoder.examples import Candidate, Example, LabelledSet

Array = NDArray[np.float64]
Reader = Callable[[Sequence[tuple[Example, Candidate]]], tuple[Array, Array, Array, Array, Array]]
"""Gives worth (n,), actor (n,), polarity (n, 3), modality (n, 5) and vectors (n, 128) of candidates."""


def measure(
    labelled: LabelledSet, read: Reader, *, same_move: float = 0.5, opposite: float = 0.25, denied: int = 3
) -> dict[str, Any]:
    """Return the figures of the model card for one labelled set, evidence and actors as labelled."""
    pairs = [(example, claim) for example in labelled.examples for claim in example.claims]
    _, _, polarity, modality, vectors = read(pairs)
    gold = [claim.polarity for _, claim in pairs]
    modes = [claim.modality for _, claim in pairs]
    result: dict[str, Any] = {
        "claims": len(pairs),
        "polarity_macro_f1": _macro(gold, polarity.argmax(1).tolist()),
        "polarity_opposite": sum(
            abs(a - b) == 2 for a, b in zip(gold, polarity.argmax(1).tolist(), strict=True) if a is not None
        ),
        "modality_accuracy": round(float(np.mean([a == b for a, b in zip(modes, modality.argmax(1), strict=True)])), 3),
    }
    result |= _relations(labelled, pairs, polarity, modality, vectors, same_move, opposite, denied)
    runs = [(example, run) for example in labelled.examples for run in example.runs if run.worth is not None]
    if runs:
        sure = [pair for pair in runs if pair[1].worth == 0.0] + pairs
        result["worth_auc"] = _auc(read(sure)[0], np.array([float(pair[1].worth or 0.0) for pair in sure]))
        result["actor_accuracy"] = _actors(pairs, read)
    return result


def _relations(
    labelled: LabelledSet,
    pairs: Sequence[tuple[Example, Candidate]],
    polarity: Array,
    modality: Array,
    vectors: Array,
    same_move: float,
    opposite: float,
    denied: int,
) -> dict[str, Any]:
    insight = [example.id for example, _ in pairs]
    ids = [str(claim.claim) for _, claim in pairs]
    family = _families(labelled, ids)
    place = dict(zip(ids, insight, strict=True))
    contradicting = {frozenset((place[a], place[b])) for a, b, kind in labelled.relations if kind == "contradicts"}
    similar = vectors @ vectors.T
    rows = [(i, j) for i, j in itertools.combinations(range(len(ids)), 2) if insight[i] != insight[j]]
    cosines = np.array([similar[i, j] for i, j in rows])
    related = np.array([frozenset((ids[i], ids[j])) in labelled.related for i, j in rows])
    inside = np.array([family[ids[i]] == family[ids[j]] for i, j in rows])
    result: dict[str, Any] = {
        "same_move_in_family": _at(cosines[inside], related[inside], same_move),
        "same_move_in_family_best": _best(cosines[inside], related[inside]),
        "same_move_all_pairs": _at(cosines, related, same_move),
        "same_move_all_pairs_best": _best(cosines, related),
    }
    for name, rows_of in (("contradicts", np.ones(len(rows), bool)), ("contradicts_in_family", inside)):
        found = set()
        for (i, j), cosine, allowed in zip(rows, cosines, rows_of, strict=True):
            if allowed and cosine >= same_move:
                against = polarity[i, 0] * polarity[j, 2] + polarity[i, 2] * polarity[j, 0]
                no = modality[i, denied] * (1 - modality[j, denied]) + modality[j, denied] * (1 - modality[i, denied])
                if max(against, no) > opposite:
                    found.add(frozenset((insight[i], insight[j])))
        right = len(found & contradicting)
        result[name] = {
            "precision": _part(right, len(found)),
            "recall": _part(right, len(contradicting)),
            "f1": _f1(right, len(found), len(contradicting)),
        }
    return result


def _families(labelled: LabelledSet, ids: Sequence[str]) -> dict[str, str]:
    """Claims of one actor by name; differently named actors that a relation joins are one family."""
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    actor = {identity: str(labelled.labels[identity]["actor"]).lower() for identity in ids}
    for a, b, _ in labelled.relations:
        parent[find(actor[a])] = find(actor[b])
    return {identity: find(name) for identity, name in actor.items()}


def _actors(pairs: Sequence[tuple[Example, Candidate]], read: Reader) -> float:
    """Return for what share of the claims whose actor is among several mentions the best one names it."""
    asked = [(e, c) for e, c in pairs if c.named and len(c.named) < len(e.mentions)]
    items = [(e, replace(c, actor=place)) for e, c in asked for place in e.mentions]
    scores, start, right = read(items)[1], 0, 0
    for example, claim in asked:
        end = start + len(example.mentions)
        right += int(scores[start:end].argmax()) in claim.named
        start = end
    return _part(right, len(asked))


def _at(scores: Array, labels: NDArray[np.bool_], threshold: float) -> float:
    found = scores >= threshold
    return _f1(int((found & labels).sum()), int(found.sum()), int(labels.sum()))


def _best(scores: Array, labels: NDArray[np.bool_]) -> tuple[float, float]:
    return max((_at(scores, labels, float(t)), round(float(t), 2)) for t in np.arange(0.2, 0.9, 0.02))


def _macro(gold: Sequence[int | None], found: Sequence[int]) -> float:
    scores = [
        _f1(sum(a == b == k for a, b in zip(gold, found, strict=True)), found.count(k), list(gold).count(k))
        for k in range(3)
    ]
    return round(float(np.mean(scores)), 3)


def _auc(scores: Array, labels: Array) -> float:
    order = np.argsort(np.argsort(scores, kind="stable")) + 1
    positive = labels > 0.5
    count = int(positive.sum())
    return round(float((order[positive].sum() - count * (count + 1) / 2) / (count * (len(labels) - count))), 3)


def _part(right: int, whole: int) -> float:
    return round(right / whole, 3) if whole else 0.0


def _f1(right: int, found: int, gold: int) -> float:
    return round(2 * right / (found + gold), 3) if found + gold else 0.0
