"""Answer how sources agree with each other, and what one source says."""

from collections import Counter

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


class SourceProfile(Model):
    """What a source says, whom it contradicts, and what it said differently before.

    Attributes
    ----------
    others
        Its pairs with each other source, most contradictions first.
    itself
        Its pairs with itself.
    contradictions, changed_minds
        The strongest and the latest of them.
    """

    name: str
    actors: tuple[Tally, ...]
    others: tuple[SourcePair, ...]
    itself: SourcePair
    contradictions: tuple[Contradiction, ...]
    changed_minds: tuple[Contradiction, ...]


def source_pairs(store: Reader) -> tuple[SourcePair, ...]:
    """Return every two sources of which claims agree or contradict each other."""
    agree = _between(store.query("pairs_agreements"))
    contradict = _between(store.query("pairs_contradictions"))
    return tuple(
        SourcePair(a=a, b=b, agreements=agree[a, b], contradictions=contradict[a, b])
        for a, b in sorted(agree.keys() | contradict.keys())
    )


def source_profile(store: Reader, name: str, pairs: tuple[SourcePair, ...], *, most: int = 10) -> SourceProfile:
    """Return the profile of the source called `name`, given all `pairs` of sources."""
    small = normal_name(name)
    own = [pair for pair in pairs if name in (pair.a, pair.b)]
    others = [pair for pair in own if pair.a != pair.b]
    itself = [pair for pair in own if pair.a == pair.b]
    return SourceProfile(
        name=name,
        actors=tallies(store.query("source_actors", name=small), by="actor"),
        others=tuple(sorted(others, key=lambda pair: (-pair.contradictions, -pair.agreements, pair.a, pair.b))),
        itself=itself[0] if itself else SourcePair(a=name, b=name, agreements=0, contradictions=0),
        contradictions=strongest(store, "source", most=most, name=small),
        changed_minds=_paired(store, store.query("updates_of_source", name=small, most=most), RelationType.SUPERSEDES),
    )


def strongest(store: Reader, of: str, *, most: int, **which: str) -> tuple[Contradiction, ...]:
    """Return the strongest contradictions in which a "source" or an "actor" has an end."""
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
