"""Judge what a claim's voice makes of the actor's move: strong (+1), weak (-1) or merely reported (0)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc, Span, Token

from extract.local.actors import Mention
from extract.local.linear import LinearModel
from extract.local.scope import Scope, negated
from graph.files import data_path

_WORD = re.compile(r"^[a-z][a-z'-]+$")
_INTENSIFIERS = frozenset({
    "very", "so", "too", "far", "exactly", "precisely", "finally", "simply", "plainly", "really", "truly",
    "easily", "merely", "only", "just", "even", "at", "last",
})  # fmt: skip
_CONCESSIVES = frozenset({"although", "though", "while", "despite", "however", "but", "yet", "still", "whereas"})


@dataclass(frozen=True, slots=True)
class PolarityModel:
    """A linear model over words, their opinion and the way they are put.

    Attributes
    ----------
    opinions
        Lemma to its leaning in general use, from -1 to 1.
    """

    linear: LinearModel
    opinions: Mapping[str, float]

    @classmethod
    def load(cls) -> Self:
        """Load the model that ships with Faultline."""
        lexicon = LinearModel.read(data_path("models", "opinions.v1.json"))
        return cls(
            linear=LinearModel.read(data_path("models", "polarity.v1.json")),
            opinions={name: weights[0] for name, weights in lexicon.weights.items()},
        )

    def probabilities(self, doc: Doc, span: Span, mention: Mention) -> dict[int, float]:
        """Return the probability of each polarity of the claim at `span`, whose actor is `mention`."""
        scope = Scope.around(doc, span, mention)
        found = self.linear.probabilities(polarity_features(scope, self.opinions))
        return {int(name): value for name, value in found.items()}


def polarity_features(scope: Scope, opinions: Mapping[str, float]) -> dict[str, float]:
    """Return the named features of a claim: words by zone, syntax, and the opinion of its words."""
    found: Counter[str] = Counter()
    for zone, span in scope.zones():
        found.update(dict.fromkeys(_words(zone, span, scope), 1.0))
        found.update(_opinions(zone, span, scope, opinions))
    found.update(dict.fromkeys(_syntax(scope), 1.0))
    found.update(_copulas(scope, opinions))
    return dict(found)


def shape(token: Token, scope: Scope) -> str | None:
    """Return a word as a feature: its lemma, a stand-in for a figure or the actor, or None for another name."""
    if token.i in scope.actor:
        return "ACTOR"
    if token.like_num or token.pos_ == "NUM":
        return "NUMBER"
    if token.pos_ in {"PROPN", "SPACE", "SYM"} or token.is_punct:
        return None
    lemma = token.lemma_.lower()
    return lemma if _WORD.match(lemma) else None


def _words(zone: str, span: Span, scope: Scope) -> Iterator[str]:
    """Yield lemmas with their negation, and pairs of neighbours."""
    previous = "^"
    for token in span:
        form = shape(token, scope)
        if form is None:
            previous = "_" if token.pos_ == "PROPN" else previous
            continue
        place = zone if zone in {"in", "next"} else "around"
        yield f"{place} {form}"
        if token.pos_ in {"NOUN", "VERB", "ADJ", "ADV"} and form not in {"ACTOR", "NUMBER"} and negated(token):
            yield f"{place} not {form}"
        yield f"{place} {previous} {form}"
        previous = form


def _opinions(zone: str, span: Span, scope: Scope, opinions: Mapping[str, float]) -> dict[str, float]:
    """Sum the leanings of the words in a zone, turned round where they are negated."""
    good = bad = 0.0
    for token in span:
        form = shape(token, scope)
        leaning = opinions.get(form, 0.0) if form else 0.0
        if negated(token):
            leaning = -leaning
        good, bad = good + max(leaning, 0.0), bad + max(-leaning, 0.0)
    place = zone if zone in {"in", "next"} else "around"
    return {f"{place} opinion good": min(good, 3.0), f"{place} opinion bad": min(bad, 3.0)}


def _syntax(scope: Scope) -> Iterator[str]:
    """Yield how the claim is built."""
    span = scope.span
    root = span.root
    yield f"root {root.tag_}"
    yield f"root dep {root.dep_}"
    for child in root.children:
        yield f"root child {child.dep_}"
    subject = next((child for child in root.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)
    if subject is not None:
        inside = {t.i for t in subject.subtree}
        kind = "actor" if subject.i in scope.actor else "with actor" if inside & scope.actor else subject.pos_
        yield f"subject {kind}"
        yield f"subject {kind} root {root.pos_}"
    for token in span:
        if token.lower_ in _INTENSIFIERS and token.dep_ == "advmod":
            yield f"intensified {token.head.pos_}"
        if token.lower_ in _CONCESSIVES:
            yield "concession"
        if token.tag_ in {"JJR", "RBR", "JJS", "RBS"}:
            yield f"compared {token.tag_}"
        if token.tag_ in {"MD"}:
            yield f"modal {token.lower_}"
    has_number = any(t.like_num for t in span)
    yield "has number" if has_number else "no number"
    length = len(span)
    yield f"length {'short' if length < 9 else 'middle' if length < 20 else 'long'}"
    if any(t.lower_ in {"i", "we", "me", "us", "my", "our"} for t in scope.sentence):
        yield "first person"
    if scope.sentence.text.rstrip().endswith("?"):
        yield "question"


def _copulas(scope: Scope, opinions: Mapping[str, float]) -> dict[str, float]:
    """Weigh what "X is ..." says: its complement and the complement's own words."""
    found: dict[str, float] = {}
    for token in scope.span:
        if token.dep_ not in {"attr", "acomp", "oprd"}:
            continue
        form = shape(token, scope) or "_"
        sign = -1.0 if negated(token) else 1.0
        leaning = sign * sum(
            opinions.get(t.lemma_.lower(), 0.0) for t in token.subtree if t.i in range(scope.span.start, scope.span.end)
        )
        found[f"is {'not ' if sign < 0 else ''}{token.dep_}"] = 1.0
        found[f"is {'not ' if sign < 0 else ''}{form}"] = 1.0
        found["is opinion"] = max(-2.0, min(2.0, found.get("is opinion", 0.0) + leaning))
    return found
