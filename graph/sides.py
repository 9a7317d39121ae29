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
        of_debate.sort(key=lambda row: (-row["polarity"], -row["insights"], row["place"], row["position"]))
        for number, row in enumerate(of_debate):
            found[row["position"]] = ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
    return found
