"""Name what speaks for and against a claim being about one of the actors of its text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from spacy.tokens import Token

from extract.local.actors import Mention
from extract.local.candidates import SUBJECTS, Passage, role_of, subject_kind
from extract.local.claim_signs import SPEECH
from extract.local.nouns import PERSON
from extract.local.segments import Segment
from extract.local.text import text_of

_CLAUSES = {"advcl", "relcl", "acl", "ccomp", "csubj", "csubjpass", "pcomp", "xcomp", "conj", "parataxis"}


def actor_features(passage: Passage, segment: Segment, name: str) -> dict[str, float]:
    """Name what speaks for and against a claim in `segment` being about the actor called `name`."""
    return ActorSigns(passage, segment).of(name)


class ActorSigns:
    """Names what speaks for and against a claim in one run of clauses being about each actor of its text."""

    def __init__(self, passage: Passage, segment: Segment) -> None:
        self._passage, self._segment, self._span = passage, segment, segment.span(passage.doc)
        self._standings = passage.standings
        self._root = self._span.root
        self._inside = [m for m in passage.mentions if segment.start <= m.root < segment.end]
        self._before = [m for m in passage.mentions if m.root < segment.start]
        verb = next((t.i for t in self._span if t.tag_ in {"VBZ", "VBD", "VBP", "MD"}), segment.end)
        outright = [m for m in self._inside if not self._standings[m].in_brackets]
        self._first = next((m for m in outright if not self._standings[m].is_pronoun), None)
        self._last = next((m for m in reversed(outright) if m.root < verb), None)
        self._subject = subject_kind(passage, self._span)
        self._subjects = {
            "first subject": _first_subject(passage),
            "sentence subject": _sentence_subject(passage, segment.sentence),
            "subject of sentence before": _sentence_subject(passage, segment.sentence - 1),
        }
        self._owners = _ownership(passage, self._inside)

    def of(self, name: str) -> dict[str, float]:
        """Return the signs of one actor."""
        passage, segment, standings = self._passage, self._segment, self._standings
        own = [mention for mention in passage.mentions if mention.name == name]
        inside = [mention for mention in self._inside if mention.name == name]
        kind = next((m.kind for m in own if m.kind != "unknown"), "unknown")
        found: dict[str, float] = {
            f"kind={kind}": 1,
            "bias": 1,
            "mentions": min(4, len(own)),
            "share of mentions": len(own) / len(passage.mentions),
            f"order={min(3, passage.names.index(name))}": 1,
            f"inside={min(2, len(inside))}": 1,
        }
        if any(standings[m].is_name and not standings[m].is_pronoun for m in own):
            found["is named"] = 1
        found |= {f"role={role_of(passage.doc, m, self._span)}": 1 for m in inside}
        found |= {f"role anywhere={standings[m].role}": 1 for m in own}
        if _owns_subject(self._root, own):
            found["subject of segment"] = 1
        before = [m.root for m in self._before if m.name == name]
        if before:
            found["nearest before"] = float(self._before[-1].name == name)
            distance = passage.sentence_of(segment.start) - passage.sentence_of(max(before))
            found["distance before"] = min(4, distance)
        else:
            found["not before"] = 1
        if min(m.root for m in own) >= segment.end:
            found["only after"] = 1
        found |= {sign: 1 for sign, subject in self._subjects.items() if subject == name}
        found |= dict.fromkeys(self._surface(own, inside), 1)
        for key in [k for k in found if k != "bias" and not k.startswith("kind")]:
            found[f"{key} & subject={self._subject}"] = found[key]
        return found

    def _surface(self, own: list[Mention], inside: list[Mention]) -> Iterable[str]:
        """Where the mentions stand, whatever the parse makes of them."""
        doc, standings = self._passage.doc, self._standings
        if self._first in own:
            yield "first in segment"
        if any(standings[m].acts for m in inside):
            yield "verb follows"
        if self._last in own:
            yield "last before verb"
        yield from _standing(self._passage, own)
        for m in own:
            if standings[m].in_brackets:
                yield "in brackets"
            yield from self._owners.get(m, ())
        for m in inside:
            if any(o.end <= m.start <= o.end + 3 and o.kind == "person" for o in self._inside if o is not m):
                yield "owned by a person"
            token = doc[m.root]
            yield f"depth={min(4, _depth(token, self._root))}"
            yield from _hangs_below(token, self._root)
            if token.dep_ == "pobj" and token.head.lower_ in {"as", "into", "than", "with"}:
                yield f"behind {token.head.lower_}"
        if all(
            not standings[m].is_name
            and not standings[m].is_pronoun
            and m.text.lower().startswith(("a ", "an ", "no ", "another "))
            for m in own
        ):
            yield "indefinite"


def _standing(passage: Passage, own: list[Mention]) -> Iterable[str]:
    """What speaks for somebody being a voice, or part of a crowd, and not who makes the move."""
    doc, standings = passage.doc, passage.standings
    names_an_organisation = any(m.kind == "org" and standings[m].is_name and m not in own for m in passage.mentions)
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
        if not any(standings[m].is_name for m in own):
            yield "unnamed beside an organisation"


def _ownership(passage: Passage, inside: list[Mention]) -> Mapping[Mention, list[str]]:
    """Say which mention owns the name right behind it, or is owned by the one before ("Acme's 'Widget'")."""
    found: defaultdict[Mention, list[str]] = defaultdict(list)
    text, standings = text_of(passage.doc) if len(inside) > 1 else "", passage.standings
    for owner, owned in pairwise(inside):
        between = text[owner.end : owned.start].replace("’", "'").rstrip("'\"“‘ ")
        both_names = standings[owner].is_name and standings[owned].is_name
        if between == "'s" and owner.kind != "person" and both_names:
            found[owner].append("owns the next name")
            found[owned].append("owned by a name")
    return found


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


def _owns_subject(token: Token, own: list[Mention]) -> bool:
    """Whether the actor is the subject of a verb, though it may stand outside its run ("X does A and B")."""
    for _ in range(4):
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return any(subject.left_edge.i <= m.root <= subject.i for m in own)
        if token.head == token:
            return False
        token = token.head
    return False


def _first_subject(passage: Passage) -> str | None:
    standings = passage.standings
    return next((m.name for m in passage.mentions if standings[m].role in {"subject", "owner of subject"}), None)


def _sentence_subject(passage: Passage, number: int) -> str | None:
    """Return who is the subject of the main clause of a sentence."""
    standings = passage.standings
    for m in passage.mentions:
        if passage.sentence_of(m.root) == number and standings[m].role == "subject":
            return m.name
    return None
