"""Hold what the model says of a pair of claims against the two claims, and make a relation of it."""

import re
from calendar import month_name
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from extract.llm.language import is_foreign
from extract.llm.quoting import plain, stands
from extract.llm.schemas import VerdictAnswer
from graph.ids import normal_text
from graph.models import ContextClaim, Facet, Polarity, Relation, RelationType
from graph.relate.comparison import quoted
from graph.relate.judge import Pair

UNRELATED = "unrelated"
_TYPES = {
    "contradicts": RelationType.CONTRADICTS,
    "agrees": RelationType.AGREES_WITH,
    "supersedes": RelationType.SUPERSEDES,
}
_FACETS = {
    RelationType.CONTRADICTS: {Facet.NUMBER, Facet.FACT, Facet.STANCE},
    RelationType.AGREES_WITH: {Facet.FACT, Facet.STANCE},
    RelationType.SUPERSEDES: {Facet.UPDATE},
}
_PLAIN = {
    RelationType.CONTRADICTS: "The two contradict each other",
    RelationType.AGREES_WITH: "The two agree",
    RelationType.SUPERSEDES: "The later claim replaces the earlier",
}
_LONGEST_REASON, _LONGEST_NAME = 240, 60
_STEM = 4
"""Letters that forms of a word have in common: lease, leasing."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")
_POLARITY = {Polarity.POSITIVE: "positive", Polarity.NEUTRAL: "neutral", Polarity.NEGATIVE: "negative"}

SURE, ALONE, DOUBTFUL = 0.95, 0.8, 0.5
"""Score where the local rules say the same, where only the model says so, and where it wavers with the order."""


class Verdict(BaseModel):
    """A verdict that passed: what is kept on disk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: str
    facet: str = ""
    reason: str = ""
    move: str = ""
    wavers: bool = False

    @property
    def sense(self) -> tuple[str, str]:
        """What has to be the same from both sides."""
        return self.relation, self.facet

    @property
    def lacks_reason(self) -> bool:
        """Whether the model's sentence did not pass, and ours stands in its place."""
        return self.relation != UNRELATED and not self.reason


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a verdict does not pass: a sentence for the model."""

    problem: str


def claim_values(context: ContextClaim) -> dict[str, str | None]:
    """Return what the model is told of a claim."""
    claim = context.claim
    return {
        "actor": normal_text(claim.actor),
        "strategy": claim.strategy_text,
        "stance": claim.stance,
        "polarity": _POLARITY[claim.polarity],
        "modality": claim.modality.value,
        "voice": context.voice,
        "source": context.source,
        "published": context.published,
        "evidence": claim.evidence,
    }


def check_verdict(answer: VerdictAnswer, pair: Pair, *, again: bool = False) -> Verdict | Wrong:
    """Return the verdict where it fits the pair, else what is wrong with it.

    A reason in another language than the claims goes back; given once more (`again`), the verdict passes without it.
    """
    if answer.relation == UNRELATED:
        return Verdict(relation=UNRELATED)
    kind, facet = _TYPES[answer.relation], Facet(answer.facet)
    if facet not in _FACETS[kind]:
        fitting = " or ".join(sorted(_FACETS[kind]))
        return Wrong(f"facet of {answer.relation} must be {fitting}")
    if kind is RelationType.SUPERSEDES and _in_time(pair) is None:
        return Wrong("supersedes needs two known, different dates")
    a, b = (context.claim.evidence for context in pair)
    first, second = normal_text(answer.first_quote), normal_text(answer.second_quote)
    if not ((stands(first, a) and stands(second, b)) or (stands(first, b) and stands(second, a))):
        return Wrong("the two quotes must be copied exactly from the words of the two claims")
    reason = plain(answer.reason)
    if is_foreign(reason, f"{a} {b}"):
        if not again:
            return Wrong("reason must be in the language of the two claims")
        reason = ""
    return Verdict(
        relation=answer.relation, facet=facet, reason=_sentence(reason, pair), move=_name(answer.move, pair, a, b)
    )


def make_relation(verdict: Verdict, pair: Pair, *, local: Relation | None, judged_by: str) -> Relation | None:
    """Return the relation that the verdict states, or None for an unrelated pair."""
    if verdict.relation == UNRELATED:
        return None
    kind = _TYPES[verdict.relation]
    a, b = sorted(pair, key=lambda context: context.id)
    in_time = _in_time(pair)
    first, second = in_time if kind is RelationType.SUPERSEDES and in_time else (a, b)
    score = SURE if local is not None and local.type is kind else ALONE
    sentence = verdict.reason or _PLAIN[kind]
    return Relation(
        a=first.id,
        b=second.id,
        type=kind,
        facet=Facet(verdict.facet),
        score=DOUBTFUL if verdict.wavers else score,
        reason=f"{sentence}: {quoted(first)} and {quoted(second)}.",
        judged_by=judged_by,
        move=verdict.move,
    )


def _sentence(reason: str, pair: Pair) -> str:
    """Return the model's sentence where all its figures and names stand in the claims, else nothing."""
    sentence = reason.rstrip(".")
    figures = {
        figure for context in pair for figure in _FIGURE.findall(f"{context.claim.evidence} {context.published}")
    }
    if not sentence or len(sentence) > _LONGEST_REASON or not set(_FIGURE.findall(sentence)) <= figures:
        return ""
    said = (f"{c.claim.actor} {c.claim.evidence} {c.voice} {c.source}" for c in pair)
    words = {word.casefold() for text in said for word in _WORD.findall(text)}
    _, *later = _WORD.findall(sentence) or [""]  # a sentence begins with a capital anyway
    return sentence if all(_is_known(word, words) for word in later if word[0].isupper()) else ""


def _name(move: str, pair: Pair, *quotes: str) -> str:
    """Return the model's name for the move where all its words, the little ones aside, stand in the claims."""
    name = plain(move).rstrip(".")
    said = (f"{context.claim.strategy_text} {context.claim.evidence}" for context in pair)
    stems = {word.casefold()[:_STEM] for text in said for word in _WORD.findall(text)}
    telling = [word for word in _WORD.findall(name) if len(word) >= _STEM or not word.islower()]
    known = telling and all(word.casefold()[:_STEM] in stems for word in telling)
    return name if known and len(name) <= _LONGEST_NAME and not is_foreign(name, " ".join(quotes)) else ""


def _is_known(name: str, words: Collection[str]) -> bool:
    """Tell whether a name, or a form of it, is among the words; months are nobody's."""
    whole = name.casefold()
    start = whole[: max(4, len(whole) - 2)]
    return name in month_name or whole in words or (len(whole) > 3 and any(word.startswith(start) for word in words))


def _in_time(pair: Pair) -> tuple[ContextClaim, ContextClaim] | None:
    """Return the later and the earlier claim, where both dates are known and differ."""
    a, b = pair
    if a.published is None or b.published is None or a.published == b.published:
        return None
    return (a, b) if a.published > b.published else (b, a)
