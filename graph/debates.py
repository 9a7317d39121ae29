"""Turn the signed graph of claims into debates: which sides there are, and who stands on which.

A debate has one facet. By stance it has two sides, one per sign, within one move of one actor family;
by fact the sides are the colours of the graph of contradictions; by number there is a side per figure.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph import ids
from graph.models import (
    ContextClaim,
    Debate,
    Entity,
    Facet,
    Polarity,
    Position,
    Relation,
    RelationType,
    ReviewStatus,
    Strategy,
    by_id,
)
from graph.relate.exclusivity import excludes_others
from graph.relate.fact import denies_move
from graph.relate.number import clashing_figures, measure, show
from graph.resolve import Families
from graph.strategies import canonical_strategies
from graph.wording import clipped, question

_Sides = dict[Hashable, list[str]]

ALONE = "nobody else does it"
"""Label of the side that says so, against others who are shown to do it."""


@dataclass(frozen=True, slots=True)
class _Material:
    """What all debates are drawn from."""

    claims: Mapping[str, ContextClaim]
    strategy_of: Mapping[str, Strategy]
    entities: Mapping[str, Entity]


def debates(
    claims: Sequence[ContextClaim],
    relations: Iterable[Relation],
    *,
    families: Families,
    entities: Mapping[str, Entity],
    strategies: Sequence[Strategy] | None = None,
) -> list[Debate]:
    """Return the debates among `claims`, sorted by id.

    Parameters
    ----------
    claims : sequence of ContextClaim
    relations : iterable of Relation
        Dismissed ones, and those with an end outside `claims`, are left aside.
    families : Families
    entities : mapping from id to Entity
        For the actors' names; an actor that is missing goes by the name in its claim.
    strategies : sequence of Strategy, optional
        What `canonical_strategies` made of the same claims; worked out here if not given.

    Returns
    -------
    list of Debate
        A function of the sets of claims and relations, whatever their order.
    """
    known = by_id(sorted(claims, key=lambda context: context.id))
    standing = [
        relation
        for relation in sorted(relations, key=lambda relation: relation.id)
        if relation.a in known and relation.b in known and relation.status is not ReviewStatus.DISMISSED
    ]
    if strategies is None:
        strategies = canonical_strategies(list(known.values()), standing, families=families)
    strategy_of = {member: strategy for strategy in strategies for member in strategy.members}
    material = _Material(known, strategy_of, entities)
    found = [
        *_stance_debates(standing, material),
        *_component_debates(standing, material, Facet.FACT, _fact_sides),
        *_component_debates(standing, material, Facet.NUMBER, _number_sides),
    ]
    return sorted(found, key=lambda debate: debate.id)


def touched_components(
    claims: Sequence[ContextClaim], relations: Iterable[Relation], touched: Collection[str]
) -> tuple[list[ContextClaim], list[Relation]]:
    """Return the claims that hang together with `touched` ones, and the relations among them.

    Strategies and debates of all other claims stay as they are.
    """
    listed = sorted(relations, key=lambda relation: relation.id)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(context.id for context in claims)
    graph.add_edges_from((relation.a, relation.b) for relation in listed)
    reached = {member for group in nx.connected_components(graph) if group & set(touched) for member in group}
    kept = sorted((context for context in claims if context.id in reached), key=lambda context: context.id)
    return kept, [relation for relation in listed if relation.a in reached and relation.b in reached]


def _stance_debates(relations: Sequence[Relation], material: _Material) -> Iterable[Debate]:
    # One link does not make one move of two, but what it says of its own two claims is heard, in a debate of theirs.
    by_moves: dict[tuple[str, ...], list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.facet is Facet.STANCE and relation.a in material.strategy_of:
            moves = {material.strategy_of[end].id for end in (relation.a, relation.b)}
            by_moves[tuple(sorted(moves))].append(relation)
    for _, stances in sorted(by_moves.items()):
        splits = [relation for relation in stances if relation.type is RelationType.CONTRADICTS]
        if splits:
            members = sorted({end for relation in stances for end in (relation.a, relation.b)})
            sides: _Sides = defaultdict(list)
            for member in members:
                sides[material.claims[member].claim.polarity].append(member)
            sides.pop(Polarity.NEUTRAL, None)  # who merely reports takes no side
            yield _debate(Facet.STANCE, sides, splits, stances, material)


def _component_debates(
    relations: Sequence[Relation],
    material: _Material,
    facet: Facet,
    divide: Callable[["nx.Graph[str]", _Material], _Sides],
) -> Iterable[Debate]:
    splits = [r for r in relations if r.type is RelationType.CONTRADICTS and r.facet is facet]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({end for relation in splits for end in (relation.a, relation.b)}))
    graph.add_edges_from((relation.a, relation.b) for relation in splits)
    for group in sorted(sorted(group) for group in nx.connected_components(graph)):
        part: nx.Graph[str] = nx.Graph()
        part.add_nodes_from(group)
        part.add_edges_from(sorted(graph.subgraph(group).edges))
        own = [relation for relation in splits if relation.a in part]
        sides = divide(part, material)
        if len(sides) > 1:
            yield _debate(facet, sides, own, own, material)


def _fact_sides(graph: "nx.Graph[str]", material: _Material) -> _Sides:
    """Sides that a word tells apart where one cuts every contradiction, else colours of the graph: one per rival."""
    alone = {member: excludes_others(material.claims[member].claim) for member in graph}
    denied = {member: denies_move(material.claims[member].claim) for member in graph}
    colours: Mapping[str, Hashable]
    if all(denied[a] != denied[b] for a, b in graph.edges):
        colours = {member: "denied" if denied[member] else "affirmed" for member in graph}
    elif all(alone[a] != alone[b] for a, b in graph.edges):
        colours = {member: ALONE if alone[member] else "others do it too" for member in graph}
    elif nx.is_bipartite(graph):
        colours = nx.bipartite.color(graph)
    else:
        colours = nx.greedy_color(graph, strategy=lambda graph, _: sorted(graph))
    return _grouped(graph, colours)


def _number_sides(graph: "nx.Graph[str]", material: _Material) -> _Sides:
    """Return one side per normalised value and time."""
    figures: dict[str, Hashable] = {}
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges):
        clash = clashing_figures(material.claims[a].claim, material.claims[b].claim)
        for member, quantity in zip((a, b), clash or (), strict=False):
            figure = measure(quantity)
            figures.setdefault(member, (figure.kind, float(f"{figure.amount:.3g}"), quantity.at, show(quantity)))
    groups: _Sides = defaultdict(list)
    for member in graph:
        key = figures.get(member, member)
        # Shown figures differ in wording ("1,200 MW", "1.2 GW"), so they are no part of the key.
        groups[key[:3] if isinstance(key, tuple) else key].append(member)
    return groups


def _grouped(graph: "nx.Graph[str]", colours: Mapping[str, Hashable]) -> _Sides:
    groups: _Sides = defaultdict(list)
    for member in graph:
        groups[colours[member]].append(member)
    return groups


def _debate(
    facet: Facet, sides: _Sides, splits: Sequence[Relation], relations: Sequence[Relation], material: _Material
) -> Debate:
    identity = min(relation.id for relation in splits)
    # Who agrees with its side and is contradicted by the other stands in the middle of the debate.
    ties: Counter[str] = Counter()
    for relation in relations:
        for end in (relation.a, relation.b):
            ties[end] += round(relation.score * 1000)
    positions = sorted(
        (_position(facet, key, sorted(members), ties, material, identity) for key, members in sides.items()),
        key=lambda position: (-_insights(position, material), -position.polarity, position.id),
    )
    members = [material.claims[member] for position in positions for member in position.members]
    # Where rivals meet, the debate is about the one who is said to be alone.
    about = [material.claims[member] for member in sides[ALONE]] if ALONE in sides else members
    groups = [[material.claims[member] for member in position.members] for position in positions]
    opened, changed = _dates(groups)
    strategies = {strategy.id: strategy for m in members if (strategy := material.strategy_of.get(m.id))}
    # Of several moves in one debate the most widely held names it.
    moves = Counter(material.strategy_of[m.id].id for m in members if m.id in material.strategy_of)
    main = min(moves, key=lambda identity: (-moves[identity], identity)) if moves else None
    move = strategies[main].name if main and about is members else about[0].claim.strategy_text
    return Debate(
        id=identity,
        facet=facet,
        question=question(_actor(about, material), move, [(p.label, _insights(p, material)) for p in positions]),
        positions=tuple(positions),
        entity_ids=tuple(sorted({context.actor_id for context in members})),
        strategy_ids=tuple(sorted(strategies)),
        heat=heat(groups),
        opened=opened,
        changed=changed,
    )


def _position(
    facet: Facet, key: Hashable, members: list[str], ties: Counter[str], material: _Material, debate: str
) -> Position:
    # The medoid is tied to most others; a claim that puts a stance into words is preferred.
    def order(member: str) -> tuple[bool, int, str]:
        return (material.claims[member].claim.stance is None, -ties[member], member)

    medoid = material.claims[min(members, key=order)].claim
    if facet is Facet.STANCE:
        label = clipped(medoid.stance or medoid.evidence)
    elif facet is Facet.NUMBER and isinstance(key, tuple):
        label = _figure_label(key, members, material)
    else:
        label = str(key) if isinstance(key, str) else f"“{clipped(medoid.evidence)}”"
    sign = key if facet is Facet.STANCE and isinstance(key, Polarity) else Polarity.NEUTRAL
    return Position(id=ids.content_id("position", debate, *members), label=label, polarity=sign, members=tuple(members))


def _figure_label(key: tuple[Hashable, ...], members: Sequence[str], material: _Material) -> str:
    kind, amount, at = key
    matching = sorted(
        show(quantity)
        for member in members
        for quantity in material.claims[member].claim.quantities
        if (measure(quantity).kind, float(f"{measure(quantity).amount:.3g}")) == (kind, amount)
    )
    return f"{matching[0]} ({at})" if at else matching[0]


def _actor(members: Sequence[ContextClaim], material: _Material) -> str:
    named = Counter(context.actor_id for context in members)
    leading = min(named, key=lambda identity: (-named[identity], identity))
    if leading in material.entities:
        return material.entities[leading].name
    return min(context.claim.actor for context in members if context.actor_id == leading)


def _insights(position: Position, material: _Material) -> int:
    return len({material.claims[member].claim.insight_id for member in position.members})


def _dates(groups: Sequence[Sequence[ContextClaim]]) -> tuple[str | None, str | None]:
    """When a second side was first there, and the latest claim; None where that is not known."""
    firsts = sorted(min(dated) for group in groups if (dated := [c.published for c in group if c.published]))
    every = [context.published for group in groups for context in group if context.published]
    return (firsts[1] if len(firsts) > 1 else None), max(every, default=None)


def heat(groups: Sequence[Sequence[ContextClaim]]) -> float:
    """Return how contested a debate is: many insights, evenly split; at least 1, rounded to 4 digits.

    ``insights ** (second largest side / largest side)``, the order that Reddit gives "controversial"
    posts: 1 against 1 gives 2, 4 against 2 gives 2.4, 3 against 3 gives 6, 9 against 1 gives 1.3. Insights are
    counted and not sources, because a digest need not name the origins of what it carries.
    """
    sizes = sorted((len({context.claim.insight_id for context in group}) for group in groups), reverse=True)
    return round(float(sum(sizes) ** (sizes[1] / sizes[0])), 4)
