"""Say on which side of the hottest debates each source stands."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.answers import DebateAnswer
from graph.models import Facet, Model
from graph.questions import debates
from graph.store import Reader

_SPLIT = {Facet.STANCE: "meaning", Facet.FACT: "fact", Facet.NUMBER: "figures", Facet.UPDATE: "change"}


class Stand(Model):
    """Where a source stands in a debate.

    Attributes
    ----------
    title
        The debate in short; no two debates have the same.
    sides
        How many of its insights are on each side, by letter.
    """

    debate: str
    title: str
    source: str
    sides: dict[str, int]


def stands(store: Reader, *, most: int = 20, sources: int = 12) -> tuple[Stand, ...]:
    """Return where sources stand in the `most` hottest debates; the `sources` that take part in most of them."""
    found = debates(store, limit=most)
    taking_part = Counter(quote.source for debate in found for quote in {q.source: q for q in debate.quotes}.values())
    shown = sorted(taking_part, key=lambda source: (-taking_part[source], source))[:sources]
    titles = _titles(found)
    return tuple(
        Stand(debate=debate.id, title=titles[debate.id], source=source, sides=sides)
        for debate in found
        for source in shown
        if (sides := _sides(debate, source))
    )


def _sides(debate: DebateAnswer, source: str) -> dict[str, int]:
    counted = {
        side.letter: len({quote.insight_id for quote in side.quotes if quote.source == source}) for side in debate.sides
    }
    return {letter: insights for letter, insights in counted.items() if insights}


def _titles(found: Sequence[DebateAnswer]) -> dict[str, str]:
    """Return a title for each debate; of several about one move each says what it is split on."""
    same = Counter(debate.title for debate in found)
    told = {
        debate.id: debate.title if same[debate.title] == 1 else f"{debate.title} ({_SPLIT[debate.facet]})"
        for debate in found
    }
    return {id_: f"{title} {number}" if number > 1 else title for id_, title, number in _numbered(told.items())}


def _numbered(titles: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str, int]]:
    seen: Counter[str] = Counter()
    for id_, title in titles:
        seen[title] += 1
        yield id_, title, seen[title]
