"""Load a whole graph into a new embedded store through Parquet files and COPY, for benches.

What goes into which table is decided by the store's own `CypherTransaction`: this one keeps the rows
that it would write, and answers every question as an empty store does. So it is for graphs whose
claims, relations, strategies and debates all come once; sources, entities and words are brought together.
"""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa
import pyarrow.parquet as pq

from graph.cypher_transaction import CypherTransaction
from graph.embedded_store import EmbeddedStore
from graph.store import Batch, Row

_TYPES = {
    "STRING": pa.string(),
    "INT64": pa.int64(),
    "DOUBLE": pa.float64(),
    "DOUBLE[]": pa.list_(pa.float64()),
    "STRING[]": pa.list_(pa.string()),
}
_POOL = 3 << 30
# Where the rows of a statement go: table, and the fields that are named otherwise there.
_NODES: dict[str, tuple[str, dict[str, str]]] = {
    "sources": ("Source", {"read_as": "name"}),
    "insights": ("Insight", {}),
    "extractions": ("Extraction", {}),
    "claims": ("Claim", {"start": "span_start", "end": "span_end"}),
    "entities": ("Entity", {}),
    "strategies": ("Strategy", {}),
    "positions": ("Position", {}),
    "debates": ("Debate", {}),
    "quantities": ("Quantity", {}),
}
_EDGES: dict[str, tuple[str, str, str]] = {
    "published": ("PUBLISHED", "source", "insight"),
    "states": ("STATES", "insight", "claim"),
    "extractions": ("READ_BY", "insight", "id"),
    "actors": ("ACTOR", "claim", "entity"),
    "targets": ("TARGETS", "claim", "entity"),
    "holders": ("VOICED_BY", "claim", "entity"),
    "quantities": ("MEASURES", "claim", "id"),
    "pursues": ("PURSUES", "claim", "strategy"),
    "holds": ("HOLDS", "claim", "position"),
    "positions": ("IN", "id", "debate"),
    "about_entities": ("ABOUT Debate Entity", "debate", "entity"),
    "about_strategies": ("ABOUT Debate Strategy", "debate", "strategy"),
    "part_of": ("PART_OF", "child", "parent"),
    "leads": ("LEADS", "parent", "child"),
    "makes": ("MAKES", "claim", "word"),
    "excludes": ("EXCLUDES", "claim", "word"),
    "contradicts": ("CONTRADICTS", "a", "b"),
    "agrees_with": ("AGREES_WITH", "a", "b"),
    "supersedes": ("SUPERSEDES", "a", "b"),
}
_ONCE = frozenset({"Source", "Entity"})


class BulkTransaction(CypherTransaction):
    """Keeps rows in Parquet files, one a table, instead of writing them."""

    def __init__(self, folder: Path, columns: Mapping[str, Mapping[str, str]]) -> None:
        self._folder = folder
        self._columns = columns
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._once: dict[str, dict[str, Row]] = defaultdict(dict)
        self._claims: dict[str, Row] = {}

    def _rows_of(self, _cypher: str, _parameters: Mapping[str, Any]) -> list[Row]:
        return []

    def _rows(self, name: str, rows: Sequence[Row]) -> None:
        statement = name.removeprefix("write/")
        if statement == "claim_vectors":
            for row in rows:
                self._claims[row["id"]] |= row
        if statement == "claims":
            self._claims = {row["id"]: dict(row) for row in rows}
        elif statement in _NODES:
            self._nodes(statement, rows)
        if statement in _EDGES:
            table, start, end = _EDGES[statement]
            self._add(table, [{**row, "from": row[start], "to": row[end]} for row in rows])
        for row in rows if statement in {"makes", "excludes"} else ():
            self._once["Word"][row["word"]] = {"id": row["word"]}

    def write(self, batch: Batch) -> None:
        """Keep the rows of `batch`."""
        super().write(batch)
        # Vectors come apart from their claims: a claim is whole only now.
        self._nodes("claims", list(self._claims.values()))
        self._claims = {}

    def _nodes(self, statement: str, rows: Sequence[Row]) -> None:
        table, renamed = _NODES[statement]
        full = [row | {new: row[old] for new, old in renamed.items()} for row in rows]
        if table not in _ONCE:
            self._add(table, full)
            return
        for row in full:
            known = self._once[table].setdefault(row["id"], row)
            if "aliases" in row:
                known["aliases"] = sorted({*known["aliases"], *row["aliases"]})

    def _add(self, table: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        columns = self._columns[table.split(maxsplit=1)[0]]
        fields = {name: [row.get(name) for row in rows] for name in columns}
        schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])
        if table not in self._writers:
            self._writers[table] = pq.ParquetWriter(self._folder / f"{table}.parquet", schema)
        self._writers[table].write_table(pa.table(fields, schema=schema))

    def finish(self) -> list[str]:
        """Close the files; returns the tables that there are, nodes first."""
        for table, rows in self._once.items():
            self._add(table, list(rows.values()))
        for writer in self._writers.values():
            writer.close()
        return sorted(self._writers, key=lambda table: ("from" in self._columns[table.split()[0]], table))


def bulk_load(path: Path, batches: Iterable[Batch]) -> None:
    """Make an embedded store at `path` that holds `batches`."""
    with EmbeddedStore(path) as store:
        store.ensure_schema()
    database = ladybug.Database(str(path), buffer_pool_size=_POOL, compression=False)
    connection = ladybug.Connection(database)
    columns = {table: _columns_of(connection, table) for table in _tables(connection)}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        rows = BulkTransaction(Path(folder), columns)
        for batch in batches:
            rows.write(batch)
        for table in rows.finish():
            name, *ends = table.split()
            pair = f" (from='{ends[0]}', to='{ends[1]}')" if ends else ""
            connection.execute(f"COPY `{name}` FROM {json.dumps(f'{folder}/{table}.parquet')}{pair}")
    connection.close()
    database.close()


def _tables(connection: ladybug.Connection) -> list[str]:
    return [row[0] for row in connection.execute("CALL show_tables() RETURN name").get_all()]


def _columns_of(connection: ladybug.Connection, table: str) -> dict[str, str]:
    result = connection.execute(f"CALL table_info('{table}') RETURN *")
    rows = [dict(zip(result.get_column_names(), row, strict=True)) for row in result.get_all()]
    kind = [row[0] for row in connection.execute(f"CALL show_tables() WHERE name = '{table}' RETURN type").get_all()]
    ends = {"from": "STRING", "to": "STRING"} if kind == ["REL"] else {}
    return ends | {row["name"]: row["type"] for row in rows}
