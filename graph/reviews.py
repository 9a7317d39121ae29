"""Decide which relations a person's decision speaks of, and what all decisions together say.

A review is anchored to the words that it was made on, not to an id: when the insights are read
again by another extractor, it finds the relation between the same two passages.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import ConfigDict, Field, field_validator

from graph import ids
from graph.errors import UsageError
from graph.models import Claim, ContextClaim, Model, Relation, RelationType, ReviewStatus
from graph.store import Batch, Transaction

_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"\S")
_SAME_PASSAGE = 0.5


class Decision(StrEnum):
    """What a reviewer makes of a relation; ``WITHDRAW`` takes back what they decided before."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"


class Passage(Model):
    """One side of a reviewed relation: where its words stand, and what was read from them."""

    insight_id: str
    start: int
    end: int
    evidence: str
    actor: str
    actor_id: str
    strategy_text: str
    extracted_by: str


class Anchor(Model):
    """What a review speaks of: a kind of relation between two passages."""

    type: RelationType
    a: Passage
    b: Passage


class Signed(Model):
    """What a person has decided, with a name, a note and a time: words are tidied, times are in UTC.

    The fields stand in the classes below it, for their order is part of what the ids are made of.
    """

    # A store's row also has the id, which follows from the rest.
    model_config = ConfigDict(frozen=True, extra="ignore")

    @field_validator("reviewer", "author", "note", check_fields=False)
    @classmethod
    def _one_blank_between_words(cls, value: str) -> str:
        return ids.normal_text(value)

    @field_validator("at", check_fields=False)
    @classmethod
    def _in_utc(cls, value: datetime) -> datetime:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Review(Signed):
    """One decision of one person. Reviews are added, never changed.

    Attributes
    ----------
    at
        UTC time of the decision.
    """

    target_kind: Literal["relation"] = "relation"
    decision: Decision
    reviewer: str = Field(min_length=1, max_length=200)
    note: str = Field("", max_length=2000)
    at: datetime
    anchor: Anchor

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.content_id("review", self.model_dump_json())


def anchor_of(relation: Relation, claims: Mapping[str, ContextClaim]) -> Anchor:
    """Return what a review of `relation` is anchored to."""
    return Anchor(type=relation.type, a=passage_of(claims[relation.a]), b=passage_of(claims[relation.b]))


def passage_of(context: ContextClaim) -> Passage:
    """Return the passage that a claim was read from, and what was read."""
    claim = context.claim
    return Passage(
        insight_id=claim.insight_id,
        start=claim.start,
        end=claim.end,
        evidence=claim.evidence,
        actor=claim.actor,
        actor_id=context.actor_id,
        strategy_text=claim.strategy_text,
        extracted_by=claim.extracted_by,
    )


def speaks_of(anchor: Anchor, relation: Relation, claims: Mapping[str, ContextClaim]) -> bool:
    """Whether `anchor` means `relation`: the same type, between the same two passages.

    Passages are the same where half of their words are. One extractor may read several claims from
    a passage, so within one extractor half of the words of the move have to be the same too.
    The answer depends on this relation alone, never on which others are stored.
    """
    if anchor.type is not relation.type or relation.a not in claims or relation.b not in claims:
        return False
    a, b = claims[relation.a].claim, claims[relation.b].claim
    if _same(anchor.a, a) and _same(anchor.b, b):
        return True
    # Ends are ordered by claim id, which another extractor may turn around.
    return relation.type is not RelationType.SUPERSEDES and _same(anchor.a, b) and _same(anchor.b, a)


def _same(passage: Passage, claim: Claim) -> bool:
    if passage.insight_id != claim.insight_id or not similar_passages(passage, claim):
        return False
    return passage.extracted_by != claim.extracted_by or similar_moves(passage, claim)


def similar_passages(passage: Passage, claim: Claim) -> bool:
    """Whether half of the words of the two passages of one insight are the same ones."""
    before, now = _word_places(passage.evidence, passage.start), _word_places(claim.evidence, claim.start)
    return token_f1(before, now) >= _SAME_PASSAGE


def similar_moves(passage: Passage, claim: Claim) -> bool:
    """Whether half of the words of the two strategy phrases are the same."""
    if passage.strategy_text == claim.strategy_text:
        return True
    return token_f1(_words(passage.strategy_text), _words(claim.strategy_text)) >= _SAME_PASSAGE


def _word_places(evidence: str, start: int) -> set[int]:
    # Where there is no word, as in a row of signs, the signs themselves count.
    found = _WORD.finditer(evidence) if _WORD.search(evidence) else _SIGN.finditer(evidence)
    return {start + word.start() for word in found}


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def token_f1(a: AbstractSet[object], b: AbstractSet[object]) -> float:
    """Return the harmonic mean of how much of `a` is in `b` and of `b` in `a`.

    Examples
    --------
    >>> token_f1({1, 2, 3}, {2, 3, 4})
    0.6666666666666666
    """
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def status_of(reviews: Iterable[Review]) -> ReviewStatus:
    """Return what the last decision of each reviewer makes of a relation; their order is no matter."""
    standing = {review.decision for review in last_of_each(reviews)}
    if not standing:
        return ReviewStatus.OPEN
    if len(standing) > 1:
        return ReviewStatus.DISPUTED
    return ReviewStatus.CONFIRMED if Decision.CONFIRM in standing else ReviewStatus.DISMISSED


def last_of_each(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return each reviewer's last decision, without those taken back, oldest first."""
    last: dict[str, Review] = {}
    for review in sorted(reviews, key=_when):
        last[ids.normal_name(review.reviewer)] = review
    return tuple(sorted((one for one in last.values() if one.decision is not Decision.WITHDRAW), key=_when))


def _when(review: Review) -> tuple[datetime, str]:
    return (review.at, review.id)


def with_statuses(
    relations: Sequence[Relation], reviews: Sequence[Review], claims: Mapping[str, ContextClaim]
) -> list[Relation]:
    """Return the relations with the status that the reviews give each."""
    by_insight: dict[str, list[Review]] = {}
    for review in reviews:
        by_insight.setdefault(review.anchor.a.insight_id, []).append(review)

    def status(relation: Relation) -> ReviewStatus:
        ends = {claims[end].claim.insight_id for end in (relation.a, relation.b) if end in claims}
        near = [review for insight_id in ends for review in by_insight.get(insight_id, [])]
        return status_of(review for review in near if speaks_of(review.anchor, relation, claims))

    return [relation.model_copy(update={"status": status(relation)}) for relation in relations]


def unmatched(
    reviews: Sequence[Review], relations: Sequence[Relation], claims: Mapping[str, ContextClaim]
) -> list[Review]:
    """Return the reviews that speak of none of `relations`; they are kept, for the relation may come back."""
    return [
        review for review in reviews if not any(speaks_of(review.anchor, relation, claims) for relation in relations)
    ]


class Reviewed(NamedTuple):
    """What a review changed.

    Attributes
    ----------
    before, after
        The relation as it stood, and as it stands now.
    earlier
        What the same reviewer had decided on it until then; None for nothing, or for a decision taken back.
    """

    before: Relation
    after: Relation
    earlier: Decision | None


def review_relation(
    tx: Transaction, relation_id: str, decision: Decision, *, reviewer: str, note: str = "", at: datetime | None = None
) -> Reviewed:
    """Add a review inside a transaction, and write the relation with the status it has now.

    Raises
    ------
    UsageError
        If there is no such relation, no reviewer, or nothing to withdraw.
    """
    if not ids.normal_text(reviewer):
        raise UsageError("A review needs the name of the reviewer. Give one with --reviewer.")
    relation, claims = _find(tx, relation_id)
    known = [Review.model_validate(row) for row in tx.fetch_reviews()]
    earlier = _decided(reviewer, known, relation, claims)
    if decision is Decision.WITHDRAW and earlier is None:
        raise UsageError(f"{reviewer} has not decided on {relation_id}, so there is nothing to withdraw.")
    review = Review(
        decision=decision,
        reviewer=reviewer,
        note=note,
        at=at or datetime.now(UTC),
        anchor=anchor_of(relation, claims),
    )
    tx.add_review({"id": review.id, **review.model_dump(mode="json")})
    (reviewed,) = with_statuses([relation], [*known, review], claims)
    tx.write(Batch(relations=[reviewed]))
    return Reviewed(before=relation, after=reviewed, earlier=earlier)


def _find(tx: Transaction, relation_id: str) -> tuple[Relation, dict[str, ContextClaim]]:
    ends = relation_id.split("~")
    relation = next((found for found in tx.fetch_relations(ends) if found.id == relation_id), None)
    if relation is None:
        raise UsageError(
            f"There is no relation {relation_id}. `faultline contradictions --json` lists them with their ids."
        )
    return relation, {claim.id: claim for claim in tx.fetch_claims(ends)}


def _decided(
    reviewer: str, reviews: Iterable[Review], relation: Relation, claims: Mapping[str, ContextClaim]
) -> Decision | None:
    name = ids.normal_name(reviewer)
    own = [review for review in reviews if ids.normal_name(review.reviewer) == name]
    last = last_of_each(review for review in own if speaks_of(review.anchor, relation, claims))
    return last[0].decision if last else None
