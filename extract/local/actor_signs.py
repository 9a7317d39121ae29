"""Name what speaks for and against a claim being about one of the actors of its text."""

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc, Token

from extract.local.actors import Mention, acts_by_position, in_brackets, is_name, is_pronoun
from extract.local.candidates import SUBJECTS, Passage, role_of, subject_kind
from extract.local.claim_signs import SPEECH
from extract.local.nouns import PERSON
from extract.local.segments import Segment

_CLAUSES = {"advcl", "relcl", "acl", "ccomp", "csubj", "csubjpass", "pcomp", "xcomp", "conj", "parataxis"}


def actor_features(passage: Passage, segment: Segment, name: str) -> dict[str, float]:
    """Name what speaks for and against a claim in `segment` being about the actor called `name`."""
    doc = passage.doc
    own = [mention for mention in passage.mentions if mention.name == name]
    inside = [mention for mention in own if segment.start <= mention.root < segment.end]
    named = [m for m in own if is_name(m) and not is_pronoun(m)]
    kind = next((m.kind for m in own if m.kind != "unknown"), "unknown")
    first = min(m.root for m in own)
    found: dict[str, float] = {
        f"kind={kind}": 1,
        "bias": 1,
        "mentions": min(4, len(own)),
        "share of mentions": len(own) / len(passage.mentions),
        f"order={min(3, passage.names.index(name))}": 1,
        f"inside={min(2, len(inside))}": 1,
    }
    if named:
        found["is named"] = 1
    roles = {role_of(doc, m, segment.span(doc)) for m in inside}
    for role in roles:
        found[f"role={role}"] = 1
    elsewhere = {role_of(doc, m, None) for m in own}
    for role in elsewhere:
        found[f"role anywhere={role}"] = 1
    if _owns_subject(doc, own, segment):
        found["subject of segment"] = 1
    if any(m.root < segment.start for m in own):
        nearest = [m for m in passage.mentions if m.root < segment.start][-1]
        found["nearest before"] = float(nearest.name == name)
        found["distance before"] = min(
            4,
            passage.sentence_of(segment.start)
            - passage.sentence_of(max(m.root for m in own if m.root < segment.start)),
        )
    else:
        found["not before"] = 1
    if first >= segment.end:
        found["only after"] = 1
    if name == _first_subject(passage):
        found["first subject"] = 1
    if name == _sentence_subject(passage, segment):
        found["sentence subject"] = 1
    if name == _sentence_subject(passage, segment, before=True):
        found["subject of sentence before"] = 1
    for sign in _surface_signs(passage, segment, own):
        found[sign] = 1
    subject = subject_kind(passage, segment.span(doc))
    for key in [k for k in found if k != "bias" and not k.startswith("kind")]:
        found[f"{key} & subject={subject}"] = found[key]
    return found


def _surface_signs(passage: Passage, segment: Segment, own: list[Mention]) -> Iterable[str]:
    """Where the mentions stand, whatever the parse makes of them."""
    doc = passage.doc
    inside = [m for m in passage.mentions if segment.start <= m.root < segment.end]
    outright = [m for m in inside if not is_pronoun(m) and not in_brackets(doc, m)]
    verb = next((t.i for t in segment.span(doc) if t.tag_ in {"VBZ", "VBD", "VBP", "MD"}), segment.end)
    if outright and outright[0] in own:
        yield "first in segment"
    if any(acts_by_position(doc, m) for m in own if m in inside):
        yield "verb follows"
    before = [m for m in inside if m.root < verb and not in_brackets(doc, m)]
    if before and before[-1] in own:
        yield "last before verb"
    yield from _standing(passage, own)
    for m in own:
        if in_brackets(doc, m):
            yield "in brackets"
        yield from _ownership(doc, m, inside)
        if m in inside and any(o.end <= m.start <= o.end + 3 and o.kind == "person" for o in inside if o is not m):
            yield "owned by a person"
        if m in inside:
            yield f"depth={min(4, _depth(doc[m.root], segment.span(doc).root))}"
            yield from _hangs_below(doc[m.root], segment.span(doc).root)
        if m in inside and doc[m.root].dep_ == "pobj" and doc[m.root].head.lower_ in {"as", "into", "than", "with"}:
            yield f"behind {doc[m.root].head.lower_}"
    if all(
        not is_name(m) and not is_pronoun(m) and m.text.lower().startswith(("a ", "an ", "no ", "another "))
        for m in own
    ):
        yield "indefinite"


def _standing(passage: Passage, own: list[Mention]) -> Iterable[str]:
    """What speaks for somebody being a voice, or part of a crowd, and not who makes the move."""
    doc = passage.doc
    names_an_organisation = any(m.kind == "org" and is_name(m) and m not in own for m in passage.mentions)
    for m in own:
        token = doc[m.root]
        if token.dep_ in SUBJECTS and token.head.lemma_ in SPEECH:
            yield "speaks"
            yield f"speaks beside an organisation={names_an_organisation}"
        if token.left_edge.i > 0 and doc[token.left_edge.i - 1].lemma_.lower() in PERSON:
            yield "has a title"
        if any(child.dep_ == "nummod" or child.lower_ in {"some", "many", "most", "half"} for child in token.children):
            yield "counted"
    if names_an_organisation:
        yield f"beside an organisation={next((m.kind for m in own if m.kind != 'unknown'), 'unknown')}"
        if not any(is_name(m) for m in own):
            yield "unnamed beside an organisation"


def _ownership(doc: Doc, mention: Mention, inside: list[Mention]) -> Iterable[str]:
    """Whether the mention owns the name right behind it, or is owned by the one before ("Acme's 'Widget'")."""
    for owner, owned in pairwise(inside):
        between = doc.text[owner.end : owned.start].replace("’", "'").rstrip("'\"“‘ ")
        if between == "'s" and owner.kind != "person" and is_name(owner) and is_name(owned):
            if mention == owner:
                yield "owns the next name"
            if mention == owned:
                yield "owned by a name"


def _depth(token: Token, root: Token) -> int:
    """Clauses between a token and the segment's own verb."""
    clauses = 0
    while token != root and token.head != token:
        clauses += token.dep_ in _CLAUSES
        token = token.head
    return clauses


def _hangs_below(token: Token, root: Token) -> Iterable[str]:
    """Kinds of clause that a token stands in, below the segment's own verb: a comparison names somebody else."""
    while token != root and token.head != token:
        if token.dep_ in {"relcl", "advcl", "ccomp", "csubj", "acl"}:
            yield f"within {token.dep_}"
            yield from (f"within {c.lower_}" for c in token.children if c.dep_ == "mark")
        token = token.head


def _owns_subject(doc: Doc, own: list[Mention], segment: Segment) -> bool:
    """Whether the actor is the subject of the segment's verb, though it may stand outside ("X does A and B")."""
    token = segment.span(doc).root
    for _ in range(4):
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return any(subject.left_edge.i <= m.root <= subject.i for m in own)
        if token.head == token:
            return False
        token = token.head
    return False


def _first_subject(passage: Passage) -> str | None:
    return next(
        (m.name for m in passage.mentions if role_of(passage.doc, m, None) in {"subject", "owner of subject"}), None
    )


def _sentence_subject(passage: Passage, segment: Segment, *, before: bool = False) -> str | None:
    number = segment.sentence - before
    for m in passage.mentions:
        if passage.sentence_of(m.root) == number and role_of(passage.doc, m, None) == "subject":
            return m.name
    return None
