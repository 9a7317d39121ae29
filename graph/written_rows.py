"""Say what of an insight, a claim, a relation or a name goes into which field of the graph.

What a node says about several readings is worked out here too, as a function of the set of them.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from graph.ids import content_id
from graph.models import Claim, Debate, Entity, Insight, Quantity, Relation
from graph.resolve import display_name
from graph.store import Row, Tie

UNKNOWN_KIND = "unknown"


def insight_row(insight: Insight) -> Row:
    """Return the fields of an insight."""
    return {
        "id": insight.id,
        "text": insight.text,
        "external_id": insight.external_id,
        "episode": insight.episode,
        "speaker": insight.speaker,
        "published": insight.published,
        "week": insight.week,
        "url": insight.url,
        "read_at": utc(insight.read_at),
        "source_file": insight.source_file,
    }


def claim_row(claim: Claim) -> Row:
    """Return the fields of a claim that every claim has."""
    return {
        "id": claim.id,
        "actor_mention": claim.actor_mention,
        "mention_start": claim.mention_start,
        "evidence": claim.evidence,
        "span_start": claim.start,
        "span_end": claim.end,
        "strategy_text": claim.strategy_text,
        "stance": claim.stance,
        "polarity": int(claim.polarity),
        "modality": claim.modality.value,
        "confidence": float(claim.confidence),
        "extracted_by": claim.extracted_by,
    }


def quantity_row(claim: Claim, place: int, quantity: Quantity) -> Row:
    """Return the fields of the figure at a place of a claim."""
    return {
        "id": content_id("quantity", claim.id, place),
        "claim": claim.id,
        "place": place,
        "value": float(quantity.value),
        "unit": quantity.unit,
        "scale": float(quantity.scale),
        "what": quantity.what,
        "at": quantity.at,
        "low": quantity.low,
        "high": quantity.high,
    }


def relation_row(relation: Relation) -> Row:
    """Return the fields of a relation."""
    return {
        "id": relation.id,
        "a": relation.a,
        "b": relation.b,
        "facet": relation.facet.value,
        "score": float(relation.score),
        "reason": relation.reason,
        "move": relation.move,
        "judged_by": relation.judged_by,
        "status": relation.status.value,
        "found_at": utc(relation.found_at),
    }


def debate_row(debate: Debate) -> Row:
    """Return the fields of a debate."""
    return {
        "id": debate.id,
        "facet": debate.facet.value,
        "question": debate.question,
        "opened": debate.opened,
        "changed": debate.changed,
        "heat": float(debate.heat),
    }


def tie_id(tie: Tie) -> str:
    """Return the content id of a tie."""
    ends = (tie.child, tie.parent, tie.child_name, tie.parent_name)
    parts = (tie.kind.value, *ends, tie.evidence, tie.insight_id, tie.since, tie.until)
    return content_id("tie", *(part or "" for part in parts))


def smallest(one: Row | None, other: Row) -> Row:
    """Return the smallest known value of each field."""
    if one is None:
        return other
    return {
        name: min((value for value in (one[name], other[name]) if value is not None), default=None) for name in other
    }


def known_first(one: Row | None, other: Row) -> Row:
    """Return one row of a source or entity out of two: the smaller name, a known kind before an unknown one."""
    if one is None:
        return other
    kind = min((one["kind"], other["kind"]), key=lambda kind: (kind == UNKNOWN_KIND, kind))
    return {"id": one["id"], "name": min(one["name"], other["name"]), "kind": kind}


def with_given(stored: Row | None, entity: Entity) -> Row:
    """Return the row of an entity after it was given once more."""
    curated = set(entity.aliases) if entity.kind != UNKNOWN_KIND else set()
    if stored is None:
        return {
            "id": entity.id,
            "name": entity.name,
            "kind": entity.kind,
            "aliases": [],
            "curated_aliases": sorted(curated),
        }
    merged = known_first(stored, {"id": entity.id, "name": entity.name, "kind": entity.kind})
    return stored | merged | {"curated_aliases": sorted(curated | set(stored["curated_aliases"] or ()))}


def with_names(row: Row, names: Collection[str]) -> Row:
    """Return the row of an entity after claims spoke of it under `names` too."""
    aliases = {*(row["aliases"] or ()), *(row["curated_aliases"] or ()), *names}
    name = row["name"]
    if row["kind"] == UNKNOWN_KIND:
        name = min([name, *map(display_name, names)])
    return row | {"name": name, "aliases": sorted(aliases)}


def bare_name(row: Row, names: Collection[str] | None) -> str:
    """Return an entity's name as if `names` were all that was ever read; without any, its own."""
    if row["kind"] != UNKNOWN_KIND or not names:
        return str(row["name"])
    return min(map(display_name, names))


def utc(time: datetime | None) -> str | None:
    """Return a time in one fixed form, so that times compare as text."""
    if time is None:
        return None
    known = time if time.tzinfo else time.replace(tzinfo=UTC)
    return known.astimezone(UTC).isoformat(timespec="microseconds")


def json_value(value: object) -> Any:
    """Return what stands in JSON for a value that JSON does not know."""
    if isinstance(value, datetime):
        return utc(value)
    raise TypeError(f"a review cannot hold a {type(value).__name__}")


def text(value: object) -> str | None:
    """Return a value as text, None for none."""
    return None if value is None else str(value)
