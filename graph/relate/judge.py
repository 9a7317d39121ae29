"""What decides how two claims stand to each other."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from graph.models import ContextClaim, Relation
from graph.resolve import Families

if TYPE_CHECKING:
    from graph.relate.blocking import BlockingReport

Pair = tuple[ContextClaim, ContextClaim]


class Judge(Protocol):
    """Gives a verdict on pairs of claims.

    A verdict is a pure function of the two claims, their ties and the judge's version: never of
    what else is stored, or of the order in which claims were read.
    """

    name: str
    """What stands in ``judged_by``, such as ``local.v1``."""

    def judge(self, pairs: Sequence[Pair], *, families: Families) -> list[Relation | None]:
        """Return a relation, or None for unrelated claims, for each pair in order."""


@runtime_checkable
class ChoosesPairs(Protocol):
    """A judge that may say itself which pairs it wants to see."""

    def candidates(
        self, new: Sequence[ContextClaim], others: Sequence[ContextClaim]
    ) -> "tuple[list[Pair], BlockingReport] | None":
        """Return the pairs with an end in `new`, or None where blocking shall choose them."""


class Unanswered(Exception):
    """Verdicts are not at hand; `fetch` waits for them, and is to be called outside of any lock."""

    def __init__(self, fetch: Callable[[], object]) -> None:
        super().__init__("Verdicts have to be waited for.")
        self.fetch = fetch


@runtime_checkable
class MayWait(Protocol):
    """A judge that waits for its verdicts, such as for a service."""

    def at_hand(self) -> Judge:
        """Return a judge of the same verdicts that raises `Unanswered` rather than wait."""
