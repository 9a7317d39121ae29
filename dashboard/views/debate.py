"""One debate: the question, both sides word for word, why they contradict, and when they spoke."""

import streamlit as st

from dashboard import address, charts, components, downloads
from dashboard.kept import kept
from dashboard.links import has_page, page
from dashboard.words import counted
from graph.answers import DebateAnswer
from graph.questions import debate as find_debate
from graph.store import GraphStore
from graph.timeline import Timeline, timeline

_QUOTES = 10


def show(store: GraphStore) -> None:
    """Show the debate that holds the relation in the address now."""
    st.page_link(page("debates"), label="← All debates")
    most = address.number("quotes", _QUOTES)
    debate = kept(store, find_debate, st.query_params.get("debate", ""), most=most)
    if debate is None:
        st.header("No debate holds this address now")
        components.empty(
            "Its quotes may have been read anew, or a reviewer dismissed it. All contradictions:",
            "faultline contradictions",
        )
        return
    _merged_from(debate, st.query_params.get("debate", ""))
    components.debate_whole(debate)
    more = most + 2 * _QUOTES if any(side.claims > most for side in debate.sides) else None
    if more:
        st.button("Show more quotes", on_click=address.put, kwargs={"quotes": more})
    _when(debate, kept(store, timeline, debate.id))
    components.figures(debate)
    if debate.neutral:
        with st.expander(f"{counted(debate.reports, 'neutral report')} of the same move"):
            components.quotes(debate.neutral)
    with st.expander(f"Why each pair contradicts ({debate.pairs:,})"):
        components.reasons(debate)
        if len(debate.contradictions) < debate.pairs:
            st.caption(f"The {len(debate.contradictions):,} strongest of {debate.pairs:,}.")
    _review(debate)
    downloads.offer(downloads.debate_rows(debate), "debate")
    if more:
        # Read while the reader reads: more quotes are there when they are asked for.
        kept(store, find_debate, st.query_params.get("debate", ""), most=more)


def _merged_from(debate: DebateAnswer, asked: str) -> None:
    """Say so where the address is that of a contradiction which is part of this debate."""
    if asked == debate.id:
        return
    named = next((pair for pair in debate.contradictions if pair.relation_id == asked), None)
    st.text(
        "The address names one contradiction of this debate; a debate of its own that it had is merged into this one."
    )
    if named is not None:
        with st.expander("Merged from: the contradiction that the address names", expanded=True):
            components.contradictions([named])


def _when(debate: DebateAnswer, spoken: Timeline) -> None:
    st.subheader("When they spoke")
    if spoken.dated:
        days = sorted({moment.day for moment in spoken.dated if moment.day})
        components.chart(
            charts.when_sides_spoke(spoken.dated, components.colours()),
            alt=f"Insights of each side by day, from {days[0]} to {days[-1]}",
        )
        if spoken.undated:
            st.caption(f"{counted(spoken.undated, 'insight')} without a date left out.")
    else:
        st.text("None of these insights has a date.")
    st.subheader("Who changed their mind")
    if spoken.changed_minds:
        components.changed_minds(spoken.changed_minds)
    elif debate.opened is None:
        st.text("Unknown: that takes two dates.")
    else:
        st.text("Nobody in this debate, as far as these sources tell.")


def _review(debate: DebateAnswer) -> None:
    if debate.contradictions and has_page("review"):
        st.page_link(
            page("review"),
            label="Is this a real contradiction? Review it →",
            query_params={"relation": debate.contradictions[0].relation_id},
        )
