"""Keep the model's answers on disk, so that nothing is asked twice and a killed run goes on where it stopped.

An answer goes by what was asked (the text, or the two claims), the model and the prompt's version; an
answer is written as soon as it is there and checked. No key and no address of a person stands in the file.
"""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pydantic import BaseModel, ValidationError

from graph.errors import UsageError

Form = TypeVar("Form", bound=BaseModel)

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, made_by TEXT NOT NULL, answer TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS modes (server TEXT NOT NULL, model TEXT NOT NULL, mode TEXT NOT NULL,
    PRIMARY KEY (server, model));
CREATE TABLE IF NOT EXISTS jobs (id TEXT PRIMARY KEY, made_by TEXT NOT NULL, parts TEXT NOT NULL, state TEXT NOT NULL);
"""
_SLICE = 500


@dataclass(frozen=True, slots=True)
class Job:
    """A batch that the provider works on: its id, and per request the texts that stand in it."""

    id: str
    made_by: str
    parts: str
    state: str


def answer_key(made_by: str, *parts: str) -> str:
    """Return what an answer goes by.

    Examples
    --------
    >>> answer_key("llm.v1:some-model:1", "a text") == answer_key("llm.v1:some-model:2", "a text")
    False
    """
    return hashlib.sha256("\x1f".join((made_by, *parts)).encode("utf-8")).hexdigest()


class AnswerStore:
    """Answers in one SQLite file; several threads and several processes may share it.

    Parameters
    ----------
    path : Path
        The file, made with its folder when missing, readable by its owner alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._file = sqlite3.connect(path, timeout=30, check_same_thread=False)
            with self._file:
                self._file.execute("PRAGMA journal_mode = WAL")
                self._file.executescript(_TABLES)
        except (OSError, sqlite3.DatabaseError) as error:
            raise UsageError(
                f"Cannot keep the model's answers in {path}: {error}. Point FAULTLINE_LLM_CACHE at another file."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def get(self, keys: Iterable[str], form: type[Form]) -> dict[str, Form]:
        """Return the answers that are there, by key; what cannot be read is not there, and is asked for again."""
        found: dict[str, Form] = {}
        for key, text in self._texts(keys).items():
            with suppress(ValidationError):
                found[key] = form.model_validate_json(text)
        return found

    def _texts(self, keys: Iterable[str]) -> dict[str, str]:
        wanted = list(dict.fromkeys(keys))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _SLICE):
            part = wanted[start : start + _SLICE]
            marks = ",".join("?" * len(part))
            with self._lock:
                found.update(self._file.execute(f"SELECT key, answer FROM answers WHERE key IN ({marks})", part))  # noqa: S608
        return found

    def put(self, answers: Mapping[str, str], *, kind: str, made_by: str) -> None:
        """Write answers; they are on disk when this returns."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = [(key, kind, made_by, answer, now) for key, answer in answers.items()]
        with self._writing() as file:
            file.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", rows)

    def mode(self, server: str, model: str) -> str | None:
        """Return the way of asking that this server was last seen to understand."""
        with self._lock:
            row = self._file.execute(
                "SELECT mode FROM modes WHERE server = ? AND model = ?", (server, model)
            ).fetchone()
        return None if row is None else str(row[0])

    def remember_mode(self, server: str, model: str, mode: str) -> None:
        """Note the way of asking that this server understands."""
        with self._writing() as file:
            file.execute("INSERT OR REPLACE INTO modes VALUES (?, ?, ?)", (server, model, mode))

    def jobs(self, *, state: str) -> list[Job]:
        """Return the batches in a state ("sent" or "done")."""
        with self._lock:
            rows = self._file.execute("SELECT * FROM jobs WHERE state = ? ORDER BY id", (state,)).fetchall()
        return [Job(*row) for row in rows]

    def put_job(self, job: Job) -> None:
        """Note a batch, or its new state."""
        with self._writing() as file:
            file.execute("INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?)", (job.id, job.made_by, job.parts, job.state))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._file:
            yield self._file
