"""What can be seen of two claims that speaks for or against a verdict on them, as named numbers."""

import math
from datetime import date
from functools import lru_cache

from graph.models import Claim, ContextClaim, Modality, Polarity
from graph.odds import log_odds
from graph.relate.comparison import Comparison
from graph.relate.number import clashing_figures
from graph.relate.update import tells_of_an_end, tells_of_change
from graph.terms import Lexicon, load_lexicon

LONGEST = 60
"""Days beyond which two claims lie no further apart."""

_LEAST = 0.01
_SHARED_ENOUGH = 2.0
_OPEN = frozenset({Modality.PREDICTED, Modality.HEDGED})


class SignReader:
    """Reads the signs of a pair; a pure function of the two claims, their ties and the lexicon.

    What a sign says to each kind of verdict, if anything, stands in the weights of `graph.relate.certainty`.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()
        self._words = lru_cache(maxsize=20_000)(self._content_words)

    def read(self, comparison: Comparison) -> dict[str, float]:
        """Return the signs of a pair by name; what is not there is 0."""
        a, b = comparison.claims
        signs = {
            "move": log_odds(comparison.move, least=_LEAST),
            "sure": log_odds(min(a.confidence, b.confidence), least=_LEAST),
            "kin": comparison.link is not None and comparison.link.kind != "same entity",
            "strangers": comparison.link is None,
            "one source": comparison.a.source == comparison.b.source,
            "shared words": self._shared(a, b),
        }
        signs |= _parties(comparison) | _in_time(comparison) | self._of_figures(a, b) | _of_facts(a, b)
        return {name: round(float(value), 4) for name, value in signs.items() if value}

    def _of_figures(self, a: Claim, b: Claim) -> dict[str, float]:
        clash = clashing_figures(a, b)
        if clash is None:
            return {}
        x, y = clash
        names = self._names(a, b)
        what = [self._lexicon.terms(q.what, without=names).weights.keys() for q in clash]
        return {"one thing measured": bool(what[0] & what[1]), "one unit": x.unit == y.unit}

    def _shared(self, a: Claim, b: Claim) -> float:
        names = self._names(a, b)
        ours, theirs = self._words(a.evidence), self._words(b.evidence)
        shared = math.fsum(weight for term, weight in ours if (term, weight) in theirs and term not in names)
        return min(1.0, shared / _SHARED_ENOUGH)

    def _names(self, a: Claim, b: Claim) -> frozenset[str]:
        return frozenset().union(
            *(self._lexicon.names_in(name) for claim in (a, b) for name in (claim.actor, claim.actor_mention))
        )

    def _content_words(self, text: str) -> frozenset[tuple[str, float]]:
        return frozenset(self._lexicon.terms(text).weights.items())


def _of_facts(a: Claim, b: Claim) -> dict[str, float]:
    return {
        "both judge": a.polarity != 0 and b.polarity != 0,
        "neither judges": a.polarity == 0 and b.polarity == 0,
        "reported": Modality.REPORTED in (a.modality, b.modality),
        "an end in the report": any(
            tells_of_an_end(claim.evidence) for claim in (a, b) if claim.modality is not Modality.DENIED
        ),
    }


def _parties(comparison: Comparison) -> dict[str, float]:
    """Whom else the two name: one party in common, or each its own."""
    ours, theirs = (
        {*context.target_ids} - {comparison.a.actor_id, comparison.b.actor_id} for context in comparison.contexts
    )
    return {"a shared party": bool(ours & theirs), "other parties": bool(ours and theirs and not ours & theirs)}


def _in_time(comparison: Comparison) -> dict[str, float]:
    ordered = comparison.in_time
    if ordered is None:
        return {"undated": 1.0}
    later, earlier = ordered
    return {
        "days apart": math.log1p(min(LONGEST, _days(later, earlier))),
        "news in the later": tells_of_change(later.claim.evidence),
        "news in the earlier": tells_of_change(earlier.claim.evidence),
        "an end in the later": tells_of_an_end(later.claim.evidence),
        "later denied": later.claim.modality is Modality.DENIED,
        "earlier denied": earlier.claim.modality is Modality.DENIED,
        "earlier open": earlier.claim.modality in _OPEN,
        "later judges": later.claim.polarity is not Polarity.NEUTRAL,
        "earlier judges": earlier.claim.polarity is not Polarity.NEUTRAL,
        "a changed mind": comparison.one_voice and later.claim.polarity * earlier.claim.polarity < 0,
        "opposite judgements": later.claim.polarity * earlier.claim.polarity < 0,
    }


def _days(later: ContextClaim, earlier: ContextClaim) -> int:
    if later.published is None or earlier.published is None:
        return 0
    return abs((date.fromisoformat(later.published) - date.fromisoformat(earlier.published)).days)
