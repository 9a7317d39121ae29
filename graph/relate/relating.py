"""Find the relations between new claims and what is there: blocking, then a judge."""

from collections.abc import Sequence

from graph.models import ContextClaim, Relation
from graph.relate.blocking import BlockingReport, candidate_pairs
from graph.relate.exclusivity import MoveWords
from graph.relate.judge import ChoosesPairs, Judge
from graph.resolve import Families


def relate(
    new: Sequence[ContextClaim],
    others: Sequence[ContextClaim],
    *,
    families: Families,
    judge: Judge,
    words: MoveWords | None = None,
) -> tuple[list[Relation], BlockingReport]:
    """Return every relation with an end in `new`, sorted by id, and what blocking did.

    Parameters
    ----------
    new, others : sequences of ContextClaim
        Claims to relate, and claims whose relations with each other are known.
    families : Families
    judge : Judge
    words : MoveWords, optional
        Lets a claim that nobody else makes a move meet the claims of others that do.
    """
    wanted = judge.candidates(new, others) if isinstance(judge, ChoosesPairs) else None
    pairs, report = wanted or candidate_pairs(new, others, families=families, words=words)
    found = (relation for relation in judge.judge(pairs, families=families) if relation is not None)
    return sorted(found, key=lambda relation: relation.id), report
