"""The overview: how much there is, where sources split most, what is new, and what nobody disputes."""

import streamlit as st

from dashboard import components, downloads
from dashboard.kept import kept
from dashboard.links import page
from dashboard.visits import last_visit, remember_visit
from graph.blind_spots import blind_spots
from graph.debate_lines import contested_debates
from graph.news import latest_changes, movement, news
from graph.questions import counts, sources
from graph.store import GraphStore

_CARDS = 5
_BLIND = 5


def show(store: GraphStore) -> None:
    """Show the overview."""
    total = kept(store, counts)
    if total.insights + total.without_claim == 0:
        st.header("Nothing has been read yet")
        components.empty(
            "Read a digest, a folder, JSON lines or a CSV file into this store, then come back:",
            f"faultline run FILE --store {store.url}",
        )
        return
    # The debates are what a reader comes for: they do not wait for the figures above them.
    above = st.container()
    _search()
    _contested(store, total.debates)
    with above:
        unnamed = any(source.kind == "digest" for source in kept(store, sources))
        components.counts_line(total, kept(store, movement), unnamed=unnamed)
    _news(store)
    _blind(store)
    _changes(store)
    remember_visit()


def _search() -> None:
    st.text_input("Search debates", key="search everywhere", placeholder="an actor, a move, words of a side")
    if st.session_state["search everywhere"]:
        st.switch_page(page("debates"), query_params={"text": st.session_state["search everywhere"]})


def _contested(store: GraphStore, total: int) -> None:
    st.subheader("Most contested")
    found = kept(store, contested_debates, most=_CARDS)
    if not found:
        components.empty("No claims contradict each other yet. Read more sources:", "faultline run FILE")
    for debate in found:
        with st.container(gap="xxsmall"):
            components.debate_card(debate)
            components.open_debate(debate.id)
    if found:
        with st.container(horizontal=True):
            if total > len(found):
                st.page_link(page("debates"), label=f"All {total:,} debates →")
            st.page_link(page("map"), label="Which source stands where →", query_params={"picture": "sources"})
    downloads.offer([row for debate in found for row in downloads.card_rows(debate)], "most-contested")


def _news(store: GraphStore) -> None:
    st.subheader("New since your last visit")
    before = last_visit()
    if before is None:
        st.text("This is the first visit with this browser. What is new the next time will stand here.")
        return
    found = kept(store, news, before)
    components.news_line(found)
    components.debate_list(found.debates)


def _blind(store: GraphStore) -> None:
    st.subheader("Blind spots")
    found = kept(store, blind_spots)
    if not found.actors and not found.debates:
        st.text("None: every actor with three insights or more is judged in more than one way, by several sources.")
        return
    st.caption("Actors and debates that only one side or only one source covers")
    components.blind_spots(found.actors[:_BLIND], found.debates[:_BLIND])


def _changes(store: GraphStore) -> None:
    found = kept(store, latest_changes)
    if found:
        st.subheader("Changed minds and new states")
        components.changed_minds(found)
