"""A review finds the relation between the passages it was made on, and the last decisions make the status."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from builders import a_claim, a_relation, an_insight, in_context

from graph.models import ContextClaim, Insight, Relation, ReviewStatus
from graph.reviews import Decision, Review, anchor_of, speaks_of, status_of, unmatched, with_statuses

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PRAISE = an_insight(text="Northwind is leasing its spare servers to rivals, a clear win for its margins.")
BLAME = an_insight(text="Northwind is leasing its spare servers to rivals, which admits defeat.", source="The Weekly")


def a_pair(*, praise_evidence: str | None = None, extracted_by: str = "local.v1", **fields: str) -> tuple:
    """Return the relation between one claim of each insight, and the claims by id."""
    claims = [
        claim_of(PRAISE, evidence=praise_evidence, extracted_by=extracted_by, **fields),
        claim_of(BLAME, evidence=None, extracted_by=extracted_by, **fields),
    ]
    by_id = {claim.id: claim for claim in claims}
    return a_relation(a=claims[0].id, b=claims[1].id), by_id


def claim_of(insight: Insight, **fields: str | None) -> ContextClaim:
    return in_context(insight=insight, claim=a_claim(insight=insight, **fields))


def a_review(relation: Relation, claims: dict, decision: str, *, who: str = "Ann", minutes: int = 0) -> Review:
    return Review(
        decision=Decision(decision),
        reviewer=who,
        at=NOON + timedelta(minutes=minutes),
        anchor=anchor_of(relation, claims),
    )


def decided(*decisions: tuple[str, str]) -> list[Review]:
    relation, claims = a_pair()
    return [a_review(relation, claims, what, who=who, minutes=n) for n, (who, what) in enumerate(decisions)]


def test_a_review_of_signs_without_a_word_finds_its_relation_again() -> None:
    said = an_insight(text="Northwind \U0001f680\U0001f680 \U0001f4b0")
    one, other = claim_of(said, evidence="\U0001f680\U0001f680"), claim_of(said, evidence="\U0001f4b0")
    blame = claim_of(BLAME)
    claims = {claim.id: claim for claim in (one, other, blame)}
    relation, another = a_relation(a=one.id, b=blame.id), a_relation(a=other.id, b=blame.id)
    anchor = anchor_of(relation, claims)
    assert speaks_of(anchor, relation, claims)
    assert not speaks_of(anchor, another, claims)


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        ([], "open"),
        ([("Ann", "confirm")], "confirmed"),
        ([("Ann", "dismiss")], "dismissed"),
        ([("Ann", "confirm"), ("Bo", "dismiss")], "disputed"),
        ([("Ann", "confirm"), ("Ann", "dismiss")], "dismissed"),
        ([("Ann", "confirm"), ("ANN ", "dismiss")], "dismissed"),
        ([("Ann", "confirm"), ("Ann", "withdraw")], "open"),
        ([("Ann", "confirm"), ("Bo", "dismiss"), ("Ann", "withdraw")], "dismissed"),
    ],
)
def test_last_decision_of_each_reviewer_counts(decisions: list[tuple[str, str]], status: str) -> None:
    for order in permutations(decided(*decisions)):
        assert status_of(order) is ReviewStatus(status)


def test_review_applies_to_the_relation_it_was_made_on() -> None:
    relation, claims = a_pair()
    (with_status,) = with_statuses([relation], [a_review(relation, claims, "confirm")], claims)
    assert with_status.status is ReviewStatus.CONFIRMED


def test_review_survives_another_extractor_with_shorter_evidence() -> None:
    relation, claims = a_pair()
    now, claims_now = a_pair(
        praise_evidence="leasing its spare servers to rivals, a clear win",
        extracted_by="llm.v1:some-model:1",
        strategy_text="rent out hardware",
    )
    (with_status,) = with_statuses([now], [a_review(relation, claims, "dismiss")], claims_now)
    assert with_status.status is ReviewStatus.DISMISSED


def test_review_does_not_apply_where_less_than_half_of_the_words_are_the_same() -> None:
    relation, claims = a_pair()
    now, claims_now = a_pair(praise_evidence="a clear win", extracted_by="llm.v1:some-model:1")
    review = a_review(relation, claims, "dismiss")
    (with_status,) = with_statuses([now], [review], claims_now)
    assert with_status.status is ReviewStatus.OPEN
    assert unmatched([review], [now], claims_now) == [review]


def test_review_does_not_spill_over_to_another_move_read_from_the_same_passages() -> None:
    relation, claims = a_pair()
    other, other_claims = a_pair(strategy_text="improve margins")
    assert speaks_of(anchor_of(relation, claims), relation, claims)
    assert not speaks_of(anchor_of(relation, claims), other, other_claims)


def test_review_applies_to_its_type_of_relation_only() -> None:
    relation, claims = a_pair()
    agreement = a_relation(a=relation.a, b=relation.b, type="AGREES_WITH", facet="fact")
    assert not speaks_of(anchor_of(relation, claims), agreement, claims)


def test_update_is_reviewed_in_its_direction() -> None:
    relation, claims = a_pair()
    later, earlier = relation.a, relation.b
    update = a_relation(a=later, b=earlier, type="SUPERSEDES", facet="update")
    turned = a_relation(a=earlier, b=later, type="SUPERSEDES", facet="update")
    assert speaks_of(anchor_of(update, claims), update, claims)
    assert not speaks_of(anchor_of(update, claims), turned, claims)


def test_review_is_the_same_after_a_store_kept_it_as_a_row() -> None:
    (review,) = decided(("Ann", "confirm"))
    row = {"id": review.id, **review.model_dump(mode="json")}
    assert Review.model_validate(row) == review
    assert Review.model_validate(row).id == review.id
