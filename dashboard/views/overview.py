"""The overview: how much there is, and where sources split most."""

import streamlit as st

from dashboard import components
from dashboard.links import page
from graph.answers import Filters
from graph.models import Facet
from graph.questions import actors, changed_minds, counts, debates, sources
from graph.store import GraphStore

_PAGE_SIZE = 10
_FACETS = {"meaning": Facet.STANCE, "fact": Facet.FACT, "figures": Facet.NUMBER}


def show(store: GraphStore) -> None:
    """Show the overview."""
    total = counts(store)
    if total.insights == 0:
        st.header("Nothing has been read yet")
        components.empty(
            "Read a digest, a folder, JSON lines or a CSV file into this store, then come back:",
            f"faultline run FILE --store {store.url}",
        )
        return
    known = sources(store)
    components.counts_line(total, unnamed=any(source.kind == "digest" for source in known))
    filters = _ask_filters(actors(store), [source.name for source in known])
    st.subheader("Most contested")
    _debates(store, filters, total=total.debates)
    _changes(store, filters)


def _ask_filters(actor_names: list[str], source_names: list[str]) -> Filters:
    with st.container(horizontal=True):
        actor = st.selectbox("Actor", actor_names, index=None, placeholder="any", key="actor", bind="query-params")
        source = st.selectbox("Source", source_names, index=None, placeholder="any", key="source", bind="query-params")
        split = st.selectbox("Split on", list(_FACETS), index=None, placeholder="any", key="split", bind="query-params")
    return Filters(actor=actor, source=source, facet=_FACETS[split] if split else None)


def _debates(store: GraphStore, filters: Filters, *, total: int) -> None:
    room = st.session_state.get("room", _PAGE_SIZE)
    found = debates(store, filters, limit=room + 1)
    if not found and total:
        st.text("No debate fits these filters. Set one back to “any”.")
    elif not found:
        components.empty("No claims contradict each other yet. Read more sources:", "faultline run FILE")
    for debate in found[:room]:
        components.debate_card(debate)
        st.page_link(page("debate"), label="Open debate →", query_params={"debate": debate.id})
    if len(found) > room:
        st.button("Show more", on_click=lambda: st.session_state.update(room=room + _PAGE_SIZE))


def _changes(store: GraphStore, filters: Filters) -> None:
    found = changed_minds(store, filters, limit=_PAGE_SIZE + 1)
    if found:
        st.subheader("Changed minds and new states")
        components.changed_minds(found[:_PAGE_SIZE])
        if len(found) > _PAGE_SIZE:
            st.caption("The report of each week lists them all: `faultline report --week 2026-W47`")
