"""Judge pairs of claims by asking a model, many pairs a request; the local rules stand beside it.

A pair that structure settles is not asked about, a pair that the model cannot be asked about keeps the
local verdict, and a share of the pairs is asked in both orders: a verdict that turns with the order is
taken only where the local rules give it too.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from extract.llm.answers import AnswerStore, answer_key
from extract.llm.batching import sharing_batches
from extract.llm.client import AnswerUnusable, ModelClient, NotAnswered
from extract.llm.prompts import Prompt
from extract.llm.questions import PAIR_TOKENS, Question, claim_tokens, read_answer, values
from extract.llm.schemas import VerdictsAnswer
from extract.llm.verdicts import UNRELATED, Verdict, claim_values, make_relation
from graph.models import ContextClaim, Relation
from graph.relate.blocking import BlockingReport
from graph.relate.judge import Judge, Pair, Unanswered
from graph.resolve import Families
from graph.strategies import MoveScorer, load_move_model

STRANGERS = 0.02
"""Same-move score under which two claims of one family are left unrelated without asking."""

_SYSTEM = 900


@dataclass(slots=True)
class JudgeReport:
    """What became of the pairs."""

    pairs: int = 0
    settled: int = 0
    kept: int = 0
    asked: int = 0
    both_ways: int = 0
    wavering: int = 0
    reworded: int = 0
    failed: int = 0
    why: str = ""


class LlmJudge:
    """Asks a model for verdicts.

    Parameters
    ----------
    client : ModelClient
    answers : AnswerStore
    local : Judge
        What decides where the model cannot be asked, and what its verdicts are held against.
    context, concurrency : int
        Tokens of one request with its answer; requests at a time.
    swap : float
        Share of the pairs that are asked in both orders.
    everything : bool
        Ask about every pair of claims, whatever blocking and structure say of it.
    """

    def __init__(
        self,
        client: ModelClient,
        *,
        answers: AnswerStore,
        local: Judge,
        context: int,
        concurrency: int,
        swap: float = 0.0,
        everything: bool = False,
        moves: MoveScorer | None = None,
    ) -> None:
        self._client, self._answers, self._local = client, answers, local
        self._context, self._concurrency, self._swap = context, concurrency, swap
        self._everything = everything
        self._prompt = Prompt.load("verdicts", 2)
        self._moves = moves or load_move_model()
        self.name = f"llm.v1:{client.model}:{self._prompt.version}"
        self.report = JudgeReport()
        self._asked_now: set[str] = set()

    def candidates(
        self, new: Sequence[ContextClaim], others: Sequence[ContextClaim]
    ) -> tuple[list[Pair], BlockingReport] | None:
        """Return every pair with an end in `new`, or None where blocking chooses them."""
        if not self._everything:
            return None
        old = [*others, *new]
        seen: dict[tuple[str, str], Pair] = {}
        for a in new:
            for b in old:
                one_voice = a.claim.insight_id == b.claim.insight_id and a.voice == b.voice
                if a.id != b.id and not one_voice:
                    first, second = sorted((a, b), key=lambda context: context.id)
                    seen[first.id, second.id] = (first, second)
        pairs = [seen[key] for key in sorted(seen)]
        return pairs, BlockingReport(len(pairs))

    def at_hand(self) -> Judge:
        """Return a judge of the same verdicts that raises `Unanswered` rather than wait for the model."""
        return _AtHand(self)

    def judge(self, pairs: Sequence[Pair], *, families: Families, wait: bool = True) -> list[Relation | None]:
        """Return a relation, or None for unrelated claims, for each pair in order.

        Raises
        ------
        Unanswered
            If the model has to be asked, and `wait` is false.
        """
        ordered = [(a, b) if a.id < b.id else (b, a) for a, b in pairs]
        local = self._local.judge(ordered, families=families)
        questions = {
            place: self._question(pair, families)
            for place, (pair, verdict) in enumerate(zip(ordered, local, strict=True))
            if self._is_open(pair, verdict, families)
        }
        asked = list(questions.values())
        if not wait and self._has_to_ask(asked):
            raise Unanswered(lambda: self._verdicts(asked))
        verdicts = self._verdicts(asked)
        self.report.pairs += len(pairs)
        self.report.settled += len(pairs) - len(questions)
        return [
            self._decided(pair, own, None if place not in questions else verdicts.get(questions[place].key))
            for place, (pair, own) in enumerate(zip(ordered, local, strict=True))
        ]

    def _decided(self, pair: Pair, local: Relation | None, verdict: Verdict | None) -> Relation | None:
        if verdict is None:
            return local
        relation = make_relation(verdict, pair, local=local, judged_by=self.name)
        if verdict.wavers and not _alike(relation, local):
            return local
        return relation

    def _is_open(self, pair: Pair, local: Relation | None, families: Families) -> bool:
        if self._everything or local is not None:
            return True
        link = families.link(pair[0].actor_id, pair[1].actor_id)
        return link is None or self._moves.score(pair[0], pair[1], link) >= STRANGERS

    def _question(self, pair: Pair, families: Families) -> Question:
        link = families.link(pair[0].actor_id, pair[1].actor_id)
        note = "" if link is None or pair[0].actor_id == pair[1].actor_id else link.reason
        lines = sorted(json.dumps(claim_values(context), ensure_ascii=False) for context in pair)
        return Question(answer_key(self.name, note, *lines), pair, note)

    def _has_to_ask(self, questions: Sequence[Question]) -> bool:
        keys = {question.key for question in questions} - self._asked_now
        return bool(keys - self._answers.get(keys, Verdict).keys())

    def _verdicts(self, questions: Sequence[Question]) -> dict[str, Verdict]:
        """Return verdicts by question; those on disk first, then what the model says."""
        found = self._answers.get((question.key for question in questions), Verdict)
        old = [question for question in questions if question.key not in self._asked_now]
        self.report.kept += sum(question.key in found for question in old)
        # What the model would not answer a moment ago is asked for by the next run.
        fresh = {question.key: question for question in old if question.key not in found}
        self._asked_now |= fresh.keys()
        swapped = [question.turned() for question in fresh.values() if self._in_share(question)]
        self.report.asked += len(fresh)
        self.report.both_ways += len(swapped)
        # Kept when given in all orders that are asked for: a run that is killed would skip the second.
        pending = Counter(question.key for question in (*fresh.values(), *swapped))
        for batch, answered in self._in_pool([*self._batches(fresh.values()), *self._batches(swapped)]):
            for question in batch:
                verdict = answered.get(question.key)
                if verdict is None:
                    continue
                before = found.get(question.key)
                if before is not None and before.sense != verdict.sense:
                    self.report.wavering += 1
                    verdict = _stronger(before, verdict).model_copy(update={"wavers": True})
                found[question.key] = verdict
            pending.subtract(question.key for question in batch)
            self._keep([question for question in batch if not pending[question.key]], found)
        self.report.failed += sum(key not in found for key in fresh)
        self.report.reworded += sum(key in found and found[key].lacks_reason for key in fresh)
        return found

    def _keep(self, batch: Sequence[Question], found: Mapping[str, Verdict]) -> None:
        rows = {q.key: found[q.key].model_dump_json() for q in batch if q.key in found}
        self._answers.put(rows, kind="verdict", made_by=self.name)

    def _in_share(self, question: Question) -> bool:
        return int(question.key[:8], 16) < self._swap * 2**32

    def _batches(self, questions: Iterable[Question]) -> Iterator[list[Question]]:
        # Pairs about one actor side by side, so that a claim is told once for many pairs.
        near = sorted(questions, key=lambda question: (min(c.actor_id for c in question.pair), question.key))
        sizes = {context.id: claim_tokens(context) for question in near for context in question.pair}
        return sharing_batches(
            near,
            budget=max(1, self._context - _SYSTEM),
            size=PAIR_TOKENS,
            parts=lambda question: [context.id for context in question.pair],
            part_size=lambda part: sizes[str(part)],
        )

    def _in_pool(self, batches: Sequence[list[Question]]) -> Iterator[tuple[list[Question], dict[str, Verdict]]]:
        with ThreadPoolExecutor(self._concurrency, thread_name_prefix="model") as pool:
            jobs = {pool.submit(self._ask, batch): batch for batch in batches}
            try:
                for job in as_completed(jobs):
                    yield jobs[job], job.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _ask(self, questions: Sequence[Question], *, again: bool = False) -> dict[str, Verdict]:
        """Ask about one batch; what is missing or does not pass is asked once more with what was wrong."""
        try:
            answer = self._client.ask(
                self._prompt, VerdictsAnswer, values(questions), expected=PAIR_TOKENS * len(questions)
            )
        except NotAnswered as error:
            self.report.why = str(error)
            return {}
        except AnswerUnusable as error:
            self.report.why = str(error)
            if len(questions) == 1 and again:
                return {}
            middle = (len(questions) + 1) // 2
            halves = [half for half in (questions[:middle], questions[middle:]) if half]
            return {
                key: verdict for half in halves for key, verdict in self._ask(half, again=len(questions) == 1).items()
            }
        found, wrong = read_answer(answer, questions, again=again)
        if wrong and not again:
            found |= self._ask(wrong, again=True)
        elif wrong:
            self.report.why = wrong[0].note
        return found


class _AtHand:
    """The model's verdicts, as far as they are there."""

    def __init__(self, whole: LlmJudge) -> None:
        self.name = whole.name
        self._whole = whole

    def candidates(
        self, new: Sequence[ContextClaim], others: Sequence[ContextClaim]
    ) -> tuple[list[Pair], BlockingReport] | None:
        return self._whole.candidates(new, others)

    def judge(self, pairs: Sequence[Pair], *, families: Families) -> list[Relation | None]:
        return self._whole.judge(pairs, families=families, wait=False)


def _stronger(a: Verdict, b: Verdict) -> Verdict:
    """Return the one that states a relation; of two, the first in a fixed order, whichever was asked first."""
    stated = sorted(
        (v for v in (a, b) if v.relation != UNRELATED), key=lambda v: (v.relation != "contradicts", v.sense)
    )
    return stated[0]


def _alike(relation: Relation | None, local: Relation | None) -> bool:
    return relation is not None and local is not None and (relation.type, relation.facet) == (local.type, local.facet)
