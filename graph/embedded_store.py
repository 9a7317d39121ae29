"""Keep the graph in one file: ladybug, an embedded Cypher database without a server.

The file is opened for writing only while a transaction lasts, under a lock file beside it, and
for reading otherwise; so a page can look on while a run writes. A handle for reading sees the
file as it was when opened: it is opened anew as soon as the file has changed.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import ladybug
from filelock import FileLock, Timeout

from graph.cypher_transaction import CypherTransaction
from graph.embedded_reader import EmbeddedReader
from graph.errors import QueryError, StoreBusy, StoreError, StoreUnreachable
from graph.queries import load_query, load_statements
from graph.read_only import check_read_only
from graph.rows import plain
from graph.schema_version import refuse_newer, refuse_older
from graph.store import SCHEMA_VERSION, Row, Transaction

_SCHEMA = Path(__file__).resolve().parent / "schema"
_BUFFER_POOL = 1 << 30  # bytes; the engine's own default is most of the machine's memory
_LOCK_SECONDS = 10.0
_QUERY_SECONDS = 30
_RETRY_SECONDS = 0.05

_Signature = tuple[int, int, int] | None


class EmbeddedStore(EmbeddedReader):
    """A graph in a file.

    Parameters
    ----------
    path : str or Path
        Made by ``ensure_schema`` or the first transaction if it is missing.
    read_only : bool
        Refuse transactions; the file has to exist.
    lock_seconds : float
        How long to wait for another run that is writing.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, lock_seconds: float = _LOCK_SECONDS) -> None:
        self.url = str(path)
        self._path = Path(path)
        self._read_only = read_only
        self._guard = threading.RLock()
        self._lock = FileLock(f"{self._path}.lock", timeout=lock_seconds, thread_local=False)
        self._reader: _Handle | None = None
        self._seen: _Signature = None
        self._writing: _EmbeddedTransaction | None = None
        if self._path.is_dir():
            raise StoreUnreachable(f"{path} is a folder, not a store. Give the path of a file, such as faultline.lbug.")
        if read_only and not self._path.exists():
            raise StoreUnreachable(f"There is no store at {path}. Make one with: faultline run INPUT --store {path}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; closing twice is allowed."""
        with self._guard:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    def refresh(self) -> bool:
        """Open the file anew if it has changed since it was opened; return whether it had."""
        with self._guard:
            before = self._reader
            return self._fresh_reader() is not before

    def ensure_schema(self) -> None:
        """Make the tables that are missing.

        Raises
        ------
        SchemaTooNew
            If a newer Faultline wrote the store.
        """
        if self._path.exists() and self._version() == SCHEMA_VERSION:
            return
        with self._open_for_writing() as handle:
            self._bring_up_to_date(handle)

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

        Raises
        ------
        StoreBusy
            If another process is still writing after ten seconds.
        """
        with self._guard:
            if self._writing is not None:
                raise StoreError("A transaction is open already; one store changes one thing at a time.")
            with self._open_for_writing() as handle:
                self._bring_up_to_date(handle)
                handle.run("BEGIN TRANSACTION", {})
                self._writing = _EmbeddedTransaction(handle)
                try:
                    yield self._writing
                    handle.run("COMMIT", {})
                except BaseException:
                    with suppress(StoreError):  # the engine has rolled back by itself where a statement failed
                        handle.run("ROLLBACK", {})
                    raise
                finally:
                    self._writing = None

    def read_only(self, cypher: str, parameters: Mapping[str, Any], *, limit: int) -> tuple[list[str], list[list[Any]]]:
        """Run a researcher's Cypher; returns column names and at most `limit` rows.

        Raises
        ------
        QueryError
            If it is malformed, takes longer than half a minute, or would do more than read.
        """
        check_read_only(cypher, parameters)
        with self._guard:
            return self._fresh_reader().table(cypher, parameters, limit=limit)

    def _rows_of(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        with self._guard:
            if self._writing is not None:
                return self._writing.handle.run(cypher, parameters)
            return self._fresh_reader().run(cypher, parameters)

    def _version(self) -> int | None:
        """Return the schema version in the file, None where it has no schema yet."""
        with self._guard:
            return self._version_in(self._fresh_reader() if self._writing is None else self._writing.handle)

    def _version_in(self, handle: "_Handle") -> int | None:
        rows = handle.run(load_query("read/meta").cypher, {}) if "Meta" in handle.table_names() else []
        version = int(rows[0]["schema_version"]) if rows else None
        refuse_newer(version, self.url)
        return version

    def _bring_up_to_date(self, handle: "_Handle") -> None:
        """Make what is missing, through a handle that may write."""
        if self._version_in(handle) == SCHEMA_VERSION:
            return
        for statement in load_statements(_SCHEMA / "embedded.cypher"):
            handle.run(statement, {})
        handle.run(load_query("write/meta").cypher, {"schema_version": SCHEMA_VERSION})

    def _signature(self) -> _Signature:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _fresh_reader(self) -> "_Handle":
        if self._reader is not None and self._seen == self._signature():
            return self._reader
        return self._reopen()

    def _reopen(self) -> "_Handle":
        self.close()
        if not self._path.exists():
            if self._read_only:
                raise StoreUnreachable(f"There is no store at {self.url} any more.")
            self.ensure_schema()
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            seen = self._signature()
            try:
                reader = _Handle(self._path, read_only=True)
            except RuntimeError as error:
                # A writer is putting its change in place, or was killed while it did: then its log is replayed.
                if time.monotonic() > deadline or "not a valid" in str(error):
                    raise StoreError(f"Cannot open {self.url}: {_first_line(error)}") from error
                self._recover()
                time.sleep(_RETRY_SECONDS)
                continue
            self._reader, self._seen = reader, seen
            return reader

    def _recover(self) -> None:
        """Replay what a killed writer left, unless one is alive."""
        try:
            with self._lock.acquire(timeout=0):
                _Handle(self._path, read_only=False).close()
        except (Timeout, OSError, RuntimeError):
            return  # alive, or not ours to write: the caller tries again, and gives up in the end

    @contextmanager
    def _open_for_writing(self) -> Iterator["_Handle"]:
        if self._read_only:
            raise StoreError(f"{self.url} is open for reading only.")
        with self._guard:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout as error:
                raise StoreBusy(
                    f"Another run is writing to {self.url}. Wait until it is done, or give this one another --store."
                ) from error
            try:
                self.close()
                self._drop_leftovers()
                handle = self._open_writer()
                try:
                    yield handle
                finally:
                    handle.close()
            finally:
                self._lock.release()

    def _drop_leftovers(self) -> None:
        # Somebody deleted the store but not the log beside it: a new store cannot be made next to that.
        if not self._path.exists():
            for ending in (".wal", ".wal.checkpoint", ".shadow"):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)

    def _open_writer(self) -> "_Handle":
        try:
            return _Handle(self._path, read_only=False)
        except RuntimeError as error:
            if "lock" in str(error).lower():
                raise StoreBusy(f"Another program has {self.url} open for writing.") from error
            raise StoreError(f"Cannot open {self.url}: {_first_line(error)}") from error


class _Handle:
    """An open database with one connection; turns results into plain rows."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        # Its float compression loses values: numbers of a vector came back as 0 after a few transactions.
        self._database = ladybug.Database(
            str(path), buffer_pool_size=_BUFFER_POOL, read_only=read_only, compression=False
        )
        self._connection = ladybug.Connection(self._database)

    def run(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        try:
            with _one_result(self._connection, cypher, parameters) as result:
                names = result.get_column_names()
                rows = [dict(zip(names, row, strict=True)) for row in result.get_all()]
                # The sum of integers is a decimal number here, on other engines an integer.
                kinds = zip(names, result.get_column_data_types(), strict=True)
                decimal = [name for name, kind in kinds if kind.startswith(("DECIMAL", "INT128"))]
                for row in rows if decimal else ():
                    row.update({name: plain(row[name]) for name in decimal})
                return rows
        except RuntimeError as error:
            raise StoreError(f"The embedded store refused: {_first_line(error)}") from error

    def table(self, cypher: str, parameters: Mapping[str, Any], *, limit: int) -> tuple[list[str], list[list[Any]]]:
        connection = ladybug.Connection(self._database)
        connection.set_query_timeout(_QUERY_SECONDS * 1000)
        try:
            with _one_result(connection, cypher, parameters) as result:
                return result.get_column_names(), [[plain(value) for value in row] for row in result.get_n(limit)]
        except RuntimeError as error:
            raise QueryError(_short(error)) from error
        finally:
            connection.close()

    def table_names(self) -> set[str]:
        return {row["name"] for row in self.run("CALL show_tables() RETURN name", {})}

    def close(self) -> None:
        self._connection.close()
        self._database.close()


class _EmbeddedTransaction(EmbeddedReader, CypherTransaction):
    def __init__(self, handle: _Handle) -> None:
        self.handle = handle

    def _rows_of(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        return self.handle.run(cypher, parameters)


def _one_result(connection: ladybug.Connection, cypher: str, parameters: Mapping[str, Any]) -> ladybug.QueryResult:
    result = connection.execute(cypher, dict(parameters))
    # Several statements in one text give a list; nobody here sends that.
    return result[-1] if isinstance(result, list) else result


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0]


def _short(error: Exception) -> str:
    line = _first_line(error)
    if line.startswith("Interrupted"):
        return f"The query took longer than {_QUERY_SECONDS} seconds. Narrow it down."
    return line
