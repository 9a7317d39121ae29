"""The sources: how they agree with each other, and what each of them says."""

from typing import Any

import streamlit as st

from dashboard import address, charts, components, downloads
from dashboard.kept import kept
from dashboard.words import counted
from graph.answers import SourceAnswer
from graph.questions import sources
from graph.source_profile import (
    SourcePair,
    pairs_of,
    source_actors,
    source_changes,
    source_contradictions,
    source_pairs,
)
from graph.store import GraphStore

_IN_MATRIX = 12
_IN_TABLE = 50


def show(store: GraphStore) -> None:
    """Show all sources, or the one that the address names."""
    st.header("Sources")
    known = kept(store, sources)
    if not known:
        components.unread(store, "Nothing has been read yet.")
        return
    names = {source.name: source.insights for source in known}
    name = address.choose("Source", names, name="source", placeholder="all")
    if name is None:
        _all(store, known)
    elif name in names:
        _one(store, next(source for source in known if source.name == name))
    else:
        st.text("There is no source of this name in the store. Choose another.")


def _all(store: GraphStore, known: list[SourceAnswer]) -> None:
    components.source_table(known[:_IN_TABLE])
    if len(known) > _IN_TABLE:
        st.caption(f"The {_IN_TABLE} with the most insights of {len(known):,}; all of them are in the download.")
    downloads.offer([source.model_dump(mode="json") for source in known], "sources")
    st.subheader("Which sources agree")
    # Asked only now: all pairs of claims are counted for it, and the table need not wait.
    pairs = kept(store, source_pairs)
    if not pairs:
        st.text("No two claims agree or contradict each other yet.")
        return
    st.caption("Pairs of claims that agree : pairs that contradict each other; on the diagonal within one source")
    related = {name for pair in pairs for name in (pair.a, pair.b)}
    names = [source.name for source in known if source.name in related][:_IN_MATRIX]
    components.chart(
        charts.sources_agree(pairs, names, components.colours()),
        alt=f"How often {len(names)} sources agree and contradict each other; the same is in the download",
        wide=True,
    )
    if len(related) > len(names):
        st.caption(f"The {len(names)} sources with the most insights of {len(related):,} that are related to any.")
    st.download_button("Matrix as CSV", lambda: downloads.as_csv(_matrix(pairs)), "source-agreement.csv", "text/csv")


def _one(store: GraphStore, source: SourceAnswer) -> None:
    components.source_table([source])
    above = st.container()
    st.subheader("Whom it speaks of")
    actors = kept(store, source_actors, source.name)
    components.tally_table(actors, what="actor", caption="Claims by what the source makes of them")
    st.subheader("Which sources it agrees with")
    beside = st.container()
    st.subheader("Strongest contradictions")
    contradictions = kept(store, source_contradictions, source.name)
    if contradictions:
        components.contradictions(contradictions)
    else:
        st.text("Nothing in the store contradicts it.")
    st.subheader("Changed minds and new states")
    changes = kept(store, source_changes, source.name)
    if changes:
        components.changed_minds(changes)
    else:
        st.text("None found.")
    downloads.offer([tally.model_dump() for tally in actors], "source")
    # Asked last: all pairs of claims in the store are counted for it, and nothing else need wait.
    itself, others = pairs_of(kept(store, source_pairs), source.name)
    within = [counted(itself.contradictions, "contradiction"), counted(itself.agreements, "agreement")]
    with above:
        components.facts([("with itself", " and ".join(within))])
    with beside:
        if others:
            components.source_agreement(source.name, others[:_IN_MATRIX])
        else:
            st.text("No other source speaks of the same moves.")


def _matrix(pairs: tuple[SourcePair, ...]) -> list[dict[str, Any]]:
    return [pair.model_dump() for pair in pairs]
