"""Take from the text, in one to six words, what it makes of the actor's move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extract.local.scope import Scope, negated, shape
from graph.models import Polarity

_MOST = 6
_ENCODER_SHARE = 2.0
"""What a phrase that the encoder is sure of gains; chosen on the training sets."""
_COPULAS = frozenset({"be", "look", "seem", "become", "remain", "prove", "appear", "sound", "feel"})
_MAKING = frozenset(
    {"make", "turn", "render", "leave", "keep", "call", "transform", "convert", "reveal", "signal", "show"}
)
"""Verbs whose object says what the move makes of the actor or shows it to be."""
_MODIFIERS = frozenset(
    {"amod", "compound", "nmod", "nummod", "quantmod", "poss", "neg", "advmod", "punct", "case", "det", "npadvmod"}
)
_AROUND_VERB = frozenset({"neg", "advmod", "prt"})
_APART = frozenset({"conj", "cc", "punct", "appos", "parataxis", "mark", "nsubj", "nsubjpass", "csubj", "meta", "intj"})
_LESS = frozenset({"less", "not", "never", "hardly", "rather"})
_MORE = frozenset({"more", "but", "rather", "instead"})


@dataclass(frozen=True, slots=True)
class StancePhrase:
    """Words that may carry a judgement.

    Attributes
    ----------
    text
        As it is shown, without its article.
    start, end
        Offsets of the words in the text of the insight.
    rank
        How well the place in the sentence suits a judgement: what "X is ..." says comes before what X does.
    opinion
        What a lexicon says of the words, below 0 for bad.
    """

    text: str
    start: int
    end: int
    rank: float
    opinion: float


def stance_phrases(scope: Scope, opinions: Mapping[str, float]) -> list[StancePhrase]:
    """Return the phrases in and around a claim that may say what it makes of the move, in text order of zones."""
    found: dict[tuple[int, int], StancePhrase] = {}
    for zone, span in (("in", scope.span), ("next", scope.follow), ("around", scope.after), ("around", scope.before)):
        base = {"in": 1.0, "next": 0.5}.get(zone, 0.0)
        for token in span:
            rank = _rank(token, scope)
            if rank is not None and zone == "around" and _goes_on(token, scope):
                rank += 0.5
            if rank is None:
                continue
            words = _phrase(_weightier(token), range(span.start, span.end))
            if not _is_whole(words):
                continue
            opinion = sum(opinions.get(shape(t, scope) or "", 0.0) * (-1 if negated(t) else 1) for t in words)
            start, end = words[0].idx, words[-1].idx + len(words[-1])
            found.setdefault((start, end), StancePhrase(_text(words), start, end, base + rank, round(opinion, 4)))
    return [phrase for phrase in found.values() if phrase.text]


def stance_phrase(
    phrases: Sequence[StancePhrase], polarity: Polarity, leanings: Sequence[float] | None = None
) -> str | None:
    """Return the phrase that carries the judgement best, or None where the claim is merely reported.

    Parameters
    ----------
    phrases : sequence of StancePhrase
    polarity : Polarity
        How the claim judges.
    leanings : sequence of float, optional
        For each phrase, from -1 to 1, how the encoder takes it to judge; without, the lexicon is asked.
    """
    if polarity is Polarity.NEUTRAL or not phrases:
        return None
    sign = int(polarity)
    scores = [
        round(
            phrase.rank
            + max(-0.6, min(0.6, phrase.opinion * sign))
            + (_ENCODER_SHARE * leanings[k] * sign if leanings else 0.0),
            4,
        )
        for k, phrase in enumerate(phrases)
    ]
    return phrases[max(range(len(phrases)), key=lambda k: (scores[k], -k))].text


def _rank(token: Token, scope: Scope) -> float | None:
    """Say how well a phrase headed by `token` may carry a judgement, by its place in the sentence; None if not at all."""
    if token.i in scope.actor or token.pos_ in {"PRON", "DET", "PUNCT", "SPACE"}:
        return None
    if token.dep_ in {"attr", "acomp"} and token.head.lemma_ in _COPULAS:
        return 1.0
    if token.dep_ in {"oprd", "ccomp"} and token.pos_ in {"NOUN", "ADJ"} and token.head.lemma_ in _MAKING:
        return 0.9
    if token.dep_ == "oprd" or (
        token.dep_ == "pobj" and token.head.lower_ in {"as", "into"} and token.head.head.pos_ == "VERB"
    ):
        return 0.8
    if token.dep_ == "dobj" and token.head.lemma_ in _MAKING and token.pos_ == "NOUN":
        return 0.7
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "xcomp", "acl", "conj"}:
        return 0.5
    if token.pos_ == "VERB" and token.dep_ in {"ROOT", "relcl", "conj", "ccomp"}:
        return 0.3
    return None


def _goes_on(token: Token, scope: Scope) -> bool:
    """Tell whether a verb after the claim says more of its subject: "it is leaving the market and ceding the race"."""
    return token.head.i in range(scope.span.start, scope.span.end) and token.dep_ in {"conj", "advcl"}


def _weightier(token: Token) -> Token:
    """Step from "less a pivot" to "an admission" in "less a pivot and more an admission"."""
    belittled = any(child.lower_ in _LESS for child in token.children)
    if not belittled and not (token.dep_ in {"attr", "acomp"} and any(c.dep_ == "neg" for c in token.head.children)):
        return token
    for other in token.conjuncts:
        before = {t.lower_ for t in token.doc[max(token.i + 1, other.left_edge.i - 1) : other.i]}
        if other.i > token.i and before & _MORE:
            return other
    return token


def _phrase(top: Token, inside: range) -> list[Token]:
    """Return the phrase under `top` in at most six words, cut only where a phrase may end."""
    kept = _core(top, inside)
    while (
        not kept[-1].whitespace_ and kept[-1].i + 1 in inside and _joins(kept[-1].nbor())
    ):  # "de-risked" is three words
        kept.append(kept[-1].nbor())
    for child in top.rights:
        whole = [t for t in child.subtree if t.i in inside]
        if child.dep_ in _APART or not whole or whole[0].i != kept[-1].i + 1:
            break
        shorter = _object(child, inside)
        fitting = next((more for more in (whole, shorter) if more and _fits([*kept, *more])), None)
        if fitting is None:
            break
        kept = [*kept, *fitting]
        if fitting is not whole:
            break
    return kept if _fits(kept) else _bare(top, inside)


def _object(child: Token, inside: range) -> list[Token]:
    """Return an object, or a preposition with its object, without what hangs on it."""
    if child.dep_ == "prep":
        inner = next((c for c in child.rights if c.dep_ == "pobj"), None)
        core = _core(inner, inside, articles=True) if inner is not None else []
        return [child, *core] if core and core[0].i == child.i + 1 else []
    if child.dep_ in {"dobj", "attr", "acomp", "oprd"}:
        core = _core(child, inside, articles=True)
        return core if core[0].i == child.left_edge.i else []
    return []


def _core(top: Token, inside: range, *, articles: bool = False) -> list[Token]:
    """Return a word with what stands right before it and belongs to it, in text order."""
    doc, first = top.doc, top.i
    is_verb = top.pos_ in {"VERB", "AUX"}
    allowed = _AROUND_VERB if is_verb else _MODIFIERS
    if is_verb and any(child.dep_ == "neg" for child in top.lefts):
        allowed = allowed | {"aux"}
    while first - 1 in inside:
        token = doc[first - 1]
        joined = not token.whitespace_ and _joins(token)
        if not joined and not _belongs(token, top, allowed):
            break
        first -= 1
    kept = list(doc[first : top.i + 1])
    if is_verb:
        kept += [c for c in top.rights if c.dep_ == "prt" and c.i == top.i + 1 and c.i in inside]
    while len(kept) > 1 and _is_idle(kept[0], kept[1], articles=articles):
        kept = kept[1:]
    return kept


def _is_idle(word: Token, following: Token, *, articles: bool) -> bool:
    """Tell whether a phrase reads better without its first word ("more an admission")."""
    return (
        word.is_punct
        or word.lower_ in {"so", "it"}
        or (not articles and word.lower_ in {"a", "an", "the"})
        or (word.lower_ in {"more", "less", "rather"} and following.pos_ == "DET")
    )


def _joins(token: Token) -> bool:
    return token.is_alpha or token.text in {"-", "–"}


def _belongs(token: Token, top: Token, allowed: frozenset[str]) -> bool:
    """Tell whether a word stands below `top` by way of an allowed relation."""
    while token.head.i != top.i:
        if token.head.i == token.i:
            return False
        token = token.head
    return token.dep_ in allowed and token.i < top.i


def _bare(top: Token, inside: range) -> list[Token]:
    """Return a word with the adjectives and nouns right before it, as many as fit."""
    kept = _core(top, inside)
    while not _fits(kept) and len(kept) > 1:
        kept = kept[1:]
    return kept


def _fits(tokens: list[Token]) -> bool:
    return len(_text(sorted(set(tokens))).split(" ")) <= _MOST


def _is_whole(words: list[Token]) -> bool:
    """Tell whether a phrase says something by itself: a bare verb with its object cut off does not."""
    last = words[-1]
    if sum(token.is_quote for token in words) % 2 or (last.lemma_ in _MAKING and last.pos_ == "VERB"):
        return False
    if len(words) > 1 or last.pos_ in {"NOUN", "ADJ"}:
        return not (last.pos_ == "VERB" and any(c.dep_ in {"dobj", "oprd"} for c in last.rights))
    return not any(c.dep_ in {"dobj", "ccomp", "xcomp", "oprd", "attr", "acomp"} for c in words[0].rights)


def _text(words: list[Token]) -> str:
    text = ""
    for k, token in enumerate(words):
        follows = k + 1 < len(words) and words[k + 1].i == token.i + 1
        text += token.text + (token.whitespace_ if follows else " ")
    text = " ".join(text.split())
    for article in ("a ", "an ", "the "):
        text = text.removeprefix(article)
    return text.strip(" ,.;:\"'“”‘’()")
