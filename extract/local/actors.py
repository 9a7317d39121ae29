"""Find who is named in a text: mentions of organisations, people, groups, products and places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from extract.local.gazetteer import Gazetteer
from extract.local.nouns import ACRONYMS, ORGANISATION, PERSON, is_group
from extract.local.text import text_of
from extract.local.vocabulary import Everyday

PRONOUNS = frozenset([
    "it", "its", "itself", "they", "them", "their", "themselves", "he", "him", "his", "himself", "she", "her",
    "hers", "herself",
])  # fmt: skip
"""Pronouns that may stand for an actor."""

_ENTITY_KINDS = {
    "ORG": "org",
    "PERSON": "person",
    "GPE": "place",
    "NORP": "group",
    "FAC": "org",
    "LOC": "place",
    "PRODUCT": "product",
    "WORK_OF_ART": "product",
    "LAW": "product",
    "EVENT": "product",
}
_ODD_CASE = re.compile(
    r"^(?:[a-z]+[A-Z]\w*|\w*[a-z][A-Z]\w*|[a-z]\d+[a-z]|\d+[A-Z][a-z]\w+|\w+\.(?:com|ai|io|co|net|org))$"
)
_MONTHS_AND_DAYS = frozenset([
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Christmas", "Easter",
])  # fmt: skip
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
    for start, end, kind in _names(doc, gazetteer, everyday):
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
    name = _bare(span.text)
    if span.root.text.islower() or (start == span.root.i and span.root.tag_ == "NNS" and kind == "group"):
        # "Regional banks" opens a sentence; "European carmakers" does not lose its capital.
        name = (
            name[0].lower() + name[1:] if doc[start].tag_ not in {"NNP", "NNPS"} and not doc[start].ent_type_ else name
        )
    return Mention(name, span.text, span.start_char, span.end_char, kind, span.root.i)


def _bare(text: str) -> str:
    text = re.sub(r"^(?:the|an?|this|that)\s+", "", text, flags=re.IGNORECASE)
    return re.sub(r"['’]s?$", "", text) or text


def _names(doc: Doc, gazetteer: Gazetteer, everyday: Everyday) -> Iterator[tuple[int, int, str]]:
    """Runs of tokens that spell a name, with the best guess of its kind."""
    label = ["" for _ in doc]
    joined = [False] * len(doc)
    for entity in doc.ents:
        kind = _ENTITY_KINDS.get(entity.label_)
        start, end = _trim_entity(entity)
        if kind and any(_has_capital(token) and not token.is_stop for token in doc[start:end]):
            for i in range(start, end):
                label[i] = label[i] or kind
                joined[i] = i > start
    for hit in gazetteer.find(doc):
        if not hit.listed.is_word or hit.end - hit.start > 1 or _is_nameish(doc, doc[hit.start], everyday):
            for i in range(hit.start, hit.end):
                label[i] = hit.listed.kind
                joined[i] = i > hit.start
            if hit.end < len(doc):
                joined[hit.end] = joined[hit.end] and not label[hit.end]
    for token in doc:
        if token.text in _MONTHS_AND_DAYS and doc[token.i - 1 : token.i + 1].text != f"The {token.text}":
            label[token.i] = ""
        elif not label[token.i] and _is_nameish(doc, token, everyday):
            label[token.i] = "unknown"
    i = 0
    while i < len(doc):
        if not label[i] or doc[i].text in ACRONYMS:
            i += 1
            continue
        start = i
        i += 1
        while i < len(doc) and _continues(doc, label, joined, i):
            i += 1
        if doc[start].text not in _MONTHS_AND_DAYS and not _only_acronyms(doc[start:i]):
            yield start, i, _kind(doc, label, start, i)


def _continues(doc: Doc, label: list[str], joined: list[bool], i: int) -> bool:
    if doc[i].tag_ == "POS" or (doc[i].is_punct and not joined[i]):
        return False
    if joined[i]:
        return True
    return (
        bool(label[i])
        and _has_capital(doc[i])
        and _has_capital(doc[i - 1])
        and doc[i - 1].tag_ != "POS"
        and doc[i].text not in ACRONYMS
    )


def _kind(doc: Doc, label: list[str], start: int, end: int) -> str:
    kinds = [kind for kind in label[start:end] if kind != "unknown"]
    kind = kinds[0] if kinds else "unknown"
    if kind in {"person", "unknown"} and end - start == 1 and _looks_like_company(doc[start]):
        return "org"
    return kind


def _looks_like_company(token: Token) -> bool:
    """A single odd-cased name, or one that "its" refers to, is no person."""
    return bool(_ODD_CASE.match(token.text)) or (token.text.isupper() and len(token.text) > 1)


def _trim_entity(entity: Span) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while start < end and (entity.doc[start].pos_ in {"DET", "PUNCT"} or entity.doc[start].is_quote):
        start += 1
    while end > start and (entity.doc[end - 1].tag_ == "POS" or entity.doc[end - 1].is_punct):
        end -= 1
    return start, end


def _has_capital(token: Token) -> bool:
    return token.text != token.lower_


def _is_nameish(doc: Doc, token: Token, everyday: Everyday) -> bool:
    if token.text in {"I"} | _MONTHS_AND_DAYS | ACRONYMS or not any(letter.isalpha() for letter in token.text):
        return False
    if _ODD_CASE.match(token.text):
        return True
    if not _has_capital(token):
        return _is_coinage(doc, token, everyday)
    if _starts_sentence(doc, token):
        is_proper = token.tag_ in {"NNP", "NNPS"} and not token.is_stop
        return is_proper or _recurs(doc, token) or not everyday.knows(token.text) or _acts(token)
    return token.tag_ not in {"PRP", "PRP$", "DT", "IN", "CC", "MD", "WP", "WRB", "TO", "CD"} and len(token) > 1


def _is_coinage(doc: Doc, token: Token, everyday: Everyday) -> bool:
    """A lower-case word that English does not know and that stands like a name ("zlumen has cut prices")."""
    if (
        not token.is_alpha
        or len(token) < 4
        or is_group(token.lower_)
        or everyday.is_empty
        or everyday.knows(token.text)
    ):
        return False
    is_first = token.i == 0 or doc[token.i - 1].text in {".", "!", "?"}
    return is_first or token.tag_ == "NNP"


def _starts_sentence(doc: Doc, token: Token) -> bool:
    return bool(token.is_sent_start) or (token.i > 0 and (doc[token.i - 1].is_quote or doc[token.i - 1].text == ":"))


def _recurs(doc: Doc, token: Token) -> bool:
    """A capital at the start of a sentence is a name's when the word has one elsewhere too."""
    return any(other.text == token.text and not _starts_sentence(doc, other) for other in doc if other.i != token.i)


def _acts(token: Token) -> bool:
    """A capitalised everyday word ("Snap has cut prices") is a name where a verb or its possession follows at once."""
    if token.is_stop or token.tag_ in {"NNS", "VBG", "PRP", "DT", "EX", "WP"} or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    if after.tag_ == "RB" and after.i + 1 < len(token.doc):
        after = after.nbor()
    return after.tag_ in {"VBZ", "VBD", "MD", "POS"}


def _only_acronyms(span: Span) -> bool:
    return all(token.text in ACRONYMS or token.is_punct for token in span)


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
