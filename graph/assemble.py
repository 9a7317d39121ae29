"""Put a debate together out of the graph: its sides, its reasons, and what both sides agree on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from graph.answers import Contradiction, DebateAnswer, Quote, Side, count_insights
from graph.models import Facet, Modality, Polarity, RelationType, ReviewStatus
from graph.quotes import ends, load_quotes, pair_up
from graph.store import Reader, Row

ORIGINS_UNNAMED = "digest"


class _Move(NamedTuple):
    strategy_id: str
    name: str


def assemble_debates(store: Reader, heads: Sequence[Row]) -> list[DebateAnswer]:
    """Return the debates with these heads (rows of ``debate_list``), in the same order."""
    if not heads:
        return []
    ids = [head["id"] for head in heads]
    positions = _grouped(store.query("debate_positions", debates=ids))
    moves = _moves(store.query("debate_strategies", debates=ids))
    reports = _reports(store, {move.strategy_id for found in moves.values() for move in found})
    members = {id_: {row["claim"] for row in rows} for id_, rows in positions.items()}
    everyone = sorted(set().union(*members.values()))
    relations = store.query("contradictions_among", claims=everyone) if everyone else []
    quotes = load_quotes(store, ends(relations).union(everyone, *reports.values()))
    pairs = pair_up(relations, quotes, type_=RelationType.CONTRADICTS)
    by_debate = _share_out(pairs, heads, members)
    return [
        _assemble(
            head,
            positions[head["id"]],
            moves[head["id"]],
            contradictions=by_debate[head["id"]],
            quotes=quotes,
            reports=[quotes[id_] for move in moves[head["id"]] for id_ in reports[move.strategy_id] if id_ in quotes],
        )
        for head in heads
    ]


def _assemble(
    head: Row,
    positions: Sequence[Row],
    moves: Sequence[_Move],
    *,
    contradictions: Sequence[Contradiction],
    quotes: dict[str, Quote],
    reports: Sequence[Quote],
) -> DebateAnswer:
    sides = _sides(positions, contradictions, quotes)
    holding = [quote for side in sides for quote in side.quotes]
    facet = Facet(head["facet"])
    taken = {quote.claim_id for quote in holding}
    neutral = [quote for quote in reports if quote.claim_id not in taken] if facet is Facet.STANCE else []
    actor = _most_common(quote.actor for quote in holding)
    strategy = moves[0].name if moves else _most_common(quote.strategy for quote in holding)
    return DebateAnswer(
        id=head["id"],
        facet=facet,
        question=head["question"],
        actor=actor,
        strategy=strategy,
        heat=head["heat"],
        opened=head["opened"],
        changed=head["changed"],
        agreed=_agreed(facet, actor, strategy, [*holding, *neutral]),
        sides=sides,
        contradictions=tuple(contradictions),
        neutral=tuple(sorted(neutral, key=_age)),
        origins_named=all(quote.source_kind != ORIGINS_UNNAMED for quote in holding),
    )


def _sides(
    positions: Sequence[Row], contradictions: Sequence[Contradiction], quotes: dict[str, Quote]
) -> tuple[Side, ...]:
    """Return the sides: what speaks for the move first, then the one with more insights."""
    weight: Counter[str] = Counter()
    for pair in contradictions:
        if pair.status is not ReviewStatus.DISMISSED:
            weight.update({pair.a.claim_id: pair.score, pair.b.claim_id: pair.score})
    held: dict[str, list[Row]] = defaultdict(list)
    for row in positions:
        held[row["position"]].append(row)
    sides = []
    for rows in sorted(held.values(), key=lambda rows: (rows[0]["place"], rows[0]["position"])):
        holding = [quotes[row["claim"]] for row in rows if row["claim"] in quotes]
        # Strongest first: what is contradicted most, then what the extractor was surest of.
        holding.sort(key=lambda quote: (-round(weight[quote.claim_id], 6), -quote.confidence, quote.claim_id))
        polarity = Polarity(rows[0]["polarity"])
        sides.append(Side(letter="?", label=rows[0]["label"], polarity=polarity, quotes=tuple(holding)))
    sides.sort(key=lambda side: (-side.polarity, -side.insights))
    return tuple(side.model_copy(update={"letter": _letter(number)}) for number, side in enumerate(sides))


def _letter(number: int) -> str:
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _agreed(facet: Facet, actor: str, strategy: str, quotes: Sequence[Quote]) -> str | None:
    """Say what both sides take as given: the move itself, where only its meaning is in question."""
    stated = [quote for quote in quotes if quote.modality in {Modality.ASSERTED, Modality.REPORTED}]
    if facet is not Facet.STANCE or not stated:
        return None
    insights = count_insights(stated)
    return f"{actor}: {strategy} ({insights} {'insight' if insights == 1 else 'insights'})"


def _share_out(
    pairs: Iterable[Contradiction], heads: Sequence[Row], members: dict[str, set[str]]
) -> dict[str, list[Contradiction]]:
    """Give each contradiction to the debates of its facet that both its ends take part in."""
    holding: dict[str, set[str]] = defaultdict(set)
    for debate_id, claims in members.items():
        for claim in claims:
            holding[claim].add(debate_id)
    facets = {head["id"]: head["facet"] for head in heads}
    shared: dict[str, list[Contradiction]] = defaultdict(list)
    for pair in pairs:
        for debate_id in sorted(holding[pair.a.claim_id] & holding[pair.b.claim_id]):
            if facets.get(debate_id) == pair.facet:
                shared[debate_id].append(pair)
    return shared


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["debate"]].append(row)
    return grouped


def _moves(rows: Iterable[Row]) -> dict[str, list[_Move]]:
    moves: dict[str, list[_Move]] = defaultdict(list)
    for row in rows:
        moves[row["debate"]].append(_Move(row["strategy"], row["name"]))
    return moves


def _reports(store: Reader, strategy_ids: set[str]) -> dict[str, list[str]]:
    reports: dict[str, list[str]] = defaultdict(list)
    if strategy_ids:
        for row in store.query("neutral_reports", strategies=sorted(strategy_ids)):
            reports[row["strategy"]].append(row["claim"])
    return reports


def _most_common(names: Iterable[str]) -> str:
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name), default="unknown")


def _age(quote: Quote) -> tuple[str, str]:
    return (quote.counted_week or "", quote.claim_id)
