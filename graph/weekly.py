"""Answer what a week brought: new splits, changed minds, figures that differ, and new agreement.

Event time decides: a contradiction is new in the week of its later quote. Insights without a date
count in the week in which they were read.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from graph.answers import Contradiction
from graph.errors import UsageError
from graph.models import RelationType, ReviewStatus
from graph.questions import counts
from graph.quotes import load_quotes, pair_up, read_week
from graph.store import Reader
from graph.week_actors import actors_of_week, blind_spots
from graph.week_agreements import agreements_of_week
from graph.week_answers import ActorShift, FeedEntry, Skipped, WeekAnswer, WeekComparison, WeekDebate
from graph.week_debates import week_debates
from graph.week_facts import Span, WeekFacts, WeekPair, ask, week_contradictions, week_facts
from graph.week_reviews import corrections_of_week, reviews_of_week

CHANGES_IN_FULL = 12
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def week_days(week: str) -> tuple[str, str]:
    """Return the first and last day of an ISO week.

    Raises
    ------
    UsageError
        If there is no such week.

    Examples
    --------
    >>> week_days("2026-W53")
    ('2026-12-28', '2027-01-03')
    """
    match = _WEEK.fullmatch(week)
    try:
        if match is None:
            raise ValueError(week)
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{week!r} is not an ISO week. Write year and week, such as 2026-W47.") from error


def default_week(store: Reader) -> str | None:
    """Return the latest week that holds dated insights, else the week of reading; None if empty."""
    (row,) = store.query("latest_week")
    return row["dated"] or read_week(row["read"])


def week_answer(store: Reader, week: str) -> WeekAnswer:
    """Return what `week` brought; a week without insights has an empty answer.

    Raises
    ------
    UsageError
        If `week` is not an ISO week.
    """
    span = Span(week, *week_days(week))
    facts = week_facts(store, span)
    debates = week_debates(store, facts)
    told = {claim.insight for claim in facts.claims.values()}
    changes = [row for row in facts.updates if row["status"] != ReviewStatus.DISMISSED]
    agreements, groups, agreeing_pairs = agreements_of_week(store, facts)
    dismissed = sum(pair.row["status"] == ReviewStatus.DISMISSED for pair in facts.contradictions)
    return WeekAnswer(
        week=week,
        first_day=span.first_day,
        last_day=span.last_day,
        insights=len(told),
        undated=sum(facts.insights[insight]["week"] is None for insight in told),
        sources=len({facts.insights[insight]["source"] for insight in told}),
        claims=len(facts.claims),
        without_claim=_without_claim(facts, told),
        contradictions=len(facts.contradictions) - dismissed,
        dismissed=dismissed,
        new=debates.new,
        grown=debates.grown,
        resolved=debates.resolved,
        reviewed=reviews_of_week(store, span),
        corrected=corrections_of_week(store, span),
        changed_minds=_in_full(store, changes[:CHANGES_IN_FULL], RelationType.SUPERSEDES),
        changes=len(changes),
        gained=debates.gained,
        agreements=agreements,
        agreeing_groups=groups,
        agreeing_pairs=agreeing_pairs,
        blind_spots=blind_spots(facts, (*debates.new, *debates.grown)),
        actors=actors_of_week(facts),
        extracted_by=tuple(sorted({claim.extracted_by for claim in facts.claims.values()})),
        judged_by=tuple(
            sorted(
                {pair.row["judged_by"] for pair in (*facts.contradictions, *facts.agreements)}
                | {row["judged_by"] for row in facts.updates}
            )
        ),
        all_time=counts(store),
    )


def feed_entries(store: Reader, *, last_week: str, weeks: int, limit: int) -> tuple[list[FeedEntry], int]:
    """Return the contradictions of the `weeks` weeks up to `last_week`, the newest week first.

    Returns
    -------
    list of FeedEntry
        At most `limit`, strongest first within a week; dismissed ones are left out.
    int
        How many there are in all.
    """
    monday = date.fromisoformat(week_days(last_week)[0])
    rows = []
    for back in range(weeks):
        year, number, _ = (monday - timedelta(weeks=back)).isocalendar()
        week = f"{year:04d}-W{number:02d}"
        found = week_contradictions(store, Span(week, *week_days(week)))
        rows += [pair.row for pair in _one_a_pair_of_insights(found)]
    shown = rows[:limit]
    questions = _questions(store, shown)
    pairs = _in_full(store, shown, RelationType.CONTRADICTS)
    return [FeedEntry(pair=pair, question=questions.get(pair.relation_id)) for pair in pairs], len(rows)


def compare_weeks(store: Reader, first: str, second: str) -> WeekComparison:
    """Return what two weeks brought, side by side.

    Raises
    ------
    UsageError
        If one of them is not an ISO week.
    """
    answers = week_answer(store, first), week_answer(store, second)
    one, two = ({debate.id: debate for debate in (*answer.new, *answer.grown)} for answer in answers)
    tallies = [{tally.name: tally for tally in answer.actors} for answer in answers]
    shifts = [
        ActorShift(name=name, first=tallies[0][name], second=tallies[1][name])
        for name in sorted(tallies[0].keys() & tallies[1].keys())
        if all(tally[name].positive + tally[name].negative for tally in tallies)
    ]
    shifts.sort(key=lambda shift: (-abs(shift.shift), -shift.first.insights - shift.second.insights, shift.name))
    return WeekComparison(
        first=answers[0],
        second=answers[1],
        only_first=_apart(one, two),
        only_second=_apart(two, one),
        both=tuple((one[id_], two[id_]) for id_ in one if id_ in two),
        shifts=tuple(shifts),
    )


def _one_a_pair_of_insights(pairs: Sequence[WeekPair]) -> list[WeekPair]:
    """Leave out that two insights contradict each other on the same facet by further claims.

    Which of the claims stays depends on their ids alone, so that a feed does not tell it twice.
    """
    first: dict[tuple[str, ...], str] = {}
    for pair in sorted(pairs, key=lambda pair: pair.row["id"]):
        if pair.row["status"] != ReviewStatus.DISMISSED:
            insights = sorted(insight for insight, _ in pair.origins.values())
            first.setdefault((pair.row["facet"], *insights), pair.row["id"])
    kept = set(first.values())
    return [pair for pair in pairs if pair.row["id"] in kept]


def _apart(debates: dict[str, WeekDebate], others: dict[str, WeekDebate]) -> tuple[WeekDebate, ...]:
    return tuple(debate for id_, debate in debates.items() if id_ not in others)


def _without_claim(facts: WeekFacts, told: set[str]) -> tuple[Skipped, ...]:
    silent = Counter(row["source"] for insight, row in facts.insights.items() if insight not in told)
    ordered = sorted(silent.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Skipped(source=source, insights=number) for source, number in ordered)


def _in_full(store: Reader, rows: list[dict[str, object]], type_: RelationType) -> tuple[Contradiction, ...]:
    quotes = load_quotes(store, {str(row[end]) for row in rows for end in ("a", "b")})
    return tuple(pair_up(rows, quotes, type_=type_))


def _questions(store: Reader, rows: list[dict[str, object]]) -> dict[str, str]:
    """Return the question of the debate that holds each of these pairs, by relation id."""
    held: dict[str, set[tuple[str, str]]] = {}
    for row in ask(store, "positions_of_claims", claims={str(row[end]) for row in rows for end in ("a", "b")}):
        held.setdefault(row["claim"], set()).add((row["debate"], row["facet"]))
    both = {
        str(row["id"]): min(
            (
                debate
                for debate, facet in held.get(str(row["a"]), set()) & held.get(str(row["b"]), set())
                if facet == row["facet"]
            ),
            default=None,
        )
        for row in rows
    }
    wanted = {debate for debate in both.values() if debate is not None}
    asked = {row["id"]: row["question"] for row in ask(store, "debates_by_id", debates=wanted)}
    return {relation: asked[debate] for relation, debate in both.items() if debate in asked}
