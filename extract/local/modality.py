"""Tell how a claim is put forward: asserted, hedged, predicted, denied or reported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from extract.local.linear import LinearModel
from extract.local.scope import NEGATIONS, Scope, negated, shape
from extract.local.wording import opening
from graph.files import data_path
from graph.models import Modality

_CUES = {
    "hedge": (
        r"\b(?:may|might|could|would|perhaps|probably|possibly|arguably|likely|unlikely|seems?|seemed|"
        r"appears?|looks?|suspects?|doubt|leans?|leaning|presumably|plausibly|if|weighing|considering|"
        r"in talks|close to|tends?|suggests?|provided|hard to see|i think|in principle)\b"
    ),
    "future": (
        r"\b(?:will|'ll|won't|shall|going to|expects?|forecasts?|predicts?|by (?:next|the end|20\d\d|"
        r"christmas)|next (?:year|month|week|spring|summer|autumn|winter)|soon|plans? to|aims? to|"
        r"intends? to|set to|due to|is to|are to|hopes? to|on course|bound to|sooner or later|"
        r"one day)\b"
    ),
    "denial": (
        r"\b(?:den(?:y|ies|ied)|rejects?|rejected|disputes?|disputed|no plans?|no intention|"
        r"not going to|will not|won't|never (?:meant|intended|planned)|stopped|ceased|gave up|no longer|"
        r"nobody|no one|none of|neither|cannot|can't|far from|there (?:is|are|was|were|has been|"
        r"will be) no|did not|didn't|does not|doesn't|has not|hasn't|have not|is not|isn't|are not|"
        r"aren't|was not|wasn't|nor|no such|untrue|false|myth|nothing)\b"
    ),
    "saying": (
        r"\b(?:says?|said|tells?|told|according to|argues?|insists?|adds?|added|claims?|claimed|"
        r"warns?|reports?|reported|reckons?|puts?|counts?|counted|confirmed|confirms?|announced|"
        r"rumou?red|people close|sources?|understood to|documents?|filings?|records|writes|wrote|"
        r"calls?|called|concedes?|conceded|admits?|estimates?|hails?|notes?)\b"
    ),
}

_TALK = frozenset({
    "idea", "suggestion", "claim", "report", "notion", "rumour", "rumor", "talk", "charge", "accusation", "allegation",
    "view", "criticism", "story", "speculation",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModalityModel:
    """A linear model over cues on the parse; denied and predicted come before reported, as they do in the guide."""

    linear: LinearModel

    @classmethod
    def load(cls) -> Self:
        """Load the model that ships with Faultline."""
        return cls(LinearModel.read(data_path("models", "modality.v1.json")))

    def judge(self, scope: Scope, *, holder: str | None) -> Modality:
        """Return how the claim in `scope` is put forward."""
        if _says_no(scope):
            return Modality.DENIED
        found = self.linear.probabilities(modality_features(scope, holder=holder))
        return Modality(max(found, key=lambda name: (found[name], name)))


def _says_no(scope: Scope) -> bool:
    """Tell "denies that it sells" and "rejects the idea" from "rejects a bid", which is a move."""
    for token in scope.span:
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB" or lemma not in {"deny", "reject", "dismiss"} or negated(token):
            continue
        if lemma == "deny" and any(child.dep_ in {"ccomp", "xcomp", "dobj"} for child in token.children):
            return True
        if any(child.dep_ == "dobj" and child.lemma_.lower() in _TALK for child in token.children):
            return True
    return False


def modality_features(scope: Scope, *, holder: str | None) -> dict[str, float]:
    """Return the named features of a claim: cues by zone, negation by place in the clause, tense, who speaks."""
    found: dict[str, float] = {}
    found[f"holder {holder is not None}"] = 1.0
    found.update(dict.fromkeys(_cues(scope), 1.0))
    found.update(dict.fromkeys(_clause(scope), 1.0))
    found.update(dict.fromkeys(opening(scope), 1.0))
    for zone, span in (("in", scope.span), ("around", scope.before), ("around", scope.after)):
        for token in span:
            form = shape(token, scope)
            if form is not None:
                found[f"{zone} {form}"] = 1.0
    return dict(found)


def _cues(scope: Scope) -> Iterator[str]:
    for zone, span in (("in", scope.span), ("before", scope.before), ("after", scope.after)):
        text = span.text
        for name, pattern in _CUES.items():
            if re.search(pattern, text, re.I):
                yield f"cue {name} {zone}"
    if re.search(r"[\"“”]", scope.sentence.text):
        yield "quotes"


def _clause(scope: Scope) -> Iterator[str]:
    """Yield what the main verb of the span carries."""
    root = scope.span.root
    verb = root if root.pos_ in {"VERB", "AUX"} else root.head
    yield f"verb {verb.tag_}"
    yield f"root dep {root.dep_}"
    if negated(root):
        yield "root negated"
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass", "neg"}:
            yield f"{child.dep_} {child.lower_}"
        negative = child.lower_ in NEGATIONS or any(t.lower_ in NEGATIONS for t in child.children)
        if negative and child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            yield f"negative {child.dep_}"
    if scope.actor & {t.i for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} for t in c.subtree}:
        yield "actor is subject"
        if negated(verb):
            yield "actor is subject, negated"
    if any(t.lower_ in NEGATIONS for t in scope.span[:3]):
        yield "begins negative"
