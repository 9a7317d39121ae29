"""Keep a person's corrections, and bring the graph up to date with them, in one transaction.

What changes are possible, and what each makes of the graph, is in ``graph/corrected.py``.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from graph.changes import (
    Change,
    Correction,
    DeleteSource,
    FixActor,
    MergeActors,
    OfActor,
    OfClaim,
    OfSource,
    OfStrategy,
    RenameSource,
    SplitActor,
    SplitStrategy,
    Withdraw,
    passages_of,
)
from graph.corrected import Standing, same_claim, same_move
from graph.derive import Change as Touched
from graph.derive import Rules, begin, families_of, rank, relate_again, settle
from graph.errors import UsageError
from graph.ids import normal_name, normal_text, source_id
from graph.models import ContextClaim, Extraction, Model, NamedTie, Relation
from graph.record import take_out, write_readings
from graph.resolve import Resolver
from graph.reviews import Passage, passage_of
from graph.store import Batch, GraphStore, Reader, Tie, Transaction


class Applied(Model):
    """A correction that was kept, and how much of the graph it touched.

    Attributes
    ----------
    claims
        Claims that were written anew, judged again or taken out.
    debate_ids
        Debates that were worked out anew.
    """

    correction: Correction
    claims: int
    debate_ids: frozenset[str]


class Listed(Model):
    """A correction as it stands.

    Attributes
    ----------
    id
        What `Withdraw` takes.
    standing
        Whether nobody has withdrawn it.
    matched
        Whether the graph holds what it speaks of; it is kept in any case, for that may come back.
    """

    id: str
    correction: Correction
    standing: bool
    matched: bool


def correct(
    store: GraphStore, change: Change, *, rules: Rules, author: str, note: str = "", at: datetime | None = None
) -> Applied:
    """Add a correction, and bring up to date all that follows from it.

    Parameters
    ----------
    store : GraphStore
    change : Change
        One of the classes of ``graph/corrected.py``; `passage` and `split_off` help to make one.
    rules : Rules
    author : str
        Who says so.
    note : str
    at : datetime, optional
        UTC time of the decision; now if not given.

    Raises
    ------
    UsageError
        If there is no author, or a withdrawal names no correction.
    """
    if not normal_text(author):
        raise UsageError("A correction needs the name of who makes it. Give one with --by.")
    correction = Correction(change=change, author=author, note=note, at=at or datetime.now(UTC))
    with store.transaction() as tx:
        return _apply(tx, correction, rules)


def corrections(store: Reader, rules: Rules) -> list[Listed]:
    """Return all corrections, oldest first, with those that are withdrawn and those that fit nothing now."""
    every = [Correction.model_validate(row) for row in store.fetch_corrections()]
    standing = {one.id for one in Standing(every).corrections}
    return [
        Listed(id=one.id, correction=one, standing=one.id in standing, matched=_matched(store, one.change, rules))
        for one in every
    ]


def passage(store: Reader, claim_id: str) -> Passage:
    """Return what a correction of a claim is anchored to: the claim as it was read, before any correction.

    Raises
    ------
    UsageError
        If there is no such claim.
    """
    found = store.fetch_claims([claim_id])
    if not found:
        raise UsageError(
            f"There is no claim {claim_id}. `faultline contradictions --json` lists claims with their ids."
        )
    (context,) = found
    original = store.fetch_originals([context.claim.insight_id]).get(context.claim.insight_id)
    as_read = {claim.id: claim for claim in original.claims} if original else {}
    return passage_of(context.model_copy(update={"claim": as_read.get(claim_id, context.claim)}))


def split_off(store: Reader, claim_ids: Sequence[str]) -> SplitStrategy:
    """Return the change that takes claims out of the strategy they are in.

    Raises
    ------
    UsageError
        If one of the claims is not there, or nothing is left to take them out of.
    """
    out = [passage(store, claim_id) for claim_id in claim_ids]
    strategies = {row["strategy"] for row in store.query("strategies_of_claims", claims=list(claim_ids))}
    members = {row["claim"] for row in store.query("claims_of_strategies", strategies=sorted(strategies))}
    rest = [passage(store, claim_id) for claim_id in sorted(members - set(claim_ids))]
    if not rest:
        raise UsageError("These claims are all there is of their strategy: there is nothing to split.")
    return SplitStrategy(out=tuple(out), rest=tuple(rest))


def _apply(tx: Transaction, correction: Correction, rules: Rules) -> Applied:
    earlier = [Correction.model_validate(row) for row in tx.fetch_corrections()]
    if isinstance(correction.change, Withdraw) and correction.change.correction not in {one.id for one in earlier}:
        raise UsageError(
            f"There is no correction {correction.change.correction}. `faultline correct list` shows all with their ids."
        )
    before, rules_before = begin(tx, rules)
    tx.add_correction({"id": correction.id, **correction.model_dump(mode="json")})
    touched, rules_now = begin(tx, rules)
    # A withdrawal gives back what it takes away, so what is changed is what stands now or stood before, not both.
    changes = _differing(before.standing, touched.standing)
    gone = _sources(tx, changes, touched, rules_now)
    _readings(tx, changes, touched, rules_before, rules_now)
    _moves(tx, changes, touched)
    relate_again(tx, touched, rules_now, now=correction.at)
    claims = len(touched.judge_again) + gone
    return Applied(correction=correction, claims=claims, debate_ids=settle(tx, touched, rules_now))


def _differing(before: Standing, now: Standing) -> list[Change]:
    stood, stands = ({one.id: one for one in standing.corrections} for standing in (before, now))
    return [one.change for key, one in sorted((stood | stands).items()) if (key in stood) != (key in stands)]


def _sources(tx: Transaction, changes: Iterable[Change], touched: Touched, rules: Rules) -> int:
    """Name sources as they are called now, take out those that are to go; return the number of claims gone."""
    gone = 0
    for change in changes:
        if not isinstance(change, OfSource):
            continue
        identity = source_id(change.source)
        source = tx.fetch_source(identity)
        if source is None:
            continue
        if identity in touched.standing.deleted_sources:
            gone += take_out(tx, identity, touched, rules)
        elif isinstance(change, RenameSource):
            tx.name_sources({identity: touched.standing.source_names.get(identity, source.name)})
            # Who says something decides whether a voice contradicts itself.
            insights = [row["id"] for row in tx.query("read/insight_ids_of_source", source=identity)]
            touched.judge_again |= {claim.id for claim in tx.fetch_insight_claims(insights)}
    return gone


def _readings(tx: Transaction, changes: Sequence[Change], touched: Touched, before: Rules, now: Rules) -> None:
    """Write again the readings in which claims, or the actors that names mean, are others now."""
    insights = {one.claim.insight_id for one in changes if isinstance(one, OfClaim)}
    entities = _entities(changes, before.resolver, now.resolver)
    if entities:
        insights |= {row["id"] for row in tx.query("read/insight_ids_of_entities", ids=sorted(entities))}
        ties = [tie for tie in tx.fetch_ties() if {tie.child, tie.parent} & entities]
        insights |= {tie.insight_id for tie in ties if tie.insight_id}
        touched.judge_again |= _kin(tx, entities, before.resolver)
        tx.remove_ties([tie for tie in ties if tie.insight_id is None])
    _write_again(tx, insights, touched, now)
    if entities:
        touched.judge_again |= _kin(tx, entities, now.resolver)


def _entities(changes: Iterable[Change], before: Resolver, now: Resolver) -> set[str]:
    names = {one.name for one in changes if isinstance(one, OfActor)}
    names |= {one.into for one in changes if isinstance(one, MergeActors)}
    return {resolver.entity(name).id for name in names for resolver in (before, now)}


def _kin(tx: Transaction, entities: Collection[str], resolver: Resolver) -> set[str]:
    families = families_of(tx, resolver)
    return {claim.id for claim in tx.fetch_bucket({kin for entity in entities for kin in families.family(entity)})}


def _write_again(tx: Transaction, insight_ids: Collection[str], touched: Touched, rules: Rules) -> None:
    """Put readings in the place of themselves, as corrected now; what a higher judge said of unchanged claims stays."""
    insights = tx.fetch_insights(insight_ids)
    if not insights:
        return
    read_by = tx.active_extractions([insight.id for insight in insights])
    before = {claim.id: claim for claim in tx.fetch_insight_claims(read_by)}
    readings = _as_read(tx, read_by, before.values())
    relations = tx.fetch_relations(before)
    touched.found_at |= {relation.id: relation.found_at for relation in relations}
    touched.settle_again |= tx.remove_extractions(list(read_by))
    write_readings(tx, insights, readings, touched, rules)
    after = {claim.id: claim for claim in tx.fetch_claims(before)}
    changed = {key for key, claim in before.items() if after.get(key) != claim}
    tx.write(Batch(relations=_by_higher_judges(relations, changed, rules)))


def _by_higher_judges(relations: Iterable[Relation], changed: Collection[str], rules: Rules) -> list[Relation]:
    return [
        one
        for one in relations
        if rank(one.judged_by) > rank(rules.judge.name) and one.a not in changed and one.b not in changed
    ]


def _as_read(tx: Transaction, read_by: dict[str, str], claims: Iterable[ContextClaim]) -> list[Extraction]:
    """Return the readings of insights as they were before any correction."""
    originals = tx.fetch_originals(read_by)
    stated: dict[str, list[NamedTie]] = {}
    for tie in tx.fetch_ties():
        if tie.insight_id in read_by:
            stated.setdefault(tie.insight_id, []).append(_named(tie))
    readings = []
    for insight_id, extracted_by in sorted(read_by.items()):
        own = tuple(context.claim for context in claims if context.claim.insight_id == insight_id)
        ties = tuple(stated.get(insight_id, ()))
        stored = Extraction(insight_id=insight_id, extracted_by=extracted_by, claims=own, ties=ties)
        readings.append(originals.get(insight_id, stored))
    return readings


def _named(tie: Tie) -> NamedTie:
    return NamedTie(
        kind=tie.kind,
        child=tie.child_name,
        parent=tie.parent_name,
        evidence=tie.evidence,
        insight_id=tie.insight_id,
        since=tie.since,
        until=tie.until,
    )


def _moves(tx: Transaction, changes: Iterable[Change], touched: Touched) -> None:
    passages = [one for change in changes if isinstance(change, OfStrategy) for one in passages_of(change)]
    near = tx.fetch_insight_claims({one.insight_id for one in passages}) if passages else []
    touched.judge_again |= {context.id for context in near if any(same_move(one, context.claim) for one in passages)}


def _matched(store: Reader, change: Change, rules: Rules) -> bool:
    if isinstance(change, OfClaim):
        original = store.fetch_originals([change.claim.insight_id]).get(change.claim.insight_id)
        stored = [context.claim for context in store.fetch_insight_claims([change.claim.insight_id])]
        return any(same_claim(change.claim, claim) for claim in (original.claims if original else stored))
    if isinstance(change, OfStrategy):
        claims = [one.claim for one in store.fetch_insight_claims({p.insight_id for p in passages_of(change)})]
        sides = (change.out, change.rest) if isinstance(change, SplitStrategy) else ((change.one,), (change.other,))
        return all(any(same_move(one, claim) for one in side for claim in claims) for side in sides)
    if isinstance(change, OfActor):
        return _is_named(store, change.name, rules, exactly=isinstance(change, SplitActor))
    if isinstance(change, RenameSource):
        return store.fetch_source(source_id(change.source)) is not None
    return isinstance(change, DeleteSource | Withdraw | FixActor)


def _is_named(store: Reader, name: str, rules: Rules, *, exactly: bool) -> bool:
    """Whether some claim names an actor so, or (not `exactly`) under another of its names."""
    resolver = Standing.of_rows(store.fetch_corrections()).resolver(rules.resolver)
    used = [row["name"] for row in store.query("read/surface_names", ids=[resolver.entity(name).id])]
    meant = rules.resolver.entity(name).id
    return any(
        normal_name(one) == normal_name(name) or (not exactly and rules.resolver.entity(one).id == meant)
        for one in used
    )
