"""Small insights and claims built by hand, for tests that read as sentences.

Pytest puts ``tests/`` on the path (``pythonpath`` in pyproject.toml), so a test imports them by
``from builders import a_claim, an_insight``. Every builder takes keywords only, and has a default
for everything that the test does not speak of.
"""

from collections.abc import Sequence
from typing import Any

from graph.ids import entity_id
from graph.models import (
    Claim,
    ContextClaim,
    Entity,
    Extraction,
    Facet,
    Insight,
    Modality,
    Polarity,
    Relation,
    RelationType,
    Source,
)
from graph.store import Batch, Names

TEXT = "Northwind is leasing its spare servers to rivals, a clear win."


def an_insight(*, text: str = TEXT, source: str = "The Daily", source_kind: str = "unknown", **fields: Any) -> Insight:
    """Return an insight; `fields` are those of ``Insight`` (published, speaker, external_id, ...)."""
    return Insight(source=Source(name=source, kind=source_kind), text=text, **fields)


def a_claim(
    *,
    insight: Insight | None = None,
    actor: str = "Northwind",
    evidence: str | None = None,
    strategy_text: str = "lease spare servers to rivals",
    polarity: int = 0,
    modality: str = "asserted",
    extracted_by: str = "local.v1",
    actor_mention: str | None = None,
    mention_start: int | None = None,
    **fields: Any,
) -> Claim:
    """Return a claim of `insight` (by default one whose text fits).

    The evidence is the whole insight unless given, the mention is the actor's name where the text
    has it, else the first word; offsets are looked up in the text.
    """
    insight = insight or an_insight()
    evidence = insight.text if evidence is None else evidence
    mention = actor_mention or (actor if actor in insight.text else insight.text.split()[0])
    start = insight.text.index(evidence)
    return Claim(
        insight_id=insight.id,
        extracted_by=extracted_by,
        actor=actor,
        actor_mention=mention,
        mention_start=insight.text.index(mention) if mention_start is None else mention_start,
        strategy_text=strategy_text,
        polarity=Polarity(polarity),
        modality=Modality(modality),
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        **fields,
    )


def an_entity(*, name: str = "Northwind", kind: str = "unknown", aliases: tuple[str, ...] = ()) -> Entity:
    """Return the entity that ``in_context`` gives to this name."""
    return Entity(id=entity_id(name), name=name, kind=kind, aliases=aliases)


def in_context(*, claim: Claim | None = None, insight: Insight | None = None, **claim_fields: Any) -> ContextClaim:
    """Return a claim in its context; names resolve to ``entity_id(name)``, without aliases or families."""
    insight = insight or an_insight()
    claim = claim or a_claim(insight=insight, **claim_fields)
    return ContextClaim(
        claim=claim,
        source=insight.source.name,
        speaker=insight.speaker,
        published=insight.published,
        actor_id=entity_id(claim.actor),
        target_ids=tuple(entity_id(name) for name in claim.targets),
        holder_id=None if claim.holder is None else entity_id(claim.holder),
    )


def a_relation(
    *,
    a: str,
    b: str,
    type: str = "CONTRADICTS",  # noqa: A002 - the field's name
    facet: str = "stance",
    score: float = 0.9,
    reason: str = "One praises what the other blames.",
    judged_by: str = "local.v1",
    **fields: Any,
) -> Relation:
    """Return a relation between two claim ids, in the order in which its type is stored."""
    kind = RelationType(type)
    if kind is not RelationType.SUPERSEDES:
        a, b = sorted((a, b))
    return Relation(a=a, b=b, type=kind, facet=Facet(facet), score=score, reason=reason, judged_by=judged_by, **fields)


def a_batch(*, insights: Sequence[Insight], claims: Sequence[Claim] = (), **fields: Any) -> Batch:
    """Return a batch that stores `insights` with one reading each, and the entities that `claims` name.

    Names resolve as in ``in_context``. `fields` are those of ``Batch`` (relations, debates, ...).
    """
    by_insight: dict[str, list[Claim]] = {insight.id: [] for insight in insights}
    for claim in claims:
        by_insight[claim.insight_id].append(claim)
    readers = {claim.insight_id: claim.extracted_by for claim in claims}
    extractions = [
        Extraction(insight_id=insight_id, extracted_by=readers.get(insight_id, "local.v1"), claims=tuple(own))
        for insight_id, own in by_insight.items()
    ]
    named = sorted({name for claim in claims for name in _names_in(claim)})
    return Batch(
        insights=insights,
        extractions=extractions,
        entities=fields.pop("entities", [an_entity(name=name) for name in named]),
        names=[_resolved(claim) for claim in claims],
        **fields,
    )


def _names_in(claim: Claim) -> list[str]:
    return [claim.actor, *claim.targets, *([claim.holder] if claim.holder else [])]


def _resolved(claim: Claim) -> Names:
    return Names(
        claim_id=claim.id,
        actor=entity_id(claim.actor),
        targets=tuple((name, entity_id(name)) for name in claim.targets),
        holder=None if claim.holder is None else entity_id(claim.holder),
    )
