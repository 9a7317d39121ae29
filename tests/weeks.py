"""A debate that goes on over several weeks, for tests of what a week brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from builders import a_batch, a_claim, a_relation, an_insight

from graph.ids import content_id, entity_id
from graph.models import Claim, Debate, Facet, Insight, Polarity, Position, Strategy
from graph.store import GraphStore


@dataclass(frozen=True)
class Said:
    """One insight: who said it when, and whether it judges the move well or badly."""

    source: str
    day: str | None
    polarity: int
    read_at: str | None = None
    source_kind: str = "named"
    text: str | None = None


def write_debate(
    store: GraphStore,
    said: Sequence[Said],
    *,
    actor: str = "Northwind",
    facet: Facet = Facet.STANCE,
    changes: Sequence[tuple[int, int]] = (),
    agreeing: Sequence[tuple[int, int]] = (),
    status: str = "open",
) -> str:
    """Store a debate between all that judge well and all that judge badly; return its id.

    `changes` and `agreeing` name pairs by their places in `said`, the later first.
    """
    insights = [_insight(one, number, actor) for number, one in enumerate(said)]
    claims = [
        a_claim(insight=insight, actor=actor, polarity=one.polarity, stance="a view")
        for insight, one in zip(insights, said, strict=True)
    ]
    tied = {frozenset(pair) for pair in (*changes, *agreeing)}
    relations = [
        a_relation(a=claims[i].id, b=claims[j].id, facet=facet.value, status=status)
        for i in range(len(said))
        for j in range(i)
        if said[i].polarity * said[j].polarity < 0 and frozenset((i, j)) not in tied
    ]
    identity = min((relation.id for relation in relations), default="none")
    relations += [
        a_relation(a=claims[i].id, b=claims[j].id, type="SUPERSEDES", facet="update", reason="It was said anew.")
        for i, j in changes
    ]
    relations += [
        a_relation(a=claims[i].id, b=claims[j].id, type="AGREES_WITH", facet="stance", reason="Both judge alike.")
        for i, j in agreeing
    ]
    strategy = Strategy(id=f"strategy {actor}", name="lease spare servers", members=tuple(claim.id for claim in claims))
    debate = Debate(
        id=identity,
        facet=facet,
        question=f"{actor}: well or badly?",
        positions=_positions(claims, identity),
        entity_ids=(entity_id(actor),),
        strategy_ids=(strategy.id,),
        heat=0.5,
    )
    debates = [debate] if identity != "none" else []
    with store.transaction() as tx:
        tx.write(a_batch(insights=insights, claims=claims, relations=relations, strategies=[strategy], debates=debates))
    return identity


def _insight(one: Said, number: int, actor: str) -> Insight:
    text = one.text or f"{actor} leases its spare servers, says number {number}."
    return an_insight(text=text, source=one.source, source_kind=one.source_kind, published=one.day, read_at=one.read_at)


def _positions(claims: Sequence[Claim], identity: str) -> tuple[Position, ...]:
    return tuple(
        Position(
            id=content_id("position", identity, sign),
            label=label,
            polarity=Polarity(sign),
            members=tuple(claim.id for claim in claims if claim.polarity == sign),
        )
        for sign, label in ((1, "a win"), (-1, "a loss"))
    )
