"""Group the insights that came to agree in a week."""

from collections.abc import Mapping, Sequence

import networkx as nx

from graph.models import Facet, ReviewStatus
from graph.quotes import load_quotes
from graph.store import Reader
from graph.week_answers import AgreeingGroup
from graph.week_facts import WeekFacts, WeekPair

GROUPS = 6
_QUOTES = 2


def agreements_of_week(store: Reader, facts: WeekFacts) -> tuple[tuple[AgreeingGroup, ...], int, int]:
    """Return the largest groups with quotes, and how many groups and pairs there are in all.

    Claims that agree, directly or through a third, by one facet, are one group; dismissed pairs join nothing.
    """
    pairs = [pair for pair in facts.agreements if pair.row["status"] != ReviewStatus.DISMISSED]
    origins = {claim: origin for pair in pairs for claim, origin in pair.origins.items()}
    groups = [group for facet in sorted({pair.row["facet"] for pair in pairs}) for group in _groups(pairs, facet)]

    def size(group: "nx.Graph[str]") -> tuple[int, int, int, str]:
        insights = {origins[claim][0] for claim in group}
        sources = {origins[claim][1] for claim in group}
        return (-len(sources), -len(insights), -group.number_of_edges(), min(group))

    groups.sort(key=size)
    shown = [_told(group, origins) for group in groups[:GROUPS]]
    quotes = load_quotes(store, {claim for _, claims in shown for claim in claims})
    answers = [
        group.model_copy(update={"quotes": tuple(quotes[claim] for claim in claims if claim in quotes)})
        for group, claims in shown
    ]
    return tuple(answers), len(groups), len(pairs)


def _groups(pairs: Sequence[WeekPair], facet: str) -> list["nx.Graph[str]"]:
    links: nx.Graph[str] = nx.Graph(facet=facet)
    links.add_edges_from(pair.ends for pair in pairs if pair.row["facet"] == facet)
    return [links.subgraph(members) for members in nx.connected_components(links)]


def _told(group: "nx.Graph[str]", origins: Mapping[str, tuple[str, str]]) -> tuple[AgreeingGroup, list[str]]:
    """Count a group, and choose claims that speak for it: each insight once, the best connected first."""
    first: dict[str, str] = {}
    for claim in sorted(group, key=lambda claim: (-group.degree(claim), claim)):
        first.setdefault(origins[claim][0], claim)
    counted = AgreeingGroup(
        facet=Facet(group.graph["facet"]),
        insights=len(first),
        sources=len({origins[claim][1] for claim in group}),
        claims=len(group),
        pairs=group.number_of_edges(),
        quotes=(),
    )
    return counted, list(first.values())[:_QUOTES]
