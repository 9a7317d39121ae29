"""Name what speaks for and against a run of clauses being the evidence of a claim."""

from collections.abc import Iterable

from spacy.tokens import Span

from extract.local.actors import is_name
from extract.local.candidates import SUBJECTS, Passage, subject_kind, subject_of
from extract.local.segments import Segment

SPEECH = frozenset([
    "add", "admit", "allege", "announce", "argue", "ask", "assure", "believe", "caution", "claim", "concede",
    "conclude", "contend", "counter", "declare", "deny", "estimate", "expect", "explain", "fear", "forecast",
    "hint", "insist", "joke", "maintain", "mean", "note", "object", "observe", "predict", "promise", "quip",
    "reckon", "remark", "repeat", "reply", "report", "retort", "say", "signal", "state", "suggest", "suspect",
    "tell", "think", "warn", "worry", "write",
])  # fmt: skip
"""Verbs whose subject is a voice."""


_LISTENERS = frozenset([
    "you", "your", "yours", "yourself", "us", "our", "subscribe", "click", "email", "inbox", "sponsor", "sponsors",
    "newsletter", "podcast", "episode", "listeners", "readers", "listen", "listening", "reader", "sign", "code",
    "checkout", "rate", "review",
])  # fmt: skip


_INTERPRETING = frozenset([
    "make", "turn", "position", "signal", "give", "leave", "let", "mean", "force", "hand", "put", "show", "prove",
    "suggest", "reveal", "convert", "transform", "become", "allow", "create", "expose", "risk", "undercut",
    "undermine", "weaken", "strengthen", "protect", "preserve", "buy", "build", "cede", "surrender", "concede",
    "admit", "confirm", "amount", "look", "read", "sound", "resemble", "mirror", "repeat", "echo", "follow",
    "contradict", "raise", "threaten", "secure", "guarantee", "deprive", "rob", "spare", "free", "cost", "save",
    "trade", "reward", "punish", "help", "hurt", "matter", "work", "fail", "win", "lose", "beat", "solve",
    "address", "fix", "reframe", "recast", "restore", "erode", "destroy", "abandon", "betray", "validate",
    "vindicate",
])  # fmt: skip


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
        f"subject={subject_kind(passage, span)}": 1,
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
            yield "conj with subject" if any(c.dep_ in SUBJECTS for c in token.children) else "conj"
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
        "imperative": span.root.tag_ == "VB" and subject_of(span) is None and span.root.dep_ == "ROOT",
        "figure": any(token.like_num or token.is_currency for token in span),
        "negated": any(token.dep_ == "neg" for token in span),
        "modal": any(token.tag_ == "MD" for token in span),
        "copula": span.root.lemma_ == "be",
        "degree": any(token.tag_ in {"JJR", "JJS", "RBR", "RBS"} for token in span),
        "interprets": bool(lemmas & _INTERPRETING),
        "root interprets": span.root.lemma_ in _INTERPRETING,
        "root speaks": span.root.lemma_ in SPEECH,
        "is spoken": head.lemma_ in SPEECH and not span.start <= head.i < span.end,
        "speech inside": any(t.lemma_ in SPEECH and t != span.root for t in span),
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
        "by gerund": _is_by_gerund(span),
        "by gerund alone": _is_by_gerund(span) and span.root.i == span.start,
        "by gerund with its clause": _is_by_gerund(span) and span.root.i != span.start,
        "by gerund left before": _is_by_gerund(sentence)
        and sentence.start < span.start <= sentence[0].right_edge.i + 2,
        "subject outside": subject_of(span) is None and any(c.dep_ in SUBJECTS for c in span.root.children),
    }


def _is_by_gerund(span: Span) -> bool:
    """Whether the run opens with how the actor does it ("By renting out its servers, Acme ...")."""
    return len(span) > 1 and span[0].lower_ == "by" and span[1].tag_ == "VBG"


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
