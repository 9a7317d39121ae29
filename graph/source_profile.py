"""Answer how sources agree with each other, and what one source says.

Each part is a question of its own, so that a page can show the first before the last is asked.
"""

from collections import Counter
from collections.abc import Iterable

from graph.answers import Contradiction
from graph.ids import normal_name
from graph.models import Model, RelationType
from graph.quotes import ends, load_quotes, pair_up
from graph.stances import Tally, tallies
from graph.store import Reader, Row


class SourcePair(Model):
    """How often two sources agree and contradict each other; `a` and `b` may be one source."""

    a: str
    b: str
    agreements: int
    contradictions: int

    @property
    def pairs(self) -> int:
        """All pairs of claims that agree or contradict each other."""
        return self.agreements + self.contradictions


def source_pairs(store: Reader) -> tuple[SourcePair, ...]:
    """Return every two sources of which claims agree or contradict each other."""
    agree = _between(store.query("pairs_agreements"))
    contradict = _between(store.query("pairs_contradictions"))
    return tuple(
        SourcePair(a=a, b=b, agreements=agree[a, b], contradictions=contradict[a, b])
        for a, b in sorted(agree.keys() | contradict.keys())
    )


def pairs_of(pairs: Iterable[SourcePair], name: str) -> tuple[SourcePair, tuple[SourcePair, ...]]:
    """Return the pairs of a source with itself, and those with each other source, most contradictions first."""
    own = [pair for pair in pairs if name in (pair.a, pair.b)]
    others = [pair for pair in own if pair.a != pair.b]
    others.sort(key=lambda pair: (-pair.contradictions, -pair.agreements, pair.a, pair.b))
    itself = next((pair for pair in own if pair.a == pair.b), None)
    return itself or SourcePair(a=name, b=name, agreements=0, contradictions=0), tuple(others)


def source_actors(store: Reader, name: str) -> tuple[Tally, ...]:
    """Return whom a source speaks of, and what it makes of them."""
    return tallies(store.query("source_actors", name=normal_name(name)), by="actor")


def source_changes(store: Reader, name: str, *, most: int = 10) -> tuple[Contradiction, ...]:
    """Return what a source says now (`a`) that replaces what was said before (`b`), latest first."""
    rows = store.query("updates_of_source", name=normal_name(name), most=most)
    return _paired(store, rows, RelationType.SUPERSEDES)


def source_contradictions(store: Reader, name: str, *, most: int = 10) -> tuple[Contradiction, ...]:
    """Return the strongest contradictions in which a source has an end."""
    return _strongest(store, "source", most=most, name=normal_name(name))


def actor_contradictions(store: Reader, identity: str, *, most: int = 10) -> tuple[Contradiction, ...]:
    """Return the strongest contradictions in which the actor with this id has an end."""
    return _strongest(store, "actor", most=most, id=identity)


def _strongest(store: Reader, of: str, *, most: int, **which: str) -> tuple[Contradiction, ...]:
    rows = [row for way in ("from", "to") for row in store.query(f"contradictions_{way}_{of}", most=most, **which)]
    found = {row["id"]: row for row in sorted(rows, key=lambda row: (-row["score"], row["id"]))}
    return _paired(store, list(found.values())[:most], RelationType.CONTRADICTS)


def _paired(store: Reader, rows: list[Row], type_: RelationType) -> tuple[Contradiction, ...]:
    return tuple(pair_up(rows, load_quotes(store, ends(rows)), type_=type_))


def _between(rows: list[Row]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        a, b = sorted((row["a"], row["b"]))
        counted[a, b] += row["amount"]
    return counted
