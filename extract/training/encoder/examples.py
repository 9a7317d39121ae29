"""Read labelled texts, and the judged targets of other corpora, as texts with marked candidates."""

import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

MODALITIES = ("asserted", "hedged", "predicted", "denied", "reported")
_PRONOUN = re.compile(r"\b(?:it|its|they|their|he|his|she|her|the company|the firm)\b", re.IGNORECASE)


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
    """

    span: tuple[int, int]
    actor: tuple[int, int]
    worth: float | None = None
    polarity: int | None = None
    modality: int | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its labelled claims and with other candidates, of which training takes a sample."""

    id: str
    group: str
    text: str
    claims: tuple[Candidate, ...]
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One labelled folder: its texts, its claims' records and how they are related."""

    name: str
    examples: tuple[Example, ...]
    labels: dict[str, dict[str, Any]]
    relations: tuple[tuple[str, str, str], ...]
    related: frozenset[frozenset[str]] = field(default_factory=frozenset)


def read_set(folder: Path, nlp: Any = None) -> LabelledSet:
    """Read a labelled folder; with a spaCy pipeline, other clauses become candidates without a claim."""
    insights, claims = _records(folder / "insights.jsonl"), _records(folder / "claims.jsonl")
    relations = tuple((r["a"], r["b"], r["relation"]) for r in _records(folder / "relations.jsonl"))
    docs = list(nlp.pipe(insight["text"] for insight in insights)) if nlp else [None] * len(insights)
    examples = []
    for insight, doc in zip(insights, docs, strict=True):
        own = [claim for claim in claims if claim["insight"] == insight["id"]]
        gold = tuple(_gold(insight["text"], claim) for claim in own)
        others = _others(insight["text"], own, gold, doc) if doc is not None else ()
        examples.append(Example(insight["id"], folder.name, insight["text"], gold, others))
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
        example, text=text, claims=tuple(map(place, example.claims)), others=tuple(map(place, example.others))
    )


def token_f1(a: str, b: str) -> float:
    """Return the words that two texts share, as F1; the scorer's measure of overlap."""
    first, second = (Counter(re.findall(r"[a-z0-9$%]+", text.lower())) for text in (a, b))
    shared = sum((first & second).values())
    return 2 * shared / (sum(first.values()) + sum(second.values())) if shared else 0.0


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


def _others(text: str, labels: Sequence[dict[str, Any]], gold: Sequence[Candidate], doc: Any) -> tuple[Candidate, ...]:
    """Pair every run of clauses with every mention, and say by its labelled claims which are claims."""
    from extract.local.segments import segments  # noqa: PLC0415 - spaCy is needed for parsing only

    found = []
    mentions = sorted(set(_mentions(doc, text, gold)))
    for segment in segments(doc):
        run = segment.span(doc)
        span = (run.start_char, run.end_char)
        overlaps = [token_f1(run.text, text[g.span[0] : g.span[1]]) for g in gold]
        found += [_judged(text, span, actor, labels, gold, overlaps) for actor in mentions]
    return tuple(found)


def _judged(
    text: str,
    span: tuple[int, int],
    actor: tuple[int, int],
    labels: Sequence[dict[str, Any]],
    gold: Sequence[Candidate],
    overlaps: Sequence[float],
) -> Candidate:
    name = text[actor[0] : actor[1]]
    same = [
        (overlap, candidate)
        for label, candidate, overlap in zip(labels, gold, overlaps, strict=True)
        if _same_name(name, label["actor"]) or _same_name(name, label["actor_mention"])
    ]
    overlap, best = max(same, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or overlap < 0.4:
        return Candidate(span, actor, worth=0.0)
    # Between the scorer's bound and a close fit the answer is graded, so that the best cut ranks first.
    worth = min(1.0, (overlap - 0.2) / 0.6)
    close = overlap >= 0.6
    return Candidate(
        span,
        actor,
        worth=worth,
        polarity=best.polarity if close else None,
        modality=best.modality if close else None,
        claim=best.claim,
    )


def _same_name(a: str, b: str) -> bool:
    first, second = (
        set(re.findall(r"[a-z0-9]+", re.sub(r"['’]s\b", "", t).lower())) - {"the", "a", "an"} for t in (a, b)
    )
    return bool(first) and bool(second) and (first <= second or second <= first)


def _mentions(doc: Any, text: str, gold: Iterable[Candidate]) -> Iterable[tuple[int, int]]:
    yield from (candidate.actor for candidate in gold)
    for entity in doc.ents:
        if entity.label_ in {"ORG", "PERSON", "GPE", "NORP", "PRODUCT", "FAC"}:
            yield entity.start_char, entity.end_char
    for found in _PRONOUN.finditer(text):
        yield found.span()


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
