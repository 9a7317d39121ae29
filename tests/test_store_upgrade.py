"""A store of schema version 1 is brought up to date when it is next written to."""

from pathlib import Path

import ladybug
import pytest
from builders import a_batch, a_claim, an_insight

from graph.embedded_store import EmbeddedStore
from graph.errors import SchemaTooOld
from graph.models import Source
from graph.neo4j_store import Neo4jStore
from graph.store import SCHEMA_VERSION, GraphStore, open_store

OLD_TABLES = [
    "CREATE NODE TABLE Meta(id STRING PRIMARY KEY, schema_version INT64)",
    "CREATE NODE TABLE Source(id STRING PRIMARY KEY, name STRING, kind STRING)",
    "CREATE NODE TABLE Extraction(id STRING PRIMARY KEY, extracted_by STRING, claims INT64)",
    "CREATE NODE TABLE Entity(id STRING PRIMARY KEY, name STRING, kind STRING, aliases STRING[], "
    "curated_aliases STRING[])",
    "CREATE REL TABLE PART_OF(FROM Entity TO Entity, id STRING, evidence STRING, insight_id STRING, since STRING, "
    "until STRING)",
]
OLD_NODES = [
    "MERGE (m:Meta {id: 'faultline'}) SET m.schema_version = 1",
    "CREATE (:Source {id: 's', name: 'The Daily', kind: 'podcast'})",
    "CREATE (:Extraction {id: 'e', extracted_by: 'local.v1', claims: 0})",
]


def check(store: GraphStore) -> None:
    store.ensure_schema()
    assert store.meta()["schema_version"] == SCHEMA_VERSION
    assert store.fetch_source("s") == Source(name="The Daily", kind="podcast")
    with store.transaction() as tx:
        tx.write(a_batch(insights=[an_insight()], claims=[a_claim()]))
    assert len(store.fetch_claims([a_claim().id])) == 1
    assert store.fetch_ties() == []
    assert store.fetch_corrections() == []


def an_old_file(folder: Path) -> None:
    database = ladybug.Database(str(folder / "old.lbug"))
    connection = ladybug.Connection(database)
    for statement in (*OLD_TABLES, *OLD_NODES):
        connection.execute(statement)
    connection.close()
    database.close()


def test_an_embedded_store_of_version_1_is_not_read_as_it_is(tmp_path: Path) -> None:
    an_old_file(tmp_path)
    with pytest.raises(SchemaTooOld, match=r"has schema 1, .* faultline run FILE --store"):
        open_store(str(tmp_path / "old.lbug"), read_only=True)
    with open_store(str(tmp_path / "old.lbug")) as store:
        store.ensure_schema()
    open_store(str(tmp_path / "old.lbug"), read_only=True).close()


def test_a_neo4j_store_of_version_1_is_not_read_as_it_is(neo4j_store: Neo4jStore) -> None:
    for statement in OLD_NODES:
        neo4j_store._rows_of(statement, {}, write=True)
    with pytest.raises(SchemaTooOld, match="has schema 1"):
        open_store(neo4j_store.url, read_only=True)


def test_an_embedded_store_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    an_old_file(tmp_path)
    with EmbeddedStore(tmp_path / "old.lbug") as store:
        check(store)


def test_a_neo4j_store_of_version_1_is_brought_up_to_date(neo4j_store: Neo4jStore) -> None:
    for statement in OLD_NODES:
        neo4j_store._rows_of(statement, {}, write=True)
    check(neo4j_store)
