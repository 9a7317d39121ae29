"""Decide whether two claims speak of the same move, and name the moves of an actor family.

The score is a logistic function of the cosine of the claims' strategy vectors and of how their actors
are related; ``extract/training/moves.py`` measures it, its weights stand in ``data/models/moves.v1.json``.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph import ids, odds
from graph.files import data_path
from graph.linkage import average_linkage
from graph.models import Claim, ContextClaim, Facet, Polarity, Relation, RelationType, Strategy
from graph.resolve import Families, FamilyLink

_SAME_MOVE = frozenset(
    {
        (RelationType.CONTRADICTS, Facet.STANCE),
        (RelationType.CONTRADICTS, Facet.NUMBER),
        (RelationType.AGREES_WITH, Facet.STANCE),
        (RelationType.AGREES_WITH, Facet.FACT),
    }
)


_LEAST_TIE = 0.07
"""Mean tie over all pairs of two groups of claims from which they are one move: one link joins 2 and 3, not 4 and 4."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_TITLE_WORDS = 9
"""A move that takes more words than this makes a poor title."""
_TELLING_WORDS = 3
"""Fewer words that say something hardly name a move."""

_ENDING = re.compile(r"(?<=\w{3})(?:ings?|e?s|ed|e)$")
_NO_TITLE = re.compile(r"\d|\b(?:he|her|hers|him|his|she|them|they)\b")
_LITTLE_WORDS = frozenset([
    "about", "after", "against", "also", "away", "been", "both", "down", "from", "have", "into", "more", "most",
    "other", "over", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those",
    "through", "under", "what", "when", "where", "which", "while", "will", "with", "would", "your",
])  # fmt: skip


class MoveScorer(Protocol):
    """Says how likely two claims are to speak of one move."""

    def score(self, a: ContextClaim, b: ContextClaim, link: FamilyLink | None) -> float:
        """Return 0 to 1, the same from either side."""


@dataclass(frozen=True, slots=True)
class MoveModel:
    """Scores how likely two claims are to speak of one move.

    Attributes
    ----------
    slope
        What a cosine of 1 between the two strategy vectors adds.
    kin, other
        What it adds that the actors are of one family but not the same entity, or of no common family.
    bias
        What the score starts from.
    """

    slope: float
    kin: float
    other: float
    bias: float

    def score(self, a: ContextClaim, b: ContextClaim, link: FamilyLink | None) -> float:
        """Return how likely `a` and `b` are one move, 0 to 1, rounded to 4 digits; the same from either side."""
        # Vectors of two models have nothing to do with each other; such claims wait for the next reading.
        comparable = a.claim.vector_model == b.claim.vector_model
        cosine = round(_dot(a.claim.vector, b.claim.vector), 4) if comparable else 0.0
        total = self.bias + self.slope * cosine
        if link is None:
            total += self.other
        elif link.kind != "same entity":
            total += self.kin
        return round(odds.probability(total), 4)


def load_move_model() -> MoveModel:
    """Read the shipped model."""
    stored = json.loads(data_path("models", "moves.v1.json").read_text("utf-8"))
    return MoveModel(
        slope=stored["vector_cosine"], kin=stored["kin_actor"], other=stored["other_actor"], bias=stored["bias"]
    )


def implies_same_move(relation: Relation) -> bool:
    """Tell whether a relation says that its two claims speak of one move."""
    return (relation.type, relation.facet) in _SAME_MOVE


def canonical_strategies(
    claims: Sequence[ContextClaim],
    relations: Iterable[Relation],
    *,
    families: Families,
    joined: Iterable[tuple[str, str]] = (),
    parted: Iterable[tuple[frozenset[str], frozenset[str]]] = (),
) -> list[Strategy]:
    """Group claims of one move within an actor family; a claim without company is a strategy of its own.

    No single relation joins two large groups (`average_linkage`).

    Parameters
    ----------
    claims : sequence of ContextClaim
    relations : iterable of Relation
        Those with an end outside `claims` are left aside.
    families : Families
    joined, parted : iterables
        Pairs of claims that a person said are of one move, and groups of which the first is not of the second's.

    Returns
    -------
    list of Strategy
        Sorted by id. Every claim is a member of exactly one. The id is made of the members' ids; the
        name is what judges call the move most often, else the strategy text that stands nearest to all members.
    """
    by_id = {context.id: context for context in claims}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(by_id)
    for relation in relations:
        a, b = by_id.get(relation.a), by_id.get(relation.b)
        if a is None or b is None or not implies_same_move(relation):
            continue
        if families.link(a.actor_id, b.actor_id) is not None:
            graph.add_edge(a.id, b.id, score=relation.score, move=relation.move)
    together = {(a, b) for a, b in joined if a in by_id and b in by_id}
    graph.add_edges_from(together, score=1.0)
    for out, rest in parted:
        _part(graph, out & by_id.keys(), rest & by_id.keys())
    links = {(a, b): float(pair["score"]) for a, b, pair in graph.edges(data=True)}
    groups = average_linkage(links, least=_LEAST_TIE, joined=[pair for pair in together if graph.has_edge(*pair)])
    groups += [[lonely] for lonely in nx.isolates(graph)]
    found = (_strategy(group, by_id, _called(graph, group)) for group in groups)
    return sorted(found, key=lambda strategy: strategy.id)


def _part(graph: "nx.Graph[str]", out: frozenset[str] | set[str], rest: frozenset[str] | set[str]) -> None:
    """Cut the graph between two groups; whoever is in neither stays with the one it is tied to more."""
    for component in [sorted(group) for group in nx.connected_components(graph) if group & out and group & rest]:
        side = {member: member in out for member in component if member in out or member in rest}
        while undecided := [member for member in component if member not in side]:
            pulls = {member: _pulls(graph, member, side) for member in undecided}
            _, nearest = min((-max(pull), member) for member, pull in pulls.items())
            side[nearest] = pulls[nearest][0] > pulls[nearest][1]
        graph.remove_edges_from([(a, b) for a, b in graph.edges(component) if side[a] != side[b]])


def _pulls(graph: "nx.Graph[str]", member: str, side: Mapping[str, bool]) -> tuple[float, float]:
    """Return how much a claim is tied to those that are taken out, and to the rest."""
    near = [(side[other], float(data["score"])) for other, data in graph[member].items() if other in side]
    towards_out, towards_rest = (sorted(score for taken, score in near if taken is out) for out in (True, False))
    return round(sum(towards_out), 4), round(sum(towards_rest), 4)


def _called(graph: "nx.Graph[str]", group: Collection[str]) -> str:
    """Return what most judged pairs of a group call its move; of equals the shortest, then the first by its letters."""
    names = Counter(str(pair["move"]) for _, _, pair in graph.subgraph(group).edges(data=True) if pair.get("move"))
    return min(names, key=lambda move: (-names[move], len(move), move), default="")


def _strategy(members: list[str], by_id: Mapping[str, ContextClaim], called: str) -> Strategy:
    name = called or _nearest_phrase(members, by_id)
    return Strategy(id=ids.content_id("strategy", *members), name=name, members=tuple(members))


def _nearest_phrase(members: list[str], by_id: Mapping[str, ContextClaim]) -> str:
    """Return the strategy text that stands nearest to all members, by its vector and by the words that they share."""
    claims = [by_id[member].claim for member in members]
    spread: Counter[str] = Counter()
    # The actors' names say who, not what; all of them stand in the title already.
    names = frozenset(word for claim in claims for word in content_words(f"{claim.actor} {claim.actor_mention}"))
    for claim in claims:
        spread.update(content_words(f"{claim.strategy_text} {claim.evidence}") - names)

    near = _nearness(claims)
    ((main_actor, _),) = Counter(sorted(claim.actor for claim in claims)).most_common(1)

    def order(claim: Claim) -> tuple[float, int, str]:
        nearness = near[claim.id]
        reads_well = 1.0 if claim.strategy_text[:1].islower() else 0.5
        # A report names the move more plainly than a judgement does.
        plain = 1.15 if claim.polarity is Polarity.NEUTRAL else 1.0
        # Texts open with what happened; what comes next says what to make of it.
        plain *= 1.5 if claim.start == 0 else 1.0
        # Figures belong to the sides, and a pronoun to another sentence.
        plain *= 0.85 if _NO_TITLE.search(claim.strategy_text) else 1.0
        own = 1.0 if claim.actor == main_actor else 0.8
        typical = _typical(claim.strategy_text, spread, len(claims))
        fit = (0.1 + max(0.0, nearness)) ** 2 * plain * reads_well * own * typical
        # Of equals the shortest phrase reads best; the id settles the rest.
        return (-round(fit, 6), len(claim.strategy_text), claim.id)

    return next((c.strategy_text for c in sorted(claims, key=order) if c.strategy_text), claims[0].evidence)


def _nearness(claims: Sequence[Claim]) -> dict[str, float]:
    """Return for each claim its mean cosine with all of them; vectors of another length count as strangers."""
    vectors = {claim.id: np.array(claim.vector or ()) for claim in claims}
    sums: dict[int, NDArray[np.float64]] = {}
    for vector in vectors.values():
        sums[len(vector)] = sums.get(len(vector), 0.0) + vector
    return {name: round(float(vector @ sums[len(vector)]) / len(claims), 4) for name, vector in vectors.items()}


def _typical(phrase: str, spread: Mapping[str, int], size: int) -> float:
    """Return how widely the words of a phrase are shared by the claims, 0 to 1; few words say too little."""
    words = content_words(phrase)
    if not words:
        return 0.0
    brevity = min(1.0, _TITLE_WORDS / len(phrase.split()))
    return round(
        brevity * min(1.0, len(words) / _TELLING_WORDS) * sum(spread[word] for word in words) / (len(words) * size), 4
    )


def content_words(text: str) -> set[str]:
    """Return the words of a text that say something, without their endings.

    Examples
    --------
    >>> sorted(content_words("renting servers to rivals"))
    ['rent', 'rival', 'server']
    """
    return {_ENDING.sub("", word) for word in _WORD.findall(text.casefold()) if word not in _LITTLE_WORDS}


def _dot(a: tuple[float, ...] | None, b: tuple[float, ...] | None) -> float:
    if a is None or b is None or len(a) != len(b):
        return 0.0
    return sum(x * y for x, y in zip(a, b, strict=True))
