"""Answer what a week brought: new splits, changed minds, figures that differ, and new agreement.

Event time decides: a contradiction is new in the week of its later quote. Insights without a date
count in the week in which they were read.
"""

import re
from datetime import date, timedelta

from graph.answers import Filters, NewSplit, WeekAnswer
from graph.errors import UsageError
from graph.models import Facet, ReviewStatus
from graph.questions import agreements, changed_minds, contradictions, counts, debates
from graph.quotes import read_week
from graph.store import Reader

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


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


def week_answer(store: Reader, week: str) -> WeekAnswer:
    """Return what `week` brought; a week without insights has an empty answer.

    Raises
    ------
    UsageError
        If `week` is not an ISO week.
    """
    first_day, last_day = week_days(week)
    undated = [row for row in store.query("insights_undated") if read_week(row["read_at"]) == week]
    insights = store.query("insights_of_week", week=week) + undated
    this_week = Filters(week=week)
    found = contradictions(store, this_week)
    kept = [pair for pair in found if pair.status is not ReviewStatus.DISMISSED]
    new_ids = {pair.relation_id for pair in kept}
    splits = [
        NewSplit(debate=debate, new=new)
        for debate in (debates(store, this_week) if new_ids else [])
        if (new := tuple(pair for pair in debate.contradictions if pair.relation_id in new_ids))
    ]
    return WeekAnswer(
        week=week,
        first_day=first_day,
        last_day=last_day,
        insights=len(insights),
        undated=len(undated),
        sources=len({row["source"] for row in insights}),
        claims=sum(row["claims"] for row in insights),
        without_claim=sum(row["claims"] == 0 for row in insights),
        splits=tuple(split for split in splits if split.debate.facet is not Facet.NUMBER),
        number_conflicts=tuple(split for split in splits if split.debate.facet is Facet.NUMBER),
        changed_minds=tuple(
            pair for pair in changed_minds(store, this_week) if pair.status is not ReviewStatus.DISMISSED
        ),
        agreements=tuple(agreements(store, this_week)),
        dismissed=len(found) - len(kept),
        all_time=counts(store),
    )
