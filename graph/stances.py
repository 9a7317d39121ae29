"""Count praise and blame: of a move, of an actor, in a week."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

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
    actors
        In the order in which the moves lead to them.
    moves
        The most spoken of first.
    cells
        One for each actor and move of these that is spoken of.
    alike
        Under each move all that stand together with it, itself among them.
    left_out
        How many claims stand outside of what is shown.
    """

    actors: tuple[str, ...]
    moves: tuple[str, ...]
    cells: tuple[Cell, ...]
    alike: dict[str, tuple[str, ...]]
    left_out: int


def move_map(
    cells: Sequence[Cell],
    *,
    groups: Iterable[Sequence[str]] = (),
    actors: int = 12,
    moves: int = 24,
    least: int = 1,
) -> MoveMap:
    """Return the map of the most spoken of moves and, among those who make them, the most spoken of actors.

    Parameters
    ----------
    cells : sequence of Cell
    groups : iterable of sequences of str
        Moves that stand together, in one row under the name of the first.
    actors, moves : int
        At most so many.
    least : int
        Moves with fewer claims are left out.

    Examples
    --------
    >>> cells = [Cell(actor="A", name="sell", praise=2), Cell(actor="B", name="rent", blame=1)]
    >>> shown = move_map(cells, actors=1)
    >>> shown.actors, shown.moves, shown.left_out
    (('A',), ('sell',), 1)
    >>> shown = move_map(cells, groups=[("sell", "rent")])
    >>> shown.moves, [(cell.actor, cell.net) for cell in shown.cells]
    (('sell',), [('A', 1.0), ('B', -1.0)])
    """
    alike = {group[0]: tuple(group) for group in groups}
    leads = {move: lead for lead, group in alike.items() for move in group}
    together = _together(cells, leads)
    by_move = _claims_by(together, lambda cell: cell.name)
    rows = [move for move in _most(by_move, len(by_move)) if by_move[move] >= least][:moves]
    columns = set(_most(_claims_by((c for c in together if c.name in set(rows)), lambda cell: cell.actor), actors))
    shown = tuple(cell for cell in together if cell.actor in columns and cell.name in set(rows))
    rows = [move for move in rows if any(cell.name == move for cell in shown)]
    # Actors stand where their first move stands, so that what belongs together is seen together.
    place = {move: number for number, move in enumerate(rows)}
    ordered = sorted(shown, key=lambda cell: (place[cell.name], -cell.claims, cell.actor))
    return MoveMap(
        actors=tuple(dict.fromkeys(cell.actor for cell in ordered)),
        moves=tuple(rows),
        cells=shown,
        alike={move: alike.get(move, (move,)) for move in rows},
        left_out=sum(cell.claims for cell in cells) - sum(cell.claims for cell in shown),
    )


def _together(cells: Iterable[Cell], leads: Mapping[str, str]) -> list[Cell]:
    added: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        key = cell.actor, leads.get(cell.name, cell.name)
        # Most stand alone, and are taken as they are: a copy of each would take longer than to count them.
        named = cell if key[1] == cell.name else cell.model_copy(update={"name": key[1]})
        added[key] = _sum(added[key], named) if key in added else named
    return list(added.values())


def _sum(a: Cell, b: Cell) -> Cell:
    amounts = {name: getattr(a, name) + getattr(b, name) for name in ("praise", "blame", "neutral")}
    return a.model_copy(update=amounts)


def _claims_by(cells: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, int]:
    counted: defaultdict[str, int] = defaultdict(int)
    for cell in cells:
        counted[key(cell)] += cell.claims
    return counted


def map_cells(store: Reader) -> tuple[Cell, ...]:
    """Return what is made of every move of every actor."""
    found = (
        Cell(actor=row["actor"], name=move, praise=praise, blame=blame, neutral=claims - praise - blame)
        for row in store.query("map/cells")
        for move, claims, praise, blame in zip(row["moves"], row["claims"], row["praise"], row["blame"], strict=True)
    )
    # Strategies may share a name, and two actors may.
    return tuple(sorted(_together(found, {}), key=lambda cell: (cell.actor, cell.name)))


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
