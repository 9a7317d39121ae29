"""The list of debates: search, narrow down, sort, turn pages."""

from typing import Any

import streamlit as st

from dashboard import address, components, downloads
from dashboard.kept import kept
from dashboard.words import counted, split_kind, week_name
from graph.answers import DebateLine
from graph.debate_index import DebateHead, Order, Wanted, choices, debate_index, narrowed, ordered
from graph.debate_lines import debate_lines, hottest_lines
from graph.models import Facet
from graph.questions import counts
from graph.store import GraphStore
from graph.wording import gerund

_PAGE_SIZE = 10
_ORDERS = {Order.HEAT: "Most contested", Order.LATEST: "Latest", Order.INSIGHTS: "Most insights"}


def show(store: GraphStore) -> None:
    """Show the list."""
    st.header("Debates")
    total = kept(store, counts).debates
    if not total:
        components.empty("No claims contradict each other yet. Read more sources:", "faultline run FILE")
        return
    above = st.container()
    wanted, order = _asked()
    if wanted == Wanted() and order is Order.HEAT:
        # The choices are counted over all debates: a list that is not narrowed down need not wait for them.
        first, last = address.turn_pages(total, size=_PAGE_SIZE)
        _list(kept(store, hottest_lines, skip=first, most=last - first), total, total)
        with above:
            _ask(kept(store, debate_index), wanted)
        found = list(kept(store, debate_index))
    else:
        heads = kept(store, debate_index)
        with above:
            _ask(heads, wanted)
        found = ordered(narrowed(heads, wanted), order)
        if not found:
            st.text("No debate fits. Take a word or a choice away.")
            st.button("Start again", on_click=_start_again)
            return
        first, last = address.turn_pages(len(found), size=_PAGE_SIZE)
        _list(kept(store, debate_lines, [head.id for head in found[first:last]]), len(found), total)
    downloads.offer([_row(head) for head in found], "debates")


_HEAT = (
    "Heat says how contested a debate is: its insights, raised to the second largest side as a share of the largest. "
    "3 against 3 gives 6, 4 against 2 gives 2.4, 9 against 1 gives 1.3."
)


def _list(shown: list[DebateLine], found: int, total: int) -> None:
    st.caption(f"{counted(found, 'debate')} of {total:,}. {_HEAT}")
    components.debate_list(shown)
    address.page_buttons(found, size=_PAGE_SIZE)


def _asked() -> tuple[Wanted, Order]:
    """Return what the address asks for."""
    asked = {name: address.asked(name) for name in ("actor", "move", "source", "facet", "status", "week")}
    sort = address.asked("sort")
    order = Order(sort) if sort in set(Order) else Order.HEAT
    return Wanted(text=(address.asked("text") or "").strip(), **asked), order


def _ask(heads: tuple[DebateHead, ...], wanted: Wanted) -> None:
    """Offer the choices that there are, each with what it would leave."""
    with st.container(horizontal=True):
        address.search("Search", name="text", placeholder="an actor, a move, words of a side")
        address.choose_always(
            "Sort by", [order.value for order in Order], name="sort", words=lambda value: _ORDERS[Order(value)]
        )
    left = choices(heads, wanted)
    with st.container(horizontal=True):
        address.choose("Actor", left["actor"], name="actor")
        address.choose("Source", left["source"], name="source")
        address.choose("Move", left["move"], name="move", words=gerund)
    with st.container(horizontal=True):
        address.choose("Split on", left["facet"], name="facet", words=_facet)
        address.choose("Review", left["status"], name="status")
        address.choose("Latest quote", left["week"], name="week", words=week_name)


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
