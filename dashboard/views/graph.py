"""What stands around an actor, a debate or a source, as a picture that grows where it is clicked."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import components, downloads, work_pages
from dashboard.ego_chart import Place, Theme, category, chart, places
from dashboard.kept import kept
from dashboard.links import has_page, page
from dashboard.words import counted
from graph.ego import EgoGraph, Node, NodeKind, actor_named, debate_with_id, ego_graph, hottest_debates, source_named
from graph.questions import actors, source_names
from graph.quotes import load_quotes
from graph.store import GraphStore
from graph.wording import clipped

_ABOUT = ("actor", "debate", "source")
_DEBATES = 200
_MOST_OPEN = 40
_HEIGHT = 620


def show(store: GraphStore) -> None:
    """Show the page."""
    work_pages.style()
    st.header("Graph")
    above, place = st.container(), components.room_for_chart("echarts")
    debates = kept(store, hottest_debates, limit=_DEBATES)
    if not debates:
        place.empty()
        components.empty(
            "There is nothing to draw: no claims contradict each other yet. Read more sources:",
            f"faultline run FILE --store {store.url}",
        )
        return
    with above:
        centre, steps = _ask(store, debates)
    if centre is None:
        place.empty()
        return
    opened = _opened()
    ego = kept(store, ego_graph, centre, steps=steps, opened=tuple(opened))
    picked = opened[-1] if opened else None
    _picture(ego, picked, place)
    _words(ego)
    _keyboard(ego)
    node = next((node for node in ego.nodes if node.key == picked), ego.centre)
    _about(store, node)
    _take_away(ego)


def _ask(store: GraphStore, debates: list[Node]) -> tuple[Node | None, int]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        about = st.segmented_control(
            "Around", _ABOUT, default="actor", required=True, key="about", bind="query-params", on_change=_close_all
        )
        centre = _ask_centre(store, about, debates)
        steps = st.segmented_control("Steps", [1, 2, 3, 4], default=3, required=True, key="steps", bind="query-params")
    return centre, int(steps)


def _ask_centre(store: GraphStore, about: str, debates: list[Node]) -> Node | None:
    if about == "debate":
        titles = {node.id: clipped(node.label, length=100) for node in debates}
        asked = _choice("Debate", titles, key="debate")
        found = debate_with_id(store, asked) if asked else None
    elif about == "source":
        asked = _choice("Source", {name: name for name in kept(store, source_names)}, key="source")
        found = source_named(store, asked) if asked else None
    else:
        asked = _choice("Actor", {name: name for name in kept(store, actors)}, key="actor")
        found = actor_named(store, asked) if asked else None
    if found is None:
        st.text("The graph does not hold this now. Choose another.")
    return found


def _choice(label: str, options: dict[str, str], *, key: str) -> str | None:
    return work_pages.choice(label, options, key=key, on_change=_close_all, width=420)


def _picture(ego: EgoGraph, picked: str | None, place: DeltaGenerator) -> None:
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    spec = chart(ego, _places(ego), theme=theme, picked=picked)
    # A key of its own for each picture: a selection is an index, which means another node in another picture.
    key = f"graph {ego.centre.key} {len(ego.nodes)} {picked}"
    event: Any = place.echarts_chart(
        spec,
        height=_HEIGHT,
        key=key,
        on_select="rerun",
        renderer="svg",
        alt=f"What stands around {clipped(ego.centre.label)}",
    )
    chosen = _selected(ego, event)
    if chosen is not None and chosen.key != picked:
        _open(chosen.key)
        st.rerun()


def _selected(ego: EgoGraph, event: Any) -> Node | None:
    for group in event.selection.selected:
        if group.get("data_type", "node") == "node":
            for index in group["data_indices"]:
                if 0 <= index < len(ego.nodes):
                    node: Node = ego.nodes[index]
                    return node
    return None


def _places(ego: EgoGraph) -> dict[str, Place]:
    """Return where nodes stand, the same as before for those that were drawn before around this centre."""
    kept: dict[str, dict[str, Place]] = st.session_state.setdefault("places", {})
    before = kept.get(ego.centre.key, {})
    found = _laid_out(ego, before)
    st.session_state["places"] = {ego.centre.key: before | found}
    return found


@st.cache_data(
    max_entries=64,
    show_spinner=False,
    hash_funcs={EgoGraph: lambda ego: ego.model_dump_json(include={"nodes", "edges"})},
)
def _laid_out(ego: EgoGraph, known: dict[str, Place]) -> dict[str, Place]:
    return places(ego, known=known)


def _words(ego: EgoGraph) -> None:
    """Say what is drawn, and what is not."""
    parts = [counted(len(ego.nodes), "node")]
    if ego.left_out:
        missing = ", ".join(counted(number, kind.value) for kind, number in sorted(ego.left_out.items()))
        least = "at least " if ego.at_least else ""
        parts.append(f"left out for want of room: {least}{missing}. Fewer steps, or another centre, show them")
    work_pages.line(parts)
    st.caption(
        "Squares are sides, dots are claims. Dashed lines contradict, arrows lead from a later statement to the one it "
        "replaces. Click a node to see what is behind it; drag and scroll to move."
    )


def _keyboard(ego: EgoGraph) -> None:
    """Offer to those who do not click what a click does."""
    names = {node.key: f"{category(node)}: {clipped(node.label)}" for node in ego.nodes}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Open a node",
            list(names),
            format_func=names.__getitem__,
            index=None,
            placeholder="or click one in the picture",
            key="open_node",
            on_change=_open_asked,
            width=420,
        )
        st.button("Close all", on_click=_close_all, disabled=not _opened())


def _about(store: GraphStore, node: Node) -> None:
    """Say what is known of the node that was opened last."""
    st.subheader({NodeKind.POSITION: "A side"}.get(node.kind, f"{node.kind.value.capitalize()}"))
    if node.kind is NodeKind.CLAIM:
        components.quotes(list(load_quotes(store, [node.id]).values()))
        return
    st.text(node.label)
    if node.kind is NodeKind.DEBATE:
        st.page_link(page("debate"), label="Open the debate →", query_params={"debate": node.id})
    elif node.kind is NodeKind.ACTOR:
        if has_page("actors"):
            st.page_link(page("actors"), label="Open its profile →", query_params={"actor": node.label})
        st.button("Draw what stands around it", on_click=_centre_on, args=("actor", node.label))
    elif node.kind is NodeKind.SOURCE:
        if has_page("sources"):
            st.page_link(page("sources"), label="Open its profile →", query_params={"source": node.label})
        st.button("Draw what stands around it", on_click=_centre_on, args=("source", node.label))


def _take_away(ego: EgoGraph) -> None:
    """Offer the nodes and, below each, the nodes that it is tied to."""
    tied: dict[str, list[str]] = {node.key: [] for node in ego.nodes}
    for edge in ego.edges:
        tied[edge.a].append(f"{edge.kind} {edge.b}")
    rows = [{**node.model_dump(mode="json"), "lines": ", ".join(tied[node.key])} for node in ego.nodes]
    downloads.offer(rows, "graph")


def _centre_on(about: str, name: str) -> None:
    st.session_state["about"] = about
    st.session_state.pop(f"choice {about}", None)
    st.query_params[about] = name
    _close_all()


def _opened() -> list[str]:
    """Return the keys of the nodes that were opened, in order; they stand in the address."""
    return list(dict.fromkeys(key for key in st.query_params.get_all("open") if key))[:_MOST_OPEN]


def _open(key: str) -> None:
    others = [one for one in _opened() if one != key]
    st.query_params["open"] = [*others[1 - _MOST_OPEN :], key]


def _open_asked() -> None:
    key = st.session_state.pop("open_node", None)
    if key:
        _open(key)


def _close_all() -> None:
    st.query_params.pop("open", None)
