"""Propose that two claims cannot both be true: one denies the move, or says that nobody else makes it."""

import re

from graph.models import Claim, ContextClaim, Facet, Modality, Polarity, RelationType
from graph.relate.comparison import Comparison, Verdict, quoted
from graph.relate.exclusivity import excludes_others, rules_out_others

DENIED_MOVE = 0.15
"""Least same-move score at which a denial may meet what it denies."""

EXCLUDED_MOVE = 0.5
"""Least same-move score at which "no one else" meets the move of somebody who shares a party with it."""

RIVAL_MOVE = 0.7
"""The same where the two share no party, but words of their moves."""

ONLY_MOVE = 0.4
"""Least same-move score at which "only one" meets "another one" of the same actor."""

REPORTED_MOVE = 0.2
"""Least same-move score at which two reports may be of one move."""

_ONLY = re.compile(
    r"\b(?:only|sole|solely|exclusive(?:ly)?|exclusivity|nothing but|nothing else|nowhere else|entirely|"
    r"all-[A-Z]\w+|every (?:one|single))\b"
)
_ALSO = re.compile(r"\b(?:also|alongside|besides|as well|both|already|another|second|still)\b")


def fact_verdict(comparison: Comparison) -> Verdict | None:
    """Contradiction where one denies the move that the other reports, or excludes who makes it."""
    return _denial(comparison) or _exclusivity(comparison) or _only(comparison)


def agreement_on_fact(comparison: Comparison) -> Verdict | None:
    """Agreement where both report one move, and at most one of them judges it."""
    a, b = comparison.claims
    if comparison.move < REPORTED_MOVE or (comparison.link is None and not _two_sides(comparison)):
        return None
    first, second = comparison.contexts
    reason = f"Both report the same move: {quoted(first)} and {quoted(second)}."
    if a.polarity and b.polarity and a.polarity != b.polarity:
        reason = f"Both take the same move as a fact: {quoted(first)} and {quoted(second)}."
    return Verdict(RelationType.AGREES_WITH, Facet.FACT, reason)


def denies_move(claim: Claim) -> bool:
    """Tell whether a claim denies the move itself, and not a criticism of it ("is not retreating")."""
    return claim.modality is Modality.DENIED and claim.polarity is not Polarity.POSITIVE


def _denial(comparison: Comparison) -> Verdict | None:
    a, b = comparison.claims
    if denies_move(a) == denies_move(b) or Modality.DENIED is a.modality is b.modality:
        return None
    if comparison.link is None or comparison.move < DENIED_MOVE:
        return None
    first, second = comparison.contexts
    denial, report = (first, second) if denies_move(a) else (second, first)
    if denial.claim.polarity is report.claim.polarity is Polarity.NEGATIVE:
        return None  # both find fault: "cannot use it" and "has no use for it" are one view
    reason = f"One denies what the other reports: {quoted(denial)} against {quoted(report)}."
    return Verdict(RelationType.CONTRADICTS, Facet.FACT, reason)


def _exclusivity(comparison: Comparison) -> Verdict | None:
    a, b = comparison.contexts
    if comparison.link is not None or comparison.move < (EXCLUDED_MOVE if _share_a_party(a, b) else RIVAL_MOVE):
        return None
    if excludes_others(a.claim) == excludes_others(b.claim):
        return None
    alone, other = (a, b) if excludes_others(a.claim) else (b, a)
    if denies_move(other.claim):
        return None
    if _two_sides(comparison) and not rules_out_others(alone.claim):
        return None  # "the only supplier of B" has B for a partner, not for a rival
    reason = f"One says that others do not do it, {quoted(alone)}; the other shows somebody who does, {quoted(other)}."
    return Verdict(RelationType.CONTRADICTS, Facet.FACT, reason)


def _only(comparison: Comparison) -> Verdict | None:
    a, b = comparison.contexts
    if comparison.link is None or comparison.move < ONLY_MOVE:
        return None
    for alone, other in ((a, b), (b, a)):
        one, more = alone.claim.evidence, other.claim.evidence
        if _ONLY.search(one) and not _ONLY.search(more) and _ALSO.search(more) and alone.target_ids != other.target_ids:
            reason = f"One names a single one, {quoted(alone)}; the other names a further one, {quoted(other)}."
            return Verdict(RelationType.CONTRADICTS, Facet.FACT, reason)
    return None


def _two_sides(comparison: Comparison) -> bool:
    """Whether each names the other's actor, or one does: A rents to B, B rents from A."""
    a, b = comparison.contexts
    return a.actor_id in b.target_ids or b.actor_id in a.target_ids


def _share_a_party(a: ContextClaim, b: ContextClaim) -> bool:
    return bool({a.actor_id, *a.target_ids} & {b.actor_id, *b.target_ids})
