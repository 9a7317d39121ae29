"""Draw an ego graph: where its nodes stand, and the option object of the chart."""

from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any, Literal

import networkx as nx

from dashboard.safe import visible
from graph.ego import Edge, EdgeKind, EgoGraph, Node, NodeKind
from graph.wording import clipped

Place = tuple[float, float]
Theme = Literal["light", "dark"]

_SEED = 7
_ROUNDS = 15
_WIDTH = 1000
_HEIGHT = 640
_PHONE = 560
_LONGEST = 140

_COLOURS: Mapping[Theme, Mapping[str, str]] = {
    "light": {"a": "#2563a8", "b": "#c2570c", "n": "#8b929c", "ink": "#31363f", "line": "#c3c8cf", "paper": "#ffffff"},
    "dark": {"a": "#7db2ec", "b": "#f0995a", "n": "#8b929c", "ink": "#e2e5e9", "line": "#4a515b", "paper": "#181715"},
}
_CATEGORIES = {
    "actor": "circle",
    "debate": "diamond",
    "side A": "roundRect",
    "side B": "roundRect",
    "other sides and claims": "roundRect",
    "source": "triangle",
}
"""What the legend calls the nodes, with the sign that stands for them."""
_SHAPES: Mapping[NodeKind, tuple[str, int]] = {
    NodeKind.ACTOR: ("circle", 30),
    NodeKind.DEBATE: ("diamond", 24),
    NodeKind.POSITION: ("roundRect", 17),
    NodeKind.CLAIM: ("circle", 10),
    NodeKind.SOURCE: ("triangle", 18),
}


def places(ego: EgoGraph, *, known: Mapping[str, Place]) -> dict[str, Place]:
    """Return where each node stands; nodes in `known` stay where they are.

    Parameters
    ----------
    ego : EgoGraph
    known : mapping
        Places by key, of what was drawn before.
    """
    parents = _parents(ego)
    start = _rings(ego, parents)
    before = [node.key for node in ego.nodes if node.key in known]
    if not before:
        return start
    for key in start:
        if key in known:
            start[key] = known[key]
        elif parents.get(key) in known:  # a new node begins beside the one that led to it
            x, y = known[parents[key]]
            start[key] = (x + 0.2 * start[key][0], y + 0.2 * start[key][1])
    return start if len(before) == len(start) else _relaxed(ego, start, fixed=before)


def _relaxed(ego: EgoGraph, start: Mapping[str, Place], *, fixed: list[str]) -> dict[str, Place]:
    """Let new nodes find room near their neighbours; those in `fixed` stay."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(start)
    graph.add_edges_from((edge.a, edge.b) for edge in ego.edges if edge.kind is EdgeKind.LINK)
    found = nx.spring_layout(
        graph, pos=dict(start), fixed=fixed, k=1.6 / len(start) ** 0.5, iterations=_ROUNDS, seed=_SEED, threshold=1e-3
    )
    return {key: (round(float(place[0]), 4), round(float(place[1]), 4)) for key, place in found.items()}


def _parents(ego: EgoGraph) -> dict[str, str]:
    """Return, for each node but the centre, the first node nearer to the centre that led to it."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.key for node in ego.nodes)
    graph.add_edges_from((edge.a, edge.b) for edge in ego.edges if edge.kind is EdgeKind.LINK)
    return {child: parent for parent, child in nx.bfs_edges(graph, ego.centre.key)}


def _rings(ego: EgoGraph, parents: Mapping[str, str]) -> dict[str, Place]:
    """Put nodes on rings around the centre: each has as much of the circle as what hangs on it needs."""
    children: dict[str, list[str]] = {node.key: [] for node in ego.nodes}
    for child, parent in parents.items():
        children[parent].append(child)
    leaves: dict[str, int] = {}
    for key in reversed([ego.centre.key, *parents]):  # parents stand in the order of a breadth-first search
        leaves[key] = max(1, sum(leaves[child] for child in children[key]))
    found = {node.key: (1.0, 0.0) for node in ego.nodes}
    waiting = [(ego.centre.key, 0.0, 2 * pi, 0)]
    while waiting:
        key, begin, width, ring = waiting.pop()
        middle = begin + width / 2
        found[key] = (round(0.3 * ring * cos(middle), 4), round(0.3 * ring * sin(middle), 4))
        for child in children[key]:
            share = width * leaves[child] / leaves[key]
            waiting.append((child, begin, share, ring + 1))
            begin += share
    return found


def chart(ego: EgoGraph, at: Mapping[str, Place], *, theme: Theme, picked: str | None = None) -> dict[str, Any]:
    """Return the option object of the chart, plain values only.

    All names are shown as text: on a canvas, and in tips through a template that escapes them.
    """
    colour = _COLOURS[theme]
    text = {"color": colour["ink"], "fontSize": 12}
    return {
        "animation": False,
        "tooltip": {"confine": True, "formatter": "{b}", "extraCssText": "max-width:320px;white-space:normal;"},
        "legend": {
            "data": [{"name": name, "icon": icon} for name, icon in _CATEGORIES.items()],
            "bottom": 0,
            "textStyle": text,
            "itemHeight": 12,
            "itemWidth": 14,
        },
        # On a phone: upright, with smaller signs and the names of the centre and of the sides alone.
        "media": [
            {
                "query": {"maxWidth": _PHONE},
                "option": {"series": [{"data": [_on_phone(node, at, colour, picked=picked) for node in ego.nodes]}]},
            }
        ],
        "series": [
            {
                "type": "graph",
                "layout": "none",
                "roam": True,
                "selectedMode": "single",
                "categories": [_category(name, colour) for name in _CATEGORIES],
                "data": [_node(node, at, colour, picked=picked) for node in ego.nodes],
                "links": [_link(edge, colour) for edge in ego.edges],
                "emphasis": {"focus": "adjacency", "label": {"show": True}},
                "select": {"itemStyle": {"borderColor": colour["ink"], "borderWidth": 3}},
                "edgeSymbol": ["none", "none"],
                "lineStyle": {"color": colour["line"], "width": 1},
            }
        ],
    }


def category(node: Node) -> str:
    """Return under which name of the legend a node stands.

    Examples
    --------
    >>> category(Node(kind=NodeKind.CLAIM, id="1", label="x", letter="B"))
    'side B'
    """
    if node.kind in {NodeKind.POSITION, NodeKind.CLAIM}:
        return f"side {node.letter}" if node.letter in {"A", "B"} else "other sides and claims"
    return node.kind.value


def _node(node: Node, at: Mapping[str, Place], colour: Mapping[str, str], *, picked: str | None) -> dict[str, Any]:
    shape, size = _SHAPES[node.kind]
    x, y = at[node.key]
    found: dict[str, Any] = {
        "id": node.key,
        "name": clipped(visible(node.label), length=_LONGEST) or "?",
        "x": x * _WIDTH,
        "y": y * _HEIGHT,
        "category": list(_CATEGORIES).index(category(node)),
        "symbol": shape,
        "symbolSize": size * 1.4 if node.steps == 0 else size,
        "label": {
            "show": node.kind is not NodeKind.CLAIM,
            "position": "bottom",
            "color": colour["ink"],
            "fontSize": 13 if node.steps == 0 else 11,
            "fontWeight": "bold" if node.steps == 0 else "normal",
            "width": 150,
            "overflow": "truncate",
        },
    }
    if node.kind is NodeKind.DEBATE:
        # Actor and move; the sides stand beside it. Braces would be placeholders of a template.
        move = visible(node.label).partition(": ")[0]
        found["label"]["formatter"] = move.translate({ord("{"): "(", ord("}"): ")"})
    if node.key == picked:
        found["itemStyle"] = {"borderColor": colour["ink"], "borderWidth": 3}
    return found


def _on_phone(node: Node, at: Mapping[str, Place], colour: Mapping[str, str], *, picked: str | None) -> dict[str, Any]:
    found = _node(node, at, colour, picked=picked)
    found |= {"x": found["y"], "y": found["x"], "symbolSize": found["symbolSize"] * 0.6}
    named = node.steps == 0 or node.kind is NodeKind.POSITION
    found["label"] |= {"show": named, "fontSize": 10, "width": 110}
    return found


def _link(edge: Edge, colour: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"source": edge.a, "target": edge.b, "tooltip": {"show": False}}
    if edge.kind is EdgeKind.CONTRADICTS:
        found["lineStyle"] = {
            "color": colour["ink"],
            "width": 1.5,
            "type": "dashed",
            "curveness": 0.15,
            "opacity": 0.35,
        }
    elif edge.kind is EdgeKind.REPLACES:
        found["lineStyle"] = {"color": colour["ink"], "width": 1.5, "curveness": 0.2}
        found["symbol"] = ["none", "arrow"]
        found["symbolSize"] = 8
    return found


def _category(name: str, colour: Mapping[str, str]) -> dict[str, Any]:
    looks = {
        "actor": ("circle", {"color": colour["ink"]}),
        "debate": ("diamond", {"color": colour["paper"], "borderColor": colour["ink"], "borderWidth": 2}),
        "side A": ("roundRect", {"color": colour["a"]}),
        "side B": ("roundRect", {"color": colour["b"]}),
        "source": ("triangle", {"color": colour["n"]}),
    }
    symbol, style = looks.get(name, ("roundRect", {"color": colour["n"]}))
    return {"name": name, "symbol": symbol, "itemStyle": style}
