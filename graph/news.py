"""Say what is new: in the latest week beside the week before, and since a moment."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from graph.answers import Contradiction, DebateLine
from graph.debate_lines import debate_lines
from graph.ids import iso_week
from graph.models import Model, RelationType
from graph.questions import latest_week
from graph.quotes import ends, load_quotes, pair_up
from graph.store import Reader
from graph.weekly import week_days

_SAME = 6
"""How many claims of one insight may replace others: so many are looked at for each that is shown."""


class Amounts(Model):
    """How much a week brought."""

    insights: int = 0
    claims: int = 0
    sources: int = 0
    debates: int = 0
    contradictions: int = 0


class Movement(Model):
    """The latest week and the one before it.

    A contradiction counts in the week of its later quote, a debate where its second side appeared, a
    source where it was first heard. What has no date counts when it was read; a debate without dates
    counts in no week.
    """

    week: str
    now: Amounts
    before: Amounts


class News(Model):
    """What came into the store after a moment."""

    since: str
    insights: int
    contradictions: int
    debates: tuple[DebateLine, ...]
    changed: int


def movement(store: Reader) -> Movement | None:
    """Return what the latest week brought, and the week before; None for an empty store."""
    week = latest_week(store)
    if week is None:
        return None
    monday = date.fromisoformat(week_days(week)[0])
    return Movement(week=week, now=_amounts(store, monday), before=_amounts(store, monday - timedelta(days=7)))


def news(store: Reader, since: datetime, *, most: int = 5) -> News:
    """Return what was read and found after `since`; at most `most` debates, those that gained most first."""
    moment = since.astimezone(UTC).isoformat()
    gained: Counter[str] = Counter()
    for row in store.query("news_debates", since=moment):
        if row["facet"] == row["of_debate"]:
            gained[row["debate"]] += row["contradictions"]
    shown = sorted(gained, key=lambda id_: (-gained[id_], id_))[:most]
    return News(
        since=moment,
        insights=store.query("news_insights", since=moment)[0]["insights"],
        contradictions=gained.total(),
        debates=tuple(debate_lines(store, shown)),
        changed=len(gained),
    )


def latest_changes(store: Reader, *, most: int = 3) -> tuple[Contradiction, ...]:
    """Return the latest changed minds and new states, one for each later insight; `a` replaces `b`."""
    rows = store.query("updates_latest", most=most * _SAME)
    first: dict[str, Contradiction] = {}
    for pair in pair_up(rows, load_quotes(store, ends(rows)), type_=RelationType.SUPERSEDES):
        first.setdefault(pair.a.insight_id, pair)
    return tuple(first.values())[:most]


def _amounts(store: Reader, monday: date) -> Amounts:
    span = {"first": monday.isoformat(), "after": (monday + timedelta(days=7)).isoformat()}
    found: dict[str, int] = {}
    for name in ("movement_insights", "movement_sources", "movement_debates"):
        found |= store.query(name, **span)[0]
    # One row for each end that can be the later one, dated or not.
    rows = store.query("movement_contradictions", week=iso_week(span["first"]), **span)
    contradictions = sum(row["contradictions"] for row in rows)
    return Amounts(**found, contradictions=contradictions)
