"""Find who voices a claim, where the text names somebody other than its source."""

import re

from spacy.tokens import Doc, Span, Token

from extract.local.scope import Scope

_SAYING = frozenset({
    "say", "tell", "argue", "claim", "insist", "add", "warn", "note", "concede", "admit", "deny", "write",
    "estimate", "reckon", "expect", "believe", "think", "predict", "conclude", "confirm", "announce",
    "maintain", "report", "call", "suggest", "acknowledge", "contend", "assert", "reply", "explain", "state",
    "testify", "promise", "pledge", "dispute", "reject", "hail", "praise", "celebrate", "caution", "suspect",
    "forecast", "describe", "put", "complain", "counter",
})  # fmt: skip
_OWN = frozenset(
    {"i", "we", "it", "this", "that", "which", "who", "one", "you", "there", "everybody", "nobody", "what"}
)
_PRONOUNS = frozenset({"he", "she", "they"})
_ACCORDING = re.compile(r"\b(?:according to|in the (?:view|words|telling|opinion|eyes) of|on the word of)\s+", re.I)


def find_holder(scope: Scope) -> str | None:
    """Return the name of who says what the claim in `scope` says, or None for the source itself.

    Examples
    --------
    "..., argues the regulator" gives "the regulator"; "According to two bankers, ..." gives "two bankers".
    """
    doc, span, sentence = scope.doc, scope.span, scope.sentence
    for match in _ACCORDING.finditer(sentence.text):
        start = sentence.start_char + match.end()
        found = doc.char_span(start, start + 1, alignment_mode="expand")
        if found is not None and len(found):
            return _name(_top_noun(found[0]), doc)
    verbs = [t for t in sentence if t.pos_ == "VERB" and t.lemma_.lower() in _SAYING and _governs(t, span)]
    for verb in sorted(verbs, key=lambda t: abs(t.i - span.root.i)):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None or subject.lower_ in _OWN:
            continue
        if subject.lower_ in _PRONOUNS:
            name = _person_before(doc, subject)
            if name is not None:
                return name
        elif subject.pos_ in {"NOUN", "PROPN"}:
            return _name(subject, doc)
    return None


def _governs(verb: Token, span: Span) -> bool:
    """Say whether what `verb` reports is the span: its complement, or the clause that it is put into."""
    said = [c for c in verb.children if c.dep_ in {"ccomp", "parataxis"}]
    if any(c.left_edge.i < span.end and c.right_edge.i >= span.start for c in said):
        return True
    inside = span.start <= verb.i < span.end
    if verb.dep_ in {"ccomp", "parataxis"} and not said:  # "..., argues X": the parser hangs it either way
        return True
    return inside and bool(said or any(c.dep_ in {"dobj", "oprd", "xcomp"} for c in verb.children))


def _top_noun(token: Token) -> Token:
    while token.dep_ in {"det", "compound", "amod", "nummod", "poss", "case", "nmod"} and token.head.i != token.i:
        token = token.head
    return token


def _name(noun: Token, doc: Doc) -> str:
    """Return the noun with what stands before it, and a short "of" or "at" phrase."""
    kept = [t.i for t in noun.lefts if t.dep_ in {"det", "compound", "amod", "nummod", "poss", "nmod"}]
    first = min([doc[i].left_edge.i for i in kept] + [noun.i])
    last = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "to", "from"} and child.right_edge.i - noun.i <= 5:
            last = max(last, child.right_edge.i)
    if noun.pos_ == "PROPN" and last > noun.i and doc[noun.i + 1].lower_ != "of":
        last = noun.i
    return doc[first : last + 1].text


def _person_before(doc: Doc, pronoun: Token) -> str | None:
    """Return the last person named before a pronoun."""
    people = [e for e in doc.ents if e.label_ == "PERSON" and e.end <= pronoun.i]
    return people[-1].text.removesuffix("'s").removesuffix("’s") if people else None
