"""Count praise and blame: of a move, of an actor, in a week."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.answers import Quote
from graph.models import Model
from graph.quotes import load_quotes
from graph.store import Reader, Row


class Tally(Model):
    """How many claims praise, blame, or only report what `name` stands for."""

    name: str
    praise: int = 0
    blame: int = 0
    neutral: int = 0

    @property
    def claims(self) -> int:
        """All claims."""
        return self.praise + self.blame + self.neutral

    @property
    def net(self) -> float:
        """Praise less blame, as a share of all claims: -1 to 1.

        Examples
        --------
        >>> Tally(name="x", praise=3, blame=1, neutral=4).net
        0.25
        """
        return (self.praise - self.blame) / self.claims if self.claims else 0.0


class Cell(Tally):
    """What is made of one move (`name`) of one actor."""

    actor: str


class MoveMap(Model):
    """Who makes which moves, and what is made of it.

    Attributes
    ----------
    actors, moves
        In the order in which they are shown, the most spoken of first.
    left_out
        How many claims stand outside of what is shown.
    """

    actors: tuple[str, ...]
    moves: tuple[str, ...]
    cells: tuple[Cell, ...]
    left_out: int


def move_map(cells: Sequence[Cell], *, actors: int = 12, moves: int = 24) -> MoveMap:
    """Return the map of the most spoken of actors and, among them, the most spoken of moves.

    Examples
    --------
    >>> shown = move_map([Cell(actor="A", name="sell", praise=2), Cell(actor="B", name="sell", blame=1)], actors=1)
    >>> shown.actors, shown.moves, shown.left_out
    (('A',), ('sell',), 1)
    """
    by_actor: defaultdict[str, int] = defaultdict(int)
    for cell in cells:
        by_actor[cell.actor] += cell.claims
    rows = _most(by_actor, actors)
    by_move: defaultdict[str, int] = defaultdict(int)
    for cell in cells:
        if cell.actor in rows:
            by_move[cell.name] += cell.claims
    kept = set(_most(by_move, moves))
    shown = tuple(cell for cell in cells if cell.actor in rows and cell.name in kept)
    left_out = sum(cell.claims for cell in cells) - sum(cell.claims for cell in shown)
    # Moves stand where their first actor stands, so that what belongs together is seen together.
    place = {name: number for number, name in enumerate(rows)}
    columns = sorted(
        kept, key=lambda move: (min(place[c.actor] for c in shown if c.name == move), -by_move[move], move)
    )
    rows = [name for name in rows if any(cell.actor == name for cell in shown)]
    return MoveMap(actors=tuple(rows), moves=tuple(columns), cells=shown, left_out=left_out)


def map_cells(store: Reader) -> tuple[Cell, ...]:
    """Return what is made of every move of every actor."""
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in store.query("map_cells"):
        grouped[row["actor"], row["move"]].append(row)
    return tuple(Cell(actor=actor, name=move, **_counted(rows)) for (actor, move), rows in grouped.items())


def cell_quotes(store: Reader, actor: str, move: str, *, most: int = 20) -> tuple[Quote, ...]:
    """Return what is said of one move of one actor, latest first."""
    claims = [row["claim"] for row in store.query("claims_of_cell", actor=actor, move=move, most=most)]
    quotes = load_quotes(store, claims)
    return tuple(quotes[claim] for claim in claims if claim in quotes)


def tallies(rows: Iterable[Row], *, by: str) -> tuple[Tally, ...]:
    """Turn rows with ``polarity`` and ``claims`` into tallies by a column, the most spoken of first."""
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[by]].append(row)
    found = [Tally(name=name, **_counted(own)) for name, own in grouped.items()]
    return tuple(sorted(found, key=lambda tally: (-tally.claims, tally.name)))


def _counted(rows: Iterable[Row]) -> dict[str, int]:
    counted = {"praise": 0, "blame": 0, "neutral": 0}
    for row in rows:
        counted["praise" if row["polarity"] > 0 else "blame" if row["polarity"] < 0 else "neutral"] += row["claims"]
    return counted


def _most(counted: dict[str, int], number: int) -> list[str]:
    return sorted(counted, key=lambda name: (-counted[name], name))[:number]
