"""Questions that people ask of the graph, with typed answers.

Page, report and terminal render the same answers, so they cannot disagree. What a week brought is
asked in ``graph/weekly.py``.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

import networkx as nx

from graph.answers import (
    Agreement,
    Contradiction,
    Counts,
    DebateAnswer,
    Filters,
    Quote,
    Side,
    SourceAnswer,
    WeekCount,
)
from graph.assemble import assemble_debates
from graph.ids import normal_name
from graph.models import RelationType, ReviewStatus
from graph.quotes import ends, load_quotes, pair_up, read_week
from graph.store import Reader, Row

__all__ = [
    "Agreement",
    "Contradiction",
    "Counts",
    "DebateAnswer",
    "Filters",
    "Quote",
    "Side",
    "SourceAnswer",
    "WeekCount",
    "actors",
    "agreements",
    "changed_minds",
    "contradictions",
    "counts",
    "debate",
    "debates",
    "latest_week",
    "least_certain",
    "sources",
    "weeks",
]

NO_FILTER = Filters()


def counts(store: Reader) -> Counts:
    """Count everything there is."""
    rows = store.query("count_nodes") + store.query("count_relations")
    # A kind of which there is nothing has no row.
    amounts = dict.fromkeys(("sources", "insights", "claims", "entities", "debates"), 0)
    amounts |= dict.fromkeys(("contradictions", "agreements", "updates"), 0)
    amounts |= {row["what"]: row["amount"] for row in rows}
    silent = store.query("count_without_claim")[0]["amount"]
    # A tagline or an advert is read and kept, but is no insight.
    amounts["insights"] -= silent
    return Counts(**amounts, without_claim=silent)


def debates(
    store: Reader, filters: Filters = NO_FILTER, *, limit: int | None = None, most: int | None = None
) -> list[DebateAnswer]:
    """Return the debates that `filters` let through, hottest first.

    A debate passes when claims in it do; with `status`, when one of its contradictions has it.
    `most` says how many quotes of each side to fetch; all if not given.
    """
    heads = store.query("debate_list")
    if filters.facet is not None:
        heads = [head for head in heads if head["facet"] == filters.facet]
    wanted = _claim_filter(store, filters)
    relations = _wanted_relations(store, filters)
    if wanted is not None or relations is not None:
        members = _members(store, [head["id"] for head in heads])
        heads = [
            head
            for head in heads
            if (wanted is None or wanted(members[head["id"]]))
            and (relations is None or any(_inside(row, head, members[head["id"]]) for row in relations))
        ]
    return assemble_debates(store, heads[:limit], most=most)


def debate(store: Reader, relation_id: str, *, most: int | None = None) -> DebateAnswer | None:
    """Return the debate that holds a relation now; None if no debate does.

    Parameters
    ----------
    store : Reader
    relation_id : str
        The id of a debate, or of any relation between two claims in it.
    most : int, optional
        How many quotes of each side to fetch; all if not given.
    """
    heads = store.query("line/heads", debates=[relation_id])
    if heads:
        return assemble_debates(store, heads, most=most)[0]
    a, _, b = relation_id.partition("~")
    if not a or not b:
        return None
    facets = {row["facet"] for row in store.query("relation_between", a=a, b=b)}
    held: dict[str, set[str]] = defaultdict(set)
    for row in store.query("debates_of_claims", claims=[a, b]):
        held[row["debate"]].add(row["claim"])
    common = [id_ for id_, claims in held.items() if len(claims) == len({a, b})]
    both = store.query("line/heads", debates=common) if common else []
    # Two claims can meet in two debates; the relation's own facet decides, then the hotter debate.
    both.sort(key=lambda head: (head["facet"] not in facets, -head["heat"], head["id"]))
    return assemble_debates(store, both[:1], most=most)[0] if both else None


def contradictions(store: Reader, filters: Filters = NO_FILTER, *, limit: int | None = None) -> list[Contradiction]:
    """Return the contradictions that `filters` let through, strongest first."""
    return _pairs(store, "contradiction_list", RelationType.CONTRADICTS, filters, limit=limit)


def least_certain(
    store: Reader, status: ReviewStatus, *, leaving_out: Collection[str] = (), limit: int = 20
) -> tuple[str, ...]:
    """Return the ids of contradictions with a status, in the order in which they wait for a reviewer."""
    rows = store.query("review_queue", status=status.value, limit=len(leaving_out) + limit)
    return tuple(row["id"] for row in rows if row["id"] not in leaving_out)


def changed_minds(store: Reader, filters: Filters = NO_FILTER, *, limit: int | None = None) -> list[Contradiction]:
    """Return the pairs of which the later claim (`a`) replaces the earlier one (`b`)."""
    return _pairs(store, "update_list", RelationType.SUPERSEDES, filters, limit=limit)


def agreements(store: Reader, filters: Filters = NO_FILTER, *, limit: int | None = None) -> list[Agreement]:
    """Return groups of insights that agree, the one with the most sources first.

    Quotes that agree with each other, directly or through a third, by one facet, are one group.
    """
    pairs = _pairs(store, "agreement_list", RelationType.AGREES_WITH, filters, limit=None)
    groups = [group for facet in sorted({pair.facet for pair in pairs}) for group in _agreeing(pairs, facet)]
    groups.sort(key=lambda group: (-group.sources, -group.insights, -group.pairs, group.quotes[0].claim_id))
    return groups[:limit]


def sources(store: Reader) -> list[SourceAnswer]:
    """Return all sources, the one with the most insights first."""
    claims = {row["name"]: row["claims"] for row in store.query("source_claims")}
    answers = [
        SourceAnswer(
            name=row["name"],
            kind=row["kind"],
            insights=row["insights"],
            claims=claims.get(row["name"], 0),
            undated=row["insights"] - row["dated"],
            first=row["first"],
            last=row["last"],
        )
        for row in store.query("source_list")
    ]
    return sorted(answers, key=lambda answer: (-answer.insights, answer.name))


def source_names(store: Reader) -> list[str]:
    """Return the names of all sources, the one with the most insights first."""
    return [row["name"] for row in store.query("source_names")]


def actors(store: Reader) -> list[str]:
    """Return the names of the actors in debates, those with the most claims first."""
    return [row["name"] for row in store.query("actor_list")]


def weeks(store: Reader) -> list[WeekCount]:
    """Return the weeks that hold insights, oldest first; an undated one counts when it was read."""
    dated = {row["week"]: row["insights"] for row in store.query("weeks_dated")}
    undated = Counter(filter(None, (read_week(row["read_at"]) for row in store.query("insights_undated"))))
    return [
        WeekCount(week=week, insights=dated.get(week, 0) + undated[week], undated=undated[week])
        for week in sorted(dated.keys() | undated.keys())
    ]


def latest_week(store: Reader) -> str | None:
    """Return the latest week that holds dated insights, else the week of reading; None if empty."""
    known = weeks(store)
    dated = [week for week in known if week.insights > week.undated]
    return max((week.week for week in dated or known), default=None)


def _pairs(
    store: Reader, query: str, type_: RelationType, filters: Filters, *, limit: int | None
) -> list[Contradiction]:
    wanted = _claim_filter(store, filters)
    rows = [
        row
        for row in store.query(query)
        if filters.facet in (None, row["facet"])
        and filters.status in (None, row["status"])
        and (wanted is None or wanted((row["a"], row["b"])))
    ]
    if filters.week is None:
        rows = rows[:limit]
    pairs = pair_up(rows, load_quotes(store, ends(rows)), type_=type_)
    new = (pair for pair in pairs if filters.week in (None, pair.counted_week))
    return list(islice(new, limit))


def _claim_filter(store: Reader, filters: Filters) -> Callable[[Iterable[str]], bool] | None:
    """Return a test of whether some claim passes each filter; None where nothing is asked."""
    passing: list[set[str]] = []
    if filters.actor is not None:
        passing.append(
            _claims(store.query("claims_of_actor", name=normal_name(filters.actor), alias=filters.actor.strip()))
        )
    if filters.source is not None:
        passing.append(_claims(store.query("claims_of_source", name=normal_name(filters.source))))
    if filters.strategy is not None:
        passing.append(_claims(store.query("claims_of_strategy", words=normal_name(filters.strategy))))
    if filters.since is not None:
        passing.append(_claims(store.query("claims_since", day=filters.since)))
    if filters.week is not None:
        passing.append(_claims_of_week(store, filters.week))
    if not passing:
        return None
    return lambda claim_ids: all(not allowed.isdisjoint(claim_ids) for allowed in passing)


def _claims_of_week(store: Reader, week: str) -> set[str]:
    undated = [row for row in store.query("claims_undated") if read_week(row["read_at"]) == week]
    return _claims(store.query("claims_of_week", week=week)) | _claims(undated)


def _claims(rows: Iterable[Row]) -> set[str]:
    return {row["claim"] for row in rows}


def _wanted_relations(store: Reader, filters: Filters) -> list[Row] | None:
    """Return the contradictions that a debate must hold one of; None where nothing is asked.

    A week asks for a contradiction that is new in it, not only for a claim.
    """
    if filters.week is not None:
        ids = {pair.relation_id for pair in contradictions(store, Filters(week=filters.week, status=filters.status))}
        return [row for row in store.query("contradiction_list") if row["id"] in ids]
    if filters.status is not None:
        return [row for row in store.query("contradiction_list") if row["status"] == filters.status]
    return None


def _members(store: Reader, debate_ids: Sequence[str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    if debate_ids:
        for row in store.query("debate_positions", debates=list(debate_ids)):
            members[row["debate"]].add(row["claim"])
    return members


def _inside(relation: Row, head: Row, members: set[str]) -> bool:
    return relation["facet"] == head["facet"] and relation["a"] in members and relation["b"] in members


def _agreeing(pairs: Sequence[Contradiction], facet: str) -> list[Agreement]:
    """Group the quotes of agreeing pairs of one facet; dismissed pairs join nothing."""
    links: nx.Graph[str] = nx.Graph()
    quotes: dict[str, Quote] = {}
    for pair in pairs:
        if pair.facet == facet and pair.status is not ReviewStatus.DISMISSED:
            links.add_edge(pair.a.claim_id, pair.b.claim_id)
            quotes |= {pair.a.claim_id: pair.a, pair.b.claim_id: pair.b}
    groups = []
    for members in nx.connected_components(links):
        # The quote that agrees with the most others speaks for the group.
        ordered = sorted(members, key=lambda id_: (-links.degree(id_), -quotes[id_].confidence, id_))
        first = quotes[ordered[0]]
        groups.append(
            Agreement(
                facet=facet,
                actor=first.actor,
                strategy=first.strategy,
                quotes=tuple(quotes[id_] for id_ in ordered),
                pairs=links.subgraph(members).number_of_edges(),
            )
        )
    return groups
