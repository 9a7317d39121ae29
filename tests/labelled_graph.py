"""Make the graph that a perfect reader would: labelled claims and relations, debates by our own rules."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.debates import debates
from graph.models import Claim, ContextClaim, Extraction, Insight, Polarity, Quantity, Relation, RelationType, Source
from graph.resolve import Families, load_resolver
from graph.store import Batch, GraphStore, Names
from graph.strategies import canonical_strategies

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
READ_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_TYPES = {
    "contradicts": RelationType.CONTRADICTS,
    "agrees": RelationType.AGREES_WITH,
    "supersedes": RelationType.SUPERSEDES,
}


def write_labelled(store: GraphStore, name: str, *, source_kind: str = "named") -> None:
    """Write the labelled set `name` ("seed" or "dev") into an empty store."""
    resolver = load_resolver()
    insights = {row["id"]: _insight(row, source_kind) for row in _rows(name, "insights")}
    claims = {row["id"]: _claim(row, insights[row["insight"]]) for row in _rows(name, "claims")}
    labelled = {id_: resolver.context(claim, insights[id_.rsplit("-", 1)[0]]) for id_, claim in claims.items()}
    contexts = {claim.id: claim for claim in labelled.values()}
    relations = list({r.id: r for row in _rows(name, "relations") if (r := _relation(row, labelled))}.values())
    families = Families(resolver.curated_ties())
    strategies = canonical_strategies(list(contexts.values()), relations, families=families)
    named = [resolver.entity(text) for claim in contexts.values() for text in _names(claim)]
    entities = {entity.id: entity for entity in named}
    found = debates(list(contexts.values()), relations, strategies=strategies, families=families, entities=entities)
    with store.transaction() as tx:
        tx.write(
            Batch(
                insights=list({insight.id: insight for insight in insights.values()}.values()),
                extractions=[_extraction(insight, contexts) for insight in insights.values()],
                entities=list(entities.values()),
                names=[_resolved(claim) for claim in contexts.values()],
                relations=relations,
                settled=set(contexts),
                strategies=strategies,
                debates=found,
            )
        )


def _rows(name: str, what: str) -> Iterator[dict[str, Any]]:
    for line in (GOLD / name / f"{what}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _insight(row: dict[str, Any], kind: str) -> Insight:
    fields = {name: row[name] for name in ("episode", "speaker", "published", "url", "text")}
    return Insight(source=Source(name=row["source"], kind=kind), external_id=row["id"], read_at=READ_AT, **fields)


def _claim(row: dict[str, Any], insight: Insight) -> Claim:
    start = insight.text.index(row["evidence"])
    return Claim(
        insight_id=insight.id,
        extracted_by="labels.v1",
        actor=row["actor"],
        actor_mention=row["actor_mention"],
        mention_start=insight.text.index(row["actor_mention"]),
        strategy_text=row["strategy"],
        stance=row["stance"],
        polarity=Polarity(row["polarity"]),
        modality=row["modality"],
        holder=row["holder"],
        evidence=row["evidence"],
        start=start,
        end=start + len(row["evidence"]),
        quantities=tuple(Quantity.model_validate(quantity) for quantity in row["quantities"]),
    )


def _relation(row: dict[str, Any], claims: dict[str, ContextClaim]) -> Relation | None:
    a, b = claims[row["a"]].id, claims[row["b"]].id
    if a == b:  # two labels on the same words
        return None
    kind = _TYPES[row["relation"]]
    if kind is not RelationType.SUPERSEDES:
        a, b = sorted((a, b))
    return Relation(a=a, b=b, type=kind, facet=row["kind"], score=0.9, reason=row["why"], judged_by="labels.v1")


def _extraction(insight: Insight, claims: dict[str, ContextClaim]) -> Extraction:
    own = tuple(context.claim for context in claims.values() if context.claim.insight_id == insight.id)
    return Extraction(insight_id=insight.id, extracted_by="labels.v1", claims=own)


def _names(context: ContextClaim) -> list[str]:
    claim = context.claim
    return [claim.actor, *claim.targets, *([claim.holder] if claim.holder else [])]


def _resolved(context: ContextClaim) -> Names:
    targets = tuple(zip(context.claim.targets, context.target_ids, strict=True))
    return Names(claim_id=context.id, actor=context.actor_id, targets=targets, holder=context.holder_id)
