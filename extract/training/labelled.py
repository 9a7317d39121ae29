"""Read labelled folders as parsed texts with claims in place, for every recipe that trains or measures on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.local.actors import Mention
from extract.training.measure import read_lines


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One labelled claim where it stands in its parsed insight.

    Attributes
    ----------
    group
        Name of the folder, by which cross-validation leaves out.
    label
        The claim's record as the guide defines it.
    """

    group: str
    doc: Doc
    span: Span
    mention: Mention
    label: dict[str, Any]


def read_labelled(folders: list[Path], nlp: Language) -> Iterator[LabelledClaim]:
    """Yield the claims of `folders` whose evidence is found in its insight, in file order."""
    for folder in folders:
        insights = read_lines(folder / "insights.jsonl")
        docs = dict(zip((i["id"] for i in insights), nlp.pipe(i["text"] for i in insights), strict=True))
        for label in read_lines(folder / "claims.jsonl"):
            doc = docs[label["insight"]]
            span = _span(doc, label["evidence"])
            if span is not None:
                yield LabelledClaim(folder.name, doc, span, _mention(doc, span, label), label)


def _span(doc: Doc, evidence: str) -> Span | None:
    start = doc.text.find(evidence)
    return doc.char_span(start, start + len(evidence), alignment_mode="expand") if start >= 0 else None


def _mention(doc: Doc, span: Span, label: dict[str, Any]) -> Mention:
    """Place the actor's mention: inside the evidence, else the nearest one in the text."""
    text = label["actor_mention"]
    places = [i for i in range(len(doc.text)) if doc.text.startswith(text, i)] or [span.start_char]
    start = min(places, key=lambda i: (not span.start_char <= i < span.end_char, abs(i - span.start_char)))
    found = doc.char_span(start, start + len(text), alignment_mode="expand") or span[:1]
    return Mention(
        name=label["actor"], text=text, start=start, end=start + len(text), kind="unknown", root=found.root.i
    )
