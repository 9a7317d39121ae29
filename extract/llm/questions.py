"""What a model is asked about pairs of claims, and what its answer says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.llm.batching import tokens
from extract.llm.prompts import mark_for
from extract.llm.schemas import VerdictAnswer, VerdictsAnswer
from extract.llm.verdicts import UNRELATED, Verdict, Wrong, check_verdict, claim_values
from graph.models import ContextClaim
from graph.relate.judge import Pair

PAIR_TOKENS = 80
"""What a pair takes in request and answer, beside its two claims: half of the pairs are related."""

_CLAIM = 24


@dataclass(frozen=True, slots=True)
class Question:
    """One pair in one order; `note` is what its actors have to do with each other, or what was wrong last time."""

    key: str
    pair: Pair
    note: str = ""
    swapped: bool = False

    @property
    def ordered(self) -> Pair:
        """The two claims as they are put to the model."""
        return (self.pair[1], self.pair[0]) if self.swapped else self.pair

    def turned(self) -> "Question":
        """Return the question with its claims the other way round."""
        return replace(self, swapped=True)


def values(questions: Sequence[Question]) -> dict[str, object]:
    """Return what the prompt shows: each claim once, and the pairs by their numbers."""
    numbers: dict[str, int] = {}
    claims: list[dict[str, object]] = []
    pairs: list[dict[str, object]] = []
    for number, question in enumerate(questions, 1):
        for context in question.ordered:
            if context.id not in numbers:
                numbers[context.id] = len(numbers) + 1
                claims.append({"number": numbers[context.id], **claim_values(context)})
        a, b = (numbers[context.id] for context in question.ordered)
        pairs.append({"number": number, "a": a, "b": b, "tie": question.note})
    mark = mark_for(*(str(value) for claim in claims for value in claim.values()))
    return {"claims": claims, "pairs": pairs, "mark": mark}


def read_answer(
    answer: VerdictsAnswer, questions: Sequence[Question], *, again: bool
) -> tuple[dict[str, Verdict], list[Question]]:
    """Return the verdicts that pass, and the questions to ask once more, each with what was wrong."""
    related = {entry.pair: entry for entry in reversed(answer.related) if isinstance(entry, VerdictAnswer)}
    unrelated = set(answer.unrelated)
    found: dict[str, Verdict] = {}
    wrong: list[Question] = []
    for number, question in enumerate(questions, 1):
        checked: Verdict | Wrong = Wrong("no verdict was given for this pair")
        if number in related:
            checked = check_verdict(related[number], question.pair, again=again)
        elif number in unrelated:
            checked = Verdict(relation=UNRELATED)
        if isinstance(checked, Verdict):
            found[question.key] = checked
        else:
            wrong.append(replace(question, note=f"last time: {checked.problem}"))
    return found, wrong


def claim_tokens(context: ContextClaim) -> int:
    """Return about how many tokens a claim takes in the prompt."""
    return _CLAIM + sum(tokens(value) for value in claim_values(context).values() if value)
