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
from datetime import datetime
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from graph import ids
from graph.models import Claim, ContextClaim, Entity, Extraction, Model, NamedTie, Polarity
from graph.resolve import Resolver, name_key
from graph.reviews import Passage, Signed, similar_moves, similar_passages
from graph.store import Row, Tie
from graph.wording import clipped

Name = Annotated[str, Field(min_length=1, max_length=300)]


JUDGED = {
    Polarity.POSITIVE: "speaks for the move",
    Polarity.NEUTRAL: "merely reports the move",
    Polarity.NEGATIVE: "speaks against the move",
}
"""What a text makes of a move, as the end of a sentence."""


def _quoted(*passages: Passage) -> str:
    return ", ".join(f"“{clipped(passage.evidence)}”" for passage in passages)


class RejectClaim(Model):
    """The text makes no such claim."""

    kind: Literal["reject_claim"] = "reject_claim"
    claim: Passage

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the text makes no such claim of {self.claim.actor}: {_quoted(self.claim)}"


class FixActor(Model):
    """Somebody else acts in a claim."""

    kind: Literal["fix_actor"] = "fix_actor"
    claim: Passage
    actor: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"“{self.actor}” acts, not “{self.claim.actor}”: {_quoted(self.claim)}"


class FixPolarity(Model):
    """The text makes something else of a move."""

    kind: Literal["fix_polarity"] = "fix_polarity"
    claim: Passage
    polarity: Polarity

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the text {JUDGED[self.polarity]}: {_quoted(self.claim)}"


class MergeActors(Model):
    """Two names mean one actor: all that is said of `name` is said of `into`."""

    kind: Literal["merge_actors"] = "merge_actors"
    name: Name
    into: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"“{self.name}” means “{self.into}”"


class SplitActor(Model):
    """A name means an actor of its own, whatever other name it was taken for."""

    kind: Literal["split_actor"] = "split_actor"
    name: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"“{self.name}” is an actor of its own"


class MergeStrategies(Model):
    """Two passages speak of one move."""

    kind: Literal["merge_strategies"] = "merge_strategies"
    one: Passage
    other: Passage

    @property
    def says(self) -> str:
        """The change in words."""
        return f"one move: {_quoted(self.one)} and {_quoted(self.other)}"


class SplitStrategy(Model):
    """The passages in `out` speak of another move than those in `rest`."""

    kind: Literal["split_strategy"] = "split_strategy"
    out: tuple[Passage, ...] = Field(min_length=1)
    rest: tuple[Passage, ...] = Field(min_length=1)

    @property
    def says(self) -> str:
        """The change in words."""
        return f"another move than {_quoted(self.rest[0])}: {_quoted(*self.out)}"


class RenameSource(Model):
    """The source that is read as `source` is called `name`."""

    kind: Literal["rename_source"] = "rename_source"
    source: Name
    name: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the source “{self.source}” is called “{self.name}”"


class DeleteSource(Model):
    """A source is taken out and kept out; after a withdrawal it can be read again."""

    kind: Literal["delete_source"] = "delete_source"
    source: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the source “{self.source}” is left out"


class Withdraw(Model):
    """An earlier correction, by its id, no longer stands."""

    kind: Literal["withdraw"] = "withdraw"
    correction: str

    @property
    def says(self) -> str:
        """The change in words."""
        return f"takes back the correction {self.correction}"


OfClaim = RejectClaim | FixActor | FixPolarity
OfActor = MergeActors | SplitActor
OfStrategy = MergeStrategies | SplitStrategy
OfSource = RenameSource | DeleteSource
Change = OfClaim | OfActor | OfStrategy | OfSource | Withdraw


class Correction(Signed):
    """A change, and who made it when.

    Attributes
    ----------
    at
        UTC time of the decision.
    """

    change: Annotated[Change, Field(discriminator="kind")]
    author: str = Field(min_length=1, max_length=200)
    note: str = Field("", max_length=2000)
    at: datetime

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.content_id("correction", self.model_dump_json())


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


def passages_of(change: OfClaim | OfStrategy) -> tuple[Passage, ...]:
    """Return the passages that a change speaks of."""
    if isinstance(change, MergeStrategies):
        return (change.one, change.other)
    return (*change.out, *change.rest) if isinstance(change, SplitStrategy) else (change.claim,)


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
