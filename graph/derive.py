"""Bring relations, strategies and debates up to date with the claims and ties that are stored.

What is worked out here is a function of what is stored, so the order in which it came never shows;
and it is worked out for what hangs together with touched claims alone, so its cost grows with them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from graph.corrected import Standing
from graph.debates import debates as find_debates
from graph.models import ContextClaim, Relation
from graph.relate import Judge, relate
from graph.relate.blocking import BlockingReport
from graph.relate.exclusivity import MoveWords, load_move_words
from graph.resolve import Families, Resolver
from graph.reviews import Review, with_statuses
from graph.store import Batch, Tie, Transaction
from graph.strategies import canonical_strategies, implies_same_move


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides: names to entities, pairs of claims to relations, claims to the words of their moves."""

    resolver: Resolver
    judge: Judge
    words: MoveWords = field(default_factory=load_move_words)


@dataclass(slots=True)
class Change:
    """The claims that a transaction has touched, gathered step by step, and the corrections that stand.

    `found_at` keeps when relations were found of which a claim was taken out and written again.
    """

    judge_again: set[str] = field(default_factory=set)
    settle_again: set[str] = field(default_factory=set)
    standing: Standing = field(default_factory=Standing)
    found_at: dict[str, datetime | None] = field(default_factory=dict)


def rank(name: str) -> tuple[int, str]:
    """Return how much the word of an extractor or a judge counts: llm over local, newer over older.

    Examples
    --------
    >>> rank("llm.v1:some-model:3") > rank("local.v2") > rank("local.v1")
    True
    """
    return (1 if name.startswith("llm.") else 0, name)


def begin(tx: Transaction, rules: Rules) -> tuple[Change, Rules]:
    """Return an empty change under the corrections that stand, and the rules as they correct them."""
    standing = Standing.of_rows(tx.fetch_corrections())
    return Change(standing=standing), replace(rules, resolver=standing.resolver(rules.resolver))


def families_of(tx: Transaction, resolver: Resolver, *, also: Collection[Tie] = ()) -> Families:
    """Return who belongs to whom by the stored ties, the curated ones, and `also`."""
    # The curated file counts whole, so that A part of B part of C holds when nobody has named B yet.
    return Families([*resolver.curated_ties(), *tx.fetch_ties(), *also])


def claims_between(
    tx: Transaction, ties: Collection[Tie], resolver: Resolver, *, also: Collection[Tie] = ()
) -> set[str]:
    """Return the claims of all families that `ties` join, for their pairs have to be judged again."""
    if not ties:
        return set()
    families = families_of(tx, resolver, also=also)
    ends = {end for tie in ties for end in (tie.child, tie.parent)}
    return {claim.id for claim in tx.fetch_bucket({member for end in ends for member in families.family(end)})}


def relate_again(tx: Transaction, change: Change, rules: Rules, *, now: datetime | None) -> tuple[int, BlockingReport]:
    """Judge the touched claims against their buckets; add what holds now, take out what no longer does."""
    touched = tx.fetch_claims(change.judge_again)
    families = families_of(tx, rules.resolver)
    near = {
        member for claim in touched for end in (claim.actor_id, *claim.target_ids) for member in families.family(end)
    }
    fetched = {claim.id: claim for claim in (*tx.fetch_bucket(near), *_rivals(tx, touched, rules.words))}
    others = [claim for identity, claim in sorted(fetched.items()) if identity not in change.judge_again]
    found, report = relate(touched, others, families=families, judge=rules.judge, words=rules.words)
    reviews = [Review.model_validate(row) for row in tx.fetch_reviews()]
    context = {claim.id: claim for claim in (*touched, *others)}
    parted = change.standing.parted(context.values())
    before = {relation.id: relation for relation in tx.fetch_relations(change.judge_again)}
    # What a higher judge said of a pair stands until that judge is asked again.
    settled = {
        relation.id
        for relation in before.values()
        if rank(relation.judged_by) > rank(rules.judge.name) and not _is_parted(relation, parted)
    }
    holding = [one for one in found if one.id not in settled and not _is_parted(one, parted)]
    dated = [one.model_copy(update={"found_at": change.found_at.get(one.id, now)}) for one in holding]
    relations = with_statuses(dated, reviews, context)
    now_holding = {relation.id: relation for relation in relations}
    stale = [
        relation
        for relation in before.values()
        if relation.id not in settled and not _same_verdict(relation, now_holding.get(relation.id))
    ]
    tx.remove_relations([relation.id for relation in stale])
    tx.write(Batch(relations=relations))
    change.settle_again |= change.judge_again
    for relation in (*stale, *relations):
        change.settle_again |= {relation.a, relation.b}
    return len(now_holding.keys() - before.keys()), report


def _is_parted(relation: Relation, parted: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether a relation takes for one move what a person said is not."""
    pairs = ((relation.a, relation.b), (relation.b, relation.a))
    return implies_same_move(relation) and any(a in out and b in rest for out, rest in parted for a, b in pairs)


def _rivals(tx: Transaction, touched: Collection[ContextClaim], words: MoveWords) -> list[ContextClaim]:
    """Return the claims that say "nobody else" of a touched move, and those that make what a touched one excludes."""
    wordings = [words.of(context.claim) for context in touched]
    excluded = {word for wording in wordings if wording.excludes for word in wording.words}
    made = {word for wording in wordings if not wording.excludes for word in wording.words}
    return tx.fetch_rivals(making=excluded, excluding=made)


def _same_verdict(before: Relation, after: Relation | None) -> bool:
    return after is not None and (before.type, before.a) == (after.type, after.a)


def settle(tx: Transaction, change: Change, rules: Rules) -> frozenset[str]:
    """Work out strategies and debates anew for everything that hangs together with touched claims."""
    spoken_of = tx.fetch_insight_claims(change.standing.insights_of_moves)
    joined = change.standing.joined(spoken_of)
    claims, relations = _closure(tx, change.settle_again, _neighbours(joined))
    families = families_of(tx, rules.resolver)
    strategies = canonical_strategies(
        claims, relations, families=families, joined=joined, parted=change.standing.parted(claims)
    )
    entity_ids = {claim.actor_id for claim in claims}
    entities = {entity.id: entity for entity in tx.fetch_entities(entity_ids)}
    found = find_debates(claims, relations, strategies=strategies, families=families, entities=entities)
    settled = change.settle_again | {claim.id for claim in claims}
    tx.write(Batch(settled=settled, strategies=strategies, debates=found))
    return frozenset(debate.id for debate in found)


def _neighbours(joined: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in joined:
        neighbours[a].add(b)
        neighbours[b].add(a)
    return neighbours


def _closure(
    tx: Transaction, claim_ids: Collection[str], joined: Mapping[str, set[str]]
) -> tuple[list[ContextClaim], list[Relation]]:
    """Follow relations, and what people joined, from `claim_ids` to the end.

    What was found to be one move hung together when it was: following it spares a step for each claim of a chain.
    """
    relations: dict[str, Relation] = {}
    known: set[str] = set()
    frontier = set(claim_ids)
    while frontier:
        known |= frontier
        found = {relation.id: relation for relation in tx.fetch_relations(frontier)}
        relations |= found
        reached = {end for relation in found.values() for end in (relation.a, relation.b)}
        reached |= tx.fetch_companions(frontier)
        frontier = (reached | {end for claim in frontier for end in joined.get(claim, ())}) - known
    claims = tx.fetch_claims(known)
    stored = {claim.id for claim in claims}
    kept = [relation for relation in relations.values() if {relation.a, relation.b} <= stored]
    return sorted(claims, key=lambda claim: claim.id), sorted(kept, key=lambda relation: relation.id)
