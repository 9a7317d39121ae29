"""Group what is asked into requests that fit a token budget."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from math import ceil
from typing import TypeVar

Item = TypeVar("Item")

_BYTES_PER_TOKEN = 3.6


def tokens(text: str) -> int:
    """Estimate the tokens of a text, on the high side for English.

    The server's own count is what is reported; this only sizes a request.

    Examples
    --------
    >>> tokens("Acme is renting out its spare computers.")
    12
    """
    return ceil(len(text.encode("utf-8")) / _BYTES_PER_TOKEN)


def in_batches(items: Iterable[Item], *, budget: int, size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield runs of items whose sizes add up to at most `budget`; an item over it stands alone.

    Examples
    --------
    >>> list(in_batches([3, 3, 3, 9, 1], budget=6, size=int))
    [[3, 3], [3], [9], [1]]
    """
    batch: list[Item] = []
    used = 0
    for item in items:
        own = size(item)
        if batch and used + own > budget:
            yield batch
            batch, used = [], 0
        batch.append(item)
        used += own
    if batch:
        yield batch


def sharing_batches(
    items: Iterable[Item],
    *,
    budget: int,
    size: int,
    parts: Callable[[Item], Sequence[Hashable]],
    part_size: Callable[[Hashable], int],
) -> Iterator[list[Item]]:
    """Yield runs of items within `budget`, where what several items have in common is counted once.

    Examples
    --------
    >>> pairs = [("a", "b"), ("a", "c"), ("d", "e")]
    >>> list(sharing_batches(pairs, budget=35, size=1, parts=lambda pair: pair, part_size=lambda part: 10))
    [[('a', 'b'), ('a', 'c')], [('d', 'e')]]
    """
    batch: list[Item] = []
    held: set[Hashable] = set()
    used = 0
    for item in items:
        new = [part for part in dict.fromkeys(parts(item)) if part not in held]
        own = size + sum(part_size(part) for part in new)
        if batch and used + own > budget:
            yield batch
            batch, held, used = [], set(), 0
            own = size + sum(part_size(part) for part in dict.fromkeys(parts(item)))
        batch.append(item)
        held.update(parts(item))
        used += own
    if batch:
        yield batch
