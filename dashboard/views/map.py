"""The map: which actor makes which move and what is made of it, or which source stands on which side."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import address, charts, components, downloads
from dashboard.kept import kept
from dashboard.links import page
from dashboard.safe import visible
from graph.answers import Quote
from graph.debate_index import DebateHead, Wanted, debate_index, narrowed
from graph.debate_lines import debate_lines
from graph.kindred import kindred_moves
from graph.stances import Cell, MoveMap, cell_quotes, map_cells, move_map
from graph.stands import Stand, stands
from graph.store import GraphStore
from graph.wording import gerund

_SIZES = {"12": (12, 20), "6": (6, 10), "24": (24, 40)}
_PICTURES = {"moves": "who makes which move", "sources": "which source stands where"}
_GROUPS = {"alike": "moves that are alike together", "each": "each move for itself"}
_FEW = {"2": "moves with 2 claims or more", "1": "all moves"}
_COMPARED = 100
_SHOWN = 5
_QUOTES = 20


def show(store: GraphStore) -> None:
    """Show the map, and below it what belongs to the chosen cell."""
    st.header("Map")
    above, place = st.container(), components.room_for_chart("vega")
    cells = kept(store, map_cells)
    if not cells:
        place.empty()
        components.unread(store, "No moves are known yet.")
        return
    with above, st.container(horizontal=True):
        picture = address.choose_always("Show", list(_PICTURES), name="picture", words=_PICTURES.__getitem__)
        if picture == "moves":
            size = address.choose_always(
                "Actors", list(_SIZES), name="size", words=lambda size: f"the {size} most spoken of"
            )
            grouped = address.choose_always("Rows", list(_GROUPS), name="rows", words=_GROUPS.__getitem__)
            least = address.choose_always("Of these", list(_FEW), name="least", words=_FEW.__getitem__)
    if picture == "sources":
        _where_sources_stand(store, above, place)
        return
    shown = kept(store, _map, size, grouped == "alike", int(least))
    if shown.cells:
        _draw(shown, above, place)
    else:
        place.text("No move has two claims or more. Choose “all moves” above.")
    _what_is_behind(store, cells, shown)


def _what_is_behind(store: GraphStore, cells: tuple[Cell, ...], shown: MoveMap) -> None:
    alike = {move: group for move, group in shown.alike.items() if len(group) > 1}
    actor, move = _asked(cells, alike)
    moves = alike.get(move or "", (move,))
    chosen = [cell for cell in cells if actor in (None, cell.actor) and (move is None or cell.name in moves)]
    if actor or move:
        _below(store, actor, moves, chosen)
    drawn = chosen if actor or move else list(shown.cells)
    downloads.offer([_row(cell) for cell in drawn], "map")
    # Read while the reader looks at the map: what a click asks for is there then.
    kept(store, debate_index)


def _map(store: GraphStore, size: str, together: bool, least: int) -> MoveMap:
    actors, moves = _SIZES[size]
    cells = kept(store, map_cells)
    groups = kept(store, _groups) if together else ()
    return move_map(cells, groups=groups, actors=actors, moves=moves, least=least)


def _groups(store: GraphStore) -> tuple[tuple[str, ...], ...]:
    counted: dict[str, int] = {}
    for cell in kept(store, map_cells):
        counted[cell.name] = counted.get(cell.name, 0) + cell.claims
    return kindred_moves(store, list(_most_first(counted))[:_COMPARED])


def _draw(shown: MoveMap, above: DeltaGenerator, place: DeltaGenerator) -> None:
    above.caption(
        "In claims: praised +, blamed −, a bare number is only reported. Click a cell to see what is behind it."
    )
    components.chart(
        charts.moves_of_actors(shown, components.colours()),
        alt=f"What is made of {len(shown.moves)} moves of {len(shown.actors)} actors; the same is in the download",
        key="map",
        on_select=True,
        wide=True,
        place=place,
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
    named = [
        (one.actor, one.name) for one in shown.cells if (visible(one.actor), charts.move_label(shown, one.name)) == cell
    ]
    address.put(actor=named[0][0] if named else None, move=named[0][1] if named else None)


def _asked(cells: tuple[Cell, ...], alike: dict[str, tuple[str, ...]]) -> tuple[str | None, str | None]:
    actor, move = address.asked("actor"), address.asked("move")
    among = alike.get(move or "", (move,))
    actors: dict[str, int] = {}
    moves: dict[str, int] = {}
    for cell in cells:
        if move is None or cell.name in among:
            actors[cell.actor] = actors.get(cell.actor, 0) + cell.claims
        if actor in (None, cell.actor):
            moves[cell.name] = moves.get(cell.name, 0) + cell.claims
    for lead, group in alike.items():
        if any(one in moves for one in group):
            moves[lead] = sum(moves.get(one, 0) for one in group)
    with st.container(horizontal=True):
        chosen_actor = address.choose("Actor", _most_first(actors), name="actor")
        chosen_move = address.choose(
            "Move",
            _most_first(moves),
            name="move",
            words=lambda one: gerund(one) + (" and what is alike" if one in alike else ""),
        )
    return chosen_actor, chosen_move


def _below(store: GraphStore, actor: str | None, moves: Sequence[str | None], chosen: list[Cell]) -> None:
    if not chosen:
        st.text("Nothing is known of this actor and this move together. Take one of them away.")
        return
    heads = kept(store, _debates, actor, tuple(moves))
    if heads:
        st.subheader("Debates")
    components.debate_list(kept(store, debate_lines, [head.id for head in heads[:_SHOWN]]))
    if actor and moves[0]:
        st.subheader("What is said")
        components.quotes(kept(store, _quotes, actor, tuple(move for move in moves if move)))


def _debates(store: GraphStore, actor: str | None, moves: tuple[str | None, ...]) -> list[DebateHead]:
    every = kept(store, debate_index)
    found = {head.id for move in moves for head in narrowed(every, Wanted(actor=actor, move=move))}
    return [head for head in every if head.id in found]


def _quotes(store: GraphStore, actor: str, moves: tuple[str, ...]) -> list[Quote]:
    return [quote for move in moves for quote in cell_quotes(store, actor, move, most=_QUOTES)][:_QUOTES]


def _where_sources_stand(store: GraphStore, above: DeltaGenerator, place: DeltaGenerator) -> None:
    found = kept(store, stands)
    if not found:
        place.empty()
        components.unread(store, "No claims contradict each other yet.")
        return
    above.caption(
        "The most contested debates: on which side each source stands, with how many insights where it has several. "
        "Blue is side A, orange side B, pale where a source is on more than one. Click a cell to open the debate."
    )
    components.chart(
        charts.where_sources_stand(found, components.colours()),
        alt="On which side of each debate every source stands; the same is in the download",
        key="stands",
        on_select=True,
        wide=True,
        place=place,
    )
    picked = (st.session_state["stands"] or {}).get("selection", {}).get("stand", [])
    if picked:
        st.switch_page(page("debate"), query_params={"debate": str(picked[0].get("debate"))})
    downloads.offer([_stand_row(stand) for stand in found], "where-sources-stand")


def _stand_row(stand: Stand) -> dict[str, str | int]:
    insights = "; ".join(f"{letter} {number}" for letter, number in stand.sides.items())
    return {"debate": stand.debate, "title": stand.title, "source": stand.source, "insights by side": insights}


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
