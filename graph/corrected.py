"""Work out what standing corrections make of readings, names, sources and moves.

A correction is one thing that a person says is otherwise than it was read. Corrections are added,
never changed; one is taken back by another that withdraws it. They apply after extraction, to
whatever is read now or later: what they say is a function of the set of them, never of when each was
made known to a store. Of two that disagree the later one counts.

Like a review, a correction of a claim is anchored to the words it was made on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph import ids
from graph.changes import (
    Correction,
    DeleteSource,
    FixActor,
    MergeActors,
    MergeStrategies,
    OfClaim,
    OfStrategy,
    RejectClaim,
    RenameSource,
    SplitActor,
    SplitStrategy,
    Withdraw,
    passages_of,
)
from graph.models import Claim, ContextClaim, Entity, Extraction, NamedTie
from graph.resolve import Resolver, name_key
from graph.reviews import Passage, similar_moves, similar_passages
from graph.store import Row, Tie


def same_claim(passage: Passage, claim: Claim) -> bool:
    """Whether a passage that was corrected is what `claim` was read from, by the same actor.

    Within one extractor the span has to be the same; between two, half of the words.
    """
    if passage.insight_id != claim.insight_id or name_key(passage.actor) != name_key(claim.actor):
        return False
    if passage.extracted_by == claim.extracted_by:
        return (passage.start, passage.end) == (claim.start, claim.end)
    return similar_passages(passage, claim)


def same_move(passage: Passage, claim: Claim) -> bool:
    """Whether `claim` speaks of the move that was corrected, whoever makes it."""
    if passage.insight_id != claim.insight_id:
        return False
    if passage.extracted_by == claim.extracted_by:
        return (passage.start, passage.end) == (claim.start, claim.end) and similar_moves(passage, claim)
    return similar_passages(passage, claim) and similar_moves(passage, claim)


class Standing:
    """The corrections that nobody has withdrawn, and what they change."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        ordered = sorted({one.id: one for one in corrections}.values(), key=lambda one: (one.at, one.id))
        self.corrections = _not_withdrawn(ordered)
        self._of_insight: dict[str, list[OfClaim]] = defaultdict(list)
        for correction in self.corrections:
            if isinstance(correction.change, OfClaim):
                self._of_insight[correction.change.claim.insight_id].append(correction.change)

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> "Standing":
        """Return what stands of the corrections that a store keeps."""
        return cls(Correction.model_validate(row) for row in rows)

    def reading(self, extraction: Extraction) -> Extraction:
        """Return a reading as it is corrected; the same object where no correction speaks of it."""
        changes = self._of_insight.get(extraction.insight_id, [])
        spoken_of = [claim for claim in extraction.claims if any(same_claim(one.claim, claim) for one in changes)]
        if not spoken_of:
            return extraction
        claims = [_corrected(claim, changes) if claim in spoken_of else claim for claim in extraction.claims]
        return extraction.model_copy(update={"claims": tuple(claim for claim in claims if claim is not None)})

    def resolver(self, resolver: Resolver) -> Resolver:
        """Return who names mean, by `resolver` and the corrections."""
        apart = [one.change.name for one in self.corrections if isinstance(one.change, SplitActor)]
        merges = [(one.change.name, one.change.into) for one in self.corrections if isinstance(one.change, MergeActors)]
        return CorrectedResolver(resolver, apart, merges) if apart or merges else resolver

    @property
    def source_names(self) -> dict[str, str]:
        """The names that sources are given, by source id."""
        changes = (one.change for one in self.corrections)
        return {ids.source_id(one.source): one.name for one in changes if isinstance(one, RenameSource)}

    @property
    def deleted_sources(self) -> frozenset[str]:
        """The ids of sources that are kept out."""
        changes = (one.change for one in self.corrections)
        return frozenset(ids.source_id(one.source) for one in changes if isinstance(one, DeleteSource))

    @property
    def insights_of_moves(self) -> frozenset[str]:
        """The ids of insights in which moves are said to be one, or not one."""
        changes = [one.change for one in self.corrections if isinstance(one.change, OfStrategy)]
        return frozenset(passage.insight_id for change in changes for passage in passages_of(change))

    def joined(self, claims: Iterable[ContextClaim]) -> list[tuple[str, str]]:
        """Return pairs of `claims` that speak of one move, by the corrections."""
        near = _by_insight(claims)
        changes = [one.change for one in self.corrections if isinstance(one.change, MergeStrategies)]
        return [
            (a, b)
            for change in changes
            for a in _speaking_of([change.one], near)
            for b in _speaking_of([change.other], near)
            if a != b
        ]

    def parted(self, claims: Iterable[ContextClaim]) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Return groups of `claims` of which the first speaks of another move than the second."""
        near = _by_insight(claims)
        changes = [one.change for one in self.corrections if isinstance(one.change, SplitStrategy)]
        groups = []
        for change in changes:
            out = _speaking_of(change.out, near)
            groups.append((frozenset(out), frozenset(_speaking_of(change.rest, near)) - frozenset(out)))
        return groups


class CorrectedResolver(Resolver):
    """Knows the names that corrections set apart or brought together; asks another resolver for all others."""

    def __init__(self, resolver: Resolver, apart: Sequence[str], merges: Sequence[tuple[str, str]]) -> None:
        self._resolver = resolver
        self._apart = {ids.normal_name(name): _own_entity(name) for name in apart}
        self._merged: dict[str, Entity] = {}
        for name, into in merges:
            gone, kept = self.entity(name), self.entity(into)
            if gone.id != kept.id:
                self._merged |= {key: kept for key, entity in self._merged.items() if entity.id == gone.id}
                self._merged[gone.id] = kept

    def entity(self, name: str) -> Entity:
        """Return the entity that `name` means."""
        found = self._apart.get(ids.normal_name(name)) or self._resolver.entity(name)
        return self._merged.get(found.id, found)

    def curated_ties(self) -> list[Tie]:
        """Return the ties of the curated file, between the entities that its names mean now."""
        ties = [
            replace(tie, child=self.entity(tie.child_name).id, parent=self.entity(tie.parent_name).id)
            for tie in self._resolver.curated_ties()
        ]
        return [tie for tie in ties if tie.child != tie.parent]


def in_order(extraction: Extraction) -> Extraction:
    """Return a reading in the form in which it is kept: the same however its claims were ordered."""
    ties = {NamedTie(**(tie.model_dump() | {"insight_id": extraction.insight_id})) for tie in extraction.ties}
    claims = tuple(sorted(extraction.claims, key=lambda claim: claim.id))
    return extraction.model_copy(update={"claims": claims, "ties": tuple(sorted(ties, key=repr))})


def _not_withdrawn(ordered: Sequence[Correction]) -> tuple[Correction, ...]:
    withdrawals: dict[str, list[Correction]] = defaultdict(list)
    for one in ordered:
        if isinstance(one.change, Withdraw):
            withdrawals[one.change.correction].append(one)

    def stands(one: Correction) -> bool:
        # An id is made of what it names, so withdrawals of withdrawals cannot go round in circles.
        return not any(stands(other) for other in withdrawals[one.id])

    return tuple(one for one in ordered if stands(one))


def _corrected(claim: Claim, changes: Sequence[OfClaim]) -> Claim | None:
    corrected = claim
    for change in changes:
        if not same_claim(change.claim, claim):
            continue
        if isinstance(change, RejectClaim):
            return None
        field = "actor" if isinstance(change, FixActor) else "polarity"
        corrected = corrected.model_copy(update={field: getattr(change, field)})
    return corrected


def _own_entity(name: str) -> Entity:
    return Entity(id=ids.content_id("entity apart", ids.normal_name(name)), name=ids.normal_text(name))


def _by_insight(claims: Iterable[ContextClaim]) -> Mapping[str, list[ContextClaim]]:
    near: dict[str, list[ContextClaim]] = defaultdict(list)
    for context in claims:
        near[context.claim.insight_id].append(context)
    return near


def _speaking_of(passages: Iterable[Passage], near: Mapping[str, list[ContextClaim]]) -> list[str]:
    found = {c.id for passage in passages for c in near.get(passage.insight_id, []) if same_move(passage, c.claim)}
    return sorted(found)
