"""Read labelled texts, and the judged targets of other corpora, as texts with marked candidates."""

import json
import lzma
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.local.candidates import Passage
from extract.local.parse import PassageParser
from extract.local.segments import segments
from extract.training.measure import claim_share, overlap, read_lines

MODALITIES = ("asserted", "hedged", "predicted", "denied", "reported")
_CLOSE = 0.6
"""Overlap from which a run of clauses is judged like the claim."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in a text that may carry a claim, with what is known of it.

    Attributes
    ----------
    span, actor
        Offsets of the evidence and of the actor's mention.
    worth
        1 where it is a claim, 0 where it is not, None where nobody says.
    polarity, modality
        Indices into (-1, 0, 1) and `MODALITIES`; None where unknown.
    claim
        Id of the labelled claim that it is, or overlaps.
    named
        Which of the text's mentions name its actor.
    """

    span: tuple[int, int]
    actor: tuple[int, int]
    worth: float | None = None
    polarity: int | None = None
    modality: int | None = None
    claim: str | None = None
    named: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its labelled claims, and what else in it could be taken for one.

    Attributes
    ----------
    claims
        As labelled.
    close
        Runs of clauses that fit a labelled claim closely, about its actor.
    runs
        Every run of clauses, with how far it is a claim about anybody.
    mentions
        Offsets of every mention that the product finds.
    """

    id: str
    group: str
    text: str
    claims: tuple[Candidate, ...]
    close: tuple[Candidate, ...] = ()
    runs: tuple[Candidate, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One labelled folder: its texts, its claims' records and how they are related."""

    name: str
    examples: tuple[Example, ...]
    labels: dict[str, dict[str, Any]]
    relations: tuple[tuple[str, str, str], ...]
    related: frozenset[frozenset[str]] = field(default_factory=frozenset)


def read_set(folder: Path, parser: PassageParser | None = None) -> LabelledSet:
    """Read a labelled folder; with a parser, runs of clauses and mentions are found as the product finds them."""
    insights, claims = read_lines(folder / "insights.jsonl"), read_lines(folder / "claims.jsonl")
    relations = tuple((r["a"], r["b"], r["relation"]) for r in read_lines(folder / "relations.jsonl"))
    passages = list(parser.parse(i["text"] for i in insights)) if parser else [None] * len(insights)
    examples = []
    for insight, passage in zip(insights, passages, strict=True):
        own = [claim for claim in claims if claim["insight"] == insight["id"]]
        gold = tuple(_gold(insight["text"], claim) for claim in own)
        example = Example(insight["id"], folder.name, insight["text"], gold)
        examples.append(_with_passage(example, own, passage) if passage else example)
    related = frozenset(frozenset(pair[:2]) for pair in relations)
    return LabelledSet(folder.name, tuple(examples), {c["id"]: c for c in claims}, relations, related)


def read_sentiment(path: Path, share: float, *, seed: int) -> list[Example]:
    """Read a share of the judged targets: each is an actor, and its whole text the evidence."""
    examples = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            text, target = record["text"][:350], record["target"]
            start = text.find(target)
            if start >= 0:
                actor = (start, start + len(target))
                found = Candidate((0, len(text)), actor, polarity=record["polarity"] + 1)
                examples.append(Example(f"s{number}", record["source"], text, (found,)))
    random.Random(seed).shuffle(examples)  # noqa: S311 - a shuffle, no secret
    return examples[: int(share * len(examples))]


def phrase(label: dict[str, Any]) -> Example:
    """Return a claim's actor and strategy as a text of its own, the anchor of its strategy vector."""
    text = f"{label['actor']}: {label['strategy']}"
    start = len(label["actor"])
    return Example(label["id"], "", text, (Candidate((start + 2, len(text)), (0, start), claim=label["id"]),))


def renamed(example: Example, names: dict[str, str]) -> Example:
    """Return the example with actors renamed throughout, offsets moved with them."""
    places = [
        (match.start(), match.end(), new)
        for old, new in names.items()
        for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", example.text)
    ]
    chosen: list[tuple[int, int, str]] = []
    for found in sorted(places, key=lambda p: (p[0], -p[1])):
        if not chosen or found[0] >= chosen[-1][1]:
            chosen.append(found)
    text, end = "", 0
    for start, stop, new in chosen:
        text += example.text[end:start] + new
        end = stop
    text += example.text[end:]

    def moved(offset: int) -> int:
        shift = 0
        for start, stop, new in chosen:
            if offset >= stop:
                shift += len(new) - (stop - start)
            elif offset > start:
                return start + shift + len(new)
        return offset + shift

    def place(candidate: Candidate) -> Candidate:
        return replace(
            candidate,
            span=(moved(candidate.span[0]), moved(candidate.span[1])),
            actor=(moved(candidate.actor[0]), moved(candidate.actor[1])),
        )

    return replace(
        example,
        text=text,
        claims=tuple(map(place, example.claims)),
        close=tuple(map(place, example.close)),
        runs=tuple(map(place, example.runs)),
        mentions=tuple((moved(start), moved(end)) for start, end in example.mentions),
    )


def _gold(text: str, claim: dict[str, Any]) -> Candidate:
    start = max(0, text.find(claim["evidence"]))
    span = (start, min(len(text), start + len(claim["evidence"])))
    mention = claim["actor_mention"]
    places = [i for i in range(len(text)) if text.startswith(mention, i)] or [start]
    actor = min(places, key=lambda i: (not span[0] <= i < span[1], abs(i - start)))
    return Candidate(
        span,
        (actor, actor + len(mention)),
        worth=1.0,
        polarity=claim["polarity"] + 1,
        modality=MODALITIES.index(claim["modality"]),
        claim=claim["id"],
    )


def _with_passage(example: Example, labels: Sequence[dict[str, Any]], passage: Passage) -> Example:
    """Add the runs of clauses and the mentions, and say by the labelled claims which are right."""
    text, mentions = example.text, passage.mentions
    right = [
        tuple(
            i
            for i, m in enumerate(mentions)
            if any(_same_name(name, label[key]) for name in (m.name, m.text) for key in ("actor", "actor_mention"))
        )
        for label in labels
    ]
    claims = tuple(replace(claim, named=named) for claim, named in zip(example.claims, right, strict=True))
    runs, close = [], []
    for segment in segments(passage.doc):
        run = segment.span(passage.doc)
        span = (run.start_char, run.end_char)
        fits = [overlap(run.text, text[slice(*claim.span)]) for claim in claims]
        runs.append(Candidate(span, span, worth=claim_share(fits)))
        close += [replace(c, span=span, worth=fit) for c, fit in zip(claims, fits, strict=True) if _CLOSE <= fit < 1]
    places = tuple((m.start, m.end) for m in mentions)
    return replace(example, claims=claims, close=tuple(close), runs=tuple(runs), mentions=places)


def _same_name(a: str, b: str) -> bool:
    first, second = (
        set(re.findall(r"[a-z0-9]+", re.sub(r"['’]s\b", "", t).lower())) - {"the", "a", "an"} for t in (a, b)
    )
    return bool(first) and bool(second) and (first <= second or second <= first)
