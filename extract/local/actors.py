"""Find who is named in a text: mentions of organisations, people, groups, products and places."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from extract.local.gazetteer import Gazetteer
from extract.local.names import name_runs
from extract.local.nouns import ORGANISATION, PERSON, is_group
from extract.local.text import text_of
from extract.local.vocabulary import Everyday

PRONOUNS = frozenset([
    "it", "its", "itself", "they", "them", "their", "themselves", "he", "him", "his", "himself", "she", "her",
    "hers", "herself",
])  # fmt: skip
"""Pronouns that may stand for an actor."""

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that may act, as one place in the text names it.

    Attributes
    ----------
    name
        Canonical within the insight: the antecedent's name for "It", without article or possessive.
    text, start, end
        Exact substring of the text, and its offsets (code points).
    kind
        "org", "person", "group", "product", "place" or "unknown".
    root
        Index of the token that heads the mention.
    """

    name: str
    text: str
    start: int
    end: int
    kind: str
    root: int


def find_mentions(doc: Doc, gazetteer: Gazetteer, everyday: Everyday) -> tuple[Mention, ...]:
    """Return names, descriptions ("the company", "regional banks") and pronouns, in order, none inside another.

    A description or pronoun carries its own words as its name; `coreference.resolve` finds who is meant.
    """
    taken = [False] * len(doc)
    found: list[Mention] = []
    for start, end, kind in name_runs(doc, gazetteer, everyday):
        found.append(_mention(doc, start, end, kind))
        taken[start:end] = [True] * (end - start)
    for chunk in doc.noun_chunks:
        kind_of_chunk = _description_kind(chunk)
        if kind_of_chunk and not taken[chunk.root.i] and not _introduces(taken, chunk.root):
            adjectives = [m for m in found if chunk.start_char <= m.start < chunk.end_char and _describes(doc[m.root])]
            found = [mention for mention in found if mention not in adjectives]
            for mention in adjectives:
                taken[mention.root] = False
            start = _after_taken(taken, chunk) if any(taken[chunk.start : chunk.root.i]) else chunk.start
            found.append(_mention(doc, start, chunk.root.i + 1, kind_of_chunk))
            taken[start : chunk.root.i + 1] = [True] * (chunk.root.i + 1 - start)
    found = [mention for mention in found if not _is_trade(doc, mention, taken)]
    pronouns = (t.i for t in doc if t.lower_ in PRONOUNS and not taken[t.i] and not _is_expletive(t))
    found += [_mention(doc, i, i + 1, "unknown") for i in pronouns]
    return tuple(sorted(found, key=lambda mention: mention.start))


def is_pronoun(mention: Mention) -> bool:
    """Say whether the mention is a pronoun."""
    return mention.text.lower() in PRONOUNS


def is_name(mention: Mention) -> bool:
    """Say whether the mention is a proper name, not a description ("European carmakers") or pronoun."""
    last = _bare(mention.text).split()[-1]
    names_a_kind = is_group(last) or last in ORGANISATION | PERSON or last.removesuffix("s") in ORGANISATION
    return not is_pronoun(mention) and not names_a_kind


def acts_by_position(doc: Doc, mention: Mention) -> bool:
    """Whether a finite verb follows at once, brackets and adverbs aside; parses of unknown names often miss it."""
    i = mention.root + 1
    while i < len(doc) and doc[i].idx < mention.end:
        i += 1
    if i < len(doc) and doc[i].text == "(":
        i = next((j + 1 for j in range(i, len(doc)) if doc[j].text == ")"), len(doc))
    while i < len(doc) and doc[i].tag_ == "RB":
        i += 1
    return i < len(doc) and doc[i].tag_ in {"VBZ", "VBD", "VBP", "MD"} and not in_brackets(doc, mention)


def in_brackets(doc: Doc, mention: Mention) -> bool:
    """Whether the mention stands inside brackets."""
    before = text_of(doc)[: mention.start]
    return before.count("(") > before.count(")")


def _mention(doc: Doc, start: int, end: int, kind: str) -> Mention:
    span = doc[start:end]
    # A "'s" that belongs to the name ("Macy's") stays; a possessive was left outside.
    is_part = end - start > 1 and doc[end - 1].lower_ in {"'s", "’s"}
    name = _without_article(span.text) if is_part else _bare(span.text)
    if span.root.text.islower() or (start == span.root.i and span.root.tag_ == "NNS" and kind == "group"):
        # "Regional banks" opens a sentence; "European carmakers" does not lose its capital.
        name = (
            name[0].lower() + name[1:] if doc[start].tag_ not in {"NNP", "NNPS"} and not doc[start].ent_type_ else name
        )
    return Mention(name, span.text, span.start_char, span.end_char, kind, span.root.i)


def _bare(text: str) -> str:
    text = _without_article(text)
    return re.sub(r"['’]s?$", "", text) or text


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|an?|this|that)\s+", "", text, flags=re.IGNORECASE)


def _description_kind(chunk: Span) -> str | None:
    """Kind of actor that a noun chunk without a name describes; None for a thing."""
    head = chunk.root
    if head.pos_ not in {"NOUN", "PROPN"} or head.dep_ in {"attr", "npadvmod", "compound", "appos"}:
        return None
    lemma, word = head.lemma_.lower(), head.lower_
    if head.tag_ == "NNS" or head.tag_ == "NNPS":
        return "group" if is_group(word) or lemma in ORGANISATION or lemma in PERSON else None
    if lemma in ORGANISATION or word in ORGANISATION:
        return "org"
    if word in {"staff", "police"}:
        return "group"
    return "person" if lemma in PERSON else None


def _describes(token: Token) -> bool:
    """The "European" of "European carmakers" is no actor of its own."""
    return token.dep_ == "amod" or token.tag_ == "JJ"


def _introduces(taken: list[bool], head: Token) -> bool:
    """Tell whether a name follows at once: "soda maker Acme" and "chief executive Ann Lee" are one actor, the name."""
    return head.i + 1 < len(taken) and taken[head.i + 1] and bool(head.whitespace_)


def _is_trade(doc: Doc, mention: Mention, taken: list[bool]) -> bool:
    """Tell whether a capital only opens the sentence: the "Athleisure" of "Athleisure brand Acme has ..."."""
    after = mention.root + 1
    if mention.kind != "unknown" or after + 1 >= len(doc) or " " in mention.text:
        return False
    return doc[after].lower_ in ORGANISATION and taken[after + 1] and not taken[after]


def _after_taken(taken: list[bool], chunk: Span) -> int:
    """Start of a description behind a name that owns it: "Ann Lee's company" is one mention of its own."""
    last = max(i for i in range(chunk.start, chunk.root.i) if taken[i])
    follows = last + 1
    while follows < chunk.root.i and (chunk.doc[follows].tag_ == "POS" or chunk.doc[follows].is_punct):
        follows += 1
    return min(follows, chunk.root.i)


def _is_expletive(token: Token) -> bool:
    """The "it" of "it is right to", which stands for nobody."""
    if token.lower_ != "it" or token.dep_ not in _SUBJECTS | {"expl"}:
        return False
    head = token.head
    has_clause = any(child.dep_ in {"ccomp", "xcomp", "csubj", "advcl"} and child.i > head.i for child in head.children)
    says_what = any(child.dep_ == "acomp" for child in head.children) and has_clause
    a_way_to = any(g.tag_ == "VB" for c in head.children if c.dep_ == "attr" for g in c.children if g.dep_ == "relcl")
    return head.lemma_ in {"seem", "appear"} or (head.lemma_ == "be" and (says_what or a_way_to))


def renamed(mention: Mention, name: str, kind: str) -> Mention:
    """Return the mention under its antecedent's name and kind."""
    return replace(mention, name=name, kind=kind)
