"""Choose the pairs of claims that are worth a verdict, without looking at all pairs in Python.

Three keys. By actor: claims of one family whose moves are not plainly far apart. By party: claims that
share a named party (the two sides of a deal, rivals for one thing) and whose moves lie close. By word:
a claim that nobody else makes a move, and claims whose move shares a word with it. A store can fetch
all three, so a pair is found whichever of its claims was read first. Candidates
are chosen by threshold, never by rank, so that what is read later takes no earlier pair away.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.models import ContextClaim
from graph.relate.exclusivity import MoveWords
from graph.relate.judge import Pair
from graph.resolve import Families

FAMILY_THRESHOLD = 0.0
"""Least cosine of two claims of one family: low, for it only has to spare the judge plain strangers."""

PARTY_THRESHOLD = 0.2
"""Least cosine where only a target is shared."""

BUCKET_CAP = 20_000
"""Most claims in one bucket; beyond it, the bucket is compared in part and named in the report."""

_CHUNK = 2048


@dataclass(frozen=True, slots=True)
class BlockingReport:
    """What blocking did: how many pairs it chose, and the buckets that it could not compare in full.

    A capped bucket goes by the id of the entity, or by the word, that its claims share.
    """

    candidates: int = 0
    capped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bucket:
    key: str
    new: tuple[int, ...]
    others: tuple[int, ...]
    threshold: float


def candidate_pairs(
    new: Sequence[ContextClaim], others: Sequence[ContextClaim], *, families: Families, words: MoveWords | None = None
) -> tuple[list[Pair], BlockingReport]:
    """Return the pairs with at least one end in `new` that a judge should look at.

    Parameters
    ----------
    new, others : sequences of ContextClaim
        Claims to relate, and claims that are already related to each other; the two share none.
    families : Families
    words : MoveWords, optional
        Reads the words of moves; without it no claim meets a stranger's.

    Returns
    -------
    pairs : list of (ContextClaim, ContextClaim)
        Each once, smaller id first, sorted. Claims of one insight are paired only where their voices differ.
    report : BlockingReport
    """
    claims = [*new, *others]
    vectors = _matrix(claims)
    chosen: set[tuple[int, int]] = set()
    capped: set[str] = set()
    buckets = [*_buckets(claims, len(new), families), *(_word_buckets(claims, len(new), words) if words else ())]
    for bucket in buckets:
        if len(bucket.new) + len(bucket.others) > BUCKET_CAP:
            capped.add(bucket.key)
        chosen.update(_close(bucket, vectors, claims))
    pairs = [_ordered(claims[i], claims[j]) for i, j in chosen if _may_relate(claims[i], claims[j])]
    pairs.sort(key=lambda pair: (pair[0].id, pair[1].id))
    return pairs, BlockingReport(len(pairs), tuple(sorted(capped)))


def _matrix(claims: Sequence[ContextClaim]) -> np.ndarray:
    width = max((len(context.claim.vector or ()) for context in claims), default=0)
    vectors = np.zeros((len(claims), width), dtype=np.float32)
    for row, context in enumerate(claims):
        if context.claim.vector:
            vectors[row, : len(context.claim.vector)] = context.claim.vector
    return vectors


def _buckets(claims: Sequence[ContextClaim], new_count: int, families: Families) -> Iterable[_Bucket]:
    by_actor: dict[str, list[int]] = defaultdict(list)
    by_party: dict[str, list[int]] = defaultdict(list)
    for place, context in enumerate(claims):
        by_actor[context.actor_id].append(place)
        for party in {context.actor_id, *context.target_ids}:
            by_party[party].append(place)
    for actor in sorted({context.actor_id for context in claims[:new_count]}):
        members = sorted(member for kin in families.family(actor) for member in by_actor.get(kin, ()))
        own = [place for place in by_actor[actor] if place < new_count]
        yield _Bucket(actor, tuple(own), tuple(members), FAMILY_THRESHOLD)
    for party in sorted({p for context in claims[:new_count] for p in (context.actor_id, *context.target_ids)}):
        kin = families.family(party)
        members = sorted({member for name in kin for member in by_party.get(name, ())})
        own = [place for place in by_party[party] if place < new_count]
        yield _Bucket(party, tuple(own), tuple(members), PARTY_THRESHOLD)


def _word_buckets(claims: Sequence[ContextClaim], new_count: int, words: MoveWords) -> Iterable[_Bucket]:
    """Yield, for each word, the new claims that exclude others with those that make the move, and the reverse."""
    excluding: dict[str, list[int]] = defaultdict(list)
    making: dict[str, list[int]] = defaultdict(list)
    for place, context in enumerate(claims):
        wording = words.of(context.claim)
        for word in wording.words:
            (excluding if wording.excludes else making)[word].append(place)
    for word in sorted(excluding.keys() & making.keys()):
        for own, others in ((excluding[word], making[word]), (making[word], excluding[word])):
            new = tuple(place for place in own if place < new_count)
            if new:
                yield _Bucket(word, new, tuple(others), FAMILY_THRESHOLD)


def _close(bucket: _Bucket, vectors: np.ndarray, claims: Sequence[ContextClaim]) -> Iterable[tuple[int, int]]:
    """Yield index pairs of a bucket at or above its threshold, one matrix product a chunk."""
    # Of a bucket over its cap the smallest ids are kept, so that the cut does not depend on the order of reading.
    columns = np.array(sorted(bucket.others, key=lambda place: claims[place].id)[:BUCKET_CAP], dtype=np.int64)
    rows = np.array(bucket.new, dtype=np.int64)
    if not len(columns):
        return
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        near = np.round(vectors[part] @ vectors[columns].T, 4) >= bucket.threshold
        found_rows, found_columns = np.nonzero(near)
        i, j = part[found_rows], columns[found_columns]
        lower, upper = np.minimum(i, j), np.maximum(i, j)
        distinct = lower != upper
        yield from zip(lower[distinct].tolist(), upper[distinct].tolist(), strict=True)


def _may_relate(a: ContextClaim, b: ContextClaim) -> bool:
    return a.id != b.id and (a.claim.insight_id != b.claim.insight_id or a.voice != b.voice)


def _ordered(a: ContextClaim, b: ContextClaim) -> Pair:
    return (a, b) if a.id < b.id else (b, a)
