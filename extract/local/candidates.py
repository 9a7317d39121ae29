"""Describe what a claim may be made of: runs of clauses, and the actors that each may be about."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from extract.local.actors import Mention, acts_by_position, in_brackets, is_name, is_pronoun
from extract.local.nouns import MOVE
from extract.local.segments import Segment

_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
_CLAUSES = {"advcl", "relcl", "acl", "ccomp", "csubj", "csubjpass", "pcomp", "xcomp", "conj", "parataxis"}
_SPEECH = frozenset(
    [
        "add",
        "admit",
        "allege",
        "announce",
        "argue",
        "ask",
        "assure",
        "believe",
        "caution",
        "claim",
        "concede",
        "conclude",
        "contend",
        "counter",
        "declare",
        "deny",
        "estimate",
        "expect",
        "explain",
        "fear",
        "forecast",
        "hint",
        "insist",
        "joke",
        "maintain",
        "mean",
        "note",
        "object",
        "observe",
        "predict",
        "promise",
        "quip",
        "reckon",
        "remark",
        "repeat",
        "reply",
        "report",
        "retort",
        "say",
        "signal",
        "state",
        "suggest",
        "suspect",
        "tell",
        "think",
        "warn",
        "worry",
        "write",
    ]
)
_LISTENERS = frozenset(
    [
        "you",
        "your",
        "yours",
        "yourself",
        "us",
        "our",
        "subscribe",
        "click",
        "email",
        "inbox",
        "sponsor",
        "sponsors",
        "newsletter",
        "podcast",
        "episode",
        "listeners",
        "readers",
        "listen",
        "listening",
        "reader",
        "sign",
        "code",
        "checkout",
        "rate",
        "review",
    ]
)
_INTERPRETING = frozenset(
    [
        "make",
        "turn",
        "position",
        "signal",
        "give",
        "leave",
        "let",
        "mean",
        "force",
        "hand",
        "put",
        "show",
        "prove",
        "suggest",
        "reveal",
        "convert",
        "transform",
        "become",
        "allow",
        "create",
        "expose",
        "risk",
        "undercut",
        "undermine",
        "weaken",
        "strengthen",
        "protect",
        "preserve",
        "buy",
        "build",
        "cede",
        "surrender",
        "concede",
        "admit",
        "confirm",
        "amount",
        "look",
        "read",
        "sound",
        "resemble",
        "mirror",
        "repeat",
        "echo",
        "follow",
        "contradict",
        "raise",
        "threaten",
        "secure",
        "guarantee",
        "deprive",
        "rob",
        "spare",
        "free",
        "cost",
        "save",
        "trade",
        "reward",
        "punish",
        "help",
        "hurt",
        "matter",
        "work",
        "fail",
        "win",
        "lose",
        "beat",
        "solve",
        "address",
        "fix",
        "reframe",
        "recast",
        "restore",
        "erode",
        "destroy",
        "abandon",
        "betray",
        "validate",
        "vindicate",
    ]
)


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
        return sum(start <= token for start in self.sentence_starts) - 1


def segment_features(passage: Passage, segment: Segment) -> dict[str, float]:
    """Name what speaks for and against a run of clauses being the evidence of a claim."""
    span = segment.span(passage.doc)
    sentence = _sentence(passage, segment)
    root = span.root
    found: dict[str, float] = {
        f"opening={segment.opening}": 1,
        f"closing={segment.closing}": 1,
        f"opening={segment.opening} closing={segment.closing}": 1,
        f"root={root.dep_}": 1,
        f"root tag={root.tag_}": 1,
        f"first tag={span[0].tag_}": 1,
        f"subject={_subject_kind(passage, span)}": 1,
        f"length={_bucket(len(span))}": 1,
        f"rest of sentence={_bucket(len(sentence) - len(span))}": 1,
        f"sentence={min(segment.sentence, 3)} of {min(len(passage.sentence_starts), 4)}": 1,
        "share": len(span) / max(1, len(sentence)),
        "outside heads": min(4, _outside_heads(span)),
    }
    for kind in _inner_clauses(span):
        found[f"inside={kind}"] = 1
    for kind in _sides(span, sentence):
        found[kind] = 1
    for name, holds in _signs(passage, span, sentence).items():
        if holds:
            found[name] = 1
    found["bias"] = 1
    return _crossed(found, segment)


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
    roles = {_role(doc, m, segment.span(doc)) for m in inside}
    for role in roles:
        found[f"role={role}"] = 1
    elsewhere = {_role(doc, m, None) for m in own}
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
    subject = _subject_kind(passage, segment.span(doc))
    for key in [k for k in found if k != "bias" and not k.startswith("kind")]:
        found[f"{key} & subject={subject}"] = found[key]
    return found


def partners(passage: Passage, segment: Segment, name: str) -> list[str]:
    """Return the other actors that a claim is about in the same words ("Firms like OpenAI and Meta claim ...").

    They are coordinated with the actor, as the subject or behind a subject's "like" or "such as".
    """
    doc = passage.doc
    by_root = {m.root: m for m in passage.mentions}
    for mention in passage.mentions:
        token = doc[mention.root]
        if mention.name != name or not segment.start <= token.i < segment.end:
            continue
        head = token.head if token.dep_ == "conj" else token
        is_subject = head.dep_ in _SUBJECTS or (
            head.dep_ == "pobj"
            and head.head.dep_ == "prep"
            and (head.head.lower_ in {"like", "as"} and head.head.head.dep_ in _SUBJECTS)
        )
        if is_subject:
            others = [head, *(c for c in head.subtree if c.dep_ == "conj" and c.head in (head, *head.conjuncts))]
            names = [by_root[t.i].name for t in others if t.i in by_root and by_root[t.i].name != name]
            return [other for other in dict.fromkeys(names) if other != name]
    return []


def examples_of(passage: Passage, name: str) -> list[str]:
    """Return the names that a text gives as examples of a group ("firms like OpenAI and Meta"), else nothing."""
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
    subjects = [m for m in inside if _role(passage.doc, m, segment.span(passage.doc)) == "subject"]
    if subjects or inside:
        return min(subjects or inside, key=lambda m: (not is_name(m) and not is_pronoun(m), is_pronoun(m), m.start))
    return min(own, key=lambda m: (_distance(m, segment), m.start))


def _distance(mention: Mention, segment: Segment) -> int:
    return min(abs(mention.root - segment.start), abs(mention.root - segment.end))


def _sentence(passage: Passage, segment: Segment) -> Span:
    starts = (*passage.sentence_starts, len(passage.doc))
    return passage.doc[starts[segment.sentence] : starts[segment.sentence + 1]]


def _bucket(tokens: int) -> str:
    for bound, label in (
        (0, "0"),
        (2, "1-2"),
        (4, "3-4"),
        (6, "5-6"),
        (9, "7-9"),
        (13, "10-13"),
        (18, "14-18"),
        (25, "19-25"),
    ):
        if tokens <= bound:
            return label
    return "26+"


def _subject_kind(passage: Passage, span: Span) -> str:
    subject = _subject(span)
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
    if any(
        m.root in range(subject.left_edge.i, subject.right_edge.i + 1) and doc_dep(passage.doc[m.root])
        for m in passage.mentions
    ):
        return "owned"
    return "thing"


def doc_dep(token: Token) -> bool:
    """Whether a token owns another one."""
    return token.dep_ == "poss"


def _subject(span: Span) -> Token | None:
    for child in span.root.children:
        if child.dep_ in _SUBJECTS and span.start <= child.i < span.end:
            return child
    return None


def _outside_heads(span: Span) -> int:
    return sum(
        not span.start <= token.head.i < span.end for token in span if token.head != token and not token.is_punct
    )


def _inner_clauses(span: Span) -> Iterable[str]:
    for token in span:
        if token == span.root or token.is_punct:
            continue
        if token.dep_ in {"advcl", "relcl", "ccomp", "acl", "parataxis", "xcomp", "pcomp", "csubj"}:
            yield token.dep_
        elif token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
            yield "conj with subject" if any(c.dep_ in _SUBJECTS for c in token.children) else "conj"
        elif token.text in {";", ":", "—", "–"}:
            yield token.text
    commas = sum(token.text == "," for token in span)
    yield f"{min(commas, 3)} commas"


def _sides(span: Span, sentence: Span) -> Iterable[str]:
    doc = span.doc
    if span.start > sentence.start:
        before = doc[span.start - 1]
        yield f"before={before.lower_ if before.is_punct or before.dep_ in {'cc', 'mark'} else before.pos_}"
    if span.end < sentence.end:
        after = doc[span.end]
        yield f"after={after.lower_ if after.is_punct else after.pos_}"
        if after.is_punct and span.end + 1 < sentence.end:
            beyond = doc[span.end + 1]
            yield f"after next={beyond.lower_ if beyond.dep_ in {'cc', 'mark'} or beyond.tag_ in {'WDT', 'WP', 'WRB'} else beyond.tag_}"


def _signs(passage: Passage, span: Span, sentence: Span) -> dict[str, bool]:
    lemmas = {token.lemma_.lower() for token in span}
    head = span.root.head
    return {
        "question": sentence[-1].text == "?" or "?" in {t.text for t in sentence[-2:]},
        "speaks to listeners": any(token.lower_ in _LISTENERS for token in sentence),
        "text speaks to listeners": sum(token.lower_ in _LISTENERS for token in passage.doc) > 2,
        "imperative": span.root.tag_ == "VB" and _subject(span) is None and span.root.dep_ == "ROOT",
        "figure": any(token.like_num or token.is_currency for token in span),
        "negated": any(token.dep_ == "neg" for token in span),
        "modal": any(token.tag_ == "MD" for token in span),
        "copula": span.root.lemma_ == "be",
        "degree": any(token.tag_ in {"JJR", "JJS", "RBR", "RBS"} for token in span),
        "interprets": bool(lemmas & _INTERPRETING),
        "root interprets": span.root.lemma_ in _INTERPRETING,
        "root speaks": span.root.lemma_ in _SPEECH,
        "is spoken": head.lemma_ in _SPEECH and not span.start <= head.i < span.end,
        "speech inside": any(t.lemma_ in _SPEECH and t != span.root for t in span),
        "names an actor": any(span.start <= m.root < span.end and is_name(m) for m in passage.mentions),
        "mentions an actor": any(span.start <= m.root < span.end for m in passage.mentions),
        "no finite verb": not any(token.tag_ in {"VBZ", "VBD", "VBP", "MD"} for token in span),
        "no verb": not any(token.pos_ in {"VERB", "AUX"} for token in span),
        "progressive": span.root.tag_ == "VBG" and any(c.dep_ == "aux" for c in span.root.children),
        "perfect": span.root.tag_ == "VBN" and any(c.lemma_ == "have" for c in span.root.children),
        "passive": any(c.dep_ == "auxpass" for c in span.root.children),
        "odd quote": sum(token.text in {'"', "“", "”"} for token in span) % 2 == 1,
        "odd bracket": sum(token.text in "()" for token in span) % 2 == 1,
        "conditional": span[0].lower_ in {"if", "when", "where", "unless", "once", "as", "whether"},
        "by gerund": span[0].lower_ == "by" and len(span) > 1 and span[1].tag_ == "VBG",
        "subject outside": _subject(span) is None and any(c.dep_ in _SUBJECTS for c in span.root.children),
    }


def _crossed(found: dict[str, float], segment: Segment) -> dict[str, float]:
    extra: dict[str, float] = {}
    subject = next(key for key in found if key.startswith("subject="))
    length = next(key for key in found if key.startswith("length="))
    rest = next(key for key in found if key.startswith("rest of"))
    for key in ("interprets", "no finite verb", "figure", "copula", "names an actor", "degree"):
        if key in found:
            extra[f"{key} & {subject}"] = 1
            extra[f"{key} & opening={segment.opening}"] = 1
    extra[f"{length} & {rest}"] = 1
    extra[f"{subject} & opening={segment.opening}"] = 1
    extra[f"{subject} & closing={segment.closing}"] = 1
    position = next(key for key in found if key.startswith("sentence="))
    extra[f"{position} & opening={segment.opening}"] = 1
    extra[f"{position} & {subject}"] = 1
    return found | extra


def _role(doc: Doc, mention: Mention, span: Span | None) -> str:
    token = doc[mention.root]
    while token.dep_ in {"conj", "appos", "compound", "nmod"} and token.head != token:
        token = token.head
    if token.dep_ in _SUBJECTS:
        is_main = span is not None and token.head == span.root
        return "subject" if is_main or (span is None and token.head.dep_ == "ROOT") else "inner subject"
    if token.dep_ == "poss":
        owned = token.head
        while owned.dep_ in {"conj", "compound"} and owned.head is not owned:
            owned = owned.head
        return "owner of subject" if owned.dep_ in _SUBJECTS else "owner"
    if token.dep_ == "pobj":
        return (
            "agent"
            if token.head.dep_ == "agent"
            else f"after {'like' if token.head.lower_ in {'like', 'at', 'of', 'for', 'under', 'from', 'to', 'by'} else 'preposition'}"
        )
    return token.dep_ if token.dep_ in {"dobj", "dative", "attr", "ROOT"} else "other"


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
    for m in own:
        if in_brackets(doc, m):
            yield "in brackets"
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
        subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            return any(subject.left_edge.i <= m.root <= subject.i for m in own)
        if token.head == token:
            return False
        token = token.head
    return False


def _first_subject(passage: Passage) -> str | None:
    return next(
        (m.name for m in passage.mentions if _role(passage.doc, m, None) in {"subject", "owner of subject"}), None
    )


def _sentence_subject(passage: Passage, segment: Segment, *, before: bool = False) -> str | None:
    number = segment.sentence - before
    for m in passage.mentions:
        if passage.sentence_of(m.root) == number and _role(passage.doc, m, None) == "subject":
            return m.name
    return None
