"""Keep the graph on a Neo4j server, for several people and several runs at once.

Every transaction first takes an exclusive lock on the ``Meta`` node. Two runs at once therefore
write one after the other, and cannot deadlock: neither holds anything yet when it waits. Where
the server ends a transaction all the same (restart, failover, timeout), nothing of it is stored and
``StoreBusy`` or ``StoreUnreachable`` is raised: run the whole block again.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from graph.cypher_reader import CypherReader
from graph.cypher_transaction import CypherTransaction
from graph.errors import QueryError, StoreBusy, StoreError, StoreUnreachable
from graph.queries import load_query, load_statements
from graph.read_only import check_read_only
from graph.rows import plain
from graph.schema_version import refuse_newer, refuse_older
from graph.store import SCHEMA_VERSION, Row, Transaction

_SCHEMA = Path(__file__).resolve().parent / "schema"
_CONNECT_SECONDS = 10.0
_QUERY_SECONDS = 30
_LOCK_ATTEMPTS = 5


class Neo4jStore(CypherReader):
    """A graph on a Neo4j server.

    Parameters
    ----------
    url : str
        ``neo4j://`` or ``bolt://`` with host and port; ``+s`` or ``+ssc`` for TLS.
    username, password : str
        Without a password no login is tried.
    database : str, optional
        The server's default if not given.

    Raises
    ------
    StoreUnreachable
        If no server answers, or it does not accept the login.
    """

    def __init__(
        self, url: str, *, username: str = "neo4j", password: str | None = None, database: str | None = None
    ) -> None:
        if "@" in url:
            raise StoreUnreachable("Leave user and password out of the address; set NEO4J_USERNAME and NEO4J_PASSWORD.")
        self.url = url
        self._database = database
        self._writing = threading.local()
        auth = None if password is None else (username, password)
        try:
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=auth,
                connection_timeout=_CONNECT_SECONDS,
                max_transaction_retry_time=_CONNECT_SECONDS,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreUnreachable(f"{url} is not an address of a Neo4j server: {error}") from error
        try:
            self._driver.verify_connectivity()
        except (Neo4jError, DriverError, OSError) as error:
            self._driver.close()
            raise _told(error, url) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the server; closing twice is allowed."""
        self._driver.close()

    def refresh(self) -> bool:
        """Return False: what a server answers is never stale."""
        return False

    def ensure_schema(self) -> None:
        """Make the constraints and indexes that are missing.

        Raises
        ------
        SchemaTooNew
            If a newer Faultline wrote the store.
        """
        if self._version() == SCHEMA_VERSION:
            return
        for statement in load_statements(_SCHEMA / "neo4j.cypher"):
            self._rows_of(statement, {}, write=True)
        self._rows_of(load_query("write/meta").cypher, {"schema_version": SCHEMA_VERSION}, write=True)

    def require_schema(self) -> None:
        """Make sure that the store can be read as it is.

        Raises
        ------
        SchemaTooOld, SchemaTooNew
            If another Faultline wrote it.
        """
        refuse_older(self._version(), self.url)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a change; commits when the block ends, rolls back when it raises.

        Waits as long as another run is writing.

        Raises
        ------
        StoreBusy
            If the server ended the transaction; nothing is stored, run the block again.
        """
        if self._current() is not None:
            raise StoreError("A transaction is open already; one thread changes one thing at a time.")
        self.ensure_schema()
        with self._session(neo4j.WRITE_ACCESS) as session:
            raw = self._begin_locked(session)
            self._writing.transaction = transaction = _Neo4jTransaction(raw, self.url)
            try:
                yield transaction
                try:
                    raw.commit()
                except (Neo4jError, DriverError) as error:
                    raise _told(error, self.url) from error
            finally:
                self._writing.transaction = None
                raw.close()  # rolls back what was not committed

    def read_only(self, cypher: str, parameters: Mapping[str, Any], *, limit: int) -> tuple[list[str], list[list[Any]]]:
        """Run a researcher's Cypher; returns column names and at most `limit` rows.

        Raises
        ------
        QueryError
            If it is malformed, takes longer than half a minute, or would do more than read.
        """
        check_read_only(cypher, parameters)
        query = neo4j.Query(cypher, timeout=_QUERY_SECONDS)
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                result = session.run(query, dict(parameters))
                rows = [[_plain(value) for value in record.values()] for record in result.fetch(limit)]
                return list(result.keys()), rows
        except ClientError as error:
            raise QueryError(_short(error)) from error
        except (Neo4jError, DriverError) as error:
            raise _told(error, self.url) from error

    def _rows_of(self, cypher: str, parameters: Mapping[str, Any], *, write: bool = False) -> list[Row]:
        current = self._current()
        if current is not None:
            return current._rows_of(cypher, parameters)
        try:
            answer = self._driver.execute_query(
                cypher,
                dict(parameters),
                database_=self._database,
                routing_=neo4j.RoutingControl.WRITE if write else neo4j.RoutingControl.READ,
            )
        except (Neo4jError, DriverError) as error:
            raise _told(error, self.url) from error
        return [dict(record) for record in answer.records]

    def _version(self) -> int | None:
        rows = self._run("read/meta", {})
        version = int(rows[0]["schema_version"]) if rows else None
        refuse_newer(version, self.url)
        return version

    def _current(self) -> "_Neo4jTransaction | None":
        return getattr(self._writing, "transaction", None)

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    def _begin_locked(self, session: neo4j.Session) -> neo4j.Transaction:
        """Begin a transaction that holds the write lock; safe to try again, for it has done nothing yet."""
        lock = load_query("write/lock").cypher
        for attempt in range(_LOCK_ATTEMPTS):
            try:
                raw = session.begin_transaction()
                raw.run(lock, {"schema_version": SCHEMA_VERSION}).consume()
            except (TransientError, SessionExpired) as error:
                if attempt == _LOCK_ATTEMPTS - 1:
                    raise _told(error, self.url) from error
                continue
            except (Neo4jError, DriverError) as error:
                raise _told(error, self.url) from error
            return raw
        raise AssertionError("the last attempt returns or raises")


class _Neo4jTransaction(CypherTransaction):
    def __init__(self, raw: neo4j.Transaction, url: str) -> None:
        self._raw = raw
        self._url = url

    def _rows_of(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        try:
            result = self._raw.run(cypher, dict(parameters))
            return [dict(record) for record in result]
        except (Neo4jError, DriverError) as error:
            raise _told(error, self._url) from error


def _told(error: Exception, url: str) -> StoreError:
    """Say what went wrong and how to mend it; never with the password."""
    if isinstance(error, AuthError):
        return StoreUnreachable(f"Neo4j at {url} does not accept the login. Set NEO4J_USERNAME and NEO4J_PASSWORD.")
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return StoreUnreachable(
            f"Cannot reach Neo4j at {url}. Start it (make neo4j), or leave --store out to use the embedded store."
        )
    if isinstance(error, TransientError):
        return StoreBusy(f"Neo4j at {url} ended the change, nothing of it is stored; try again. ({_short(error)})")
    return StoreError(f"Neo4j at {url} refused: {_short(error)}")


def _short(error: Exception) -> str:
    if isinstance(error, Neo4jError) and error.code and "TransactionTimedOut" in error.code:
        return f"The query took longer than {_QUERY_SECONDS} seconds. Narrow it down."
    message = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return message.strip().split("\n", maxsplit=1)[0]


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return {"label": ":".join(sorted(value.labels))} | {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Relationship):
        return {"label": value.type} | {key: _plain(one) for key, one in value.items()}
    if isinstance(value, GraphPath):
        return {"nodes": [_plain(node) for node in value.nodes], "edges": [_plain(one) for one in value.relationships]}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return plain(value)
