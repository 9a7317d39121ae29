"""The page keeps answers for as long as the store stands as it was."""

import gc
import weakref
from datetime import UTC, datetime

from dashboard.kept import kept
from graph.store import GraphStore


class Answer:
    """Something that can be watched."""


def test_what_was_asked_before_is_not_asked_again(store: GraphStore) -> None:
    asked: list[str] = []

    def ask(store: GraphStore, word: str) -> Answer:
        asked.append(word)
        return Answer()

    first = kept(store, ask, "a")
    assert kept(store, ask, "a") is first
    assert kept(store, ask, "b") is not first
    assert asked == ["a", "b"]


def test_answers_of_an_earlier_state_are_let_go(store: GraphStore) -> None:
    def ask(store: GraphStore) -> Answer:
        return Answer()

    def another(store: GraphStore) -> Answer:
        return Answer()

    early = weakref.ref(kept(store, ask))
    with store.transaction() as tx:
        tx.add_run(datetime.now(UTC), {"claims": 0})
    kept(store, another)
    gc.collect()
    assert early() is None
