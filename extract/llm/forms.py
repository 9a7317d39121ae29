"""What is asked about insights, and in which form: in full for able models, short for small ones.

A small model takes the first way out that a long form leaves it, and says that there are no claims. Asked
about one insight with four short fields and an example it reads what is there. Both forms give the same
kind of answer, and the same checks follow.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from extract.llm.batching import in_batches, tokens
from extract.llm.checking import Failing
from extract.llm.client import AnswerUnusable, ModelClient
from extract.llm.prompts import Prompt, mark_for
from extract.llm.schemas import (
    ClaimAnswer,
    ClaimsAnswer,
    InsightAnswer,
    RepairAnswer,
    RepairedClaim,
    ShortAnswer,
    ShortClaim,
    Unreadable,
)

ANSWER_TOKENS = 340
"""What the claims of one insight take in an answer, with room: two claims with their reasoning."""

SMALL_CONTEXT = 2000
"""Fewer tokens than this hold one insight beside the full form, so there the short one is asked."""

_MARKERS = 24
_SYSTEM = 1000
_MOST = 700

Wrong = tuple[str, Failing]
"""A text, and a claim about it that did not pass."""


class Form(Protocol):
    """One way to ask for the claims of insights."""

    version: str
    """Of its prompt; stands in ``extracted_by``. A reading in full outranks a short one."""
    whole: bool
    """Whether every part of a claim is asked for, and several insights go in a request."""

    def batches(self, texts: Iterable[str]) -> list[list[str]]:
        """Group texts into requests that fit the token budget with their answers."""

    def messages(self, texts: Sequence[str]) -> list[dict[str, str]]:
        """Return what is sent for `texts`."""

    def ask(self, texts: Sequence[str]) -> ClaimsAnswer:
        """Ask once about `texts`; raises what `ModelClient.ask` raises."""

    def correct(self, failing: Sequence[Wrong]) -> Mapping[int, ClaimAnswer | None]:
        """Send claims back once; return corrected ones by their place in `failing`."""


class FullForm:
    """Many insights a request, every part of a claim, the reasoning first."""

    whole = True

    def __init__(self, client: ModelClient, *, context: int) -> None:
        self._client, self._room = client, max(1, context - _SYSTEM)
        self._prompt, self._repair = Prompt.load("claims", 1), Prompt.load("repair", 1)
        self.version = self._prompt.version

    def batches(self, texts: Iterable[str]) -> list[list[str]]:
        """Group texts into requests that fit the token budget with their answers."""
        return list(in_batches(texts, budget=self._room, size=lambda text: tokens(text) + _MARKERS + ANSWER_TOKENS))

    def messages(self, texts: Sequence[str]) -> list[dict[str, str]]:
        """Return what is sent for `texts`."""
        return self._prompt.messages(self._request(texts))

    def ask(self, texts: Sequence[str]) -> ClaimsAnswer:
        """Ask once about `texts`."""
        return self._client.ask(self._prompt, ClaimsAnswer, self._request(texts), expected=ANSWER_TOKENS * len(texts))

    def correct(self, failing: Sequence[Wrong]) -> Mapping[int, ClaimAnswer | None]:
        """Send claims back once, as many in a request as fit."""
        given: dict[int, ClaimAnswer | None] = {}
        places = list(enumerate(failing))
        for part in in_batches(places, budget=self._room, size=lambda place: _item_size(*place[1])):
            for number, claim in self._ask_again([wrong for _, wrong in part]).items():
                if 1 <= number <= len(part):
                    given[part[number - 1][0]] = claim
        return given

    def _ask_again(self, failing: Sequence[Wrong]) -> Mapping[int, ClaimAnswer | None]:
        items = [
            {"number": number, "text": text, "given": item.given, "problem": item.problem}
            for number, (text, item) in enumerate(failing, 1)
        ]
        values = {"items": items, "mark": mark_for(*(text for text, _ in failing))}
        try:
            answer = self._client.ask(self._repair, RepairAnswer, values, expected=ANSWER_TOKENS * len(items) // 2)
        except AnswerUnusable:
            return {}  # then every one of them is dropped for the fault that it had
        return {entry.item: entry.claim for entry in answer.items if isinstance(entry, RepairedClaim)}

    def _request(self, texts: Sequence[str]) -> dict[str, object]:
        numbered = [{"number": number, "text": text} for number, text in enumerate(texts, 1)]
        return {"insights": numbered, "mark": mark_for(*texts)}


class ShortForm:
    """One insight a request, four short fields a claim, and an example out of another trade."""

    whole = False

    def __init__(self, client: ModelClient) -> None:
        self._client = client
        self._prompt = Prompt.load("short", "0.1")
        self.version = self._prompt.version

    def batches(self, texts: Iterable[str]) -> list[list[str]]:
        """Give each text a request of its own."""
        return [[text] for text in texts]

    def messages(self, texts: Sequence[str]) -> list[dict[str, str]]:
        """Return what is sent for the one text."""
        (text,) = texts
        return self._prompt.messages(_short(text, ()))

    def ask(self, texts: Sequence[str]) -> ClaimsAnswer:
        """Ask once about the one text."""
        (text,) = texts
        return ClaimsAnswer(insights=[InsightAnswer(insight=1, claims=self._claims(text))])

    def correct(self, failing: Sequence[Wrong]) -> Mapping[int, ClaimAnswer | None]:
        """Send the failing claims of each text back once."""
        given: dict[int, ClaimAnswer | None] = {}
        for text, group in groupby(enumerate(failing), key=lambda place: place[1][0]):
            places = [(place, item) for place, (_, item) in group]
            try:
                claims = self._claims(text, [item for _, item in places])
            except AnswerUnusable:
                continue
            pairs = zip(places, claims, strict=False)
            given |= {place: claim for (place, _), claim in pairs if isinstance(claim, ClaimAnswer)}
        return given

    def _claims(self, text: str, failing: Sequence[Failing] = ()) -> list[ClaimAnswer | Unreadable]:
        # The same answer each time, and never more than it may hold: a small model can repeat itself without end.
        limits = {"temperature": 0, "max_tokens": _MOST}
        answer = self._client.ask(
            self._prompt, ShortAnswer, _short(text, failing), expected=ANSWER_TOKENS, limits=limits
        )
        return [claim if isinstance(claim, Unreadable) else _in_full(claim, text) for claim in answer.claims]


def _in_full(claim: ShortClaim, text: str) -> ClaimAnswer:
    return claim.model_copy(update={"words": _as_written(claim.words, text)}).in_full()


def _as_written(words: str, text: str) -> str:
    """Return the words as they stand in the text: cut out of a sentence, a small model may give or take a capital."""
    turned = words[:1].swapcase() + words[1:]
    return turned if words not in text and turned in text else words


def _short(text: str, failing: Sequence[Failing]) -> dict[str, object]:
    return {"text": text, "mark": mark_for(text), "failing": failing}


def _item_size(text: str, item: Failing) -> int:
    return tokens(text) + tokens(item.given) + tokens(item.problem) + _MARKERS + ANSWER_TOKENS // 2
