"""Keep answers until the store changes, so that a click costs no query that was asked before."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from graph.state import state_of
from graph.store import GraphStore

P = ParamSpec("P")
Answer = TypeVar("Answer")


def kept(
    store: GraphStore, ask: Callable[Concatenate[GraphStore, P], Answer], *given: P.args, **options: P.kwargs
) -> Answer:
    """Return ``ask(store, ...)``, from memory where the store is as it was when that was asked before.

    What is returned is shared by all readers: `ask` has to return something that is never changed.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"
    words = repr((given, sorted(options.items())))
    state = state_of(store)
    if _states.setdefault(store.url, state) != state:
        # Nobody asks for a state that is past: its answers would only take memory.
        _states[store.url] = state
        _answer.clear()
    return cast(Answer, _answer(store.url, state, name, words, lambda: ask(store, *given, **options)))


_states: dict[str, tuple[int, ...]] = {}


# What is not used here is what the answer is kept under.
@st.cache_resource(max_entries=256, show_spinner=False)
def _answer(url: str, state: tuple[int, ...], name: str, given: str, _ask: Callable[[], Any]) -> Any:  # noqa: ARG001
    return _ask()
