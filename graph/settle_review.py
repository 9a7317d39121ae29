"""Bring debates up to date after a decision on one relation: the few that it takes part in.

Of a relation's status only one thing counts for debates, whether it is dismissed; moves do not ask for it at all.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph.debates import debates
from graph.models import ContextClaim, Debate, Facet, Relation, RelationType, ReviewStatus, Strategy
from graph.resolve import Families
from graph.store import Row, Transaction


def settle_review(tx: Transaction, before: Relation, after: Relation) -> None:
    """Write the debates that a relation takes part in as they are after its status has changed.

    They are those that working out everything anew would give.
    """
    if (before.status is ReviewStatus.DISMISSED) == (after.status is ReviewStatus.DISMISSED):
        return
    moves = {row["claim"]: (row["strategy"], row["name"]) for row in _moves(tx, {after.a, after.b})}
    if after.facet is Facet.STANCE:
        others = _stances_of_move(tx, after, moves)
    elif after.type is RelationType.CONTRADICTS:
        others = _joined_by_facet(tx, after)
        moves |= {row["claim"]: (row["strategy"], row["name"]) for row in _moves(tx, _ends([*others, after]))}
    else:
        return  # only stances and contradictions make debates
    claims = _claims(tx, after, _ends([*others, after]))
    replaced, found = _worked_out(tx, claims, [*others, before], [*others, after], moves)
    tx.replace_debates(replaced, found)


def _claims(tx: Transaction, relation: Relation, wanted: set[str]) -> list[ContextClaim]:
    # Stances are of one move, often a large one: the engines follow a move to its claims faster than a list of ids.
    known = tx.fetch_claims_of_move(relation.a) if relation.facet is Facet.STANCE else []
    found = [claim for claim in known if claim.id in wanted]
    return [*found, *tx.fetch_claims(wanted - {claim.id for claim in found})]


def _worked_out(
    tx: Transaction,
    claims: Sequence[ContextClaim],
    before: list[Relation],
    after: list[Relation],
    moves: Mapping[str, tuple[str, str]],
) -> tuple[list[Debate], list[Debate]]:
    """Return the debates that relations made before, and those that they make now."""
    entities = {entity.id: entity for entity in tx.fetch_entities({claim.actor_id for claim in claims})}
    members: dict[tuple[str, str], list[str]] = {}
    for claim, move in sorted(moves.items()):
        members.setdefault(move, []).append(claim)
    strategies = [Strategy(id=id_, name=name, members=tuple(held)) for (id_, name), held in members.items()]
    was, now = (
        debates(claims, relations, families=Families([]), entities=entities, strategies=strategies)
        for relations in (before, after)
    )
    return was, now


def _stances_of_move(tx: Transaction, relation: Relation, moves: dict[str, tuple[str, str]]) -> list[Relation]:
    """Return the other standing relations by stance of the move of the first end; note in `moves` who makes which."""
    found = []
    for row in tx.query("read/stances_of_move", claim=relation.a):
        if row["facet"] != Facet.STANCE or row["status"] == ReviewStatus.DISMISSED:
            continue
        moves[row["a"]] = (row["move"], row["move_name"])
        moves[row["b"]] = (row["other"], row["other_name"])
        if (row["a"], row["b"]) != (relation.a, relation.b):
            found.append(
                Relation(
                    a=row["a"],
                    b=row["b"],
                    type=row["type"],
                    facet=Facet.STANCE,
                    score=row["score"],
                    reason=relation.reason,
                    judged_by=relation.judged_by,
                )
            )
    return found


def _joined_by_facet(tx: Transaction, relation: Relation) -> list[Relation]:
    """Return the other standing contradictions of a facet that hang together with a relation."""
    found: dict[str, Relation] = {}
    known: set[str] = set()
    frontier = {relation.a, relation.b}
    while frontier:
        known |= frontier
        near = [
            one
            for one in tx.fetch_relations(frontier)
            if (one.type, one.facet) == (relation.type, relation.facet)
            and one.status is not ReviewStatus.DISMISSED
            and one.id != relation.id
        ]
        found |= {one.id: one for one in near}
        frontier = _ends(near) - known
    return list(found.values())


def _moves(tx: Transaction, claim_ids: Iterable[str]) -> list[Row]:
    return tx.query("strategies_of_claims", claims=sorted(claim_ids))


def _ends(relations: Iterable[Relation]) -> set[str]:
    return {end for relation in relations for end in (relation.a, relation.b)}
