"""Put readings of insights into the graph, and bring up to date all that follows from them.

One call is one transaction under the store's write lock: what a killed run leaves behind is whole,
and two runs at once queue up. What follows (relations, strategies, debates) is a function of the
claims and ties that are stored, so the order in which they came never shows.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graph.debates import debates as find_debates
from graph.ids import source_id
from graph.models import ContextClaim, Entity, Extraction, Insight, Relation
from graph.relate import Judge, relate
from graph.relate.blocking import BlockingReport
from graph.resolve import Families, Resolver
from graph.reviews import Review, with_statuses
from graph.store import Batch, GraphStore, Names, Tie, Transaction
from graph.strategies import canonical_strategies


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one batch changed."""

    insights: int = 0
    claims: int = 0
    replaced: int = 0
    relations: int = 0
    debate_ids: frozenset[str] = frozenset()
    capped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides: names to entities, and pairs of claims to relations."""

    resolver: Resolver
    judge: Judge


@dataclass(slots=True)
class _Change:
    """The claims that a transaction has touched, gathered step by step."""

    judge_again: set[str] = field(default_factory=set)
    settle_again: set[str] = field(default_factory=set)


def rank(extracted_by: str) -> tuple[int, str]:
    """Return how much an extractor's reading counts: llm over local, newer over older.

    Examples
    --------
    >>> rank("llm.v1:some-model:3") > rank("local.v2") > rank("local.v1")
    True
    """
    return (1 if extracted_by.startswith("llm.") else 0, extracted_by)


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
    with store.transaction() as tx:
        change = _Change()
        merged, change.judge_again = _merge_with_stored(tx, insights)
        fresh, replaced = _choose_readings(tx, extractions, replace=replace)
        change.settle_again |= tx.remove_extractions(replaced) if replaced else set()
        by_id = {insight.id: insight for insight in merged}
        claims = [
            rules.resolver.context(claim, by_id[extraction.insight_id])
            for extraction in fresh
            for claim in extraction.claims
        ]
        new_ties = _write_claims(tx, merged, fresh, claims, rules.resolver)
        change.judge_again |= {claim.id for claim in claims} | _claims_between(tx, new_ties, rules.resolver)
        relations, report = _relate_again(tx, change, rules, now=now)
        debate_ids = _settle(tx, change, rules)
    return Recorded(
        insights=len(fresh),
        claims=len(claims),
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
            )


def settle_relation(relation_id: str, *, store: GraphStore, rules: Rules) -> None:
    """Work out anew the debates that a relation is in, after a review has changed its status."""
    with store.transaction() as tx:
        _settle(tx, _Change(settle_again=set(relation_id.split("~"))), rules)


def forget(source_name: str, *, store: GraphStore, rules: Rules) -> int:
    """Take a source out of the graph with all that hangs on it alone; reviews stay.

    Returns
    -------
    int
        The number of claims that were taken out.
    """
    with store.transaction() as tx:
        identity = source_id(source_name)
        claims_before = store.meta()["claims"]
        ties_before = set(tx.fetch_ties())
        change = _Change(settle_again=tx.remove_source(identity))
        gone = ties_before - set(tx.fetch_ties())
        change.judge_again |= _claims_between(tx, gone, rules.resolver, also=gone)
        _relate_again(tx, change, rules, now=None)
        _settle(tx, change, rules)
    return int(claims_before) - int(store.meta()["claims"])


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


def _write_claims(
    tx: Transaction,
    insights: Sequence[Insight],
    extractions: Sequence[Extraction],
    claims: Sequence[ContextClaim],
    resolver: Resolver,
) -> set[Tie]:
    """Write insights, claims, entities and ties; return the ties that were not there before."""
    entities: dict[str, Entity] = {}
    for claim in claims:
        for name in (claim.claim.actor, *claim.claim.targets, *([claim.claim.holder] if claim.claim.holder else [])):
            entity = resolver.entity(name)
            entities[entity.id] = entity
    stated = set(stated_ties(extractions, resolver))
    for extraction in extractions:
        for named in extraction.ties:
            for name in (named.child, named.parent):
                entities.setdefault(resolver.entity(name).id, resolver.entity(name))
    curated = _curated_between(tx, set(entities), resolver)
    new_ties = (stated | curated) - set(tx.fetch_ties())
    tx.write(
        Batch(
            insights=insights,
            extractions=extractions,
            entities=sorted(entities.values(), key=lambda entity: entity.id),
            names=[_names(claim) for claim in claims],
            ties=sorted(new_ties, key=repr),
        )
    )
    return stated & new_ties


def _names(context: ContextClaim) -> Names:
    targets = tuple(zip(context.claim.targets, context.target_ids, strict=True))
    return Names(claim_id=context.id, actor=context.actor_id, targets=targets, holder=context.holder_id)


def _curated_between(tx: Transaction, entity_ids: set[str], resolver: Resolver) -> set[Tie]:
    """Return the curated ties of `entity_ids` whose other end is named too, now or before."""
    near = [tie for tie in resolver.curated_ties() if tie.child in entity_ids or tie.parent in entity_ids]
    others = {end for tie in near for end in (tie.child, tie.parent)} - entity_ids
    named = entity_ids | {entity.id for entity in tx.fetch_entities(others)} if others else entity_ids
    return {tie for tie in near if tie.child in named and tie.parent in named}


def _families(tx: Transaction, resolver: Resolver, *, also: Collection[Tie] = ()) -> Families:
    # The curated file counts whole, so that A part of B part of C holds when nobody has named B yet.
    return Families([*resolver.curated_ties(), *tx.fetch_ties(), *also])


def _claims_between(
    tx: Transaction, ties: Collection[Tie], resolver: Resolver, *, also: Collection[Tie] = ()
) -> set[str]:
    """Return the claims of all families that `ties` join, for their pairs have to be judged again."""
    if not ties:
        return set()
    families = _families(tx, resolver, also=also)
    ends = {end for tie in ties for end in (tie.child, tie.parent)}
    return {claim.id for claim in tx.fetch_bucket({member for end in ends for member in families.family(end)})}


def _relate_again(
    tx: Transaction, change: _Change, rules: Rules, *, now: datetime | None
) -> tuple[int, BlockingReport]:
    """Judge the touched claims against their buckets; add what holds now, take out what no longer does."""
    touched = tx.fetch_claims(change.judge_again)
    families = _families(tx, rules.resolver)
    near = {
        member for claim in touched for end in (claim.actor_id, *claim.target_ids) for member in families.family(end)
    }
    others = [claim for claim in tx.fetch_bucket(near) if claim.id not in change.judge_again] if near else []
    found, report = relate(touched, others, families=families, judge=rules.judge)
    reviews = [Review.model_validate(row) for row in tx.fetch_reviews()]
    context = {claim.id: claim for claim in (*touched, *others)}
    relations = with_statuses([relation.model_copy(update={"found_at": now}) for relation in found], reviews, context)
    before = {relation.id: relation for relation in tx.fetch_relations(change.judge_again)}
    now_holding = {relation.id: relation for relation in relations}
    stale = [
        relation
        for relation in before.values()
        if relation.judged_by == rules.judge.name and not _same_verdict(relation, now_holding.get(relation.id))
    ]
    tx.remove_relations([relation.id for relation in stale])
    tx.write(Batch(relations=relations))
    change.settle_again |= change.judge_again
    for relation in (*stale, *relations):
        change.settle_again |= {relation.a, relation.b}
    return len(now_holding.keys() - before.keys()), report


def _same_verdict(before: Relation, after: Relation | None) -> bool:
    return after is not None and (before.type, before.a) == (after.type, after.a)


def _settle(tx: Transaction, change: _Change, rules: Rules) -> frozenset[str]:
    """Work out strategies and debates anew for everything that hangs together with touched claims."""
    claims, relations = _closure(tx, change.settle_again)
    families = _families(tx, rules.resolver)
    strategies = canonical_strategies(claims, relations, families=families)
    entity_ids = {claim.actor_id for claim in claims}
    entities = {entity.id: entity for entity in tx.fetch_entities(entity_ids)}
    found = find_debates(claims, relations, strategies=strategies, families=families, entities=entities)
    settled = change.settle_again | {claim.id for claim in claims}
    tx.write(Batch(settled=settled, strategies=strategies, debates=found))
    return frozenset(debate.id for debate in found)


def _closure(tx: Transaction, claim_ids: Collection[str]) -> tuple[list[ContextClaim], list[Relation]]:
    """Follow relations from `claim_ids` to the end; one query a step, not one a claim."""
    relations: dict[str, Relation] = {}
    known: set[str] = set()
    frontier = set(claim_ids)
    while frontier:
        known |= frontier
        found = {relation.id: relation for relation in tx.fetch_relations(frontier)}
        relations |= found
        frontier = {end for relation in found.values() for end in (relation.a, relation.b)} - known
    claims = tx.fetch_claims(known)
    stored = {claim.id for claim in claims}
    kept = [relation for relation in relations.values() if {relation.a, relation.b} <= stored]
    return sorted(claims, key=lambda claim: claim.id), sorted(kept, key=lambda relation: relation.id)
