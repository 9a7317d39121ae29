"""Answer the pipeline's questions in Cypher, the same on every engine."""

import json
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from graph.ids import relation_id
from graph.models import (
    Claim,
    ContextClaim,
    Entity,
    Extraction,
    Insight,
    Quantity,
    Relation,
    RelationType,
    Source,
    TieKind,
)
from graph.queries import load_query, load_tables
from graph.rows import rounded
from graph.store import Row, Tie

T = TypeVar("T")

# Rows in one statement: large enough to hide the cost of a round trip, small enough to hold in memory.
BATCH = 2000

_EXPORT = Path(__file__).resolve().parent / "schema" / "export.cypher"


class CypherReader(ABC):
    """Implements ``Reader`` of ``graph/store.py`` over whatever runs Cypher."""

    @abstractmethod
    def _rows_of(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        """Run one statement; rows as the engine returns them."""

    def query(self, name: str, /, **parameters: Any) -> list[Row]:
        """Answer the named query `name` from ``graph/cypher/``; rows in the query's order."""
        return self._run(name, load_query(name).bind(parameters))

    def active_extractions(self, insight_ids: Collection[str]) -> dict[str, str]:
        """Map each insight that has been read to the ``extracted_by`` of its active reading."""
        rows = self._for_ids("read/extractions", insight_ids)
        return {row["insight_id"]: row["extracted_by"] for row in rows}

    def fetch_bucket(self, entity_ids: Collection[str]) -> list[ContextClaim]:
        """Return the claims whose actor or one of whose targets is among `entity_ids`."""
        return self.fetch_claims(self._ids("read/claim_ids_of_entities", entity_ids))

    def fetch_rivals(self, *, making: Collection[str], excluding: Collection[str]) -> list[ContextClaim]:
        """Return claims that make a move with a word of `making`, or exclude others from one of `excluding`."""
        found = self._ids("read/claim_ids_making", making) | self._ids("read/claim_ids_excluding", excluding)
        return self.fetch_claims(found)

    def fetch_claims(self, claim_ids: Collection[str]) -> list[ContextClaim]:
        """Return these claims, by id; ids that are not stored are left out."""
        found = []
        for ids in in_batches(sorted(set(claim_ids))):
            targets = _grouped(self._for_ids("read/targets", ids))
            holders = _grouped(self._for_ids("read/holders", ids))
            quantities = _grouped(self._for_ids("read/quantities", ids))
            found += [
                _context_claim(row, targets[row["id"]], holders[row["id"]], quantities[row["id"]])
                for row in self._for_ids("read/claims", ids)
            ]
        return found

    def fetch_claims_of_move(self, claim_id: str) -> list[ContextClaim]:
        """Return the claims of the move that a claim speaks of; without vectors, targets, holders and figures."""
        rows = self._run("read/claims_of_move", {"claim": claim_id})
        unknown = {"vector": None, "vector_model": None, "time_offset": None}
        return [_context_claim(row | unknown, [], [], []) for row in rows]

    def fetch_companions(self, claim_ids: Collection[str]) -> set[str]:
        """Return the ids of all claims that are stored as speaking of one move with one of these."""
        return self._ids("read/claim_ids_of_strategies", self._ids("read/strategy_ids_of_claims", claim_ids))

    def fetch_relations(self, claim_ids: Collection[str]) -> list[Relation]:
        """Return the relations with at least one end among `claim_ids`, by id."""
        rows = self._for_ids("read/relations", claim_ids)
        relations = {relation.id: relation for relation in map(_relation, rows)}
        return [relations[key] for key in sorted(relations)]

    def fetch_insights(self, insight_ids: Collection[str]) -> list[Insight]:
        """Return these insights as stored, by id; ids that are not stored are left out."""
        return [_insight(row) for row in self._for_ids("read/insights", insight_ids)]

    def fetch_insight_claims(self, insight_ids: Collection[str]) -> list[ContextClaim]:
        """Return the claims of the active reading of each of these insights."""
        return self.fetch_claims(self._ids("read/claim_ids_of_insights", insight_ids))

    def fetch_reviews(self) -> list[Row]:
        """Return all reviews, oldest first (fields of ``graph.reviews.Review``)."""
        return [json.loads(row["record"]) for row in self._run("read/reviews", {})]

    def fetch_originals(self, insight_ids: Collection[str]) -> dict[str, Extraction]:
        """Map those of these insights whose reading was corrected to what had been read."""
        rows = self._for_ids("read/originals", insight_ids)
        return {row["id"]: Extraction.model_validate_json(row["original"]) for row in rows}

    def fetch_corrections(self) -> list[Row]:
        """Return all corrections, oldest first (fields of ``graph.corrected.Correction``)."""
        return [json.loads(row["record"]) for row in self._run("read/corrections", {})]

    def fetch_source(self, source_id: str) -> Source | None:
        """Return a source under the name it was read with, None where there is none of that id."""
        rows = self._run("read/source", {"source": source_id})
        return Source(name=rows[0]["name"], kind=rows[0]["kind"]) if rows else None

    def fetch_ties(self) -> list[Tie]:
        """Return all ties between entities, in a stable order."""
        rows = sorted(self._run("read/ties", {}), key=lambda row: (row["kind"], row["child"], row["parent"], row["id"]))
        return [_tie(row) for row in rows]

    def fetch_entities(self, entity_ids: Collection[str]) -> list[Entity]:
        """Return these entities with their aliases, by id."""
        return [
            Entity(id=row["id"], name=row["name"], kind=row["kind"], aliases=tuple(row["aliases"] or ()))
            for row in self._for_ids("read/entities", entity_ids)
        ]

    def export_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield every node and edge as ``(table, row)``, in a stable order."""
        for table, cypher in load_tables(_EXPORT):
            for row in self._rows_of(cypher, {}):
                yield table, rounded(row)

    def meta(self) -> Row:
        """Return the schema version and the number of nodes and edges of each kind."""
        versions = self._run("read/meta", {})
        counts = {row["what"]: row["amount"] for row in self._run("read/counts", {})}
        return {"schema_version": versions[0]["schema_version"] if versions else None, **counts}

    def _run(self, name: str, parameters: Mapping[str, Any]) -> list[Row]:
        return self._rows_of(load_query(name).cypher, parameters)

    def _for_ids(self, name: str, wanted: Collection[str]) -> list[Row]:
        return [row for ids in in_batches(sorted(set(wanted))) for row in self._run(name, {"ids": ids})]

    def _ids(self, name: str, wanted: Collection[str]) -> set[str]:
        return {row["id"] for row in self._for_ids(name, wanted)}


def in_batches(items: Sequence[T]) -> Iterator[list[T]]:
    """Cut `items` into lists of at most ``BATCH``; none at all for no items."""
    for start in range(0, len(items), BATCH):
        yield list(items[start : start + BATCH])


def _grouped(rows: list[Row]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["id"]].append(row)
    return groups


def _context_claim(row: Row, targets: list[Row], holders: list[Row], quantities: list[Row]) -> ContextClaim:
    holder = holders[0] if holders else None
    claim = Claim(
        insight_id=row["insight_id"],
        extracted_by=row["extracted_by"],
        actor=row["actor"],
        actor_mention=row["actor_mention"],
        mention_start=row["mention_start"],
        strategy_text=row["strategy_text"],
        polarity=row["polarity"],
        modality=row["modality"],
        evidence=row["evidence"],
        start=row["span_start"],
        end=row["span_end"],
        stance=row["stance"],
        holder=holder["name"] if holder else None,
        confidence=row["confidence"],
        quantities=tuple(
            Quantity(**{name: quantity[name] for name in Quantity.model_fields}) for quantity in quantities
        ),
        targets=tuple(target["name"] for target in targets),
        vector=None if row["vector"] is None else tuple(row["vector"]),
        vector_model=row["vector_model"],
        time_offset=row["time_offset"],
    )
    return ContextClaim(
        claim=claim,
        source=row["source"],
        speaker=row["speaker"],
        published=row["published"],
        actor_id=row["actor_id"],
        target_ids=tuple(target["entity_id"] for target in targets),
        holder_id=holder["entity_id"] if holder else None,
    )


def _quantity(row: Row) -> Quantity:
    return Quantity(**{name: row[name] for name in Quantity.model_fields})


def _insight(row: Row) -> Insight:
    return Insight(
        source=Source(name=row["source"], kind=row["kind"]),
        text=row["text"],
        external_id=row["external_id"],
        episode=row["episode"],
        speaker=row["speaker"],
        published=row["published"],
        url=row["url"],
        read_at=_time(row["read_at"]),
        source_file=row["source_file"],
    )


def _relation(row: Row) -> Relation:
    kind = RelationType(row["type"])
    a, b = relation_id(row["one"], row["other"]).split("~")
    if kind is RelationType.SUPERSEDES and row["later"] != a:
        a, b = b, a
    return Relation(
        a=a,
        b=b,
        type=kind,
        facet=row["facet"],
        score=row["score"],
        reason=row["reason"],
        move=row["move"] or "",
        judged_by=row["judged_by"],
        status=row["status"],
        found_at=_time(row["found_at"]),
    )


def _tie(row: Row) -> Tie:
    return Tie(
        kind=TieKind(row["kind"]),
        child=row["child"],
        parent=row["parent"],
        evidence=row["evidence"],
        insight_id=row["insight_id"] or None,
        since=row["since"],
        until=row["until"],
        child_name=row["child_name"] or "",
        parent_name=row["parent_name"] or "",
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
