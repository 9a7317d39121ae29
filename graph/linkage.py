"""Group what links tie together, though no single link may join large groups.

Connected components would let one wrong link of hundreds make one group of two. Here a link counts by how much its
two ends are linked to the same others (structural similarity; SCAN, Xu et al. 2007), and the two groups whose pairs are
tied most on average are joined first, a pair without a link counting as 0, until no two groups reach the least average
(UPGMA; Sokal and Michener 1958).
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

Pair = tuple[str, str]


def average_linkage(links: Mapping[Pair, float], *, least: float, joined: Iterable[Pair] = ()) -> list[list[str]]:
    """Return the groups of everything that a link or a joined pair names.

    Parameters
    ----------
    links : mapping from pair to float
        How sure each link is, above 0 to 1; a pair stands here once, whichever end comes first.
    least : float
        Mean over all pairs of two groups from which they are one.
    joined : iterable of pairs
        What stays together whatever the links say.

    Returns
    -------
    list of list of str
        Sorted, each group too. The order of the links does not matter.

    Notes
    -----
    O(m log m) steps for m links as long as few links lead out of a group.

    Examples
    --------
    A single link joins two pairs, but not two groups of three:

    >>> pairs = {("a", "b"): 0.9, ("c", "d"): 0.9, ("b", "c"): 0.9}
    >>> average_linkage(pairs, least=0.07)
    [['a', 'b', 'c', 'd']]
    >>> triples = pairs | {("a", "e"): 0.9, ("b", "e"): 0.9, ("c", "f"): 0.9, ("d", "f"): 0.9}
    >>> average_linkage(triples, least=0.07)
    [['a', 'b', 'e'], ['c', 'd', 'f']]
    """
    groups = _Groups(links)
    for a, b in sorted(joined):
        groups.join(*sorted((groups.of(a), groups.of(b))))
    groups.join_nearest(least)
    return sorted(sorted(members) for members in groups.members.values())


class _Groups:
    """Groups under way, each going by its first member's name, with the sum of the links between every two."""

    def __init__(self, links: Mapping[Pair, float]) -> None:
        self.members: dict[str, list[str]] = {}
        self.ties: dict[str, dict[str, int]] = {}
        self._group: dict[str, str] = {}
        for (a, b), likeness in _likenesses(links).items():
            self.ties[self.of(a)][b] = self.ties[self.of(b)][a] = likeness

    def of(self, member: str) -> str:
        """Return the group of a member, which is its own until it is joined."""
        if member not in self._group:
            self._group[member], self.members[member], self.ties[member] = member, [member], {}
        return self._group[member]

    def join(self, into: str, other: str) -> None:
        """Make one group of two."""
        if into == other:
            return
        moved = self.members.pop(other)
        self.members[into] += moved
        self._group.update(dict.fromkeys(moved, into))
        for far, tie in self.ties.pop(other).items():
            del self.ties[far][other]
            if far != into:
                self.ties[into][far] = self.ties[far][into] = self.ties[into].get(far, 0) + tie

    def join_nearest(self, least: float) -> None:
        """Join the two that are tied most, until none are tied enough; of equals the first by name."""
        queue = [self._entry(a, b) for a, near in self.ties.items() for b in near if a < b]
        heapq.heapify(queue)
        while queue and -queue[0][0] >= least:
            mean, a, b = heapq.heappop(queue)
            if b not in self.ties.get(a, ()) or self._entry(a, b)[0] != mean:
                continue  # a group has been joined since, and stands in the queue anew
            self.join(a, b)
            for far in self.ties[a]:
                heapq.heappush(queue, self._entry(*sorted((a, far))))

    def _entry(self, a: str, b: str) -> tuple[float, str, str]:
        pairs = len(self.members[a]) * len(self.members[b])
        return -self.ties[a][b] / (10_000 * pairs), a, b


def _likenesses(links: Mapping[Pair, float]) -> dict[Pair, int]:
    """Return for each link the cosine of what its ends are linked to, each to itself with 1, in ten-thousandths.

    Whole numbers, for their sum is the same in whatever order they come.
    """
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), score in sorted(links.items()):
        near[a] |= {a: 1.0, b: score}
        near[b] |= {b: 1.0, a: score}
    lengths = {member: math.sqrt(math.fsum(score**2 for score in found.values())) for member, found in near.items()}

    def cosine(a: str, b: str) -> float:
        few, many = sorted((near[a], near[b]), key=len)
        shared = math.fsum(score * many[other] for other, score in few.items() if other in many)
        return shared / (lengths[a] * lengths[b])

    return {(a, b): round(10_000 * cosine(a, b)) for a, b in links}
