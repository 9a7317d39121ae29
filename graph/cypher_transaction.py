"""Write batches and take things out again, the same on every engine.

Every statement is an UNWIND over rows with MERGE on content ids, so writing twice changes nothing.
What a node says about several readings (names of an entity, dates of an insight) is a function of
the set of them, never of their order:

- an insight keeps the smallest known value of each field, which for dates is the earliest;
- a source keeps its smallest spelling, and a known kind over an unknown one;
- an entity's aliases are the names under which stored claims speak of it, and the given aliases
  if it is a curated one (its kind is known); the name of any other is the smallest of the display
  forms of those names.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from graph.cypher_reader import CypherReader, in_batches
from graph.ids import content_id
from graph.models import Claim, Debate, Entity, Extraction, Insight, Relation, RelationType, Strategy, TieKind
from graph.store import Batch, Names, Row, Tie, Wording
from graph.written_rows import (
    bare_name,
    claim_row,
    debate_row,
    insight_row,
    json_value,
    known_first,
    quantity_row,
    relation_row,
    smallest,
    text,
    tie_id,
    utc,
    with_given,
    with_names,
)


class CypherTransaction(CypherReader):
    """Implements ``Transaction`` of ``graph/store.py`` over whatever runs Cypher."""

    def write(self, batch: Batch) -> None:
        """Add `batch`; writing it twice changes nothing."""
        self._write_insights(batch.insights)
        self._write_extractions(batch.extractions, batch.originals)
        claims = [claim for extraction in batch.extractions for claim in extraction.claims]
        self._write_claims(claims)
        self._write_names(batch.entities, batch.names, claims)
        self._write_wordings(batch.wordings)
        self._write_ties(batch.ties)
        self._write_relations(batch.relations)
        self._settle(batch)

    def remove_extractions(self, insight_ids: Collection[str]) -> set[str]:
        """Take the readings of these insights out; returns the claims to settle again."""
        claims = self._ids("read/claim_ids_of_insights", insight_ids)
        extractions = self._ids("read/extractions", insight_ids)
        stated = [tie for tie in self.fetch_ties() if tie.insight_id in set(insight_ids)]
        touched = self._ids("read/entity_ids_of_claims", claims)
        touched |= {end for tie in stated for end in (tie.child, tie.parent)}
        partners = {end for relation in self.fetch_relations(claims) for end in (relation.a, relation.b)}
        companions = self._unsettle(claims)
        words = self._ids("read/words_of_claims", claims)
        quantities = {row["quantity_id"] for row in self._for_ids("read/quantities", claims)}
        self._remove("remove/quantities", quantities)
        self._remove("remove/claims", claims)
        self._remove("remove/unused_words", words)
        self._remove("remove/extractions", extractions)
        self.remove_ties(stated)
        self._rename(touched)
        return (partners | companions) - claims

    def remove_source(self, source_id: str) -> set[str]:
        """Take a source out with its insights and claims; returns the ids of claims to settle again."""
        insights = {row["id"] for row in self._run("read/insight_ids_of_source", {"source": source_id})}
        again = self.remove_extractions(insights)
        self._remove("remove/insights", insights)
        self._remove("remove/sources", [source_id])
        return again

    def remove_relations(self, relation_ids: Collection[str]) -> None:
        """Take these relations out; their claims stay."""
        ends = [identity.split("~") for identity in sorted(set(relation_ids))]
        # An id does not tell the direction of a SUPERSEDES.
        rows: list[Row] = [{"a": a, "b": b} for one, other in ends for a, b in ((one, other), (other, one))]
        for kind in RelationType:
            self._rows(f"remove/{kind.lower()}", rows)

    def remove_ties(self, ties: Collection[Tie]) -> None:
        """Take these ties out, and entities that nothing names after that."""
        for kind in TieKind:
            self._remove(f"remove/{kind.lower()}", {tie_id(tie) for tie in ties if tie.kind is kind})
        self._rename({end for tie in ties for end in (tie.child, tie.parent)})

    def replace_debates(self, replaced: Sequence[Debate], debates: Sequence[Debate]) -> None:
        """Put `debates` in the place of `replaced`; who holds a side that is in both is not written again."""
        held = {side.id for debate in replaced for side in debate.positions}
        stay = {side.id for debate in debates for side in debate.positions}
        kept = {(debate.id, debate.entity_ids, debate.strategy_ids) for debate in debates}
        self._remove("remove/positions", held - stay)
        self._remove(
            "remove/debates",
            [debate.id for debate in replaced if (debate.id, debate.entity_ids, debate.strategy_ids) not in kept],
        )
        self._write_debates(debates, held=held)

    def add_review(self, row: Mapping[str, Any]) -> None:
        """Append a review (fields of ``graph.reviews.Review``); reviews are never changed."""
        record = json.dumps(row, sort_keys=True, ensure_ascii=False, default=json_value)
        plain = json.loads(record)
        shown = {name: text(plain.get(name)) for name in ("target_kind", "decision", "reviewer", "note", "at")}
        identity = plain.get("id") or content_id("review", record)
        self._rows("write/review", [{"id": identity, "record": record, **shown}])

    def add_correction(self, row: Mapping[str, Any]) -> None:
        """Append a correction (fields of ``graph.corrected.Correction``); corrections are never changed."""
        record = json.dumps(row, sort_keys=True, ensure_ascii=False)
        shown = {name: str(row[name]) for name in ("id", "author", "note", "at")}
        self._rows("write/correction", [{**shown, "kind": str(row["change"]["kind"]), "record": record}])

    def add_run(self, started: datetime, counts: Mapping[str, int]) -> None:
        """Log a run that has ended; the log is no part of an export."""
        # Two runs may start at one moment: an id by content would make one of them.
        row = {"id": uuid4().hex, "started": utc(started), "counts": json.dumps(counts, sort_keys=True)}
        self._rows("write/run", [row])

    def name_sources(self, names: Mapping[str, str]) -> None:
        """Give these sources, by id, the names that corrections give them."""
        self._rows("write/source_names", [{"id": key, "name": name} for key, name in sorted(names.items())])

    def _write_insights(self, insights: Sequence[Insight]) -> None:
        sources: dict[str, Row] = {}
        rows: dict[str, Row] = {}
        for insight in insights:
            source = {"id": insight.source.id, "name": insight.source.name, "kind": insight.source.kind}
            sources[insight.source.id] = known_first(sources.get(insight.source.id), source)
            rows[insight.id] = smallest(rows.get(insight.id), insight_row(insight))
        self._rows("write/sources", list(sources.values()))
        self._rows("write/insights", list(rows.values()))
        pairs = {(insight.source.id, insight.id) for insight in insights}
        self._rows("write/published", [{"source": source, "insight": insight} for source, insight in sorted(pairs)])

    def _write_extractions(self, extractions: Sequence[Extraction], originals: Mapping[str, Extraction]) -> None:
        rows: list[Row] = [
            {
                "id": extraction.id,
                "insight": extraction.insight_id,
                "extracted_by": extraction.extracted_by,
                "claims": len(extraction.claims),
            }
            for extraction in extractions
        ]
        self._rows("write/extractions", rows)
        kept = [{"id": key, "original": one.model_dump_json()} for key, one in sorted(originals.items())]
        self._rows("write/originals", kept)

    def _write_claims(self, claims: Sequence[Claim]) -> None:
        self._rows("write/claims", [claim_row(claim) for claim in claims])
        self._rows("write/states", [{"insight": claim.insight_id, "claim": claim.id} for claim in claims])
        # An engine cannot tell the type of a column in which every row is null: those are written apart.
        self._rows(
            "write/claim_vectors",
            [
                {"id": claim.id, "vector": list(claim.vector), "vector_model": claim.vector_model}
                for claim in claims
                if claim.vector
            ],
        )
        offsets = [claim for claim in claims if claim.time_offset is not None]
        self._rows("write/claim_offsets", [{"id": claim.id, "time_offset": claim.time_offset} for claim in offsets])
        quantities = [quantity_row(claim, *placed) for claim in claims for placed in enumerate(claim.quantities)]
        self._rows("write/quantities", quantities)
        for bound in ("low", "high"):
            known = [{"id": row["id"], bound: row[bound]} for row in quantities if row[bound] is not None]
            self._rows(f"write/quantity_{bound}s", known)

    def _write_names(self, entities: Sequence[Entity], names: Sequence[Names], claims: Sequence[Claim]) -> None:
        known = {claim.id: claim for claim in claims}
        missing = [named.claim_id for named in names if named.claim_id not in known]
        known |= {context.id: context.claim for context in self.fetch_claims(missing)}
        actors: list[Row] = []
        targets: list[Row] = []
        holders: list[Row] = []
        for named in names:
            claim = known[named.claim_id]
            actors.append({"claim": claim.id, "entity": named.actor, "name": claim.actor})
            for place, (name, entity) in enumerate(named.targets):
                targets.append({"claim": claim.id, "entity": entity, "name": name, "place": place})
            if named.holder is not None and claim.holder is not None:
                holders.append({"claim": claim.id, "entity": named.holder, "name": claim.holder})
        self._write_entities(entities, [*actors, *targets, *holders])
        self._rows("write/actors", actors)
        self._rows("write/targets", targets)
        self._rows("write/holders", holders)

    def _write_wordings(self, wordings: Sequence[Wording]) -> None:
        for name, excludes in (("write/makes", False), ("write/excludes", True)):
            chosen = [wording for wording in wordings if wording.excludes is excludes]
            self._rows(name, [{"claim": one.claim_id, "word": word} for one in chosen for word in sorted(one.words)])

    def _write_entities(self, entities: Sequence[Entity], edges: Iterable[Row]) -> None:
        names: dict[str, set[str]] = {entity.id: set() for entity in entities}
        for edge in edges:
            names.setdefault(edge["entity"], set()).add(edge["name"])
        rows = {row["id"]: row for row in self._for_ids("read/entities", names)}
        for entity in entities:
            rows[entity.id] = with_given(rows.get(entity.id), entity)
        changed = [with_names(rows[identity], found) for identity, found in names.items() if identity in rows]
        self._rows("write/entities", changed)

    def _write_ties(self, ties: Sequence[Tie]) -> None:
        for kind in TieKind:
            rows: list[Row] = [
                {
                    "id": tie_id(tie),
                    "child": tie.child,
                    "parent": tie.parent,
                    "evidence": tie.evidence,
                    "insight_id": tie.insight_id or "",
                    "since": tie.since,
                    "until": tie.until,
                    "child_name": tie.child_name,
                    "parent_name": tie.parent_name,
                }
                for tie in ties
                if tie.kind is kind
            ]
            self._rows(f"write/{kind.lower()}", rows)

    def _write_relations(self, relations: Sequence[Relation]) -> None:
        for kind in RelationType:
            self._rows(f"write/{kind.lower()}", [relation_row(one) for one in relations if one.type is kind])

    def _settle(self, batch: Batch) -> None:
        members = {claim for strategy in batch.strategies for claim in strategy.members}
        members |= {claim for debate in batch.debates for side in debate.positions for claim in side.members}
        self._unsettle(members | set(batch.settled))
        self._write_strategies(batch.strategies)
        self._write_debates(batch.debates)

    def _unsettle(self, claim_ids: Collection[str]) -> set[str]:
        """Take out the strategies and debates of these claims; return all claims that were in them."""
        strategies = self._ids("read/strategy_ids_of_claims", claim_ids)
        debates = self._ids("read/debate_ids_of_claims", claim_ids)
        members = self._ids("read/claim_ids_of_strategies", strategies)
        holders = self._for_ids("read/claim_ids_of_debates", debates)
        self._remove("remove/positions", {row["position_id"] for row in holders})
        self._remove("remove/debates", debates)
        self._remove("remove/strategies", strategies)
        return members | {row["id"] for row in holders}

    def _write_strategies(self, strategies: Sequence[Strategy]) -> None:
        self._rows("write/strategies", [{"id": strategy.id, "name": strategy.name} for strategy in strategies])
        pairs = [{"claim": claim, "strategy": strategy.id} for strategy in strategies for claim in strategy.members]
        self._rows("write/pursues", pairs)

    def _write_debates(self, debates: Sequence[Debate], *, held: Collection[str] = ()) -> None:
        self._rows("write/debates", [debate_row(debate) for debate in debates])
        sides = [(debate, place, side) for debate in debates for place, side in enumerate(debate.positions)]
        self._rows(
            "write/positions",
            [
                {
                    "id": side.id,
                    "debate": debate.id,
                    "label": side.label,
                    "polarity": int(side.polarity),
                    "place": place,
                }
                for debate, place, side in sides
            ],
        )
        new = [side for _, _, side in sides if side.id not in held]
        self._rows("write/holds", [{"claim": claim, "position": side.id} for side in new for claim in side.members])
        about = [(debate.id, entity) for debate in debates for entity in debate.entity_ids]
        self._rows("write/about_entities", [{"debate": debate, "entity": entity} for debate, entity in about])
        about = [(debate.id, strategy) for debate in debates for strategy in debate.strategy_ids]
        self._rows("write/about_strategies", [{"debate": debate, "strategy": strategy} for debate, strategy in about])

    def _rename(self, entity_ids: Collection[str]) -> None:
        """Work out anew the names of entities after something was taken out; unnamed ones go."""
        surfaces: dict[str, set[str]] = {}
        for row in self._for_ids("read/surface_names", entity_ids):
            surfaces.setdefault(row["id"], set()).add(row["name"])
        stated = {end for tie in self.fetch_ties() if tie.insight_id for end in (tie.child, tie.parent)}
        rows = self._for_ids("read/entities", entity_ids)
        gone = [row["id"] for row in rows if row["id"] not in surfaces and row["id"] not in stated]
        self._remove("remove/entities", gone)
        kept = [row for row in rows if row["id"] not in set(gone)]
        bare = [row | {"aliases": [], "name": bare_name(row, surfaces.get(row["id"]))} for row in kept]
        self._rows("write/entities", [with_names(row, surfaces.get(row["id"], set())) for row in bare])

    def _rows(self, name: str, rows: Sequence[Row]) -> None:
        for some in in_batches(rows):
            self._run(name, {"rows": some})

    def _remove(self, name: str, identities: Collection[str]) -> None:
        for ids in in_batches(sorted(set(identities))):
            self._run(name, {"ids": ids})
