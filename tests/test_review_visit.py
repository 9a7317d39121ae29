"""A reviewer's steps: decisions are stored meanwhile, and each is taken back once."""

from threading import Thread

import pytest
from filelock import FileLock
from labelled_graph import write_labelled

from dashboard import reviewing
from dashboard.review_visit import Visit
from graph.embedded_store import EmbeddedStore
from graph.questions import contradictions
from graph.review_queue import progress
from graph.reviews import Decision


def decide(visit: Visit, store: EmbeddedStore, relation_id: str) -> None:
    visit.decide(store.url, relation_id, Decision.CONFIRM, reviewer="Ann", note="")


def test_undo_after_a_decision_that_was_not_stored_takes_no_other_back(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_labelled(embedded_store, "seed")
    monkeypatch.setattr(reviewing, "open_store", lambda url: EmbeddedStore(url, lock_seconds=0.1))
    first, second = (pair.relation_id for pair in contradictions(embedded_store)[:2])
    visit = Visit()
    decide(visit, embedded_store, first)
    visit.settle()
    with FileLock(f"{embedded_store.url}.lock"):
        decide(visit, embedded_store, second)
        assert visit.undo(embedded_store.url) is None
    assert visit.failed is not None
    assert visit.failed[0] == second
    assert visit.passed() == {first}
    assert progress(embedded_store).confirmed == 1
    visit.failed = None
    assert visit.undo(embedded_store.url) == first
    assert progress(embedded_store).decided == 0


def test_two_runs_that_wait_for_one_decision_both_see_it_stored(embedded_store: EmbeddedStore) -> None:
    write_labelled(embedded_store, "seed")
    (relation_id, *_) = (pair.relation_id for pair in contradictions(embedded_store))
    visit = Visit()
    decide(visit, embedded_store, relation_id)
    decide(visit, embedded_store, relation_id)  # a key pressed twice
    seen: list[int] = []

    def wait() -> None:
        visit.settle()
        seen.append(len(visit.steps))

    runs = [Thread(target=wait) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert seen == [1, 1]
    assert len(embedded_store.fetch_reviews()) == 1
