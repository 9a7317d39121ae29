"""Decide which contradictions a reviewer should look at, and say where reviewers disagree.

The queue is in the order of ``review_queue.cypher``: the least certain first, certainty being the score
of the relation times the lower confidence of its two claims, then by id.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.answers import Contradiction
from graph.ids import normal_name
from graph.models import ContextClaim, Model, Relation, RelationType, ReviewStatus
from graph.quotes import ends, load_quotes, pair_up
from graph.reviews import Decision, Review, last_of_each, speaks_of, unmatched
from graph.sides import letters
from graph.store import Reader, Row

_AHEAD = 20


class Progress(Model):
    """How many contradictions have which status."""

    open: int = 0
    confirmed: int = 0
    dismissed: int = 0
    disputed: int = 0

    @property
    def total(self) -> int:
        """All contradictions."""
        return self.open + self.decided

    @property
    def decided(self) -> int:
        """Those that somebody has decided on."""
        return self.confirmed + self.dismissed + self.disputed


class Queued(Model):
    """A contradiction that waits for a reviewer, with where it belongs.

    Attributes
    ----------
    letters
        Letters of the sides that the two quotes are on, in their debate.
    question
        Of the debate; None where no debate holds the pair (a dismissed one, as a rule).
    standing
        The last decision of each reviewer, oldest first.
    """

    pair: Contradiction
    letters: tuple[str, str]
    question: str | None
    standing: tuple[Review, ...] = ()


class ReviewerCount(Model):
    """How many relations a reviewer has decided on, and how."""

    reviewer: str
    confirmed: int
    dismissed: int


class Agreeing(Model):
    """How often two reviewers who decided on the same relations decided alike."""

    first: str
    second: str
    both: int
    alike: int


class Disagreements(Model):
    """Where reviewers disagree: disputed pairs, and how often each two of them decide alike.

    Attributes
    ----------
    unmatched
        Decisions on relations that are not in the graph now; they count again when these come back.
    """

    disputed: tuple[Queued, ...]
    reviewers: tuple[ReviewerCount, ...]
    agreeing: tuple[Agreeing, ...]
    unmatched: tuple[Review, ...]


def progress(store: Reader) -> Progress:
    """Count contradictions by status."""
    return Progress.model_validate({row["status"]: row["amount"] for row in store.query("review_progress")})


def next_in_queue(
    store: Reader, *, status: ReviewStatus = ReviewStatus.OPEN, passed: Collection[str] = ()
) -> Queued | None:
    """Return the least certain contradiction with `status`, leaving out the relations in `passed`."""
    rows = store.query("review_queue", status=status.value, limit=len(passed) + _AHEAD)
    row = next((row for row in rows if row["id"] not in passed), None)
    return None if row is None else _queued(store, [row])[0]


def in_queue(store: Reader, relation_id: str) -> Queued | None:
    """Return the contradiction with this id, whatever its status; None if there is none."""
    first = relation_id.partition("~")[0]
    rows = [row for row in store.query("contradictions_among", claims=[first]) if row["id"] == relation_id]
    return _queued(store, rows)[0] if rows else None


def disagreements(store: Reader, *, limit: int = 50) -> Disagreements:
    """Return at most `limit` disputed pairs, and what there is to know about the reviewers."""
    reviews = _reviews(store)
    claims, relations = _around(store, reviews)
    last = {relation.id: last_of_each(_on(relation, reviews, claims)) for relation in relations}
    rows = store.query("review_queue", status=ReviewStatus.DISPUTED.value, limit=limit)
    return Disagreements(
        disputed=tuple(_queued(store, rows)),
        reviewers=_counted(last.values()),
        agreeing=_agreeing(last.values()),
        unmatched=tuple(unmatched(reviews, relations, claims)),
    )


def _queued(store: Reader, rows: Sequence[Row]) -> list[Queued]:
    pairs = pair_up(rows, load_quotes(store, ends(rows)), type_=RelationType.CONTRADICTS)
    # What is open has no decision that stands.
    reviews = _reviews(store) if any(pair.status is not ReviewStatus.OPEN for pair in pairs) else []
    claims, relations = _around(store, reviews, only={pair.relation_id for pair in pairs})
    by_id = {relation.id: relation for relation in relations}
    return [
        _placed(
            store,
            pair,
            standing=last_of_each(_on(by_id[pair.relation_id], reviews, claims)) if pair.relation_id in by_id else (),
        )
        for pair in pairs
    ]


def _placed(store: Reader, pair: Contradiction, *, standing: Sequence[Review]) -> Queued:
    """Put a pair with what speaks for the move first, and find the debate and the sides that it is on."""
    both = sorted((pair.a, pair.b), key=lambda quote: -quote.polarity)
    pair = pair.model_copy(update={"a": both[0], "b": both[1]})
    holding = store.query("debates_of_claims", claims=[pair.a.claim_id, pair.b.claim_id])
    claims_in: dict[str, set[str]] = {}
    for row in holding:
        if row["facet"] == pair.facet:
            claims_in.setdefault(row["debate"], set()).add(row["claim"])
    debate_id = min((id_ for id_, held in claims_in.items() if len(held) == 2), default=None)
    if debate_id is None:
        return Queued(pair=pair, letters=("A", "B"), question=None, standing=tuple(standing))
    sides = store.query("debate_positions", debates=[debate_id])
    letter_of = letters(store, [debate_id])
    held = {row["claim"]: letter_of.get(row["position"], "") for row in sides}
    (question,) = store.query("debate_questions", debates=[debate_id])
    on = (held[pair.a.claim_id], held[pair.b.claim_id])
    if on[0] > on[1]:
        pair, on = pair.model_copy(update={"a": pair.b, "b": pair.a}), (on[1], on[0])
    return Queued(pair=pair, letters=on, question=question["question"], standing=tuple(standing))


def _reviews(store: Reader) -> list[Review]:
    return [Review.model_validate(row) for row in store.fetch_reviews()]


def _around(
    store: Reader, reviews: Sequence[Review], *, only: Collection[str] | None = None
) -> tuple[dict[str, ContextClaim], list[Relation]]:
    """Return the claims in reviewed insights, and the contradictions at them (of these, `only` some)."""
    if not reviews:
        return {}, []
    if only is None:
        near = {passage.insight_id for review in reviews for passage in (review.anchor.a, review.anchor.b)}
        claims = {claim.id: claim for claim in store.fetch_insight_claims(near)}
    else:
        claims = {claim.id: claim for claim in store.fetch_claims({end for id_ in only for end in id_.split("~")})}
    relations = [
        relation
        for relation in store.fetch_relations(list(claims))
        if {relation.a, relation.b} <= claims.keys() and (only is None or relation.id in only)
    ]
    return claims, relations


def _on(relation: Relation, reviews: Iterable[Review], claims: Mapping[str, ContextClaim]) -> list[Review]:
    insights = {claims[relation.a].claim.insight_id, claims[relation.b].claim.insight_id}
    return [
        review
        for review in reviews
        if review.anchor.a.insight_id in insights and speaks_of(review.anchor, relation, claims)
    ]


def _counted(last: Iterable[Sequence[Review]]) -> tuple[ReviewerCount, ...]:
    names: dict[str, str] = {}
    amounts: dict[str, dict[Decision, int]] = {}
    for review in (review for reviews in last for review in reviews):
        key = normal_name(review.reviewer)
        names.setdefault(key, review.reviewer)
        own = amounts.setdefault(key, dict.fromkeys(Decision, 0))
        own[review.decision] += 1
    return tuple(
        ReviewerCount(
            reviewer=names[key],
            confirmed=amounts[key][Decision.CONFIRM],
            dismissed=amounts[key][Decision.DISMISS],
        )
        for key in sorted(names)
    )


def _agreeing(last: Iterable[Sequence[Review]]) -> tuple[Agreeing, ...]:
    both: dict[tuple[str, str], list[bool]] = {}
    names: dict[str, str] = {}
    for reviews in last:
        ordered = sorted(reviews, key=lambda review: normal_name(review.reviewer))
        for review in ordered:
            names.setdefault(normal_name(review.reviewer), review.reviewer)
        for place, first in enumerate(ordered):
            for second in ordered[place + 1 :]:
                key = (normal_name(first.reviewer), normal_name(second.reviewer))
                both.setdefault(key, []).append(first.decision is second.decision)
    return tuple(
        Agreeing(first=names[first], second=names[second], both=len(alike), alike=sum(alike))
        for (first, second), alike in sorted(both.items())
    )
