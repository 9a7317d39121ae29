"""A killed run leaves a whole graph, and two runs at once give the graph of one."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import a_batch, a_claim, an_insight
from filelock import FileLock
from graphs import graph_of
from store_worker import write

from graph.embedded_store import EmbeddedStore
from graph.errors import StoreBusy, StoreError
from graph.store import GraphStore, open_store

WORKER = Path(__file__).resolve().parent / "store_worker.py"


@contextmanager
def worker(url: str, *, pause: float = 0) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(WORKER), url, "--pause", str(pause)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    for written in process.stdout:
        if written.strip() == line:
            return
    pytest.fail(f"the worker ended before it said {line!r}")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The graph of a run that nobody disturbed."""
    with EmbeddedStore(tmp_path_factory.mktemp("undisturbed") / "graph.lbug") as store:
        write(store)
        return graph_of(store)


@pytest.mark.parametrize("moment", ["inside 0", "committed 1", "inside 4", "inside 6"])
def test_a_killed_run_that_is_run_again_gives_the_same_graph(
    store: GraphStore, expected: list[str], moment: str
) -> None:
    store.close()
    with worker(store.url, pause=0.2) as process:
        wait_for(process, moment)
        process.kill()
    with open_store(store.url) as again:
        done = again.meta()["claims"]
        assert done % 40 == 0, "half a transaction is visible"
        write(again)
        assert graph_of(again) == expected


def test_two_runs_at_once_give_the_graph_of_one(store: GraphStore, expected: list[str]) -> None:
    with worker(store.url, pause=0.02) as one, worker(store.url, pause=0.02) as other:
        wait_for(one, "committed 6")
        wait_for(other, "committed 6")
        assert (one.wait(), other.wait()) == (0, 0)
    assert graph_of(store) == expected


def test_a_reader_sees_what_another_process_wrote_while_it_was_open(embedded_store: EmbeddedStore) -> None:
    with EmbeddedStore(embedded_store.url, read_only=True) as page:
        assert page.meta()["claims"] == 0
        with worker(embedded_store.url, pause=0.3) as process:
            wait_for(process, "committed 0")
            wait_for(process, "inside 1")
            assert page.meta()["claims"] in {0, 40}
            wait_for(process, "committed 6")
            process.wait()
        assert page.meta()["claims"] == 240


def test_a_store_that_another_run_writes_to_says_so(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "graph.lbug", lock_seconds=0.2) as store:
        store.ensure_schema()
        with (
            FileLock(f"{store.url}.lock"),
            pytest.raises(StoreBusy, match="Another run is writing"),
            store.transaction(),
        ):
            pytest.fail("the lock was held by somebody else")


def test_reading_needs_no_lock(embedded_store: EmbeddedStore) -> None:
    with FileLock(f"{embedded_store.url}.lock"), EmbeddedStore(embedded_store.url, read_only=True) as page:
        assert page.meta()["claims"] == 0


def test_a_read_only_store_does_not_write(embedded_store: EmbeddedStore) -> None:
    with (
        EmbeddedStore(embedded_store.url, read_only=True) as page,
        pytest.raises(StoreError, match="reading only"),
        page.transaction() as tx,
    ):
        tx.write(a_batch(insights=[an_insight()], claims=[a_claim()]))
