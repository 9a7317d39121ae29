"""Hold what the model says of an insight against the insight itself: what is not there does not pass.

A check answers with a sentence for the model. Offsets are looked up, never asked for.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from pydantic import BaseModel, ConfigDict, JsonValue

from extract.llm.language import is_foreign
from extract.llm.quoting import places, plain, stands
from extract.llm.schemas import (
    MAX_CLAIMS,
    MAX_TIES,
    ClaimAnswer,
    InsightAnswer,
    QuantityAnswer,
    TieAnswer,
    Unreadable,
)
from extract.local.numbers import find_numbers
from graph.ids import normal_text
from graph.models import Claim, Modality, NamedTie, Polarity, Quantity, TieKind

_POLARITIES = {"positive": Polarity.POSITIVE, "neutral": Polarity.NEUTRAL, "negative": Polarity.NEGATIVE}
_WORD = re.compile(r"\w+")
_NO_NAMES = """
the a an its it he she they his her their this that these those we our us you your i my
and of for in on to by company firm group
"""
_LONGEST = {"strategy": 160, "stance": 100, "actor": 100, "holder": 100}
_SAME_FIGURE = 0.02
_GIVEN_SHOWN = 1500


class Fault(StrEnum):
    """Why a claim did not pass."""

    QUOTE = "quote not in the insight"
    ACTOR = "actor not in the insight"
    HOLDER = "voice not in the insight"
    FORM = "not of the form asked for"
    LANGUAGE = "not in the insight's language"
    FIGURE = "figure not in the insight"
    REPEATED = "said twice"
    TOO_MANY = "over the cap"
    TIE = "tie not in the insight"


@dataclass(frozen=True, slots=True)
class Failing:
    """A claim that did not pass, and the sentence for the model."""

    fault: Fault
    given: str
    problem: str


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckedClaim(_Kept):
    """A claim that passed, with its place in the insight."""

    start: int
    end: int
    actor: str
    actor_mention: str
    mention_start: int
    strategy: str
    stance: str | None
    polarity: int
    modality: Modality
    holder: str | None
    quantities: tuple[Quantity, ...]
    targets: tuple[str, ...]
    left_out: tuple[Fault, ...] = ()
    """Parts of it that did not pass."""

    @property
    def place(self) -> tuple[int, int, int]:
        """What makes it one claim of its insight."""
        return self.start, self.end, self.mention_start

    def in_insight(self, text: str, insight_id: str, extracted_by: str) -> Claim:
        """Return it as a claim of the insight with this text and id."""
        return Claim(
            insight_id=insight_id,
            extracted_by=extracted_by,
            actor=self.actor,
            actor_mention=self.actor_mention,
            mention_start=self.mention_start,
            strategy_text=self.strategy,
            stance=self.stance,
            polarity=Polarity(self.polarity),
            modality=self.modality,
            holder=self.holder,
            quantities=self.quantities,
            targets=self.targets,
            evidence=text[self.start : self.end],
            start=self.start,
            end=self.end,
        )


class Reading(_Kept):
    """What was read out of one text, and what did not pass."""

    claims: tuple[CheckedClaim, ...] = ()
    ties: tuple[NamedTie, ...] = ()
    dropped: tuple[Fault, ...] = ()


def check_insight(answer: InsightAnswer, text: str) -> tuple[Reading, list[Failing]]:
    """Return what passes of an answer about the insight `text`, and what may be asked for once more."""
    passed: list[CheckedClaim] = []
    failing: list[Failing] = []
    for claim in answer.claims:
        checked = check_claim(claim, text)
        if isinstance(checked, Failing):
            failing.append(checked)
        else:
            passed.append(checked)
    ties = [check_tie(tie, text) for tie in answer.ties]
    stated = tuple(dict.fromkeys(tie for tie in ties if tie is not None))
    room = max(0, MAX_CLAIMS - len({claim.place for claim in passed}))
    dropped = [Fault.TIE] * ties.count(None)
    dropped += [Fault.TOO_MANY] * len(stated[MAX_TIES:])
    dropped += [claim.fault for claim in failing[room:]]
    return with_claims(Reading(ties=stated[:MAX_TIES]), passed, dropped=dropped), failing[:room]


def with_claims(reading: Reading, more: Iterable[CheckedClaim], *, dropped: Iterable[Fault] = ()) -> Reading:
    """Return the reading with more claims, each place once and no more than the cap."""
    claims = {claim.place: claim for claim in reading.claims}
    faults = [*reading.dropped, *dropped]
    for claim in more:
        if claim.place in claims:
            faults.append(Fault.REPEATED)
        elif len(claims) >= MAX_CLAIMS:
            faults.append(Fault.TOO_MANY)
        else:
            claims[claim.place] = claim
            faults += claim.left_out
    ordered = sorted(claims.values(), key=lambda claim: claim.place)
    return reading.model_copy(update={"claims": tuple(ordered), "dropped": tuple(faults)})


def check_claim(claim: ClaimAnswer | Unreadable, text: str) -> CheckedClaim | Failing:
    """Return the claim with its place in `text`, or what is wrong with it.

    Examples
    --------
    >>> text = "Northwind leases its servers, a clear win."
    >>> given = dict(actor="Northwind", actor_mention="Northwind", strategy="lease servers", polarity="positive",
    ...              modality="asserted")
    >>> check_claim(ClaimAnswer(quote="a clear win", **given), text).start
    30
    >>> check_claim(ClaimAnswer(quote="a clear loss", **given), text).problem
    'quote must be copied exactly from the insight; "a clear loss" was not found.'
    """
    if isinstance(claim, Unreadable):
        return Failing(Fault.FORM, _shown(claim.given), claim.problem)
    given = _shown(claim.model_dump())
    long = [name for name, most in _LONGEST.items() if len(getattr(claim, name) or "") > most]
    strategy, stance = plain(claim.strategy), plain(claim.stance or "")
    if long or not strategy:
        name = long[0] if long else "strategy"
        return Failing(Fault.FORM, given, f"{name} must be a short phrase of at most {_LONGEST[name]} characters.")
    quote = normal_text(claim.quote)
    start = next(places(quote, text), None)
    if start is None:
        problem = f'quote must be copied exactly from the insight; "{_cut(quote)}" was not found.'
        return Failing(Fault.QUOTE, given, problem)
    end = start + len(quote)
    mention = normal_text(claim.actor_mention)
    mention_start = _nearest(mention, text, start, end)
    if mention_start is None:
        problem = f'actor_mention must be copied exactly from the insight; "{_cut(mention)}" was not found.'
        return Failing(Fault.ACTOR, given, problem)
    actor = _resolved(plain(claim.actor), mention, text)
    if actor is None:
        problem = f'actor must be named in the insight; "{_cut(claim.actor)}" is not.'
        return Failing(Fault.ACTOR, given, problem)
    holder = plain(claim.holder or "") or None
    if holder is not None and not _is_named(holder, text):
        problem = f'holder must be named in the insight; "{_cut(holder)}" is not. Use null for the source itself.'
        return Failing(Fault.HOLDER, given, problem)
    if is_foreign(f"{strategy} {stance}", text):
        problem = "strategy and stance must be in the language of the insight."
        return Failing(Fault.LANGUAGE, given, problem)
    figures = _figures(claim.quantities, text)
    return CheckedClaim(
        start=start,
        end=end,
        actor=actor,
        actor_mention=mention,
        mention_start=mention_start,
        strategy=strategy,
        stance=stance or None,
        polarity=_POLARITIES[claim.polarity],
        modality=Modality(claim.modality),
        holder=holder,
        quantities=figures,
        targets=_targets(claim.targets, quote, actor),
        left_out=(Fault.FIGURE,) * (len(claim.quantities) - len(figures)),
    )


def check_tie(tie: TieAnswer | Unreadable, text: str) -> NamedTie | None:
    """Return the tie where its quote stands in `text` and names both ends, else None."""
    if isinstance(tie, Unreadable):
        return None
    quote, child, parent = (normal_text(part) for part in (tie.quote, tie.child, tie.parent))
    if child.casefold() == parent.casefold():
        return None
    if not (stands(quote, text) and stands(child, quote) and stands(parent, quote)):
        return None
    return NamedTie(kind=TieKind(tie.kind), child=child, parent=parent, evidence=quote)


def _shown(given: JsonValue) -> str:
    return json.dumps(given, ensure_ascii=False, default=str)[:_GIVEN_SHOWN]


def _cut(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"


def _nearest(mention: str, text: str, start: int, end: int) -> int | None:
    """Return where the mention stands in the quote, else the place nearest before it, else after it."""
    return min(
        places(mention, text),
        key=lambda place: (not start <= place < end, place >= end, abs(place - start)),
        default=None,
    )


def _resolved(actor: str, mention: str, text: str) -> str | None:
    """Return the actor's name where the insight gives it, else the mention where that is a name itself."""
    if actor and _is_named(actor, text):
        return actor
    words = _WORD.findall(mention)
    if any(word[:1].isupper() and word.casefold() not in _NO_NAMES.split() for word in words):
        return mention
    return None


def _is_named(name: str, text: str) -> bool:
    """Tell whether the insight names it: a proper name that is part of it, or without one any word of it."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _NO_NAMES.split()]
    proper = [word for word in words if word[0].isupper()]
    there = {word.casefold() for word in _WORD.findall(text)}
    initials = "".join(word[0] for word in proper).casefold()
    return (len(initials) > 1 and initials in there) or any(
        _is_near(word.casefold(), there) for word in proper or words
    )


def _is_near(word: str, there: Collection[str]) -> bool:
    """Tell whether a word stands there, or a form of it: Japan, Japanese, Japan's."""
    return word in there or any(
        min(len(word), len(other)) > 4 and (other.startswith(word[:-1]) or word.startswith(other)) for other in there
    )


def _figures(given: Iterable[QuantityAnswer | Unreadable], text: str) -> tuple[Quantity, ...]:
    """Keep the figures that the insight gives, in figures or in words."""
    numbers = find_numbers(text)
    there = [number.value * number.scale for number in numbers]
    written = {float(digits.replace(",", "")) for digits in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
    # "$14 billion" is not 14 dollars.
    written -= {number.value for number in numbers if number.scale != 1}
    kept = []
    for figure in given:
        if isinstance(figure, Unreadable) or not isfinite(figure.value * figure.scale) or figure.scale <= 0:
            continue
        amount = figure.value * figure.scale
        is_written = figure.scale == 1 and figure.value in written
        if is_written or any(abs(amount - own) <= _SAME_FIGURE * abs(own) for own in there):
            unit, what = _cut(plain(figure.unit)), _cut(plain(figure.what))
            kept.append(Quantity(value=figure.value, unit=unit, scale=figure.scale, what=what))
    return tuple(kept)


def _targets(given: Iterable[str], quote: str, actor: str) -> tuple[str, ...]:
    names = (normal_text(name) for name in given)
    return tuple(dict.fromkeys(name for name in names if name != actor and stands(name, quote)))
