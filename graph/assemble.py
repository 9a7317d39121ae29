"""Put a debate together out of the graph: its sides, its reasons, and what both sides agree on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.answers import DebateAnswer, Quote, Side
from graph.debates import ALONE
from graph.models import Facet, Modality, Polarity, RelationType, ReviewStatus
from graph.quotes import ends, load_quotes, pair_up
from graph.sides import letter, side_key
from graph.store import Reader, Row
from graph.wording import title

ORIGINS_UNNAMED = "digest"
_STATED = {Modality.ASSERTED, Modality.REPORTED}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A debate before its quotes are fetched: rows of claims, of relations, and of neutral reports."""

    head: Row
    sides: Sequence[Sequence[Row]]
    moves: Sequence[Row]
    relations: Sequence[Row]
    reports: Sequence[Row]

    @property
    def members(self) -> list[Row]:
        return [row for side in self.sides for row in side]


def assemble_debates(store: Reader, heads: Sequence[Row], *, most: int | None = None) -> list[DebateAnswer]:
    """Return the debates with these heads (rows of ``debate_list``), in the same order.

    Parameters
    ----------
    store : Reader
    heads : sequence of Row
    most : int, optional
        Fetch at most so many quotes of each side, so many contradictions and so many neutral
        reports, the strongest first. Counts are of all of them in any case.
    """
    drafts = [_cut(draft, most) for draft in _drafts(store, heads)]
    wanted = {row["claim"] for _, shown in drafts for row in (*shown.members, *shown.reports)}
    quotes = load_quotes(store, wanted.union(*(ends(shown.relations) for _, shown in drafts)))
    return [_answer(draft, shown, quotes) for draft, shown in drafts]


def _drafts(store: Reader, heads: Sequence[Row]) -> list[_Draft]:
    if not heads:
        return []
    ids = [head["id"] for head in heads]
    members = _grouped(store.query("debate_members", debates=ids), "debate")
    relations = _grouped(_inside(store.query("contradictions_of_debates", debates=ids), heads, members), "debate")
    moves = _grouped(store.query("debate_strategies", debates=ids), "debate")
    strategies = sorted({move["strategy"] for found in moves.values() for move in found})
    rows = store.query("neutral_reports", strategies=strategies) if strategies else []
    reports = _grouped(rows, "strategy")
    return [
        _Draft(
            head=head,
            sides=_sides(members[head["id"]], relations[head["id"]]),
            moves=moves[head["id"]],
            relations=relations[head["id"]],
            reports=_neutral(head, members[head["id"]], moves[head["id"]], reports),
        )
        for head in heads
    ]


def _inside(rows: Iterable[Row], heads: Sequence[Row], members: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Return the contradictions of a debate's own facet that both ends take part in."""
    # Compared here: asked to compare two ends of a path, the embedded engine returns wrong rows.
    facets = {head["id"]: head["facet"] for head in heads}
    taking_part = {(debate, row["claim"]) for debate, own in members.items() for row in own}
    return [row for row in rows if row["facet"] == facets[row["debate"]] and (row["debate"], row["b"]) in taking_part]


def _sides(members: Sequence[Row], relations: Iterable[Row]) -> list[list[Row]]:
    """Return the sides: what speaks for the move first, then the one with more insights."""
    weight: Counter[str] = Counter()
    for row in relations:
        if row["status"] != ReviewStatus.DISMISSED:
            weight.update({row["a"]: row["score"], row["b"]: row["score"]})
    # Strongest first: what is contradicted most, then what the extractor was surest of.
    sides = [
        sorted(rows, key=lambda row: (-round(weight[row["claim"]], 6), -row["confidence"], row["claim"]))
        for rows in _grouped(members, "position").values()
    ]
    return sorted(sides, key=lambda rows: side_key(rows[0], _distinct(rows, "insight")))


def _neutral(
    head: Row, members: Sequence[Row], moves: Sequence[Row], reports: Mapping[str, Sequence[Row]]
) -> list[Row]:
    if head["facet"] != Facet.STANCE:
        return []
    taken = {row["claim"] for row in members}
    found = {row["claim"]: row for move in moves for row in reports.get(move["strategy"], ())}
    kept = [row for claim, row in found.items() if claim not in taken]
    return sorted(kept, key=lambda row: (row["day"], row["claim"]))


def _cut(draft: _Draft, most: int | None) -> tuple[_Draft, _Draft]:
    """Return `draft`, and what of it is to be shown."""
    return draft, _Draft(
        head=draft.head,
        sides=[rows[:most] for rows in draft.sides],
        moves=draft.moves,
        relations=draft.relations[:most],
        reports=draft.reports[:most],
    )


def _answer(draft: _Draft, shown: _Draft, quotes: dict[str, Quote]) -> DebateAnswer:
    head, members = draft.head, draft.members
    facet = Facet(head["facet"])
    # Where rivals meet, the debate is about the one who is said to be alone; `graph.debates` asks it that way.
    alone = [row for rows in draft.sides for row in rows if facet is Facet.FACT and row["label"] == ALONE]
    actor = _most_common(row["actor"] for row in alone or members)
    strategy = (
        draft.moves[0]["name"] if draft.moves and not alone else _most_common(r["strategy"] for r in alone or members)
    )
    letters = {row["claim"]: letter(number) for number, rows in enumerate(draft.sides) for row in rows}
    return DebateAnswer(
        id=head["id"],
        facet=facet,
        question=head["question"],
        actor=actor,
        strategy=strategy,
        heat=head["heat"],
        opened=head["opened"],
        changed=head["changed"],
        agreed=_agreed(facet, actor, strategy, [*members, *draft.reports]),
        sides=tuple(
            _side(number, rows, [quotes[row["claim"]] for row in few if row["claim"] in quotes])
            for number, (rows, few) in enumerate(zip(draft.sides, shown.sides, strict=True))
        ),
        contradictions=tuple(pair_up(shown.relations, quotes, type_=RelationType.CONTRADICTS)),
        neutral=tuple(quotes[row["claim"]] for row in shown.reports if row["claim"] in quotes),
        insights=_distinct(members, "insight"),
        sources=_distinct(members, "source"),
        pairs=len(draft.relations),
        reports=len(draft.reports),
        report_insights=_distinct(draft.reports, "insight"),
        report_sources=_distinct(draft.reports, "source"),
        origins_named=all(row["source_kind"] != ORIGINS_UNNAMED for row in members),
        letters={claim: letters[claim] for claim in ends(shown.relations) | {row["claim"] for row in shown.members}},
    )


def _side(number: int, rows: Sequence[Row], quotes: Sequence[Quote]) -> Side:
    return Side(
        letter=letter(number),
        label=rows[0]["label"],
        polarity=Polarity(rows[0]["polarity"]),
        quotes=tuple(quotes),
        claims=len(rows),
        insights=_distinct(rows, "insight"),
        sources=_distinct(rows, "source"),
    )


def _agreed(facet: Facet, actor: str, strategy: str, rows: Iterable[Row]) -> str | None:
    """Say what both sides take as given: the move itself, where only its meaning is in question."""
    insights = _distinct([row for row in rows if row["modality"] in _STATED], "insight")
    if facet is not Facet.STANCE or not insights:
        return None
    return f"{title(actor, strategy)} ({insights} {'insight' if insights == 1 else 'insights'})"


def _grouped(rows: Iterable[Row], by: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[by]].append(row)
    return grouped


def _distinct(rows: Iterable[Row], field: str) -> int:
    return len({row[field] for row in rows})


def _most_common(names: Iterable[str]) -> str:
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name), default="unknown")
