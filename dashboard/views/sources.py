"""All sources, with how much of each there is."""

import streamlit as st

from dashboard import components
from graph.questions import sources
from graph.store import GraphStore


def show(store: GraphStore) -> None:
    """Show the table of sources."""
    known = sources(store)
    st.header("Sources")
    if known:
        components.source_table(known)
    else:
        components.empty("Nothing has been read yet. Read something first:", f"faultline run FILE --store {store.url}")
