"""Make a graph of N claims that looks like a real one, and write it to a store.

    .venv/bin/python tests/bench/make_graph.py 100000 graph.lbug [--seed 1] [--dimensions 64]

A few actors are spoken of all the time and most hardly ever (Zipf), some belong to families; a
claim is one of the moves of its actor, in some week of two years, in some source; claims of one
move agree, contradict or replace each other, about three relations a claim; moves with praise and
blame are debates. The same seed gives the same graph.
"""

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from graph.ids import content_id, entity_id, relation_id
from graph.models import (
    Claim,
    Debate,
    Entity,
    Extraction,
    Facet,
    Insight,
    Modality,
    Polarity,
    Position,
    Quantity,
    Relation,
    RelationType,
    Source,
    Strategy,
    TieKind,
)
from graph.store import Batch, Names, Tie, Wording, open_store

_SYLLABLES = [
    "ar",
    "bel",
    "cor",
    "dan",
    "el",
    "far",
    "gor",
    "hal",
    "in",
    "jun",
    "kar",
    "lor",
    "mar",
    "nor",
    "or",
    "pel",
    "quo",
    "ron",
    "sal",
    "tor",
    "ul",
    "ven",
    "wes",
    "xan",
    "yor",
    "zel",
]
_VERBS = ["build", "buy", "sell", "rent", "cut", "expand", "price", "bundle", "hire", "license", "close", "delay"]
_OBJECTS = [
    "data centres",
    "chips",
    "cloud services",
    "cards",
    "satellites",
    "loans",
    "batteries",
    "drugs",
    "phones",
    "ports",
    "models",
    "ads",
]
_PRAISE = ("a clear win", "the right bet", "ahead of rivals")
_BLAME = ("a retreat", "an admission of defeat", "a waste of money")
_FIRST_DAY = date(2025, 1, 6)
_DAYS = 728
_BATCH = 2000
_MOVES = 12
_BATCHES_A_TRANSACTION = 10


@dataclass(slots=True)
class _Bucket:
    """The claims of one move of one actor so far, newest last, and their contradictions."""

    name: str
    actor: str
    members: list[tuple[str, int, str]] = field(default_factory=list)
    first_contradiction: str | None = None


class GraphMaker:
    """Makes batches of claims, then the strategies and debates over them."""

    def __init__(self, claims: int, *, seed: int = 1, dimensions: int = 64) -> None:
        self._claims = claims
        self._random = np.random.default_rng(seed)
        self._actors = self._names(max(30, claims // 60), "")
        self._sources = [
            Source(name=name, kind="newsletter") for name in self._names(max(8, claims // 1500), " Weekly")
        ]
        self._moves = self._random.normal(size=(len(_VERBS) * len(_OBJECTS), dimensions))
        self._buckets: dict[tuple[int, int], _Bucket] = {}

    def batches(self) -> Iterator[Batch]:
        """Yield batches of about 2,000 claims with their relations; the last ones hold strategies and debates."""
        actors = _skewed(self._random, len(self._actors), self._claims)
        sources = _skewed(self._random, len(self._sources), self._claims)
        made = 0
        while made < self._claims:
            size = min(_BATCH, self._claims - made)
            ties = self._ties() if made == 0 else []
            yield self._batch(actors[made : made + size], sources[made : made + size], made, ties)
            made += size
        yield from self._settled()

    def _names(self, count: int, suffix: str) -> list[str]:
        names: dict[str, None] = {}
        while len(names) < count:
            names["".join(self._random.choice(_SYLLABLES, size=3)).capitalize() + suffix] = None
        return list(names)

    def _ties(self) -> list[Tie]:
        pairs = [(child, parent) for parent, child in enumerate(range(20, len(self._actors), 20))]
        return [
            Tie(
                TieKind.PART_OF,
                child=entity_id(self._actors[child]),
                parent=entity_id(self._actors[parent]),
                evidence="",
            )
            for child, parent in pairs
        ]

    def _batch(self, actors: Sequence[int], sources: Sequence[int], number: int, ties: list[Tie]) -> Batch:
        insights: dict[str, Insight] = {}
        extractions, names, wordings, relations = [], [], [], []
        named = {name for tie in ties for name in (tie.child, tie.parent)}
        entities = {entity_id(name): name for name in self._actors if entity_id(name) in named}
        for place, (actor, source) in enumerate(zip(actors, sources, strict=True), start=number):
            insight, claim, bucket = self._claim(int(actor), int(source), place)
            insights[insight.id] = insight
            extractions.append(Extraction(insight_id=insight.id, extracted_by="local.v1", claims=(claim,)))
            targets = tuple((name, entity_id(name)) for name in claim.targets)
            names.append(Names(claim_id=claim.id, actor=entity_id(claim.actor), targets=targets))
            entities |= {entity_id(name): name for name in (claim.actor, *claim.targets)}
            # One claim in 200 says that nobody else does it.
            wordings.append(Wording(claim.id, frozenset(claim.strategy_text.split()[1:]), excludes=place % 200 == 0))
            relations += self._relations(claim, insight, bucket)
        return Batch(
            insights=list(insights.values()),
            extractions=extractions,
            entities=[Entity(id=identity, name=name) for identity, name in entities.items()],
            names=names,
            wordings=wordings,
            ties=ties,
            relations=relations,
        )

    def _claim(self, actor: int, source: int, place: int) -> tuple[Insight, Claim, _Bucket]:
        pick = self._random
        # A fixed few moves an actor, the first far more talked about than the last.
        rank = min(_MOVES - 1, int(pick.zipf(1.6)) - 1)
        move = (actor * 31 + rank * 7) % len(self._moves)
        words = f"{_VERBS[move // len(_OBJECTS)]} {_OBJECTS[move % len(_OBJECTS)]}"
        polarity = int(pick.choice([-1, 0, 1], p=[0.3, 0.35, 0.35]))
        stance = None if polarity == 0 else str(pick.choice(_PRAISE if polarity > 0 else _BLAME))
        name, day = self._actors[actor], _FIRST_DAY + timedelta(days=int(pick.integers(_DAYS)))
        rival = self._actors[int(pick.integers(min(50, len(self._actors))))]
        text = f"{name} is going to {words} against {rival}" + (f", {stance}." if stance else ".") + f" Note {place}."
        insight = Insight(source=self._sources[source], text=text, published=day.isoformat(), read_at=_READ_AT)
        vector = self._moves[move] + pick.normal(scale=0.2, size=self._moves.shape[1])
        vector /= np.linalg.norm(vector)
        figures = (Quantity(value=float(pick.integers(1, 900)), unit="dollar", scale=1e6),) if place % 5 == 0 else ()
        evidence = text[: text.index(" Note ")]
        claim = Claim(
            insight_id=insight.id,
            extracted_by="local.v1",
            actor=name,
            actor_mention=name,
            mention_start=0,
            strategy_text=words,
            polarity=Polarity(polarity),
            modality=Modality.ASSERTED,
            evidence=evidence,
            start=0,
            end=len(evidence),
            stance=stance,
            confidence=round(float(pick.uniform(0.5, 1)), 4),
            targets=(rival,) if place % 2 else (),
            quantities=figures,
            vector=tuple(float(number) for number in vector),
            vector_model="bench",
        )
        bucket = self._buckets.setdefault((actor, move), _Bucket(words, name))
        return insight, claim, bucket

    def _relations(self, claim: Claim, insight: Insight, bucket: _Bucket) -> list[Relation]:
        """Relate a claim to the three or four before it."""
        relations = []
        for other, polarity, day in bucket.members[-4:]:
            opposite = polarity * claim.polarity < 0
            newer = insight.published is not None and insight.published > day and self._random.random() < 0.05
            kind = RelationType.CONTRADICTS if opposite else RelationType.AGREES_WITH
            ends = sorted((claim.id, other))
            if newer and not opposite:
                kind, ends = RelationType.SUPERSEDES, [claim.id, other]
            if opposite:
                identity = relation_id(claim.id, other)
                bucket.first_contradiction = min(bucket.first_contradiction or identity, identity)
            facet = {RelationType.SUPERSEDES: Facet.UPDATE, RelationType.CONTRADICTS: Facet.STANCE}.get(
                kind, Facet.FACT
            )
            relations.append(
                Relation(
                    a=ends[0],
                    b=ends[1],
                    type=kind,
                    facet=facet,
                    score=0.9,
                    reason="Both speak of one move.",
                    judged_by="local.v1",
                    found_at=_READ_AT,
                )
            )
        bucket.members.append((claim.id, int(claim.polarity), insight.published or ""))
        return relations

    def _settled(self) -> Iterator[Batch]:
        buckets = list(self._buckets.values())
        for start in range(0, len(buckets), _BATCH):
            some = buckets[start : start + _BATCH]
            strategies = [_strategy(bucket) for bucket in some]
            debates = [_debate(bucket) for bucket in some if bucket.first_contradiction is not None]
            yield Batch(strategies=strategies, debates=debates)


_READ_AT = datetime(2026, 11, 24, tzinfo=UTC)


def _skewed(random: np.random.Generator, kinds: int, count: int) -> list[int]:
    weights = 1 / np.arange(1, kinds + 1)
    return [int(kind) for kind in random.choice(kinds, size=count, p=weights / weights.sum())]


def _strategy(bucket: _Bucket) -> Strategy:
    identity = content_id("strategy", bucket.actor, bucket.name)
    return Strategy(id=identity, name=bucket.name, members=tuple(member for member, _, _ in bucket.members))


def _debate(bucket: _Bucket) -> Debate:
    identity = bucket.first_contradiction or ""
    sides = []
    for polarity, label in ((1, _PRAISE[0]), (-1, _BLAME[0])):
        members = tuple(member for member, sign, _ in bucket.members if sign == polarity)
        side = content_id("position", identity, polarity)
        sides.append(Position(id=side, label=label, polarity=Polarity(polarity), members=members))
    days = sorted(day for _, _, day in bucket.members)
    smaller, larger = sorted(len(side.members) for side in sides)
    return Debate(
        id=identity,
        facet=Facet.STANCE,
        question=f"{bucket.actor}, {bucket.name}: {_PRAISE[0]} or {_BLAME[0]}?",
        positions=tuple(sides),
        entity_ids=(entity_id(bucket.actor),),
        strategy_ids=(_strategy(bucket).id,),
        # One claim an insight: as `graph.debates.heat` counts it, so that the hottest debates are large ones.
        heat=round(float((smaller + larger) ** (smaller / larger)), 4),
        opened=days[0],
        changed=days[-1],
    )


def make(claims: int, store: str, *, seed: int = 1, dimensions: int = 64) -> dict[str, Any]:
    """Write the graph and return what the store holds; a new embedded store is loaded in bulk."""
    batches = GraphMaker(claims, seed=seed, dimensions=dimensions).batches()
    if "://" not in store and not Path(store).exists():
        from bulk_load import bulk_load

        bulk_load(Path(store).resolve(), batches)
    with open_store(store) as graph:
        graph.ensure_schema()
        if "://" in store:
            while some := list(islice(batches, _BATCHES_A_TRANSACTION)):
                with graph.transaction() as tx:
                    for batch in some:
                        tx.write(batch)
        return graph.meta()


def main() -> None:
    """Write the graph, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=int)
    parser.add_argument("store")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dimensions", type=int, default=64)
    given = parser.parse_args()
    started = time.perf_counter()
    held = make(given.claims, given.store, seed=given.seed, dimensions=given.dimensions)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - started:.1f} s, peak memory {memory:.0f} MB", held)


if __name__ == "__main__":
    main()
