"""Write claims and relations in the labelling format of ``data/gold/GUIDE.md``."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.models import ContextClaim, Insight, Relation, RelationType

_RELATION_NAMES = {
    RelationType.CONTRADICTS: "contradicts",
    RelationType.AGREES_WITH: "agrees",
    RelationType.SUPERSEDES: "supersedes",
}


def write_labels(
    out: Path,
    *,
    insights: Mapping[str, Insight],
    claims: Sequence[ContextClaim],
    relations: Sequence[Relation],
) -> None:
    """Write ``claims.jsonl`` and ``relations.jsonl`` into the folder `out`, made when missing.

    Insights go by their own id from the input where they have one. Claims are numbered within it.
    """
    numbered: dict[str, str] = {}
    rows = []
    counts: dict[str, int] = {}
    for context in sorted(claims, key=lambda context: (context.claim.insight_id, context.claim.start, context.id)):
        insight = insights[context.claim.insight_id]
        name = insight.external_id or insight.id
        counts[name] = counts.get(name, 0) + 1
        numbered[context.id] = f"{name}-{counts[name]}"
        rows.append(_claim_row(context, numbered[context.id], name))
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "claims.jsonl", sorted(rows, key=lambda row: str(row["id"])))
    links = [_relation_row(relation, numbered) for relation in relations]
    _write(out / "relations.jsonl", sorted(links, key=lambda row: (str(row["a"]), str(row["b"]))))


def _claim_row(context: ContextClaim, identity: str, insight: str) -> dict[str, Any]:
    claim = context.claim
    return {
        "id": identity,
        "insight": insight,
        "actor": claim.actor,
        "actor_mention": claim.actor_mention,
        "strategy": claim.strategy_text,
        "stance": claim.stance,
        "polarity": int(claim.polarity),
        "modality": claim.modality.value,
        "holder": claim.holder,
        "evidence": claim.evidence,
        "quantities": [
            {"value": quantity.value, "unit": quantity.unit, "scale": quantity.scale, "what": quantity.what}
            for quantity in claim.quantities
        ],
        "confidence": claim.confidence,
    }


def _relation_row(relation: Relation, numbered: Mapping[str, str]) -> dict[str, Any]:
    return {
        "a": numbered[relation.a],
        "b": numbered[relation.b],
        "relation": _RELATION_NAMES[relation.type],
        "kind": relation.facet.value,
        "why": relation.reason,
        "confidence": relation.score,
    }


def _write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
