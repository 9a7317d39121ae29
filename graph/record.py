"""Put readings of insights into the graph, and bring up to date all that follows from them.

One call is one transaction under the store's write lock: what a killed run leaves behind is whole,
and two runs at once queue up. What follows (relations, strategies, debates) is a function of the
claims and ties that are stored, so the order in which they came never shows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from datetime import datetime

from graph.corrected import in_order
from graph.derive import Change, Rules, begin, claims_between, rank, relate_again, settle
from graph.ids import source_id
from graph.models import ContextClaim, Extraction, Insight, Relation
from graph.relate.judge import MayWait, Unanswered
from graph.resolve import Resolver
from graph.reviews import Decision, Reviewed, review_relation
from graph.settle_review import settle_review
from graph.store import Batch, GraphStore, Names, Tie, Transaction

__all__ = ["Recorded", "Rules", "forget", "merge_insights", "rank", "record", "review", "review_inside", "stated_ties"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one batch changed."""

    insights: int = 0
    claims: int = 0
    replaced: int = 0
    relations: int = 0
    debate_ids: frozenset[str] = frozenset()
    capped: tuple[str, ...] = ()


def merge_insights(stored: Insight, read: Insight) -> Insight:
    """Return one insight out of two readings of the same text, the same whichever came first.

    The earliest date is kept, and of other fields the smallest known value.
    """

    def smallest(name: str) -> object:
        known = [value for value in (getattr(stored, name), getattr(read, name)) if value is not None]
        return min(known, default=None)

    fields = ("external_id", "episode", "speaker", "published", "url", "read_at", "source_file")
    source = min(stored.source, read.source, key=lambda source: (source.name, source.kind))
    return Insight.model_validate({name: smallest(name) for name in fields} | {"source": source, "text": stored.text})


def record(
    insights: Sequence[Insight],
    extractions: Sequence[Extraction],
    *,
    store: GraphStore,
    rules: Rules,
    replace: bool = False,
    now: datetime | None = None,
) -> Recorded:
    """Store insights with their readings, and what follows from them.

    Parameters
    ----------
    insights, extractions : sequences
        What was read; an extraction belongs to one of the insights. Insights without an extraction
        (they had been read before) only have their dates and names brought together.
    store : GraphStore
    rules : Rules
    replace : bool
        Let a reading take the place of one that outranks it.
    now : datetime, optional
        UTC time that stands in ``found_at``.

    Returns
    -------
    Recorded
        Counts, and the debates that are new or changed.
    """

    def attempt(rules: Rules) -> Recorded:
        return _record(insights, extractions, store=store, rules=rules, replace=replace, now=now)

    return _without_waiting(attempt, rules)


def _without_waiting(attempt: Callable[[Rules], Recorded], rules: Rules) -> Recorded:
    """Never wait for verdicts under the store's write lock: leave the transaction, fetch them, begin anew."""
    if not isinstance(rules.judge, MayWait):
        return attempt(rules)
    prompt_rules = with_fields(rules, judge=rules.judge.at_hand())
    while True:  # ends: each round has verdicts on pairs that the last one lacked
        try:
            return attempt(prompt_rules)
        except Unanswered as missing:
            missing.fetch()


def _record(
    insights: Sequence[Insight],
    extractions: Sequence[Extraction],
    *,
    store: GraphStore,
    rules: Rules,
    replace: bool,
    now: datetime | None,
) -> Recorded:
    with store.transaction() as tx:
        change, rules = begin(tx, rules)
        kept_out = change.standing.deleted_sources
        wanted = [insight for insight in insights if insight.source.id not in kept_out]
        merged, change.judge_again = _merge_with_stored(tx, wanted)
        known = {insight.id for insight in merged}
        readings = [extraction for extraction in extractions if extraction.insight_id in known]
        fresh, replaced = _choose_readings(tx, readings, replace=replace)
        change.settle_again |= tx.remove_extractions(replaced) if replaced else set()
        claims = write_readings(tx, merged, fresh, change, rules)
        relations, report = relate_again(tx, change, rules, now=now)
        debate_ids = settle(tx, change, rules)
    return Recorded(
        insights=len(fresh),
        claims=claims,
        replaced=len(replaced),
        relations=relations,
        debate_ids=debate_ids,
        capped=report.capped,
    )


def stated_ties(extractions: Iterable[Extraction], resolver: Resolver) -> Iterator[Tie]:
    """Yield the ties that texts state, between the entities that their names resolve to."""
    for extraction in extractions:
        for tie in extraction.ties:
            yield Tie(
                kind=tie.kind,
                child=resolver.entity(tie.child).id,
                parent=resolver.entity(tie.parent).id,
                evidence=tie.evidence,
                insight_id=extraction.insight_id,
                since=tie.since,
                until=tie.until,
                child_name=tie.child,
                parent_name=tie.parent,
            )


def review(
    relation_id: str,
    decision: Decision,
    *,
    store: GraphStore,
    reviewer: str,
    note: str = "",
    at: datetime | None = None,
) -> Relation:
    """Add a person's decision on a relation, and bring the debates it is in up to date, in one transaction.

    Returns
    -------
    Relation
        As it stands now, with its new status.

    Raises
    ------
    UsageError
        If there is no such relation, no reviewer, or nothing to withdraw.
    """
    with store.transaction() as tx:
        return review_inside(tx, relation_id, decision, reviewer=reviewer, note=note, at=at).after


def review_inside(
    tx: Transaction, relation_id: str, decision: Decision, *, reviewer: str, note: str = "", at: datetime | None = None
) -> Reviewed:
    """Do what `review` does, inside a transaction."""
    reviewed = review_relation(tx, relation_id, decision, reviewer=reviewer, note=note, at=at)
    settle_review(tx, reviewed.before, reviewed.after)
    return reviewed


def forget(source_name: str, *, store: GraphStore, rules: Rules) -> int:
    """Take a source out of the graph with all that hangs on it alone; reviews stay.

    Returns
    -------
    int
        The number of claims that were taken out.
    """
    with store.transaction() as tx:
        change, rules = begin(tx, rules)
        gone = take_out(tx, source_id(source_name), change, rules)
        relate_again(tx, change, rules, now=None)
        settle(tx, change, rules)
    return gone


def take_out(tx: Transaction, identity: str, change: Change, rules: Rules) -> int:
    """Remove a source inside a transaction, and note in `change` what has to be worked out anew."""
    size = tx.query("source_size", source=identity)
    ties_before = set(tx.fetch_ties())
    change.settle_again |= tx.remove_source(identity)
    gone = ties_before - set(tx.fetch_ties())
    change.judge_again |= claims_between(tx, gone, rules.resolver, also=gone)
    return int(size[0]["claims"]) if size else 0


def _merge_with_stored(tx: Transaction, insights: Sequence[Insight]) -> tuple[list[Insight], set[str]]:
    """Bring insights together with what is stored; also return claims whose date or voice changed."""
    merged: dict[str, Insight] = {}
    for insight in insights:
        merged[insight.id] = merge_insights(merged[insight.id], insight) if insight.id in merged else insight
    moved = []
    for stored in tx.fetch_insights(list(merged)):
        both = merge_insights(stored, merged[stored.id])
        if (both.published, both.speaker, both.source.name) != (stored.published, stored.speaker, stored.source.name):
            moved.append(stored.id)
        merged[stored.id] = both
    claims = tx.fetch_insight_claims(moved) if moved else []
    return sorted(merged.values(), key=lambda insight: insight.id), {claim.id for claim in claims}


def _choose_readings(
    tx: Transaction, extractions: Sequence[Extraction], *, replace: bool
) -> tuple[list[Extraction], list[str]]:
    """Return the readings to store, and the insights whose stored reading they replace."""
    active = tx.active_extractions([extraction.insight_id for extraction in extractions])
    best: dict[str, Extraction] = {}
    for extraction in sorted(
        extractions, key=lambda extraction: (rank(extraction.extracted_by), extraction.insight_id)
    ):
        stored = active.get(extraction.insight_id)
        if stored is None or (
            stored != extraction.extracted_by and (replace or rank(extraction.extracted_by) > rank(stored))
        ):
            best[extraction.insight_id] = extraction
    return list(best.values()), [insight for insight in best if insight in active]


def write_readings(
    tx: Transaction, insights: Sequence[Insight], extractions: Sequence[Extraction], change: Change, rules: Rules
) -> int:
    """Write insights with their readings as corrected, and note in `change` what has to be worked out anew.

    Returns
    -------
    int
        The number of claims.
    """
    by_id = {insight.id: insight for insight in insights}
    readings = [change.standing.reading(extraction) for extraction in extractions]
    claims = [
        rules.resolver.context(claim, by_id[reading.insight_id]) for reading in readings for claim in reading.claims
    ]
    named = [name for context in claims for name in _names_in(context)]
    named += [name for reading in readings for tie in reading.ties for name in (tie.child, tie.parent)]
    entities = {entity.id: entity for entity in map(rules.resolver.entity, named)}
    stated = set(stated_ties(readings, rules.resolver))
    new_ties = (stated | _curated_between(tx, set(entities), rules.resolver)) - set(tx.fetch_ties())
    read_otherwise = zip(extractions, readings, strict=True)
    tx.write(
        Batch(
            insights=insights,
            extractions=readings,
            originals={one.id: in_order(one) for one, reading in read_otherwise if reading is not one},
            entities=sorted(entities.values(), key=lambda entity: entity.id),
            names=[_names(context) for context in claims],
            wordings=[rules.words.of(context.claim) for context in claims],
            ties=sorted(new_ties, key=repr),
        )
    )
    sources = {insight.source.id for insight in insights}
    tx.name_sources({key: name for key, name in change.standing.source_names.items() if key in sources})
    change.judge_again |= {context.id for context in claims}
    change.judge_again |= claims_between(tx, stated & new_ties, rules.resolver)
    return len(claims)


def _names_in(context: ContextClaim) -> list[str]:
    claim = context.claim
    return [claim.actor, *claim.targets, *([claim.holder] if claim.holder else [])]


def _names(context: ContextClaim) -> Names:
    targets = tuple(zip(context.claim.targets, context.target_ids, strict=True))
    return Names(claim_id=context.id, actor=context.actor_id, targets=targets, holder=context.holder_id)


def _curated_between(tx: Transaction, entity_ids: set[str], resolver: Resolver) -> set[Tie]:
    """Return the curated ties of `entity_ids` whose other end is named too, now or before."""
    near = [tie for tie in resolver.curated_ties() if tie.child in entity_ids or tie.parent in entity_ids]
    others = {end for tie in near for end in (tie.child, tie.parent)} - entity_ids
    named = entity_ids | {entity.id for entity in tx.fetch_entities(others)} if others else entity_ids
    return {tie for tie in near if tie.child in named and tie.parent in named}
