"""Find what stands around an actor, a debate or a source in the graph: an ego graph of bounded size."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from graph.ids import normal_name
from graph.models import Model
from graph.sides import letters
from graph.store import Reader, Row

MOST_NODES = 300
_MOST_ROWS = 1_000


class NodeKind(StrEnum):
    """What a node of the picture is."""

    ACTOR = "actor"
    DEBATE = "debate"
    POSITION = "position"
    CLAIM = "claim"
    SOURCE = "source"


class EdgeKind(StrEnum):
    """How two nodes hang together; ``LINK`` is any tie that is no relation between claims."""

    LINK = "link"
    CONTRADICTS = "contradicts"
    REPLACES = "replaces"


class Node(Model):
    """A node of the picture.

    Attributes
    ----------
    letter
        Of the side that a position is, or that a claim is on; None for neither.
    steps
        How far from the centre.
    """

    kind: NodeKind
    id: str
    label: str
    letter: str | None = None
    steps: int = 0

    @property
    def key(self) -> str:
        """What names the node in an address: kind and id."""
        return f"{self.kind}:{self.id}"


class Edge(Model):
    """A line between the nodes with these keys."""

    kind: EdgeKind
    a: str
    b: str


class EgoGraph(Model):
    """What stands around a node, nearest first.

    Attributes
    ----------
    left_out
        How many nodes of a kind would have been next, had there been room.
    at_least
        Whether there may be more than `left_out` says, for a list of neighbours was cut.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: Mapping[NodeKind, int]
    at_least: bool = False

    @property
    def centre(self) -> Node:
        """The node that all others stand around."""
        return self.nodes[0]


class _Step(NamedTuple):
    query: str
    kind: NodeKind


# Whom each kind of node leads to, the most telling first.
_STEPS: Mapping[NodeKind, Sequence[_Step]] = {
    NodeKind.ACTOR: (
        _Step("ego/debates_of_entities", NodeKind.DEBATE),
        _Step("ego/parts_of_entities", NodeKind.ACTOR),
        _Step("ego/leaders_of_entities", NodeKind.ACTOR),
    ),
    NodeKind.DEBATE: (
        _Step("ego/positions_of_debates", NodeKind.POSITION),
        _Step("ego/entities_of_debates", NodeKind.ACTOR),
    ),
    NodeKind.POSITION: (
        _Step("ego/debates_of_positions", NodeKind.DEBATE),
        _Step("ego/claims_of_positions", NodeKind.CLAIM),
    ),
    NodeKind.SOURCE: (_Step("ego/claims_of_sources", NodeKind.CLAIM),),
}
# What a claim leads to is asked in one go, for claims are many.
_OF_CLAIMS = (
    (NodeKind.POSITION, "position", "position_label"),
    (NodeKind.SOURCE, "source", "source"),
    (NodeKind.ACTOR, "actor", "actor_label"),
)
_CLAIMS_OF_ACTOR = _Step("ego/claims_of_entities", NodeKind.CLAIM)
# These lead everywhere: followed only where somebody asks.
_ENDS = frozenset({NodeKind.ACTOR, NodeKind.SOURCE})


def actor_named(store: Reader, name: str) -> Node | None:
    """Return the actor called `name`, also under another of its names."""
    rows = store.query("ego/entities_named", name=normal_name(name), alias=name.strip())
    rows.sort(key=lambda row: (normal_name(row["label"]) != normal_name(name), row["id"]))
    return Node(kind=NodeKind.ACTOR, id=rows[0]["id"], label=rows[0]["label"]) if rows else None


def source_named(store: Reader, name: str) -> Node | None:
    """Return the source called `name`."""
    rows = store.query("ego/sources_named", name=normal_name(name))
    return Node(kind=NodeKind.SOURCE, id=rows[0]["id"], label=rows[0]["label"]) if rows else None


def debate_with_id(store: Reader, debate_id: str) -> Node | None:
    """Return the debate with this id."""
    rows = store.query("debate_questions", debates=[debate_id])
    return Node(kind=NodeKind.DEBATE, id=debate_id, label=rows[0]["question"]) if rows else None


def strategies_of(store: Reader, actor: Node, *, limit: int = 500) -> dict[str, str]:
    """Map the moves that claims about `actor` speak of to their names, the most spoken of first."""
    rows = store.query("ego/strategies_of_entities", ids=[actor.id], limit=limit)
    return {row["id"]: row["label"] for row in rows}


def hottest_debates(store: Reader, *, limit: int) -> list[Node]:
    """Return the debates on which sources split most."""
    rows = store.query("ego/hottest_debates", limit=limit)
    return [Node(kind=NodeKind.DEBATE, id=row["id"], label=row["label"]) for row in rows]


def ego_graph(
    store: Reader, centre: Node, *, steps: int = 3, opened: Sequence[str] = (), most: int = MOST_NODES
) -> EgoGraph:
    """Return what stands within `steps` of `centre`.

    Parameters
    ----------
    store : Reader
    centre : Node
    steps : int
        Actors and sources on the way are shown, and not followed.
    opened : sequence of str
        Keys of nodes whose neighbours are shown as well, in the order in which they were asked for.
    most : int
        Nodes that there is room for: the nearest, and of these the hottest debates and surest claims.
    """
    growing = _Growing(store, most=most)
    growing.add(centre)
    frontier = [centre]
    for number in range(1, steps + 1):
        # What is next has half of the room, that something of what lies behind it is shown too.
        growing.room = most if number == steps else (len(growing.nodes) + most + 1) // 2
        frontier = growing.expand([node for node in frontier if node == centre or node.kind not in _ENDS], number)
        if number == 1 and centre.kind is NodeKind.ACTOR and not any(n.kind is NodeKind.DEBATE for n in frontier):
            frontier += growing.follow([centre], _CLAIMS_OF_ACTOR, number)
    growing.room = most
    for key in opened:
        node = growing.nodes.get(key)
        if node is not None:
            growing.open(node)
    return growing.finished()


@dataclass(slots=True)
class _Growing:
    """An ego graph while it grows."""

    store: Reader
    most: int
    nodes: dict[str, Node] = field(default_factory=dict)
    links: set[tuple[str, str]] = field(default_factory=set)
    left_out: dict[str, NodeKind] = field(default_factory=dict)
    cut: bool = False
    room: int = field(init=False)

    def __post_init__(self) -> None:
        self.room = self.most

    def add(self, node: Node) -> bool:
        if len(self.nodes) >= self.room:
            self.left_out[node.key] = node.kind
            return False
        self.nodes[node.key] = node
        self.left_out.pop(node.key, None)
        return True

    def expand(self, frontier: Sequence[Node], steps: int) -> list[Node]:
        """Add the neighbours of `frontier`; return those that are new."""
        new = []
        for kind in NodeKind:
            near = [node for node in frontier if node.kind is kind]
            if near and kind is NodeKind.CLAIM:
                new += self.follow_claims(near, steps)
            for step in _STEPS.get(kind, ()) if near else ():
                new += self.follow(near, step, steps)
        return new

    def open(self, node: Node) -> None:
        new = self.expand([node], node.steps + 1)
        if node.kind is NodeKind.ACTOR and not any(n.kind is NodeKind.DEBATE for n in new):
            self.follow([node], _CLAIMS_OF_ACTOR, node.steps + 1)

    def follow(self, near: Sequence[Node], step: _Step, steps: int) -> list[Node]:
        rows = self.ask(step.query, near)
        return self.take(near, step.kind, ((row["near"], row["far"], row["label"]) for row in rows), steps)

    def follow_claims(self, near: Sequence[Node], steps: int) -> list[Node]:
        rows = self.ask("ego/around_claims", near)
        new = []
        for kind, far, label in _OF_CLAIMS:
            ties = {(row["near"], row[far], row[label]) for row in rows if row[far] is not None}
            new += self.take(near, kind, sorted(ties, key=lambda tie: (tie[2], tie[1], tie[0])), steps)
        return new

    def ask(self, query: str, near: Sequence[Node]) -> list[Row]:
        rows = self.store.query(query, ids=sorted(node.id for node in near), limit=_MOST_ROWS)
        self.cut = self.cut or len(rows) == _MOST_ROWS
        return rows

    def take(
        self, near: Sequence[Node], kind: NodeKind, ties: Iterable[tuple[str, str, str]], steps: int
    ) -> list[Node]:
        """Add what `near` is tied to, given as (id of a near node, id, label); return the nodes that are new."""
        by_id = {node.id: node for node in near}
        new = []
        for one, far, label in ties:
            node = Node(kind=kind, id=far, label=label, steps=steps)
            if node.key not in self.nodes and self.add(node):
                new.append(node)
            if node.key in self.nodes:
                a, b = sorted((by_id[one].key, node.key))
                self.links.add((a, b))
        return new

    def finished(self) -> EgoGraph:
        lettered = self._lettered()
        edges = [Edge(kind=EdgeKind.LINK, a=a, b=b) for a, b in sorted(self.links)]
        claims = sorted(node.id for node in self.nodes.values() if node.kind is NodeKind.CLAIM)
        for query, kind in (
            ("ego/contradictions_between", EdgeKind.CONTRADICTS),
            ("ego/updates_between", EdgeKind.REPLACES),
        ):
            rows = self.store.query(query, ids=claims) if claims else []
            edges += [Edge(kind=kind, a=f"claim:{row['near']}", b=f"claim:{row['far']}") for row in rows]
        return EgoGraph(
            nodes=tuple(lettered), edges=tuple(edges), left_out=Counter(self.left_out.values()), at_least=self.cut
        )

    def _lettered(self) -> Iterable[Node]:
        positions = [node.id for node in self.nodes.values() if node.kind is NodeKind.POSITION]
        letter_of = self._letters(positions)
        side_of = {key: letter_of[key] for key in letter_of}
        for a, b in self.links:
            # Keys are in order, and "claim" comes before "position".
            if a.startswith("claim:") and b in letter_of:
                side_of[a] = min(letter_of[b], side_of.get(a, letter_of[b]))
        return [node.model_copy(update={"letter": side_of.get(node.key)}) for node in self.nodes.values()]

    def _letters(self, positions: Collection[str]) -> dict[str, str]:
        if not positions:
            return {}
        rows = self.store.query("ego/debates_of_positions", ids=sorted(positions), limit=_MOST_ROWS)
        found = letters(self.store, {row["far"] for row in rows})
        return {f"position:{id_}": found[id_] for id_ in positions if id_ in found}
