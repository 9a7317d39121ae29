"""Draw what training reads: a share of a labelled set, batches with hard negatives, names to stand in for actors."""

import json
import lzma
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extract.training.encoder.examples import Example, LabelledSet


def company_names(folder: Path) -> list[str]:
    """Return plain names of listed companies, to stand in for the actors of the training texts."""
    with lzma.open(folder / "sec_company_tickers.json.xz", "rt") as file:
        titles = [row["title"] for row in json.load(file).values()]
    tails = {
        "inc",
        "corp",
        "co",
        "ltd",
        "plc",
        "holdings",
        "group",
        "sa",
        "nv",
        "ag",
        "lp",
        "llc",
        "trust",
        "company",
        "limited",
    }
    names = []
    for title in titles[:5000]:
        parts = [part.strip(".,") for part in title.split() if part.strip(".,").lower() not in tails]
        if 1 <= len(parts) <= 2 and all(part.isalpha() for part in parts):
            names.append(" ".join(part if part.isupper() and len(part) < 4 else part.capitalize() for part in parts))
    return sorted(set(names))


def thinned(labelled: LabelledSet, share: float, rng: random.Random) -> LabelledSet:
    """Return a labelled set with a share of its insights, and the relations that hold between those."""
    kept = rng.sample(labelled.examples, round(share * len(labelled.examples)))
    claims = {claim.claim for example in kept for claim in example.claims}
    relations = tuple(row for row in labelled.relations if claims.issuperset(row[:2]))
    return replace(
        labelled,
        examples=tuple(kept),
        labels={key: label for key, label in labelled.labels.items() if key in claims},
        relations=relations,
        related=frozenset(frozenset(row[:2]) for row in relations),
    )


def components(labelled: LabelledSet) -> dict[str, str]:
    """Return for each claim the group of claims that relations join it to."""
    parent = {identity: identity for identity in labelled.labels}

    def find(identity: str) -> str:
        while parent[identity] != identity:
            identity = parent[identity]
        return identity

    for a, b, _ in labelled.relations:
        parent[find(a)] = find(b)
    return {identity: find(identity) for identity in parent}


def claim_batches(sets: Sequence[LabelledSet], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of texts in which texts on one actor stand together, for their other moves are hard negatives."""
    groups: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for labelled in sets:
        for example in labelled.examples:
            actor = labelled.labels[str(rng.choice(example.claims).claim)]["actor"] if example.claims else ""
            groups[labelled.name, actor].append(example)
    order = list(groups.values())
    rng.shuffle(order)
    for group in order:
        rng.shuffle(group)
    flat = [example for group in order for example in group]
    batches = [flat[i : i + size] for i in range(0, len(flat), size)]
    rng.shuffle(batches)
    yield from batches
