"""One debate: the question, both sides word for word, and why they contradict."""

import streamlit as st

from dashboard import components
from dashboard.links import page
from dashboard.words import counted
from graph.questions import debate as find_debate
from graph.store import GraphStore


def show(store: GraphStore) -> None:
    """Show the debate that holds the relation in the address now."""
    relation_id = st.query_params.get("debate", "")
    st.page_link(page("overview"), label="← All debates")
    debate = find_debate(store, relation_id)
    if debate is None:
        st.header("No debate holds this address now")
        components.empty(
            "Its quotes may have been read anew, or a reviewer dismissed it. All contradictions:",
            "faultline contradictions",
        )
        return
    components.debate_whole(debate)
    components.figures(debate)
    if debate.neutral:
        with st.expander(f"{counted(debate.reports, 'neutral report')} of the same move"):
            components.quotes(debate.neutral)
    with st.expander(f"Why each pair contradicts ({debate.pairs})"):
        components.reasons(debate)
