"""Name what speaks for and against a run of clauses being the evidence of a claim."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from spacy.tokens import Span, Token

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
    return ClaimSigns(passage).of(segment)


class ClaimSigns:
    """Names what speaks for and against runs of clauses of one text, of which each word is looked at once."""

    def __init__(self, passage: Passage) -> None:
        self._passage, self._places = passage, _places(passage)
        # The head of each word, itself and punctuation aside, and the kind of clause that it begins inside a run.
        self._heads = [-1 if t.is_punct or t.head.i == t.i else t.head.i for t in passage.doc]
        self._clauses = [_inner_clause(token) for token in passage.doc]
        starts = (*passage.sentence_starts, len(passage.doc))
        self._sentences = [passage.doc[start:end] for start, end in pairwise(starts)]

    def of(self, segment: Segment) -> dict[str, float]:
        """Return the signs of one run."""
        passage, span, sentence = self._passage, segment.span(self._passage.doc), self._sentences[segment.sentence]
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
            "outside heads": min(4, self._outside_heads(span)),
        }
        for kind in self._inner_clauses(span, root.i):
            found[f"inside={kind}"] = 1
        for kind in _sides(span, sentence):
            found[kind] = 1
        for name, holds in self._signs(span, sentence).items():
            if holds:
                found[name] = 1
        found["bias"] = 1
        return _crossed(found, segment)

    def _count(self, sign: str, span: Span) -> int:
        places = self._places[sign]
        return bisect_left(places, span.end) - bisect_left(places, span.start)

    def _outside_heads(self, span: Span) -> int:
        start, end = span.start, span.end
        return sum(head >= 0 and not start <= head < end for head in self._heads[start:end])

    def _inner_clauses(self, span: Span, root: int) -> set[str]:
        kinds = {kind for i, kind in enumerate(self._clauses[span.start : span.end], span.start) if kind and i != root}
        return kinds | {f"{min(self._count('comma', span), 3)} commas"}

    def _signs(self, span: Span, sentence: Span) -> dict[str, bool]:
        root, head = span.root, span.root.head
        children = list(root.children)
        by_gerund = _is_by_gerund(span)
        subject = subject_of(span)
        return {
            "question": "?" in {t.text for t in sentence[-2:]},
            "speaks to listeners": self._count("listener", sentence) > 0,
            "text speaks to listeners": len(self._places["listener"]) > 2,
            "imperative": root.tag_ == "VB" and subject is None and root.dep_ == "ROOT",
            "figure": self._count("figure", span) > 0,
            "negated": self._count("negation", span) > 0,
            "modal": self._count("modal", span) > 0,
            "copula": root.lemma_ == "be",
            "degree": self._count("degree", span) > 0,
            "interprets": self._count("interpreting", span) > 0,
            "root interprets": root.lemma_ in _INTERPRETING,
            "root speaks": root.lemma_ in SPEECH,
            "is spoken": head.lemma_ in SPEECH and not span.start <= head.i < span.end,
            "speech inside": self._count("speech", span) > (root.lemma_ in SPEECH),
            "names an actor": self._count("name", span) > 0,
            "mentions an actor": self._count("mention", span) > 0,
            "no finite verb": not self._count("finite verb", span),
            "no verb": not self._count("verb", span),
            "progressive": root.tag_ == "VBG" and any(c.dep_ == "aux" for c in children),
            "perfect": root.tag_ == "VBN" and any(c.lemma_ == "have" for c in children),
            "passive": any(c.dep_ == "auxpass" for c in children),
            "odd quote": self._count("quote", span) % 2 == 1,
            "odd bracket": self._count("bracket", span) % 2 == 1,
            "conditional": span[0].lower_ in {"if", "when", "where", "unless", "once", "as", "whether"},
            "by gerund": by_gerund,
            "by gerund alone": by_gerund and root.i == span.start,
            "by gerund with its clause": by_gerund and root.i != span.start,
            "by gerund left before": _is_by_gerund(sentence)
            and sentence.start < span.start <= sentence[0].right_edge.i + 2,
            "subject outside": subject is None and any(c.dep_ in SUBJECTS for c in children),
        }


def _places(passage: Passage) -> Mapping[str, list[int]]:
    """Say at which words each sign stands that a run has or has not."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for token in passage.doc:
        for sign in _signs_of(token):
            found[sign].append(token.i)
    for mention in passage.mentions:
        found["mention"].append(mention.root)
        if is_name(mention):
            found["name"].append(mention.root)
    return defaultdict(list, {sign: sorted(places) for sign, places in found.items()})


def _signs_of(token: Token) -> Iterator[str]:
    text, lemma, tag = token.text, token.lemma_, token.tag_
    if token.lower_ in _LISTENERS:
        yield "listener"
    if token.like_num or token.is_currency:
        yield "figure"
    if token.dep_ == "neg":
        yield "negation"
    if tag == "MD":
        yield "modal"
    if tag in {"JJR", "JJS", "RBR", "RBS"}:
        yield "degree"
    if lemma.lower() in _INTERPRETING:
        yield "interpreting"
    if lemma in SPEECH:
        yield "speech"
    if tag in {"VBZ", "VBD", "VBP", "MD"}:
        yield "finite verb"
    if token.pos_ in {"VERB", "AUX"}:
        yield "verb"
    if text in {'"', "“", "”"}:
        yield "quote"
    if text in {"(", ")", "()"}:
        yield "bracket"
    if text == ",":
        yield "comma"


def _inner_clause(token: Token) -> str | None:
    """Name the clause that a word begins, where a run does not hang on it."""
    if token.is_punct:
        return None
    if token.dep_ in {"advcl", "relcl", "ccomp", "acl", "parataxis", "xcomp", "pcomp", "csubj"}:
        return str(token.dep_)
    if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
        return "conj with subject" if any(c.dep_ in SUBJECTS for c in token.children) else "conj"
    return str(token.text) if token.text in {";", ":", "—", "–"} else None


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
