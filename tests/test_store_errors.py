"""A store that cannot be used says why, where and how to mend it."""

from pathlib import Path

import pytest
from builders import a_batch, an_insight

from graph.embedded_store import EmbeddedStore
from graph.errors import SchemaTooNew, StoreError, StoreUnreachable
from graph.neo4j_store import Neo4jStore
from graph.store import GraphStore, open_store


def test_a_newer_schema_is_refused(store: GraphStore) -> None:
    raw = "MATCH (meta:Meta {id: 'faultline'}) SET meta.schema_version = 99"
    if isinstance(store, EmbeddedStore):
        import ladybug

        store.close()
        with ladybug.Database(store.url) as database, ladybug.Connection(database) as connection:
            connection.execute(raw)
    else:
        assert isinstance(store, Neo4jStore)
        store._rows_of(raw, {}, write=True)
    with open_store(store.url) as again:
        with pytest.raises(SchemaTooNew, match="schema 99"):
            again.ensure_schema()
        with pytest.raises(SchemaTooNew, match="newer Faultline"), again.transaction():
            pytest.fail("it must not be written to")


def test_a_missing_file_cannot_be_opened_for_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match=r"no store at .*nowhere\.lbug") as told:
        open_store(str(tmp_path / "nowhere.lbug"), read_only=True)
    assert told.value.exit_code == 4


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="is a folder"):
        open_store(str(tmp_path))


def test_a_file_of_something_else_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.lbug"
    path.write_text("This is not a graph. " * 500)
    with open_store(str(path)) as store, pytest.raises(StoreError, match=r"notes\.lbug"):
        store.ensure_schema()
    assert path.read_text().startswith("This is not a graph.")


def test_a_store_is_made_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "new" / "graph.lbug")) as store, store.transaction() as tx:
        tx.write(a_batch(insights=[an_insight()]))
        assert tx.fetch_insights([an_insight().id]) == [an_insight()]


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(StoreUnreachable, match=r"Cannot reach Neo4j at bolt://127\.0\.0\.1:1\. Start it") as told:
        open_store("bolt://127.0.0.1:1")
    assert told.value.exit_code == 4


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(StoreUnreachable, match="not an address"):
        open_store("bolt+nonsense://127.0.0.1:1")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreUnreachable, match="NEO4J_PASSWORD") as told:
        open_store("bolt://neo4j:hunter2@127.0.0.1:1")
    assert "hunter2" not in str(told.value)


def test_a_wrong_password_is_told_without_it(neo4j_url: str) -> None:
    with pytest.raises(StoreUnreachable, match="does not accept the login") as told:
        Neo4jStore(neo4j_url, password="hunter2")
    assert "hunter2" not in str(told.value)


def test_closing_twice_is_allowed(store: GraphStore) -> None:
    store.close()
    store.close()


def test_a_log_without_its_store_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    for ending in (".wal", ".wal.checkpoint", ".shadow"):
        Path(f"{path}{ending}").write_bytes(b"left behind by a store that was deleted")
    with open_store(str(path)) as store, store.transaction() as tx:
        tx.write(a_batch(insights=[an_insight()]))
    with open_store(str(path)) as again:
        assert again.meta()["insights"] == 1
