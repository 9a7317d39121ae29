"""Say where an engine goes wrong: what is taken for what, how far its confidence holds, its worst errors in full."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.losses import Loss, losses
from extract.training.measure import read_lines

_BINS = 10
_NOTHING = "nothing"

Row = Mapping[str, Any]
Confusion = Mapping[tuple[str, str], int]
"""How often what is labelled so (first) was found as (second)."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error with the texts that it is about.

    Attributes
    ----------
    weight
        How sure the engine was, 0 to 1; what it missed altogether weighs half.
    labelled, found
        What the labels say and what the engine says.
    texts
        The evidence, one for a claim and two for a relation, each with its insight's id.
    """

    weight: float
    labelled: str
    found: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the scores do not show.

    Attributes
    ----------
    polarity
        Of the claims, "nothing" being what was missed or made up.
    facets
        Of the pairs of insights, likewise: relation and kind.
    calibration_error
        Expected calibration error over ten equal bins: the mean distance between how sure the engine is of a claim
        and how often it is right on actor, evidence and polarity (Naeini et al., 2015). None without claims.
    lost
        Labelled contradictions that are not found, counted by the stage that lost them.
    mistakes
        The worst first.
    """

    polarity: Confusion
    facets: Confusion
    calibration_error: float | None
    lost: Mapping[Loss, int]
    mistakes: tuple[Mistake, ...]


def diagnose(gold_dir: Path, predicted_dir: Path, scorer: ModuleType) -> Diagnosis:
    """Compare predicted claims and relations with labelled ones, by the scorer's own matching."""
    gold, found = (read_lines(folder / "claims.jsonl") for folder in (gold_dir, predicted_dir))
    pairs = scorer.match_claims(gold, found)
    labelled, related = (read_lines(folder / "relations.jsonl") for folder in (gold_dir, predicted_dir))
    facets = list(_facets(_by_insights(labelled, gold), _by_insights(related, found)))
    mistakes = [*_claim_mistakes(pairs, found), *_relation_mistakes(facets)]
    mistakes.sort(key=lambda mistake: (-mistake.weight, mistake.texts))
    return Diagnosis(
        polarity=_polarity(gold, found, pairs),
        facets=Counter((wanted, got) for _, wanted, got, _ in facets),
        calibration_error=_calibration_error(found, pairs),
        lost=losses(gold, found, pairs, labelled=labelled, related=related),
        mistakes=tuple(mistakes),
    )


def _polarity(gold: Sequence[Row], found: Sequence[Row], pairs: Sequence[tuple[Row, Row]]) -> Confusion:
    matched = [{claim["id"] for claim in side} for side in zip(*pairs, strict=True)] if pairs else [set(), set()]
    confusion = Counter((_sign(label["polarity"]), _sign(claim["polarity"])) for label, claim in pairs)
    confusion.update((_sign(label["polarity"]), _NOTHING) for label in gold if label["id"] not in matched[0])
    confusion.update((_NOTHING, _sign(claim["polarity"])) for claim in found if claim["id"] not in matched[1])
    return confusion


def _calibration_error(found: Sequence[Row], pairs: Sequence[tuple[Row, Row]]) -> float | None:
    right = {claim["id"] for label, claim in pairs if label["polarity"] == claim["polarity"]}
    bins: dict[int, list[tuple[float, bool]]] = {}
    for claim in found:
        sure = float(claim["confidence"])
        bins.setdefault(min(_BINS - 1, int(sure * _BINS)), []).append((sure, claim["id"] in right))
    apart = [abs(sum(sure for sure, _ in rows) - sum(ok for _, ok in rows)) for rows in bins.values()]
    return round(sum(apart) / len(found), 3) if found else None


def _claim_mistakes(pairs: Sequence[tuple[Row, Row]], found: Sequence[Row]) -> Iterator[Mistake]:
    for label, claim in pairs:
        if label["polarity"] != claim["polarity"]:
            distance = abs(label["polarity"] - claim["polarity"]) / 2
            yield Mistake(
                round(float(claim["confidence"]) * distance, 3),
                f"{label['actor']}: {_sign(label['polarity'])}",
                _sign(claim["polarity"]),
                ((label["insight"], claim["evidence"]),),
            )
    matched = {claim["id"] for _, claim in pairs}
    for claim in found:
        if claim["id"] not in matched:
            says = f"{claim['actor']}: {_sign(claim['polarity'])}"
            # No label may have been a matter of taste: what is made up counts half of what is turned round.
            yield Mistake(
                round(float(claim["confidence"]) / 2, 3), _NOTHING, says, ((claim["insight"], claim["evidence"]),)
            )


_Texts = tuple[tuple[str, str], ...]
_Related = Mapping[tuple[str, str], tuple[Row, _Texts]]
_Facet = tuple[float, str, str, _Texts]


def _relation_mistakes(facets: Iterable[_Facet]) -> Iterator[Mistake]:
    for weight, wanted, got, texts in facets:
        if wanted != got and "contradicts" in f"{wanted} {got}":
            yield Mistake(weight, wanted, got, texts)


def _facets(wanted: _Related, got: _Related) -> Iterator[_Facet]:
    """Yield for each pair of insights that either side relates how sure, what is labelled, what is found, the texts."""
    for key in sorted(wanted.keys() | got.keys()):
        label, found = wanted.get(key), got.get(key)
        weight = float(found[0]["confidence"]) if found else 0.5
        yield weight, _facet(label), _facet(found), (got if found else wanted)[key][1]


def _by_insights(rows: Sequence[Row], claims: Sequence[Row]) -> _Related:
    """Return for each related pair of insights its relation, a contradiction before any other, and both texts."""
    by_id = {claim["id"]: claim for claim in claims}
    kept: dict[tuple[str, str], tuple[Row, _Texts]] = {}
    for row in sorted(rows, key=lambda row: (row["relation"] != "contradicts", row["a"], row["b"])):
        ends = sorted((by_id[row["a"]], by_id[row["b"]]), key=lambda claim: (claim["insight"], claim["id"]))
        key = (ends[0]["insight"], ends[1]["insight"])
        kept.setdefault(key, (row, tuple((claim["insight"], claim["evidence"]) for claim in ends)))
    return kept


def _facet(found: tuple[Row, Any] | None) -> str:
    return f"{found[0]['relation']}/{found[0]['kind']}" if found else _NOTHING


def _sign(polarity: int) -> str:
    return {-1: "against", 0: "neutral", 1: "for"}[polarity]
