"""Read insights into claims by asking a model: many insights a request, several requests at a time.

What is answered is checked against the insight and kept, so the first answer for a text is the one
that counts, whatever stands beside it later.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cached_property

from extract.claims import Skipped
from extract.llm.answers import AnswerStore, answer_key
from extract.llm.batching import tokens
from extract.llm.checking import Failing, Fault, Reading, check_claim, check_insight, with_claims
from extract.llm.client import AnswerUnusable, ModelClient, NotAnswered
from extract.llm.forms import ANSWER_TOKENS, Form, Wrong
from extract.llm.schemas import ClaimsAnswer, InsightAnswer
from extract.llm.spending import Use
from extract.local.encoder import ClaimEncoder, Encoded, EncoderInput
from graph.models import Claim, Extraction, Insight, Modality

Outcome = Reading | Skipped
Outcomes = dict[str, Outcome]


class LlmExtractor:
    """Reads insights by asking a model.

    Parameters
    ----------
    client : ModelClient
    answers : AnswerStore
        Readings that are there already, and where new ones go.
    form : Form
        What is asked, in full or in short.
    concurrency : int
        Requests at a time.
    """

    def __init__(self, client: ModelClient, *, answers: AnswerStore, form: Form, concurrency: int) -> None:
        self._client, self._answers = client, answers
        self._concurrency = concurrency
        self.form = form
        self.name = f"llm.v1:{client.model}:{form.version}"
        self.dropped: Counter[Fault] = Counter()
        """Claims that did not pass and were dropped, by the reason."""

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        """Yield one result for each insight, in order; what is on disk already is not asked for."""
        wanted = list(insights)
        outcomes = self.readings([insight.text for insight in wanted])
        for text in dict.fromkeys(insight.text for insight in wanted):
            outcome = outcomes[text]
            if isinstance(outcome, Reading):
                self.dropped.update(outcome.dropped)
        for insight in wanted:
            outcome = outcomes[insight.text]
            yield outcome if isinstance(outcome, Skipped) else self._extraction(insight, outcome)

    def readings(self, texts: Sequence[str]) -> Outcomes:
        """Return a reading, or why there is none, for each text."""
        outcomes = self.kept(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in outcomes]
        with ThreadPoolExecutor(self._concurrency, thread_name_prefix="model") as pool:
            jobs = [pool.submit(self._read, batch) for batch in self.batches(missing)]
            try:
                for job in as_completed(jobs):
                    found = job.result()
                    self.keep(found)
                    outcomes |= found
            finally:
                # An interrupt or a service that is gone ends the run: what is under way may end, no more is begun.
                pool.shutdown(wait=True, cancel_futures=True)
        return outcomes

    def kept(self, texts: Iterable[str]) -> Outcomes:
        """Return the readings that are on disk."""
        keys = {text: self._key(text) for text in texts}
        found = self._answers.get(keys.values(), Reading)
        return {text: found[key] for text, key in keys.items() if key in found}

    def keep(self, outcomes: Mapping[str, Outcome]) -> None:
        """Write readings to disk; a text that could not be read is asked for again next time."""
        rows = {
            self._key(text): reading.model_dump_json()
            for text, reading in outcomes.items()
            if isinstance(reading, Reading)
        }
        self._answers.put(rows, kind="claims", made_by=self.name)

    def batches(self, texts: Iterable[str]) -> list[list[str]]:
        """Group texts into requests that fit the token budget with their answers."""
        return self.form.batches(texts)

    def estimate(self, insights: Iterable[Insight]) -> Use:
        """Return what reading the insights that are not on disk would take, without asking anything."""
        texts = list(dict.fromkeys(insight.text for insight in insights))
        kept = self.kept(texts)
        return self.expected(self.batches(text for text in texts if text not in kept))

    def expected(self, batches: Iterable[Sequence[str]]) -> Use:
        """Return what asking for these batches would take."""
        batches = list(batches)
        read = sum(tokens(message["content"]) for batch in batches for message in self.form.messages(batch))
        written = sum(ANSWER_TOKENS * len(batch) for batch in batches)
        return self._client.meter.expected(len(batches), read, written)

    def settle(self, texts: Sequence[str], answer: ClaimsAnswer) -> Outcomes:
        """Check an answer about `texts`; failing claims go back once. A text that it leaves out has no outcome."""
        passed: dict[str, Reading] = {}
        failing: list[tuple[str, Failing]] = []
        entries = [entry for entry in answer.insights if isinstance(entry, InsightAnswer)]
        first = 0 if any(entry.insight == 0 for entry in entries) else 1  # some models count from nought all the same
        for number, text in enumerate(texts, first):
            own = [entry for entry in entries if entry.insight == number]
            if not own:
                continue
            whole = own[0].model_copy(
                update={name: [item for entry in own for item in getattr(entry, name)] for name in ("claims", "ties")}
            )
            passed[text], wrong = check_insight(whole, text)
            failing += [(text, item) for item in wrong]
        return dict(passed) | self._repaired(passed, failing)

    def _key(self, text: str) -> str:
        return answer_key(self.name, text)

    def _read(self, texts: Sequence[str], *, again: bool = False) -> Outcomes:
        """Ask for one batch; what cannot be had for all is asked for in halves, in the end one by one and once more."""
        try:
            outcomes = self.settle(texts, self.form.ask(texts))
        except NotAnswered as error:
            return {text: Skipped(str(error)) for text in texts}
        except AnswerUnusable as error:
            if len(texts) == 1 and again:
                return {texts[0]: Skipped(str(error))}
            middle = (len(texts) + 1) // 2
            halves = [half for half in (texts[:middle], texts[middle:]) if half]
            return {text: found for half in halves for text, found in self._read(half, again=len(texts) == 1).items()}
        left = [text for text in texts if text not in outcomes]
        if left and again:
            return outcomes | {text: Skipped("the model left it out of its answer twice") for text in left}
        return outcomes | (self._read(left, again=True) if left else {})

    def _repaired(self, passed: Mapping[str, Reading], failing: Sequence[Wrong]) -> Outcomes:
        """Send failing claims back once, each with its sentence; drop what fails again."""
        outcomes: Outcomes = {text: passed[text] for text, _ in failing}
        if not failing:
            return outcomes
        try:
            given = self.form.correct(failing)
        except NotAnswered as error:
            return {text: Skipped(str(error)) for text in outcomes}
        for text in outcomes:
            claims, faults = [], []
            for place, (own, item) in enumerate(failing):
                if own != text:
                    continue
                corrected = given.get(place)
                checked = item if corrected is None else check_claim(corrected, text)
                if isinstance(checked, Failing):
                    faults.append(checked.fault)
                else:
                    claims.append(checked)
            outcomes[text] = with_claims(passed[text], claims, dropped=faults)
        return outcomes

    def _unasked(self, encoded: Encoded) -> dict[str, Modality]:
        """Return what the short form does not ask for, as the local encoder reads it."""
        if self.form.whole:
            return {}
        return {"modality": Modality(max(sorted(encoded.modality), key=lambda name: encoded.modality[name]))}

    @cached_property
    def _encoder(self) -> ClaimEncoder:
        return ClaimEncoder.load()

    def _extraction(self, insight: Insight, reading: Reading) -> Extraction:
        claims = [claim.in_insight(insight.text, insight.id, self.name) for claim in reading.claims]
        vectors = self._encoder.read([_place(insight.text, claim) for claim in claims]) if claims else []
        return Extraction(
            insight_id=insight.id,
            extracted_by=self.name,
            claims=tuple(
                claim.model_copy(
                    update={"vector": encoded.vector, "vector_model": self._encoder.vector_model}
                    | self._unasked(encoded)
                )
                for claim, encoded in zip(claims, vectors, strict=True)
            ),
            ties=tuple(tie.model_copy(update={"insight_id": insight.id}) for tie in reading.ties),
        )


def _place(text: str, claim: Claim) -> EncoderInput:
    mention_end = claim.mention_start + len(claim.actor_mention)
    return EncoderInput(text, span=(claim.start, claim.end), actor=(claim.mention_start, mention_end))
