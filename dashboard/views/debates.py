"""The list of debates: search, narrow down, sort, turn pages."""

from typing import Any

import streamlit as st

from dashboard import address, components, downloads
from dashboard.kept import kept
from dashboard.words import counted, split_kind, week_name
from graph.debate_index import DebateHead, Order, Wanted, choices, debate_index, narrowed, ordered
from graph.debate_lines import debate_lines
from graph.models import Facet
from graph.store import GraphStore
from graph.wording import gerund

_PAGE_SIZE = 10
_ORDERS = {Order.HEAT: "Most contested", Order.LATEST: "Latest", Order.INSIGHTS: "Most insights"}


def show(store: GraphStore) -> None:
    """Show the list."""
    st.header("Debates")
    heads = kept(store, debate_index)
    if not heads:
        components.empty("No claims contradict each other yet. Read more sources:", "faultline run FILE")
        return
    found = _asked(heads)
    if not found:
        st.text("No debate fits. Take a word or a choice away.")
        st.button("Start again", on_click=_start_again)
        return
    first, last = address.turn_pages(len(found), size=_PAGE_SIZE)
    st.caption(f"{counted(len(found), 'debate')} of {len(heads):,}. {_HEAT}")
    components.debate_list(kept(store, debate_lines, [head.id for head in found[first:last]]))
    address.page_buttons(len(found), size=_PAGE_SIZE)
    downloads.offer([_row(head) for head in found], "debates")


_HEAT = (
    "Heat says how contested a debate is: its insights, raised to the second largest side as a share of the largest. "
    "3 against 3 gives 6, 4 against 2 gives 2.4, 9 against 1 gives 1.3."
)


def _asked(heads: tuple[DebateHead, ...]) -> list[DebateHead]:
    with st.container(horizontal=True):
        text = address.search("Search", name="text", placeholder="an actor, a move, words of a side")
        order = address.choose_always(
            "Sort by", [order.value for order in Order], name="sort", words=lambda value: _ORDERS[Order(value)]
        )
    asked = {name: address.asked(name) for name in ("actor", "move", "source", "facet", "status", "week")}
    counts = choices(heads, Wanted(text=text, **asked))
    with st.container(horizontal=True):
        address.choose("Actor", counts["actor"], name="actor")
        address.choose("Source", counts["source"], name="source")
        address.choose("Move", counts["move"], name="move", words=gerund)
    with st.container(horizontal=True):
        address.choose("Split on", counts["facet"], name="facet", words=_facet)
        address.choose("Review", counts["status"], name="status")
        address.choose("Latest quote", counts["week"], name="week", words=week_name)
    return ordered(narrowed(heads, Wanted(text=text, **asked)), Order(order))


def _facet(value: str) -> str:
    return split_kind(Facet(value)) if value in set(Facet) else value


def _start_again() -> None:
    address.put(text=None, actor=None, move=None, source=None, facet=None, status=None, week=None, page=None)


def _row(head: DebateHead) -> dict[str, Any]:
    return {
        "debate": head.id,
        "question": head.question,
        "split": head.facet.value,
        "heat": head.heat,
        "opened": head.opened,
        "changed": head.changed,
        "insights": head.insights,
        "actors": "; ".join(head.actors),
        "moves": "; ".join(head.moves),
        "sources": "; ".join(head.sources),
        "review": "; ".join(head.statuses),
    }
