"""What a reviewer does in one visit: decides, passes pairs by, goes back; decisions are stored meanwhile."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from dashboard import reviewing
from graph.errors import FaultlineError
from graph.reviews import Decision

# The reviewer reads the next pair while a decision is stored, and a closed tab does not stop it. One at a time: so does
# a store write.
_storing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="decisions")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A pair that was passed by."""

    relation_id: str


@dataclass(slots=True)
class Visit:
    """The steps of a visit. Streamlit may still be in one run of a page when it begins the next, in another thread.

    Attributes
    ----------
    steps
        Oldest first.
    asked
        Decisions that are being stored, with their relations.
    failed
        The relation of a decision that could not be stored, and why.
    """

    steps: list[reviewing.Decided | Skipped] = field(default_factory=list)
    asked: list[tuple[str, Future[reviewing.Decided]]] = field(default_factory=list)
    failed: tuple[str, str] | None = None
    _settling: Lock = field(default_factory=Lock)

    def passed(self) -> set[str]:
        """Return the relations that are behind the reader."""
        # What is stored goes from `asked` to `steps`: in this order it is seen in one of them.
        asked = {relation_id for relation_id, _ in self.asked}
        return asked | {step.relation_id for step in self.steps}

    def skipped(self) -> set[str]:
        """Return the relations that were passed by."""
        return {step.relation_id for step in self.steps if isinstance(step, Skipped)}

    def skip(self, relation_id: str) -> None:
        """Pass a pair by."""
        self.steps.append(Skipped(relation_id))

    def bring_back(self) -> None:
        """Take back that pairs were passed by."""
        self.steps = [step for step in self.steps if not isinstance(step, Skipped)]

    def decide(self, url: str, relation_id: str, decision: Decision, *, reviewer: str, note: str) -> None:
        """Begin to store a decision; a second one on a pair that is being stored is a key pressed twice."""
        if all(relation_id != one for one, _ in self.asked):
            storing = _storing.submit(reviewing.decide, url, relation_id, decision, reviewer=reviewer, note=note)
            self.asked.append((relation_id, storing))

    def settle(self) -> None:
        """Wait until what was asked for is stored; a failure is kept, to be told."""
        with self._settling:
            while self.asked:
                relation_id, storing = self.asked[0]
                try:
                    self.steps.append(storing.result())
                except FaultlineError as error:
                    self.failed = self.failed or (relation_id, reviewing.plain_words(error))
                finally:
                    self.asked.pop(0)

    def undo(self, url: str) -> str | None:
        """Take back the last step; returns its relation, None where there is nothing to take back.

        Raises
        ------
        FaultlineError
            If the store does not take it; the step stays then.
        """
        self.settle()
        if self.failed or not self.steps:
            return None
        step = self.steps[-1]
        if isinstance(step, reviewing.Decided):
            reviewing.undo(url, step)
        self.steps.pop()
        return step.relation_id
