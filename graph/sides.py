"""Say which letter each side of a debate has, without reading its quotes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from string import ascii_uppercase

from graph.store import Reader, Row


def letters(store: Reader, debate_ids: Collection[str]) -> dict[str, str]:
    """Map the positions in these debates to their letters, the ones that the debate's page shows."""
    rows = store.query("sides_of_debates", debates=sorted(debate_ids)) if debate_ids else []
    return letters_of(rows)


def letters_of(rows: Iterable[Row]) -> dict[str, str]:
    """Map positions to letters, given the rows of ``sides_of_debates``.

    What speaks for the move comes first, then the side with more insights.

    Examples
    --------
    >>> sides = [("p", -1, 0, 9), ("q", 1, 1, 2)]
    >>> names = ("position", "polarity", "place", "insights")
    >>> letters_of([{"debate": "d", **dict(zip(names, side))} for side in sides])
    {'q': 'A', 'p': 'B'}
    """
    sides: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        sides[row["debate"]].append(row)
    found = {}
    for of_debate in sides.values():
        of_debate.sort(key=lambda row: side_key(row, row["insights"]))
        for number, row in enumerate(of_debate):
            found[row["position"]] = letter(number)
    return found


def letter(number: int) -> str:
    """Return the letter of the side in a place, from 0.

    Examples
    --------
    >>> letter(1), letter(30)
    ('B', '31')
    """
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def side_key(side: Row, insights: int) -> tuple[int, int, int, str]:
    """Return what sides are ordered by: what speaks for the move first, then the one with more insights."""
    return -side["polarity"], -insights, side["place"], side["position"]
