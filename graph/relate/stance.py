"""Propose that two claims judge one move in opposite ways, or alike."""

from graph.models import Facet, Polarity, RelationType
from graph.relate.comparison import Comparison, Verdict, judgement, quoted

SAME_MOVE = 0.1
"""Least same-move score at which two judgements may be of one move."""


def stance_verdict(comparison: Comparison) -> Verdict | None:
    """Contradiction on opposite signs, agreement on equal ones; None where one side does not judge.

    One voice that judges a move both ways in one insight weighs it up; on two known days it has
    changed its mind, which `graph.relate.update` decides.
    """
    a, b = comparison.claims
    signs = {a.polarity, b.polarity}
    if comparison.link is None or comparison.move < SAME_MOVE or Polarity.NEUTRAL in signs:
        return None
    first, second = comparison.contexts
    if len(signs) == 1:
        reason = f"Both judge the move {judgement(a).split(' ')[0]}: {quoted(first)} and {quoted(second)}."
        return Verdict(RelationType.AGREES_WITH, Facet.STANCE, reason)
    if comparison.one_voice and (comparison.one_insight or comparison.in_time is not None):
        return None
    reason = f"One judges the move {judgement(a)}, {quoted(first)}; the other {judgement(b)}, {quoted(second)}."
    return Verdict(RelationType.CONTRADICTS, Facet.STANCE, reason)
