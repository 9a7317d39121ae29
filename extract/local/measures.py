"""Name what a figure measures, from where it hangs in the sentence."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
_KEPT = frozenset({"compound", "amod", "nmod", "poss", "case", "nummod"})
_DOWN = frozenset({"of", "for", "in", "on"})
_UNITS = frozenset({
    "percent", "%", "cent", "dollar", "euro", "pound", "$", "€", "£", "million", "billion", "trillion",
    "thousand", "year", "month", "week", "day", "hour",
})  # fmt: skip
_PLURAL = frozenset({"NNS", "NNPS"})
_INVARIANT = frozenset({"aircraft", "people", "staff", "spacecraft", "sheep", "police"})
_LONGEST = 8


def counted_noun(doc: Doc, span: Span, start: int, end: int) -> str | None:
    """Return the plural noun that the number at ``doc.text[start:end]`` counts, or None where it counts nothing.

    "Four of the nine airports" counts airports; "five-part" and "the 737 line" count nothing.
    """
    place = doc.char_span(start, end, alignment_mode="expand")
    if place is None or place.end >= span.end:
        return None
    if doc[place.end].lower_ == "of":
        place = doc[place.start : place.end + 1]
        nouns = [t for t in doc[place.end : min(place.end + 7, span.end)] if t.pos_ in _NOMINAL | {"PUNCT"}]
        noun = next((t for t in nouns if t.tag_ in _PLURAL or t.is_punct), None)
        return None if noun is None or noun.is_punct else _plain(noun)
    for token in doc[place.end : min(place.end + 5, span.end)]:
        if token.tag_ in _PLURAL or token.lower_ in _INVARIANT:
            return _plain(token)
        if token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "VERB", "DET"} and token.text not in {"-", "'s", "’s"}:
            return None
        if token.text == "-" and token.i == place.end:
            return None
    return None


def _plain(token: Token) -> str:
    return token.text if token.pos_ == "PROPN" else token.lower_


def measured(doc: Doc, span: Span, start: int, end: int) -> str:
    """Return a short noun phrase for what is measured by the figure at ``doc.text[start:end]``; may be empty."""
    place = doc.char_span(start, end, alignment_mode="expand")
    if place is None:
        return ""
    inside = range(place.start, place.end)
    top = place.root
    for noun in _candidates(top, inside):
        if noun.i in range(span.start, span.end) and noun.i not in inside and noun.lemma_.lower() not in _UNITS:
            return noun_phrase(noun, avoid=inside)
    return ""


def _candidates(top: Token, inside: range) -> Iterator[Token]:
    """Yield nouns that may be what is measured, best first."""
    for child in top.children:  # "8% of premium", "$2 billion in damages"
        if child.dep_ == "prep" and child.lower_ in _DOWN:
            yield from (t for t in child.children if t.dep_ == "pobj")
    node = top
    for _ in range(4):
        if node.head is node:
            break
        role, node = node.dep_, node.head
        if node.i in inside:
            continue
        if node.pos_ in _NOMINAL:
            yield node
        elif node.pos_ in {"VERB", "AUX"}:
            yield from _around_verb(node, role)
    if top.pos_ == "VERB":
        yield from _around_verb(top, "ROOT")


def _around_verb(verb: Token, role: str) -> Iterator[Token]:
    """Yield the verb's object, then what it is for, then its subject; the subject first after "is"."""
    children = list(verb.children)
    subjects = [c for c in children if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ in _NOMINAL]
    if verb.pos_ == "AUX" or role in {"attr", "acomp", "npadvmod"}:
        yield from subjects
    yield from (c for c in children if c.dep_ == "dobj" and c.pos_ in _NOMINAL)
    for child in children:
        if child.dep_ == "prep" and child.lower_ in _DOWN:
            yield from (t for t in child.children if t.dep_ == "pobj" and t.pos_ in _NOMINAL)
    yield from subjects


def noun_phrase(noun: Token, *, avoid: range = range(0)) -> str:
    """Write a noun with what stands close before it and one "of" phrase, at most eight words."""
    kept = [t for t in noun.lefts if t.dep_ in _KEPT - {"nummod"} and not any(s.i in avoid for s in t.subtree)]
    words = sorted({s.i for t in kept for s in t.subtree if s.dep_ != "det"} | {noun.i})
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            tail = [s.i for s in child.subtree if s.i not in avoid]
            if len(words) + len(tail) <= _LONGEST and tail == list(range(tail[0], tail[0] + len(tail))):
                words += tail
            break
    doc = noun.doc
    text = "".join(doc[i].text_with_ws for i in words[:-1]) + doc[words[-1]].text
    return " ".join(text.split())
