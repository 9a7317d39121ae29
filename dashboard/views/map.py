"""The map: which actor makes which move, and what is made of it."""

import streamlit as st

from dashboard import address, charts, components, downloads
from dashboard.kept import kept
from dashboard.safe import visible
from graph.answers import DebateAnswer
from graph.debate_index import DebateHead, Wanted, assembled, debate_index, narrowed
from graph.stances import Cell, MoveMap, cell_quotes, map_cells, move_map
from graph.store import GraphStore

_SIZES = {"12": (12, 24), "6": (6, 12), "24": (24, 48)}
_SHOWN = 5


def show(store: GraphStore) -> None:
    """Show the map, and below it what belongs to the chosen cell."""
    st.header("Map")
    cells = kept(store, map_cells)
    if not cells:
        components.unread(store, "No moves are known yet.")
        return
    size = address.choose_always("Actors", list(_SIZES), name="size", words=lambda size: f"the {size} most spoken of")
    shown = kept(store, _map, size)
    _draw(shown)
    actor, move = _asked(cells)
    chosen = [cell for cell in cells if actor in (None, cell.actor) and move in (None, cell.name)]
    if actor or move:
        _below(store, actor, move, chosen)
    drawn = chosen if actor or move else list(shown.cells)
    downloads.offer([_row(cell) for cell in drawn], "map")


def _map(store: GraphStore, size: str) -> MoveMap:
    actors, moves = _SIZES[size]
    return move_map(kept(store, map_cells), actors=actors, moves=moves)


def _draw(shown: MoveMap) -> None:
    st.caption("In claims: praised +, blamed −, a bare number is only reported. Click a cell to see what is behind it.")
    components.chart(
        charts.moves_of_actors(shown, components.colours()),
        alt=f"What is made of {len(shown.moves)} moves of {len(shown.actors)} actors; the same is in the download",
        key="map",
        on_select=True,
        wide=True,
    )
    if shown.left_out:
        st.caption(f"{shown.left_out:,} claims of other actors and moves are left out here.")
    _take_over(shown)


def _take_over(shown: MoveMap) -> None:
    """Put a click on a cell into the address, once."""
    picked = (st.session_state["map"] or {}).get("selection", {}).get("cell", [])
    cell = (picked[0].get("actor"), picked[0].get("move")) if picked else None
    if cell == st.session_state.get("map taken over"):
        return
    st.session_state["map taken over"] = cell
    # The chart holds what can be seen of a name; the address holds the name.
    named = [(one.actor, one.name) for one in shown.cells if (visible(one.actor), visible(one.name)) == cell]
    address.put(actor=named[0][0] if named else None, move=named[0][1] if named else None)


def _asked(cells: tuple[Cell, ...]) -> tuple[str | None, str | None]:
    actor, move = address.asked("actor"), address.asked("move")
    actors: dict[str, int] = {}
    moves: dict[str, int] = {}
    for cell in cells:
        if move in (None, cell.name):
            actors[cell.actor] = actors.get(cell.actor, 0) + cell.claims
        if actor in (None, cell.actor):
            moves[cell.name] = moves.get(cell.name, 0) + cell.claims
    with st.container(horizontal=True):
        chosen_actor = address.choose("Actor", _most_first(actors), name="actor")
        chosen_move = address.choose("Move", _most_first(moves), name="move")
    return chosen_actor, chosen_move


def _below(store: GraphStore, actor: str | None, move: str | None, chosen: list[Cell]) -> None:
    if not chosen:
        st.text("Nothing is known of this actor and this move together. Take one of them away.")
        return
    heads = kept(store, _debates, actor, move)
    if heads:
        st.subheader("Debates")
    components.debate_list(kept(store, _assembled, [head.id for head in heads[:_SHOWN]]))
    if actor and move:
        st.subheader("What is said")
        components.quotes(kept(store, cell_quotes, actor, move))


def _debates(store: GraphStore, actor: str | None, move: str | None) -> list[DebateHead]:
    return narrowed(kept(store, debate_index), Wanted(actor=actor, move=move))


def _assembled(store: GraphStore, ids: list[str]) -> list[DebateAnswer]:
    heads = {head.id: head for head in kept(store, debate_index)}
    return assembled(store, [heads[id_] for id_ in ids], most=1)


def _most_first(counted: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _row(cell: Cell) -> dict[str, str | int | float]:
    return {
        "actor": cell.actor,
        "move": cell.name,
        "claims": cell.claims,
        "praised": cell.praise,
        "blamed": cell.blame,
        "reported": cell.neutral,
        "net": round(cell.net, 4),
    }
