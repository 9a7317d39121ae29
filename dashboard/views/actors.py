"""The actors: who they are, what they do, what is made of it, and which figures are claimed about them."""

import streamlit as st

from dashboard import address, charts, components, downloads
from dashboard.kept import kept
from dashboard.words import figure
from graph.actor_profile import ActorProfile, actor_debates, actor_figures, actor_profile, actor_tallies
from graph.source_profile import actor_contradictions
from graph.store import GraphStore

_FIGURES = 40


def show(store: GraphStore) -> None:
    """Show all actors, or the one that the address names."""
    st.header("Actors")
    known = kept(store, actor_tallies)
    if not known:
        components.unread(store, "Nobody is spoken of yet.")
        return
    counts = {tally.name: tally.claims for tally in known}
    name = address.choose("Actor", counts, name="actor", placeholder="all")
    if name is None:
        components.tally_table(known, what="actor", caption="Claims by what is made of them", most=30)
        downloads.offer([tally.model_dump() for tally in known], "actors")
        return
    profile = kept(store, actor_profile, name)
    if profile is None:
        st.text("Nobody goes by this name in the store. Choose somebody else.")
        return
    _names(profile)
    _stance(profile)
    _debates(store, profile)
    _figures(store, profile)
    st.subheader("Strongest contradictions")
    found = kept(store, actor_contradictions, profile.id)
    if found:
        components.contradictions(found)
    else:
        st.text("No two claims about this actor contradict each other.")
    downloads.offer([tally.model_dump() for tally in profile.moves], "actor")


def _names(profile: ActorProfile) -> None:
    components.facts(
        [
            ("name", profile.name),
            ("kind", profile.kind),
            ("also called", ", ".join(profile.aliases) or "no other name known"),
        ]
    )
    st.subheader("Family")
    if profile.family:
        components.family(profile.family)
    else:
        st.text("No ties to others are known.")


def _stance(profile: ActorProfile) -> None:
    st.subheader("Moves")
    components.tally_table(profile.moves, what="move", caption="Claims by what is made of them")
    st.subheader("Stance over time")
    weeks = [tally for tally in profile.weeks if tally.name and tally.praise + tally.blame]
    if weeks:
        components.chart(
            charts.stance_over_time(weeks, components.colours()),
            alt=f"Praise and blame by week, {weeks[0].name} to {weeks[-1].name}",
        )
    else:
        st.text("No dated claim judges this actor.")
    undated = next((tally.claims for tally in profile.weeks if not tally.name), 0)
    if undated and weeks:
        st.caption(f"{undated:,} claims without a date left out.")


def _debates(store: GraphStore, profile: ActorProfile) -> None:
    st.subheader("Debates")
    found = kept(store, actor_debates, profile.id)
    if not found:
        st.text("No debate is about this actor.")
    components.debate_list(found)


def _figures(store: GraphStore, profile: ActorProfile) -> None:
    st.subheader("Figures claimed")
    found = kept(store, actor_figures, profile.id)
    if not found:
        st.text("No source gives a figure.")
        return
    components.stated_figures(found[:_FIGURES])
    rows = [
        downloads.quote_row(stated.quote, figure=figure(stated.quantity), differs_from=len(stated.conflicts))
        for stated in found
    ]
    st.download_button("Figures as CSV", lambda: downloads.as_csv(rows), "figures.csv", "text/csv", on_click="ignore")
