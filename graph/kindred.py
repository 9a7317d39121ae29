"""Put moves of several actors together that are alike, by the vectors of their strategies."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graph.store import Reader

ALIKE = 0.5
"""Mean cosine from which two groups of moves stand together: lower than what makes two claims one move."""

_CLAIMS = 6  # of each move: enough for where its middle is
_Numbers = NDArray[np.float64]


def kindred_moves(store: Reader, moves: Sequence[str], *, alike: float = ALIKE) -> tuple[tuple[str, ...], ...]:
    """Return groups of `moves` that are alike; one that is like no other stands alone.

    Parameters
    ----------
    store : Reader
    moves : sequence of str
        Names of strategies, the most important first.
    alike : float
        Mean cosine between two groups from which they are put together.
    """
    speaking = store.query("map/claims", moves=list(moves))
    chosen = {row["move"]: sorted({*row["firsts"], *row["lasts"]})[:_CLAIMS] for row in speaking}
    wanted = sorted({claim for claims in chosen.values() for claim in claims})
    vectors = {row["claim"]: row["vector"] for row in store.query("map/vectors", claims=wanted)} if wanted else {}
    middles = {
        move: np.mean([_unit(vectors[claim]) for claim in claims if claim in vectors], axis=0)
        for move, claims in chosen.items()
        if any(claim in vectors for claim in claims)
    }
    known = [(move, middles[move]) for move in moves if move in middles]
    grouped = {move: group for group in _together(known, alike) for move in group}
    return tuple(dict.fromkeys(grouped.get(move, (move,)) for move in moves))


def _together(known: Sequence[tuple[str, _Numbers]], alike: float) -> list[tuple[str, ...]]:
    """Join the two groups that are most alike, by the mean of all pairs, until none are alike enough."""
    if len(known) < 2:
        return [(move,) for move, _ in known]
    units = np.array([_unit(vector) for _, vector in known])
    # Rounded, so that which of two equal pairs is met first does not hang on the processor.
    sums = np.round(units @ units.T, 6)
    sizes = np.ones(len(known))
    groups = [[number] for number in range(len(known))]
    while True:
        means = np.triu(sums / np.outer(sizes, sizes), k=1)
        a, b = np.unravel_index(int(np.argmax(means)), means.shape)
        if means[a, b] < alike:
            return [tuple(known[number][0] for number in sorted(group)) for group in groups if group]
        groups[a] += groups[b]
        groups[b] = []
        sizes[a] += sizes[b]
        sums[a, :] += sums[b, :]
        sums[:, a] += sums[:, b]
        sums[b, :] = sums[:, b] = 0.0


def _unit(vector: Sequence[float] | _Numbers) -> _Numbers:
    numbers = np.asarray(vector, dtype=np.float64)
    length = float(np.linalg.norm(numbers))
    return numbers / length if length else numbers
