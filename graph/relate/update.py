"""Propose that a later claim replaces an earlier one: a changed state, or a voice that changed its mind."""

import re

from graph.models import ContextClaim, Facet, Modality, RelationType
from graph.relate.comparison import Comparison, Verdict, quoted

SAME_MATTER = 0.15
"""Least same-move score at which news of a change meets what it changes: low, for a change is told in other words."""

_CHANGE = re.compile(
    r"\b(?:no longer|any longer|after all|instead|is off|are off|is back|walked away|pulled out|backed out|"
    r"called off|put (?:back|off)|pushed (?:back|out)|thrown out|switched off|turned out|down from|up from|"
    r"(?:rose|risen|grown|climbed|fallen|come down|cut|raised|lifted|moved|increased|lowered|slipped|slid|"
    r"stretched|extended) (?:[\w-]+ ){0,5}(?:to|from)|now|has reached|have reached|"
    r"(?:has|have|had|was|were|been|is|are) (?:\w+ly )?(?:withdrawn|cancelled|canceled|scrapped|abandoned|dropped|"
    r"ended|frozen|suspended|paused|halted|stopped|closed|shelved|collapsed|lapsed|reversed|restored|reinstated|"
    r"readmitted|resumed|signed|completed|moved|replaced|sold|bought|lifted|quit|left|shut|delayed|struck)|"
    r"(?:withdrew|cancell?ed|scrapped|abandoned|dropped|ended|froze|suspended|halted|shelved|collapsed|lapsed|"
    r"reversed|restored|reinstated|readmitted|resumed|completed|conceded|reversal|reversing|u-turn|backtrack\w*|"
    r"climb-?down))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:no longer|any longer|after all|is off|are off|is back|walked away|pulled out|backed out|called off|"
    r"thrown out|switched off|withdr[ae]wn?|cancell?ed|scrapped|abandoned|frozen|froze|suspended|halted|"
    r"has stopped|have stopped|has ended|have ended|has closed|collapsed|lapsed|reversed|reversal|reversing|"
    r"restored|reinstated|readmitted|resumed|conceded|put back|pushed back|delayed|u-turn)\b",
    re.IGNORECASE,
)
_PLANNED = frozenset({Modality.PREDICTED, Modality.HEDGED, Modality.DENIED})


def tells_of_change(text: str) -> bool:
    """Tell whether a text says that something is not as it was.

    Examples
    --------
    >>> tells_of_change("incentives are down to 9%, up from 7%"), tells_of_change("incentives stand at 9%")
    (True, False)
    """
    return bool(_CHANGE.search(text))


def tells_of_an_end(text: str) -> bool:
    """Tell whether a text says that something is over, off or taken back."""
    return bool(_ENDED.search(text))


def update_verdict(comparison: Comparison) -> Verdict | None:
    """SUPERSEDES from the later claim to the earlier; needs two known, different dates."""
    ordered = comparison.in_time
    if comparison.link is None or ordered is None or comparison.move < SAME_MATTER:
        return None
    later, earlier = ordered
    return Verdict(RelationType.SUPERSEDES, Facet.UPDATE, _reason(comparison, later, earlier), later)


def _reason(comparison: Comparison, later: ContextClaim, earlier: ContextClaim) -> str:
    quotes = f"{quoted(later)} after {quoted(earlier)}."
    if comparison.one_voice and later.claim.polarity * earlier.claim.polarity < 0:
        return f"{later.voice} has changed its mind: {quotes}"
    if tells_of_change(later.claim.evidence) or tells_of_an_end(later.claim.evidence):
        return f"What the earlier claim speaks of has changed: {quotes}"
    if earlier.claim.modality in _PLANNED and later.claim.modality is Modality.ASSERTED:
        return f"What was open before has been settled: {quotes}"
    return f"The later claim tells the newer state of the matter: {quotes}"
