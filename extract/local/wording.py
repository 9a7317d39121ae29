"""Describe how a claim is worded, as named features that a linear model can weigh."""

from collections import Counter
from collections.abc import Iterator, Mapping

from spacy.tokens import Span

from extract.local.scope import Scope, negated, shape

_INTENSIFIERS = frozenset({
    "very", "so", "too", "far", "exactly", "precisely", "finally", "simply", "plainly", "really", "truly",
    "easily", "merely", "only", "just", "even", "at", "last",
})  # fmt: skip
_CONCESSIVES = frozenset({"although", "though", "while", "despite", "however", "but", "yet", "still", "whereas"})
_ROLES = frozenset({
    "ROOT", "dobj", "attr", "acomp", "nsubj", "advcl", "relcl", "xcomp", "conj", "pobj", "amod", "advmod",
})  # fmt: skip


def polarity_features(scope: Scope, opinions: Mapping[str, float]) -> dict[str, float]:
    """Return the named features of a claim: words by zone, syntax, and the opinion of its words."""
    found: Counter[str] = Counter()
    for zone, span in scope.zones():
        found.update(dict.fromkeys(_words(zone, span, scope), 1.0))
        found.update(_opinions(zone, span, scope, opinions))
    found.update(dict.fromkeys(_syntax(scope), 1.0))
    found.update(_copulas(scope, opinions))
    found.update(dict.fromkeys(_links(scope), 1.0))
    found.update(dict.fromkeys(opening(scope), 1.0))
    found.update(_make_up(scope))
    return dict(found)


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


def _links(scope: Scope) -> Iterator[str]:
    """Yield words with their role, and with the word that they hang on."""
    for token in scope.span:
        form = shape(token, scope)
        if form is None or form == "NUMBER":
            continue
        if token.dep_ in _ROLES:
            yield f"{token.dep_} is {form}"
        head = shape(token.head, scope)
        if head is not None and token.head.i != token.i:
            yield f"{form} {token.dep_} of {head}"


def opening(scope: Scope) -> Iterator[str]:
    """Yield where the claim stands in its text and how it begins: reports come first, judgements after them."""
    doc, span = scope.doc, scope.span
    opens = doc[span.start].sent
    closes = doc[span.end - 1].sent
    place = "first" if opens.start == 0 else "last" if closes.end == len(doc) else "middle"
    yield f"place {place}"
    if opens.start == 0:
        yield f"place first of {'one' if opens.end == len(doc) else 'more'}"
    if closes.start != opens.start:
        yield "spans sentences"
    if span.start == opens.start:
        yield "starts its sentence"
    if scope.after.end - span.end <= 1:
        yield "ends its sentence"
    tags = ["ACTOR" if token.i in scope.actor else token.tag_ for token in span[:2]]
    yield f"begins with {shape(span[0], scope) or 'NAME'}"
    yield f"begins {tags[0]}"
    yield f"begins {' '.join(tags)}"
    helpers = sorted(c.lower_ for c in span.root.children if c.dep_ in {"aux", "auxpass", "neg"})
    yield f"root {span.root.tag_} with {' '.join(helpers)}"


def _make_up(scope: Scope) -> dict[str, float]:
    """Count what the claim is made of: judgements have fewer names and figures than reports."""
    tokens = list(scope.span)
    names = [t for t in tokens if t.pos_ == "PROPN" and t.i not in scope.actor]
    return {
        "share of names": 2 * len(names) / len(tokens),
        "names": min(4, len(names)) / 3,
        "figures": min(3, sum(t.like_num for t in tokens)) / 2,
        "adjectives and adverbs": min(4, sum(t.pos_ in {"ADJ", "ADV"} for t in tokens)) / 3,
        "names the actor": float(any(t.i in scope.actor for t in tokens)),
    }
