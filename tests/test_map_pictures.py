"""Moves that are alike stand in one row of the map, and every source on its side of a debate."""

from builders import a_batch, a_claim, an_insight
from labelled_graph import write_labelled

from graph.kindred import kindred_moves
from graph.models import Strategy
from graph.questions import debates
from graph.stands import stands
from graph.store import GraphStore

MOVES = {"sell compute": (1.0, 0.1, 0.0), "rent out servers": (0.9, 0.3, 0.0), "hire pilots": (0.0, 0.1, 1.0)}


def write_moves(store: GraphStore) -> None:
    insights = [an_insight(text=f"Northwind will {move}.") for move in MOVES]
    claims = [
        a_claim(insight=insight, strategy_text=move, vector=vector)
        for insight, (move, vector) in zip(insights, MOVES.items(), strict=True)
    ]
    found = [Strategy(id=claim.id, name=claim.strategy_text, members=(claim.id,)) for claim in claims]
    with store.transaction() as tx:
        tx.write(a_batch(insights=insights, claims=claims, strategies=found))


def test_moves_that_are_alike_stand_together_under_the_first(store: GraphStore) -> None:
    write_moves(store)
    asked = ["hire pilots", "rent out servers", "sell compute", "no such move"]
    assert kindred_moves(store, asked) == (
        ("hire pilots",),
        ("rent out servers", "sell compute"),
        ("no such move",),
    )
    assert kindred_moves(store, asked, alike=0.999) == tuple((move,) for move in asked)
    assert kindred_moves(store, []) == ()


def test_a_source_stands_where_its_quotes_are(store: GraphStore) -> None:
    write_labelled(store, "dev")
    found = stands(store)
    shown = {debate.id: debate for debate in debates(store, limit=20)}
    assert {stand.debate for stand in found} <= set(shown)
    for stand in found:
        for side in shown[stand.debate].sides:
            own = {quote.insight_id for quote in side.quotes if quote.source == stand.source}
            assert stand.sides.get(side.letter, 0) == len(own)
    titles = {stand.debate: stand.title for stand in found}
    assert len(set(titles.values())) == len(titles)
