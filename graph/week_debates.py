"""Decide how a week changed the debates: which became split, which grew, which were settled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from graph.answers import Contradiction, Quote
from graph.models import Facet, Polarity, RelationType, ReviewStatus
from graph.quotes import load_quotes, pair_up
from graph.store import Reader, Row
from graph.week_answers import GainedSources, GivenUp, ShownPair, SideTally, WeekDebate
from graph.week_facts import Span, WeekFacts, WeekPair, ask

# How many debates of each kind carry quotes, and how many quotes each; all others are counted.
NEW_IN_FULL = 12
GROWN_IN_FULL = 8
PAIRS_IN_FULL = 2
MORE_QUOTES = 4


@dataclass(frozen=True, slots=True)
class WeekDebates:
    """The debates that a week added to, by what it did to them."""

    new: tuple[WeekDebate, ...]
    grown: tuple[WeekDebate, ...]
    resolved: tuple[GivenUp, ...]
    gained: tuple[GainedSources, ...]


def week_debates(store: Reader, facts: WeekFacts) -> WeekDebates:
    """Return what the week did to the debates that its claims take a side in."""
    pairs = [pair for pair in facts.contradictions if pair.row["status"] != ReviewStatus.DISMISSED]
    replaced = {row["b"] for row in facts.updates if row["status"] != ReviewStatus.DISMISSED}
    everyone = {*facts.claims, *(end for pair in pairs for end in pair.ends), *replaced}
    held = _Held(ask(store, "positions_of_claims", claims=everyone))
    touched = held.debates_of(facts.claims) | held.debates_of(replaced)
    shared = _share_out(pairs, held)
    found = [debate for debate in _debates(store, touched, shared, facts.span) if debate.split]
    added = [debate for debate in found if any(side.grew for side in debate.sides)]
    new = [debate for debate in added if not debate.existed and debate.new_pairs]
    grown = [debate for debate in added if debate.existed]
    # Debates on figures have a section of their own, and room of their own.
    in_full = [*_first(new, NEW_IN_FULL), *_first(grown, GROWN_IN_FULL)]
    quoted = {debate.id: debate for debate in _with_quotes(store, in_full, shared, held, facts)}
    return WeekDebates(
        new=tuple(quoted.get(debate.id, debate) for debate in new),
        grown=tuple(quoted.get(debate.id, debate) for debate in grown),
        resolved=_resolved(store, found, replaced, held, facts),
        gained=_gained(added),
    )


class _Held:
    """Which claims hold which positions, out of rows of ``positions_of_claims``."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.positions: dict[str, set[str]] = defaultdict(set)
        self._debates: dict[str, set[str]] = defaultdict(set)
        self._facets: dict[str, str] = {}
        for row in rows:
            self.positions[row["claim"]].add(row["position"])
            self._debates[row["claim"]].add(row["debate"])
            self._facets[row["debate"]] = row["facet"]

    def debates_of(self, claims: Iterable[str]) -> set[str]:
        return {debate for claim in claims for debate in self._debates[claim]}

    def debates_between(self, pair: WeekPair) -> set[str]:
        a, b = pair.ends
        return {debate for debate in self._debates[a] & self._debates[b] if self._facets[debate] == pair.row["facet"]}


def _share_out(pairs: Sequence[WeekPair], held: _Held) -> dict[str, list[WeekPair]]:
    shared: dict[str, list[WeekPair]] = defaultdict(list)
    for pair in pairs:
        for debate in held.debates_between(pair):
            shared[debate].append(pair)
    return shared


def _debates(
    store: Reader, ids: Collection[str], shared: Mapping[str, Sequence[WeekPair]], span: Span
) -> list[WeekDebate]:
    """Return these debates without quotes, hottest first."""
    tallies: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, "debate_tallies", debates=ids, **span.parameters):
        tallies[row["debate"]].append(row)
    # Rows come with the largest first; the first of each debate stays.
    actors = {row["debate"]: row["actor"] for row in reversed(ask(store, "debate_actors", debates=ids))}
    moves = {row["debate"]: row["name"] for row in reversed(ask(store, "debate_strategies", debates=ids))}
    stated = {
        row["debate"]: row["insights"]
        for row in ask(store, "debate_reports", debates=ids, week=span.week, day_after=span.day_after)
    }
    heads = sorted(ask(store, "debates_by_id", debates=ids), key=lambda head: (-head["heat"], head["id"]))
    return [
        WeekDebate(
            id=head["id"],
            facet=head["facet"],
            question=head["question"],
            actor=actors.get(head["id"], "unknown"),
            strategy=moves.get(head["id"], ""),
            heat=head["heat"],
            agreed_insights=stated.get(head["id"], 0) if head["facet"] == Facet.STANCE else 0,
            origins_named=not any(row["digests"] for row in tallies[head["id"]]),
            sides=_sides(tallies[head["id"]]),
            new_pairs=len(shared.get(head["id"], ())),
        )
        for head in heads
    ]


def _sides(rows: Sequence[Row]) -> tuple[SideTally, ...]:
    """Return the sides under the letters that they have on the page, whatever the week."""
    ordered = sorted(rows, key=lambda row: (-row["polarity"], -row["ever"], row["place"], row["position"]))
    return tuple(
        SideTally(
            position=row["position"],
            letter=_letter(number),
            label=row["label"],
            polarity=Polarity(row["polarity"]),
            insights=row["insights"],
            sources=row["sources"],
            insights_before=row["insights_before"],
            sources_before=row["sources_before"],
        )
        for number, row in enumerate(ordered)
    )


def _letter(number: int) -> str:
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _first(debates: Sequence[WeekDebate], room: int) -> list[WeekDebate]:
    figures = [debate for debate in debates if debate.facet is Facet.NUMBER]
    others = [debate for debate in debates if debate.facet is not Facet.NUMBER]
    return [*others[:room], *figures[:room]]


def _with_quotes(
    store: Reader,
    debates: Sequence[WeekDebate],
    shared: Mapping[str, Sequence[WeekPair]],
    held: _Held,
    facts: WeekFacts,
) -> list[WeekDebate]:
    chosen = {debate.id: _choose(shared.get(debate.id, ())) for debate in debates}
    members: dict[str, list[str]] = defaultdict(list)
    for claim in facts.claims:
        for debate_id in held.debates_of([claim]):
            members[debate_id].append(claim)
    further = {debate.id: _further(members[debate.id], chosen[debate.id], facts) for debate in debates}
    wanted = {end for pairs in chosen.values() for pair in pairs for end in pair.ends}
    quotes = load_quotes(store, wanted.union(*(claims[:MORE_QUOTES] for claims in further.values())))
    return [_in_full(debate, chosen[debate.id], further[debate.id], quotes, held) for debate in debates]


def _further(members: Iterable[str], chosen: Sequence[WeekPair], facts: WeekFacts) -> list[str]:
    """Return claims of the week's insights that the chosen pairs do not show, one an insight."""
    told = {facts.claims[end].insight for pair in chosen for end in pair.ends if end in facts.claims}
    first = {facts.claims[claim].insight: claim for claim in sorted(members, reverse=True)}
    return sorted(claim for insight, claim in first.items() if insight not in told)


def _in_full(
    debate: WeekDebate, chosen: Sequence[WeekPair], further: Sequence[str], quotes: Mapping[str, Quote], held: _Held
) -> WeekDebate:
    letters = {side.position: side.letter for side in debate.sides}

    def letter(claim: str) -> str | None:
        return min((letters[place] for place in held.positions[claim] if place in letters), default=None)

    pairs = pair_up([pair.row for pair in chosen], quotes, type_=RelationType.CONTRADICTS)
    more = [(letter(claim) or "", quotes[claim]) for claim in further[:MORE_QUOTES] if claim in quotes]
    return debate.model_copy(
        update={
            "pairs": tuple(_shown(pair, letter(pair.a.claim_id), letter(pair.b.claim_id)) for pair in pairs),
            "more": tuple(sorted(more, key=lambda item: (item[0], item[1].claim_id))),
            "left_out": len(further) - len(more),
        }
    )


def _choose(pairs: Sequence[WeekPair]) -> list[WeekPair]:
    """Choose pairs, strongest first, that show no insight twice."""
    shown: set[str] = set()
    chosen: list[WeekPair] = []
    for pair in pairs:
        insights = {insight for insight, _ in pair.origins.values()}
        if len(chosen) < PAIRS_IN_FULL and insights.isdisjoint(shown):
            shown |= insights
            chosen.append(pair)
    return chosen


def _shown(pair: Contradiction, letter_a: str | None, letter_b: str | None) -> ShownPair:
    ends = ((pair.a, letter_a), (pair.b, letter_b))
    (left, left_letter), (right, right_letter) = sorted(ends, key=lambda end: end[1] or "~")
    return ShownPair(pair=pair, left=left, right=right, left_letter=left_letter, right_letter=right_letter)


def _resolved(
    store: Reader, debates: Sequence[WeekDebate], replaced: Collection[str], held: _Held, facts: WeekFacts
) -> tuple[GivenUp, ...]:
    """Return the debates of which a replacement of this week took the last claim of a side."""
    near = {debate.id: debate for debate in debates if debate.id in held.debates_of(replaced)}
    if not near:
        return ()
    span = facts.span
    gone = {
        row["position"]: row["replaced"] >= row["claims"]
        for row in ask(store, "debate_replaced", debates=near, week=span.week, day_after=span.day_after)
    }
    settled: dict[str, tuple[WeekDebate, SideTally | None]] = {}
    changes: dict[str, Row] = {}
    for debate in near.values():
        standing = [side for side in debate.sides if side.insights and not gone.get(side.position, False)]
        fallen = {side.position for side in debate.sides if gone.get(side.position, False)}
        by = [row for row in facts.updates if row["b"] in replaced and held.positions[row["b"]] & fallen]
        if len(standing) < 2 and by:  # one side or none
            settled[debate.id] = (debate, standing[0] if standing else None)
            changes[debate.id] = by[0]
    quotes = load_quotes(store, {row[end] for row in changes.values() for end in ("a", "b")})
    return tuple(
        GivenUp(debate=debate, standing=side, change=change)
        for debate, side in settled.values()
        for change in pair_up([changes[debate.id]], quotes, type_=RelationType.SUPERSEDES)
    )


def _gained(debates: Sequence[WeekDebate]) -> tuple[GainedSources, ...]:
    gained = [
        GainedSources(debate=debate, side=side)
        for debate in debates
        for side in debate.sides
        if 0 < side.sources_before < side.sources
    ]
    gained.sort(key=lambda one: (one.side.sources_before - one.side.sources, -one.side.sources, one.side.position))
    return tuple(gained)
