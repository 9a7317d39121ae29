"""Judge pairs of claims by the local rules, in their order of precedence."""

from collections.abc import Callable, Sequence

from graph.models import ContextClaim, Relation, RelationType
from graph.relate.comparison import Comparison, Verdict
from graph.relate.fact import agreement_on_fact, fact_verdict
from graph.relate.judge import Pair
from graph.relate.number import number_verdict
from graph.relate.stance import stance_verdict
from graph.relate.update import update_verdict
from graph.resolve import Families
from graph.strategies import MoveScorer, load_move_model

_RULES: tuple[Callable[[Comparison], Verdict | None], ...] = (
    number_verdict,
    fact_verdict,
    stance_verdict,
    update_verdict,
    agreement_on_fact,
)
_PRECEDENCE = (RelationType.CONTRADICTS, RelationType.SUPERSEDES, RelationType.AGREES_WITH)


class LocalJudge:
    """Judges by rules; a verdict depends on the two claims and the ties between their actors alone.

    A contradiction goes before an update and an update before an agreement; among contradictions
    number goes before fact and fact before stance, among agreements stance before fact.
    """

    name = "local.v1"

    def __init__(self, model: MoveScorer | None = None) -> None:
        self._model = model or load_move_model()

    def judge(self, pairs: Sequence[Pair], *, families: Families) -> list[Relation | None]:
        """Return a relation, or None for unrelated claims, for each pair in order."""
        # Smaller id first: the same words in the reason from whichever side the pair comes.
        ordered = ((a, b) if a.id < b.id else (b, a) for a, b in pairs)
        return [self._judge(a, b, families) for a, b in ordered]

    def _judge(self, a: ContextClaim, b: ContextClaim, families: Families) -> Relation | None:
        link = families.link(a.actor_id, b.actor_id)
        comparison = Comparison(a, b, link, self._model.score(a, b, link))
        verdicts = [verdict for rule in _RULES if (verdict := rule(comparison)) is not None]
        if not verdicts:
            return None
        # `min` keeps the first of equals, so the order of the rules settles the rest.
        verdict = min(verdicts, key=lambda verdict: _PRECEDENCE.index(verdict.type))
        first, second = a.id, b.id
        if verdict.later is not None and verdict.later.id == second:
            first, second = second, first
        return Relation(
            a=first,
            b=second,
            type=verdict.type,
            facet=verdict.facet,
            score=verdict.score,
            reason=verdict.reason,
            judged_by=self.name,
        )
