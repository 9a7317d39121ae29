"""Show debates in short: who, what, how much stands on each side, and the strongest quote of each.

Everything is counted in the store, so that a debate of ten thousand quotes costs about what one of ten does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.answers import DebateCard, DebateLine, Side, SideLine
from graph.debates import ALONE
from graph.models import Facet, Polarity
from graph.quotes import load_quotes
from graph.sides import letter, side_key
from graph.store import Reader, Row

_NO_REPORTS = {"reports": 0, "insights": 0, "sources": 0}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the store counts of a debate: a row for each side, in order, of each move and of each actor."""

    head: Row
    sides: Sequence[Row]
    moves: Sequence[Row]
    actors: Sequence[Row]
    reports: Row

    @property
    def alone(self) -> list[str]:
        """Where rivals meet, the debate is about the one who is said to be alone: its position."""
        is_fact = self.head["facet"] == Facet.FACT
        return [side["position"] for side in self.sides if is_fact and side["label"] == ALONE]

    @property
    def worded(self) -> list[str]:
        """The positions of which the claims' own words name the move."""
        return self.alone or ([] if self.moves else [side["position"] for side in self.sides])


def debate_lines(store: Reader, debate_ids: Sequence[str]) -> list[DebateLine]:
    """Return these debates as lines, in the same order; ids that are not stored are left out."""
    heads = {row["id"]: row for row in store.query("line/heads", debates=list(debate_ids))} if debate_ids else {}
    return _lines(store, [heads[id_] for id_ in debate_ids if id_ in heads])


def hottest_lines(store: Reader, *, skip: int = 0, most: int = 10) -> list[DebateLine]:
    """Return the debates on which sources split most as lines, leaving out the first `skip`."""
    return _lines(store, store.query("line/hottest", skip=skip, most=most))


def contested_debates(store: Reader, *, most: int = 5) -> tuple[DebateCard, ...]:
    """Return the debates on which sources split most, with the strongest quote of each side."""
    drafts = _drafts(store, store.query("line/hottest", skip=0, most=most))
    named = _names(store, drafts)
    strongest = {row["position"]: _strongest(store, draft, row["position"]) for draft in drafts for row in draft.sides}
    quotes = load_quotes(store, strongest.values())
    return tuple(
        DebateCard(
            **_counted(draft, *named[draft.head["id"]]),
            sides=tuple(
                Side(**_side(place, row), quotes=(quotes[strongest[row["position"]]],))
                for place, row in enumerate(draft.sides)
            ),
        )
        for draft in drafts
    )


def _lines(store: Reader, heads: Sequence[Row]) -> list[DebateLine]:
    drafts = _drafts(store, heads)
    named = _names(store, drafts)
    return [
        DebateLine(
            **_counted(draft, *named[draft.head["id"]]),
            sides=tuple(SideLine(**_side(place, row)) for place, row in enumerate(draft.sides)),
        )
        for draft in drafts
    ]


def _drafts(store: Reader, heads: Sequence[Row]) -> list[_Draft]:
    ids = [head["id"] for head in heads]
    if not ids:
        return []
    sides = _grouped(store.query("line/sides", debates=ids), "debate")
    moves = _grouped(store.query("debate_strategies", debates=ids), "debate")
    actors = _grouped(store.query("debate_actors", debates=ids), "debate")
    reports = {row["debate"]: row for row in store.query("line/reports", debates=ids)}
    return [
        _Draft(
            head=head,
            sides=sorted(sides[head["id"]], key=lambda row: side_key(row, row["insights"])),
            moves=moves[head["id"]],
            actors=actors[head["id"]],
            # Only where the meaning of a move is in question are there reports that take no side.
            reports=reports.get(head["id"], _NO_REPORTS) if head["facet"] == Facet.STANCE else _NO_REPORTS,
        )
        for head in heads
    ]


def _names(store: Reader, drafts: Sequence[_Draft]) -> dict[str, tuple[str, str]]:
    """Map debates to the actor and the move that name them."""
    asked = sorted({position for draft in drafts for position in draft.worded})
    words = _grouped(store.query("line/words", positions=asked) if asked else [], "position")
    found = {}
    for draft in drafts:
        rows = [row for position in draft.worded for row in words[position]]
        actor = _most(rows if draft.alone else draft.actors, "actor")
        move = _most(rows, "strategy") if draft.worded else draft.moves[0]["name"]
        found[draft.head["id"]] = (actor, move)
    return found


def _strongest(store: Reader, draft: _Draft, position: str) -> str:
    positions = [row["position"] for row in draft.sides]
    facet = draft.head["facet"]
    rows = store.query("line/strongest", position=position, positions=positions, facet=facet)
    # A third side can hang on by agreement alone.
    (row,) = rows or store.query("line/surest", position=position)
    return str(row["claim"])


def _counted(draft: _Draft, actor: str, move: str) -> dict[str, object]:
    fields = ("id", "facet", "question", "heat", "opened", "changed")
    return {name: draft.head[name] for name in fields} | {
        "actor": actor,
        "strategy": move,
        "reports": draft.reports["reports"],
        "report_insights": draft.reports["insights"],
        "report_sources": draft.reports["sources"],
        "origins_named": not any(row["digests"] for row in draft.sides),
    }


def _side(place: int, row: Row) -> dict[str, object]:
    counted = {name: row[name] for name in ("label", "claims", "insights", "sources")}
    return counted | {"letter": letter(place), "polarity": Polarity(row["polarity"])}


def _most(rows: Iterable[Row], field: str) -> str:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row[field]] += row["claims"]
    return min(counted, key=lambda name: (-counted[name], name), default="unknown")


def _grouped(rows: Iterable[Row], by: str) -> Mapping[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[by]].append(row)
    return grouped
