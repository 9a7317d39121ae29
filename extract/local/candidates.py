"""Describe what a claim may be made of: runs of clauses, and the actors that each may be about."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from extract.local.actors import Mention, acts_by_position, in_brackets, is_name, is_pronoun
from extract.local.nouns import MOVE
from extract.local.segments import Segment

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
"""Labels of subjects."""

_PREPOSITIONS = frozenset({"like", "at", "of", "for", "under", "from", "to", "by", "with", "in"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a mention in its text, whichever claim is asked about.

    Attributes
    ----------
    role
        The part that it plays in its clause, as `role_of` names it.
    acts
        A finite verb follows at once.
    """

    is_name: bool
    is_pronoun: bool
    in_brackets: bool
    role: str
    acts: bool


@dataclass(frozen=True)
class Passage:
    """What is known of a text before claims are chosen: its parse, its mentions and who they stand for."""

    doc: Doc
    mentions: tuple[Mention, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Distinct actors, in order of appearance."""
        return tuple(dict.fromkeys(mention.name for mention in self.mentions))

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Index of the first token of each sentence."""
        return tuple(sentence.start for sentence in self.doc.sents)

    def sentence_of(self, token: int) -> int:
        """Number of the sentence that holds a token."""
        return bisect_right(self.sentence_starts, token) - 1

    @cached_property
    def standings(self) -> Mapping[Mention, Standing]:
        """What holds of each mention."""
        return {
            m: Standing(
                is_name(m),
                is_pronoun(m),
                in_brackets(self.doc, m),
                role_of(self.doc, m, None),
                acts_by_position(self.doc, m),
            )
            for m in self.mentions
        }


def partners(passage: Passage, segment: Segment, name: str) -> list[str]:
    """Return the other actors that a claim is about in the same words ("Firms like Corvex and Birch claim ...").

    They are coordinated with the actor, as the subject or behind a subject's "like" or "such as".
    """
    doc = passage.doc
    by_root = {m.root: m for m in passage.mentions}
    for mention in passage.mentions:
        token = doc[mention.root]
        if mention.name != name or not segment.start <= token.i < segment.end:
            continue
        head = token.head if token.dep_ == "conj" else token
        is_subject = head.dep_ in SUBJECTS or (
            head.dep_ == "pobj"
            and head.head.dep_ == "prep"
            and (head.head.lower_ in {"like", "as"} and head.head.head.dep_ in SUBJECTS)
        )
        if is_subject:
            others = [head, *(c for c in head.subtree if c.dep_ == "conj" and c.head in (head, *head.conjuncts))]
            names = [by_root[t.i].name for t in others if t.i in by_root and by_root[t.i].name != name]
            return [other for other in dict.fromkeys(names) if other != name]
    return []


def examples_of(passage: Passage, name: str) -> list[str]:
    """Return the names that a text gives as examples of a group ("firms like Corvex and Birch"), else nothing."""
    doc = passage.doc
    by_root = {m.root: m for m in passage.mentions}
    found: list[str] = []
    for mention in passage.mentions:
        if mention.name != name or mention.kind != "group" or is_pronoun(mention):
            continue
        for child in doc[mention.root].children:
            if child.lower_ in {"like", "including"} or (child.lower_ == "as" and doc[child.i - 1].lower_ == "such"):
                heads = [c for c in child.children if c.dep_ == "pobj"]
                listed = [t for head in heads for t in (head, *head.conjuncts)]
                found += [by_root[t.i].name for t in listed if t.i in by_root and is_name(by_root[t.i])]
    return list(dict.fromkeys(found))


def nearest_mention(passage: Passage, segment: Segment, name: str) -> Mention:
    """Return the mention of an actor that is best quoted with a claim: its subject, else the nearest."""
    own = [mention for mention in passage.mentions if mention.name == name]
    inside = [m for m in own if segment.start <= m.root < segment.end]
    subjects = [m for m in inside if role_of(passage.doc, m, segment.span(passage.doc)) == "subject"]
    if subjects or inside:
        return min(subjects or inside, key=lambda m: (not is_name(m) and not is_pronoun(m), is_pronoun(m), m.start))
    return min(own, key=lambda m: (_distance(m, segment), m.start))


def subject_kind(passage: Passage, span: Span) -> str:
    """Say what the subject of a run of clauses is: an actor, a move, "this", another thing, nothing."""
    subject = subject_of(span)
    if subject is None:
        return "gerund" if span.root.tag_ == "VBG" else "none"
    if subject.dep_ in {"csubj", "csubjpass"}:
        return "clause"
    if subject.lower_ in {"this", "that", "these", "those"}:
        return "demonstrative"
    if any(m.root == subject.i and not is_pronoun(m) for m in passage.mentions):
        return "actor"
    if subject.pos_ == "PRON":
        return "it" if subject.lower_ == "it" else "pronoun"
    if subject.lemma_.lower() in MOVE:
        return "move"
    within = range(subject.left_edge.i, subject.right_edge.i + 1)
    if any(m.root in within and passage.doc[m.root].dep_ == "poss" for m in passage.mentions):
        return "owned"
    return "thing"


def subject_of(span: Span) -> Token | None:
    """Return the subject of the run's own verb, where it stands inside the run."""
    for child in span.root.children:
        if child.dep_ in SUBJECTS and span.start <= child.i < span.end:
            return child
    return None


def role_of(doc: Doc, mention: Mention, span: Span | None) -> str:
    """Name the part that a mention plays in its clause; without a span, "subject" is that of a main clause."""
    token = doc[mention.root]
    while token.dep_ in {"conj", "appos", "compound", "nmod"} and token.head != token:
        token = token.head
    if token.dep_ in SUBJECTS:
        is_main = span is not None and token.head == span.root
        return "subject" if is_main or (span is None and token.head.dep_ == "ROOT") else "inner subject"
    if token.dep_ == "poss":
        owned = token.head
        while owned.dep_ in {"conj", "compound"} and owned.head != owned:
            owned = owned.head
        return "owner of subject" if owned.dep_ in SUBJECTS else "owner"
    if token.dep_ == "pobj":
        if token.head.dep_ == "agent":
            return "agent"
        return f"after {token.head.lower_ if token.head.lower_ in _PREPOSITIONS else 'preposition'}"
    return token.dep_ if token.dep_ in {"dobj", "dative", "attr", "ROOT"} else "other"


def _distance(mention: Mention, segment: Segment) -> int:
    return min(abs(mention.root - segment.start), abs(mention.root - segment.end))
