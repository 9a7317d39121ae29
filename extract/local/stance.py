"""Take from the text, in one to six words, what it makes of the actor's move."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Span, Token

from extract.local.scope import Scope, negated, shape
from graph.models import Polarity

_MOST = 6
_SKIPPED = frozenset(
    {"relcl", "advcl", "conj", "cc", "punct", "appos", "parataxis", "mark", "nsubj", "nsubjpass", "csubj", "ccomp"}
)
_LAST = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "PUNCT", "AUX"})


def stance_phrase(scope: Scope, polarity: Polarity, opinions: Mapping[str, float]) -> str | None:
    """Return the words that carry the judgement, or None where the claim is merely reported."""
    if polarity is Polarity.NEUTRAL:
        return None
    found = [
        (score, -place, words) for place, (score, words) in enumerate(_candidates(scope, polarity, opinions)) if words
    ]
    return max(found)[2] if found else None


def _candidates(scope: Scope, polarity: Polarity, opinions: Mapping[str, float]) -> Iterator[tuple[float, str]]:
    """Yield phrases with how well they carry the judgement; what "X is ..." says comes before what X does."""
    for zone, span in (("in", scope.span), ("next", scope.follow), ("around", scope.after), ("around", scope.before)):
        base = {"in": 1.0, "next": 0.5}.get(zone, 0.0)
        for token in span:
            rank = _rank(token, scope)
            if rank is None:
                continue
            words = _words(token, span)
            leaning = sum(opinions.get(shape(t, scope) or "", 0.0) * (-1 if negated(t) else 1) for t in words)
            yield round(base + rank + max(-0.6, min(0.6, leaning * int(polarity))), 4), _text(words)


def _rank(token: Token, scope: Scope) -> float | None:
    if token.i in scope.actor:
        return None
    if token.dep_ in {"attr", "acomp"} and token.head.lemma_ in {"be", "look", "seem", "become", "remain", "prove"}:
        return 1.0
    if token.dep_ == "oprd" or (
        token.dep_ == "pobj" and token.head.lower_ in {"as", "into"} and token.head.head.pos_ == "VERB"
    ):
        return 0.8
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "xcomp", "acl"}:
        return 0.5
    if token.pos_ == "VERB" and token.dep_ in {"ROOT", "relcl", "conj", "ccomp"}:
        return 0.3
    return None


def _words(top: Token, span: Span) -> list[Token]:
    """Return the phrase under `top`, contiguous, cut to six words at a place where it may end."""
    inside = range(span.start, span.end)
    kept = {top.i} | {
        t.i for child in top.children if child.dep_ not in _SKIPPED for t in child.subtree if t.i in inside
    }
    first, last = top.i, top.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > top.i and last - first + 1 > _MOST:
        last -= 1
    while last > top.i and span.doc[last].pos_ in _LAST:
        last -= 1
    first = max(first, last - _MOST + 1)
    return [t for t in span.doc[first : last + 1] if t.pos_ != "SPACE"]


def _text(words: list[Token]) -> str:
    text = words[0].doc[words[0].i : words[-1].i + 1].text
    for article in ("a ", "an ", "the "):
        text = text.removeprefix(article)
    return " ".join(text.split(" ")[:_MOST]).strip(" ,.;:\"'“”")
