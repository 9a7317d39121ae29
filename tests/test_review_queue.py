"""The queue shows the least certain first, and disagreements are found whoever decided when."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import a_batch, a_claim, a_relation, an_insight

from dashboard.reviewing import decide, login_name, undo
from extract.pipeline import make_rules
from graph.errors import UsageError
from graph.models import ReviewStatus
from graph.record import review
from graph.review_queue import disagreements, in_queue, next_in_queue, progress
from graph.reviews import Decision
from graph.store import GraphStore

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULES = make_rules()


def write_pairs(store: GraphStore, *certainties: tuple[float, float]) -> list[str]:
    """Store one contradiction for each (score, lower confidence); return their ids in that order."""
    insights, claims, relations = [], [], []
    for number, (score, confidence) in enumerate(certainties):
        pair = []
        for polarity, word, sure in ((1, "win", 1.0), (-1, "loss", confidence)):
            insight = an_insight(text=f"Northwind leases servers in month {number}, a clear {word}.", source=word)
            claim = a_claim(insight=insight, polarity=polarity, confidence=sure)
            insights.append(insight)
            claims.append(claim)
            pair.append(claim.id)
        relations.append(a_relation(a=pair[0], b=pair[1], score=score))
    with store.transaction() as tx:
        tx.write(a_batch(insights=insights, claims=claims, relations=relations))
    return [relation.id for relation in relations]


def test_the_least_certain_contradiction_comes_first(store: GraphStore) -> None:
    sure, unsure, between = write_pairs(store, (0.9, 0.9), (0.9, 0.2), (0.5, 0.8))
    seen: list[str] = []
    while (item := next_in_queue(store, passed=seen)) is not None:
        seen.append(item.pair.relation_id)
    assert seen == [unsure, between, sure]


def test_what_speaks_for_the_move_stands_on_side_a(store: GraphStore) -> None:
    write_pairs(store, (0.9, 0.9))
    item = next_in_queue(store)
    assert item is not None
    assert (item.pair.a.polarity, item.pair.b.polarity) == (1, -1)
    assert item.letters == ("A", "B")


def test_a_decision_counts_at_once_and_leaves_the_queue(store: GraphStore) -> None:
    first, second = write_pairs(store, (0.5, 0.5), (0.9, 0.9))
    review(first, Decision.CONFIRM, store=store, reviewer="Ann", at=NOW)
    assert progress(store).model_dump() == {"open": 1, "confirmed": 1, "dismissed": 0, "disputed": 0}
    item = next_in_queue(store)
    assert item is not None
    assert item.pair.relation_id == second


def test_an_empty_graph_has_nothing_to_review(store: GraphStore) -> None:
    assert progress(store).total == 0
    assert next_in_queue(store) is None
    assert in_queue(store, "a~b") is None
    assert disagreements(store).disputed == ()


def test_reviewers_who_disagree_are_shown_with_their_last_decisions(store: GraphStore) -> None:
    first, second = write_pairs(store, (0.5, 0.5), (0.9, 0.9))
    said = [("Ann", first, Decision.DISMISS), ("Ann", first, Decision.CONFIRM), ("Bob", first, Decision.DISMISS)]
    said += [("ann ", second, Decision.CONFIRM), ("Bob", second, Decision.CONFIRM)]
    for minutes, (reviewer, relation_id, decision) in enumerate(said):
        at = NOW + timedelta(minutes=minutes)
        review(relation_id, decision, store=store, reviewer=reviewer, note=f"note {minutes}", at=at)
    found = disagreements(store)
    (disputed,) = found.disputed
    assert disputed.pair.relation_id == first
    assert [(one.reviewer, one.decision, one.note) for one in disputed.standing] == [
        ("Ann", Decision.CONFIRM, "note 1"),
        ("Bob", Decision.DISMISS, "note 2"),
    ]
    assert [(row.reviewer, row.confirmed, row.dismissed) for row in found.reviewers] == [("Ann", 2, 0), ("Bob", 1, 1)]
    (pair,) = found.agreeing
    assert (pair.both, pair.alike) == (2, 1)
    assert found.unmatched == ()


def test_a_decision_that_was_taken_back_stands_no_more(store: GraphStore) -> None:
    (first,) = write_pairs(store, (0.5, 0.5))
    for minutes, decision in enumerate((Decision.CONFIRM, Decision.WITHDRAW)):
        at = NOW + timedelta(minutes=minutes)
        review(first, decision, store=store, reviewer="Ann", at=at)
    item = in_queue(store, first)
    assert item is not None
    assert item.standing == ()
    assert item.pair.status is ReviewStatus.OPEN


def decisions(store: GraphStore, relation_id: str) -> list[Decision]:
    """Return the decisions that stand on a relation."""
    item = in_queue(store, relation_id)
    assert item is not None
    return [review.decision for review in item.standing]


def test_undo_puts_back_what_was_decided_before(store: GraphStore) -> None:
    (first,) = write_pairs(store, (0.5, 0.5))
    confirmed = decide(store.url, first, Decision.CONFIRM, reviewer="Ann")
    dismissed = decide(store.url, first, Decision.DISMISS, reviewer="ANN")
    assert (confirmed.before, dismissed.before) == (None, Decision.CONFIRM)
    assert undo(store.url, dismissed).status is ReviewStatus.CONFIRMED
    assert decisions(store, first) == [Decision.CONFIRM]
    assert undo(store.url, confirmed).status is ReviewStatus.OPEN
    assert decisions(store, first) == []
    assert len(store.fetch_reviews()) == 4  # decisions are added, never deleted


def test_an_unknown_relation_is_refused_and_nothing_kept(store: GraphStore) -> None:
    with pytest.raises(UsageError, match="no relation"):
        decide(store.url, "a~b", Decision.CONFIRM, reviewer="Ann")
    assert store.fetch_reviews() == []


def test_the_login_name_is_a_text() -> None:
    assert isinstance(login_name(), str)
