"""Cut out what bears on a claim: its span, the sentence around it, and what the text says of it next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extract.local.actors import Mention

_WORD = re.compile(r"^[a-z][a-z'-]+$")
_TAKES_UP = frozenset({"this", "it", "that", "which", "these", "such"})


@dataclass(frozen=True, slots=True)
class Scope:
    """A claim's span with its surroundings.

    Attributes
    ----------
    span
        The evidence.
    before, after
        What stands around it in its own sentences.
    follow
        The next sentence, if it takes the claim up ("This", "It", "That"), else empty.
    actor
        Indices of the tokens that name the actor.
    """

    doc: Doc
    span: Span
    before: Span
    after: Span
    follow: Span
    actor: frozenset[int]

    @classmethod
    def around(cls, doc: Doc, span: Span, mention: Mention) -> "Scope":
        """Build the scope of `span`, of which `mention` is the actor."""
        first, last = doc[span.start].sent, doc[max(span.start, span.end - 1)].sent
        follow = doc[last.end : last.end]
        if last.end < len(doc) and doc[last.end].lower_ in _TAKES_UP:
            follow = doc[last.end].sent
        found = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        actor = set(range(found.start, found.end)) if found is not None else {mention.root}
        wanted = {token.lower_ for i in actor for token in (doc[i],) if token.pos_ == "PROPN"}
        if wanted:
            actor |= {token.i for token in doc if token.lower_ in wanted}
        return cls(doc, span, doc[first.start : span.start], doc[span.end : last.end], follow, frozenset(actor))

    @property
    def sentence(self) -> Span:
        """The span with all of its sentences."""
        return self.doc[self.before.start : max(self.after.end, self.span.end)]

    def zones(self) -> Iterator[tuple[str, Span]]:
        """Yield each part under its name."""
        yield "in", self.span
        yield "before", self.before
        yield "after", self.after
        yield "next", self.follow


NEGATIONS = frozenset({"not", "n't", "never", "no", "nobody", "nothing", "none", "neither", "nor", "without", "hardly"})


def negated(token: Token) -> bool:
    """Say whether a negation governs `token`: on it, on its head, or close before it in its clause."""
    if token.lower_ in NEGATIONS:
        return False
    for node in (token, token.head):
        if any(child.lower_ in NEGATIONS for child in node.children if child.i != token.i):
            return True
    return False


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
