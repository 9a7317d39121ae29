"""List all debates in short, narrow the list down, and count what is left under each choice.

The list is small beside the claims that it stands for: it is fetched whole, once for each state of the
store, and everything that a reader clicks is answered from it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from graph.ids import iso_week
from graph.models import Facet, Model
from graph.store import Reader, Row

UNDATED = "undated"


class Order(StrEnum):
    """What comes first in a list of debates."""

    HEAT = "heat"
    LATEST = "latest"
    INSIGHTS = "insights"


class DebateHead(Model):
    """A debate in a list: what it asks, and under which choices it is found.

    Attributes
    ----------
    week
        ISO week of its latest quote, or "undated".
    statuses
        What reviewers made of its contradictions: open, confirmed, dismissed, disputed.
    """

    id: str
    facet: Facet
    question: str
    heat: float
    opened: str | None
    changed: str | None
    insights: int
    week: str
    actors: tuple[str, ...]
    moves: tuple[str, ...]
    sources: tuple[str, ...]
    statuses: tuple[str, ...]
    words: str


class Wanted(Model):
    """What a list of debates is narrowed to; None means any."""

    text: str = ""
    actor: str | None = None
    move: str | None = None
    source: str | None = None
    facet: str | None = None
    status: str | None = None
    week: str | None = None


# Each choice, with the values under which a debate is found.
_CHOICES: Mapping[str, Callable[[DebateHead], Iterable[str]]] = {
    "actor": lambda head: head.actors,
    "move": lambda head: head.moves,
    "source": lambda head: head.sources,
    "facet": lambda head: (head.facet.value,),
    "status": lambda head: head.statuses,
    "week": lambda head: (head.week,),
}


def debate_index(store: Reader) -> tuple[DebateHead, ...]:
    """Return all debates in short, hottest first."""
    sources = _grouped(store.query("index_sources"))
    actors = _grouped(store.query("index_actors"))
    moves = _grouped(store.query("index_moves"))
    labels = _grouped(store.query("index_labels"))
    statuses = _grouped(store.query("index_statuses"))
    return tuple(
        _head(row, sources[row["id"]], actors[row["id"]], moves[row["id"]], labels[row["id"]], statuses[row["id"]])
        for row in store.query("debate_list")
    )


def narrowed(heads: Iterable[DebateHead], wanted: Wanted) -> list[DebateHead]:
    """Return the debates that fit every choice, in the same order."""
    tests = _tests(wanted)
    return [head for head in heads if all(test(head) for test in tests.values())]


def ordered(heads: Iterable[DebateHead], order: Order) -> list[DebateHead]:
    """Return debates in an order; the hotter first where they are alike."""
    keys: Mapping[Order, Callable[[DebateHead], Any]] = {
        Order.HEAT: lambda head: head.heat,
        Order.LATEST: lambda head: head.changed or "",
        Order.INSIGHTS: lambda head: head.insights,
    }
    hottest = sorted(heads, key=lambda head: (-head.heat, head.id))
    return sorted(hottest, key=keys[order], reverse=True)


def choices(heads: Sequence[DebateHead], wanted: Wanted) -> dict[str, dict[str, int]]:
    """Count the debates under each value of each choice, as all the other choices leave them.

    Values come with the most debates first, weeks with the latest first.
    """
    tests = _tests(wanted)
    counted: dict[str, Counter[str]] = {name: Counter() for name in _CHOICES}
    for head in heads:
        failed = {name for name, test in tests.items() if not test(head)}
        for name, values in _CHOICES.items():
            # A debate that fails no other choice would be found if this one were set to its value.
            if failed <= {name}:
                counted[name].update(values(head))
    found = {name: dict(sorted(values.items(), key=lambda one: (-one[1], one[0]))) for name, values in counted.items()}
    found["week"] = dict(sorted(found["week"].items(), key=lambda one: (one[0] != UNDATED, one[0]), reverse=True))
    return found


def _tests(wanted: Wanted) -> dict[str, Callable[[DebateHead], bool]]:
    tests: dict[str, Callable[[DebateHead], bool]] = {}
    for name, values in _CHOICES.items():
        asked = getattr(wanted, name)
        if asked is not None:
            tests[name] = _holds(values, asked)
    words = wanted.text.casefold().split()
    if words:
        tests["text"] = lambda head: all(word in head.words for word in words)
    return tests


def _holds(values: Callable[[DebateHead], Iterable[str]], asked: str) -> Callable[[DebateHead], bool]:
    return lambda head: asked in values(head)


def _head(
    row: Row,
    sources: Sequence[Row],
    actors: Sequence[Row],
    moves: Sequence[Row],
    labels: Sequence[Row],
    statuses: Sequence[Row],
) -> DebateHead:
    names = tuple(dict.fromkeys(actor["actor"] for actor in actors))
    strategies = tuple(dict.fromkeys(move["move"] for move in moves))
    spoken = [row["question"], *names, *strategies, *(label["label"] for label in labels)]
    return DebateHead(
        id=row["id"],
        facet=row["facet"],
        question=row["question"],
        heat=row["heat"],
        opened=row["opened"],
        changed=row["changed"],
        insights=sum(row["insights"] for row in sources),
        week=iso_week(row["changed"]) or UNDATED,
        actors=names,
        moves=strategies,
        sources=tuple(sorted(name for row in sources for name in row["sources"])),
        statuses=tuple(sorted({one["status"] for one in statuses if one["facet"] == row["facet"]})),
        words=" ".join(spoken).casefold(),
    )


def _grouped(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["debate"]].append(row)
    return grouped
