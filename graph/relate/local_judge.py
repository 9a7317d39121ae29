"""Judge pairs of claims: rules propose verdicts with reasons, one readable model says how likely each is right."""

from collections.abc import Callable, Iterator, Sequence

from graph.models import ContextClaim, Facet, Relation
from graph.relate.certainty import LEAST, CertaintyModel, kind_of, precedence
from graph.relate.comparison import Comparison, Verdict
from graph.relate.fact import agreement_on_fact, fact_verdict
from graph.relate.judge import Pair
from graph.relate.number import number_verdict
from graph.relate.signs import SignReader
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


def proposals(comparison: Comparison) -> Iterator[Verdict]:
    """Yield what the rules find possible for a pair."""
    for rule in _RULES:
        verdict = rule(comparison)
        # One text does not give two figures for one thing, or deny what it reports: what looks so is about two things.
        # Its voices may well judge one thing differently.
        if verdict is not None and (verdict.facet is Facet.STANCE or not comparison.one_insight):
            yield verdict


class LocalJudge:
    """Judges by rules and weights; a verdict depends on the two claims and the ties between their actors alone.

    Of several verdicts that are likely enough the likeliest holds; an agreement only where nothing else does, one on
    stance before one on fact.
    The score of a relation is the probability that it is right.
    """

    name = "local.v1"

    def __init__(self, model: MoveScorer | None = None, certainty: CertaintyModel | None = None) -> None:
        self._model = model or load_move_model()
        self._certainty = certainty or CertaintyModel.load()
        self._signs = SignReader()

    def judge(self, pairs: Sequence[Pair], *, families: Families) -> list[Relation | None]:
        """Return a relation, or None for unrelated claims, for each pair in order."""
        return [self._judge(comparison) for comparison in self.comparisons(pairs, families)]

    def comparisons(self, pairs: Sequence[Pair], families: Families) -> Iterator[Comparison]:
        """Yield what the rules see of each pair, in order."""
        for pair in pairs:
            # Smaller id first: the same words in the reason from whichever side the pair comes.
            a, b = sorted(pair, key=_identity)
            link = families.link(a.actor_id, b.actor_id)
            yield Comparison(a, b, link, self._model.score(a, b, link))

    def _judge(self, comparison: Comparison) -> Relation | None:
        proposed = list(proposals(comparison))
        signs = self._signs.read(comparison) if proposed else {}
        weighed = [(verdict, self._certainty.probability(kind_of(verdict), signs)) for verdict in proposed]
        likely = [(verdict, probability) for verdict, probability in weighed if probability >= LEAST[verdict.type]]
        if not likely:
            return None
        # `max` keeps the first of equals, so the order of the rules settles the rest.
        verdict, score = max(likely, key=lambda found: precedence(*found))
        first, second = verdict.ends(comparison)
        return Relation(
            a=first.id,
            b=second.id,
            type=verdict.type,
            facet=verdict.facet,
            score=score,
            reason=verdict.reason,
            judged_by=self.name,
        )


def _identity(context: ContextClaim) -> str:
    return context.id
