"""Fixtures: a store as an embedded file of its own, or an emptied database on a real Neo4j server; a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from neo4j_server import PASSWORD, Server, start_server
from page_server import a_browser
from playwright.sync_api import Browser

from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.store import GraphStore

# A busy machine is no error: how long an example takes is not what these tests are about.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Neo4j server. Without Java and Maven this is an error, never a skip."""
    server = start_server(tmp_path_factory.mktemp("neo4j"))
    yield server
    server.stop()


@pytest.fixture
def neo4j_url(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty Neo4j database, with its login in the environment."""
    neo4j_server.empty()
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    return neo4j_server.url


@pytest.fixture
def neo4j_store(neo4j_url: str) -> Iterator[Neo4jStore]:
    with Neo4jStore(neo4j_url, password=PASSWORD) as store:
        store.ensure_schema()
        yield store


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "graph.lbug") as store:
        store.ensure_schema()
        yield store


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """A new, empty store of each kind in turn."""
    return request.getfixturevalue(f"{request.param}_store")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser
