"""Replace one stage of the local engine by labels, which shows how much that stage loses."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from extract.claims import Skipped
from extract.local.candidates import Passage
from extract.local.encoder import OpenText
from extract.local.extractor import LocalExtractor
from extract.local.segments import Segment
from extract.local.worthiness import Run
from extract.training.measure import LEAST_OVERLAP, overlap, same_actor
from graph.models import Claim, ContextClaim, Extraction, Insight, Modality, Polarity
from graph.relate import LocalJudge
from graph.resolve import FamilyLink
from graph.strategies import MoveScorer, load_move_model

Stage = Literal["spans", "actor", "polarity", "move"]
"""What labels may stand in for: where claims are, whom they are about, how they judge, which are of one move."""

STAGES: tuple[Stage, ...] = ("spans", "actor", "polarity", "move")

Label = Mapping[str, Any]


class Labels:
    """The labelled claims of a folder, found by where they stand.

    Parameters
    ----------
    claims, relations : sequences of mapping
        Rows of ``claims.jsonl`` and ``relations.jsonl``.
    """

    def __init__(self, claims: Sequence[Label], relations: Sequence[Label]) -> None:
        self._by_insight: dict[str, list[Label]] = {}
        for claim in claims:
            self._by_insight.setdefault(str(claim["insight"]), []).append(claim)
        self._related = {frozenset((str(row["a"]), str(row["b"]))) for row in relations}

    def of(self, insight: Insight) -> list[Label]:
        """Return the labelled claims of an insight."""
        return self._by_insight.get(insight.external_id or insight.id, [])

    def nearest(self, claim: Claim, labels: Sequence[Label]) -> Label | None:
        """Return the label whose evidence a claim shares most words with, its own actor's before others'."""
        scored = [(overlap(claim.evidence, str(label["evidence"])), label) for label in labels]
        close = [(score, label) for score, label in scored if score >= LEAST_OVERLAP]
        named = {"actor": claim.actor, "actor_mention": claim.actor_mention}
        return max(
            close,
            key=lambda found: (same_actor(found[1], named), found[0], str(found[1]["id"])),
            default=(0.0, None),
        )[1]

    def related(self, a: str, b: str) -> bool:
        """Tell whether two labelled claims, by id, are related."""
        return frozenset((a, b)) in self._related


class OracleExtractor(LocalExtractor):
    """The local extractor with some stages answered from labels."""

    def __init__(self, spacy_model: str, labels: Labels, stages: Collection[str]) -> None:
        super().__init__(spacy_model)
        self._labels, self._stages = labels, frozenset(stages)

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        """Yield one result for each insight, with labels in place of what was asked for."""
        kept = list(insights)
        for insight, found in zip(kept, super().extract(kept), strict=True):
            if isinstance(found, Extraction):
                claims = tuple(self._corrected(claim, self._labels.of(insight)) for claim in found.claims)
                yield found.model_copy(update={"claims": tuple({claim.id: claim for claim in claims}.values())})
            else:
                yield found

    def runs(self, insight: Insight, passage: Passage, text: OpenText) -> list[Run]:
        """Return the labelled spans, or where the engine finds claims."""
        if "spans" not in self._stages:
            return super().runs(insight, passage, text)
        found: dict[tuple[int, int], Run] = {}
        for label in self._labels.of(insight) if passage.mentions else ():
            start = insight.text.find(str(label["evidence"]))
            span = passage.doc.char_span(start, start + len(str(label["evidence"])), alignment_mode="expand")
            if start >= 0 and span is not None:
                segment = Segment(span.start, span.end, "label", "label", passage.sentence_of(span.start))
                found[span.start, span.end] = Run(segment, 1.0)
        return list(found.values())

    def _corrected(self, claim: Claim, labels: Sequence[Label]) -> Claim:
        label = self._labels.nearest(claim, labels)
        if label is None:
            return claim
        changes: dict[str, Any] = {}
        if "actor" in self._stages:
            changes["actor"] = label["actor"]
        if "polarity" in self._stages:
            changes |= {
                "polarity": Polarity(label["polarity"]),
                "modality": Modality(label["modality"]),
                "confidence": 1.0,
            }
        return claim.model_copy(update=changes)


class _LabelledMoves:
    """Scores pairs of labelled claims by the labels, and other pairs as the model does."""

    def __init__(self, inner: MoveScorer, labels: Labels, insights: Mapping[str, Insight]) -> None:
        self._inner, self._labels, self._insights = inner, labels, insights

    def score(self, a: ContextClaim, b: ContextClaim, link: FamilyLink | None) -> float:
        """Return 1 for related and 0 for unrelated labelled claims, and the model's score for any other pair."""
        first, second = self._label(a), self._label(b)
        if first is None or second is None:
            return self._inner.score(a, b, link)
        return float(self._labels.related(str(first["id"]), str(second["id"])))

    def _label(self, context: ContextClaim) -> Label | None:
        return self._labels.nearest(context.claim, self._labels.of(self._insights[context.claim.insight_id]))


def oracle_judge(labels: Labels, insights: Mapping[str, Insight]) -> LocalJudge:
    """Return the local judge with labels in place of the same-move score."""
    return LocalJudge(_LabelledMoves(load_move_model(), labels, insights))
