"""The picture around a node holds what is near, in both stores, and never more than there is room for."""

from hostile import HOSTILE, write_split
from labelled_graph import write_labelled

from dashboard.ego_chart import chart, places
from graph.ego import (
    EdgeKind,
    EgoGraph,
    NodeKind,
    actor_named,
    debate_with_id,
    ego_graph,
    hottest_debates,
    source_named,
)
from graph.questions import actors, debates
from graph.store import GraphStore


def kinds(ego: EgoGraph) -> set[NodeKind]:
    return {node.kind for node in ego.nodes}


def test_an_actor_leads_to_its_debates_their_sides_and_claims(store: GraphStore) -> None:
    write_labelled(store, "seed")
    centre = actor_named(store, actors(store)[0].lower())
    assert centre is not None
    assert kinds(ego_graph(store, centre, steps=1)) <= {NodeKind.ACTOR, NodeKind.DEBATE}
    ego = ego_graph(store, centre, steps=3)
    assert kinds(ego) >= {NodeKind.ACTOR, NodeKind.DEBATE, NodeKind.POSITION, NodeKind.CLAIM}
    assert NodeKind.SOURCE not in kinds(ego)
    assert NodeKind.SOURCE in kinds(ego_graph(store, centre, steps=4))
    assert ego.centre == centre
    assert any(edge.kind is EdgeKind.CONTRADICTS for edge in ego.edges)


def test_the_sides_have_the_letters_of_the_debate_page(store: GraphStore) -> None:
    write_labelled(store, "seed")
    for debate in debates(store):
        centre = debate_with_id(store, debate.id)
        assert centre is not None
        ego = ego_graph(store, centre, steps=2)
        letters = {node.id: node.letter for node in ego.nodes if node.kind is NodeKind.CLAIM}
        in_one = {quote.claim_id for side in debate.sides for quote in side.quotes}
        shown = {side.label: side.letter for side in debate.sides}
        positions = {node.label: node.letter for node in ego.nodes if node.kind is NodeKind.POSITION}
        assert positions == shown
        assert letters.keys() >= in_one


def test_every_line_joins_two_nodes_that_are_there(store: GraphStore) -> None:
    write_labelled(store, "dev")
    for centre in hottest_debates(store, limit=3):
        ego = ego_graph(store, centre, steps=4, most=20)
        keys = {node.key for node in ego.nodes}
        assert len(keys) == len(ego.nodes) <= 20
        assert all({edge.a, edge.b} <= keys for edge in ego.edges)


def test_what_there_is_no_room_for_is_counted(store: GraphStore) -> None:
    write_labelled(store, "seed")
    centre = actor_named(store, actors(store)[0])
    assert centre is not None
    everything = ego_graph(store, centre, steps=2)
    few = ego_graph(store, centre, steps=1, most=2)
    assert len(few.nodes) == 2
    assert sum(few.left_out.values()) == len(ego_graph(store, centre, steps=1).nodes) - 2
    assert not everything.left_out


def test_an_opened_node_brings_its_neighbours(store: GraphStore) -> None:
    write_labelled(store, "seed")
    centre = actor_named(store, actors(store)[0])
    assert centre is not None
    near = ego_graph(store, centre, steps=1)
    debate = next(node for node in near.nodes if node.kind is NodeKind.DEBATE)
    opened = ego_graph(store, centre, steps=1, opened=[debate.key])
    assert {node.key for node in near.nodes} < {node.key for node in opened.nodes}
    assert any(node.kind is NodeKind.POSITION for node in opened.nodes)
    assert ego_graph(store, centre, steps=1, opened=["debate:gone", "nonsense"]).nodes == near.nodes


def test_a_source_leads_to_its_claims_in_debates(store: GraphStore) -> None:
    relation = write_split(store, "Northwind wins.", "Northwind loses.", name="Northwind")
    centre = source_named(store, "northwind 1")
    assert centre is not None
    ego = ego_graph(store, centre, steps=3)
    assert [node.kind for node in ego.nodes][:2] == [NodeKind.SOURCE, NodeKind.CLAIM]
    assert relation in {node.id for node in ego.nodes if node.kind is NodeKind.DEBATE}


def test_unknown_names_are_nobody(store: GraphStore) -> None:
    assert actor_named(store, "nobody") is None
    assert source_named(store, "nobody") is None
    assert debate_with_id(store, "a~b") is None


def test_both_stores_draw_the_same(embedded_store: GraphStore, neo4j_store: GraphStore) -> None:
    drawn = []
    for one in (embedded_store, neo4j_store):
        write_labelled(one, "seed")
        centre = actor_named(one, actors(one)[0])
        assert centre is not None
        drawn.append(ego_graph(one, centre, steps=4))
    assert drawn[0] == drawn[1]


def test_nodes_that_were_drawn_stay_where_they_are(embedded_store: GraphStore) -> None:
    write_labelled(embedded_store, "seed")
    centre = actor_named(embedded_store, actors(embedded_store)[0])
    assert centre is not None
    first = ego_graph(embedded_store, centre, steps=1)
    at = places(first, known={})
    assert at[centre.key] == (0.0, 0.0)
    assert len(set(at.values())) == len(first.nodes)
    debate = next(node for node in first.nodes if node.kind is NodeKind.DEBATE)
    grown = ego_graph(embedded_store, centre, steps=1, opened=[debate.key])
    after = places(grown, known=at)
    assert {key: after[key] for key in at} == at
    assert after.keys() == {node.key for node in grown.nodes}
    assert places(grown, known=after) == after


def test_hostile_names_are_plain_values_of_the_chart(embedded_store: GraphStore) -> None:
    for number, text in enumerate(HOSTILE):
        relation = write_split(embedded_store, f"{text} {number}", f"{text} {number} not", name=f"S{number}")
        centre = debate_with_id(embedded_store, relation)
        assert centre is not None
        ego = ego_graph(embedded_store, centre)
        spec = chart(ego, places(ego, known={}), theme="light")
        assert spec["tooltip"]["formatter"] == "{b}"  # the only template that makes HTML, and it escapes
        for node in spec["series"][0]["data"]:
            assert "\u202e" not in node["name"]
            assert "{" not in node["label"].get("formatter", "")
            assert "tooltip" not in node
