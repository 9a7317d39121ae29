"""What a person can say is otherwise than it was read: the kinds of correction, each with itself in words."""

from datetime import datetime
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from graph import ids
from graph.models import Model, Polarity
from graph.reviews import Passage, Signed
from graph.wording import clipped

Name = Annotated[str, Field(min_length=1, max_length=300)]


JUDGED = {
    Polarity.POSITIVE: "speaks for the move",
    Polarity.NEUTRAL: "merely reports the move",
    Polarity.NEGATIVE: "speaks against the move",
}
"""What a text makes of a move, as the end of a sentence."""


def _quoted(*passages: Passage) -> str:
    return ", ".join(f"“{clipped(passage.evidence)}”" for passage in passages)


class RejectClaim(Model):
    """The text makes no such claim."""

    kind: Literal["reject_claim"] = "reject_claim"
    claim: Passage

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the text makes no such claim of {self.claim.actor}: {_quoted(self.claim)}"


class FixActor(Model):
    """Somebody else acts in a claim."""

    kind: Literal["fix_actor"] = "fix_actor"
    claim: Passage
    actor: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"“{self.actor}” acts, not “{self.claim.actor}”: {_quoted(self.claim)}"


class FixPolarity(Model):
    """The text makes something else of a move."""

    kind: Literal["fix_polarity"] = "fix_polarity"
    claim: Passage
    polarity: Polarity

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the text {JUDGED[self.polarity]}: {_quoted(self.claim)}"


class MergeActors(Model):
    """Two names mean one actor: all that is said of `name` is said of `into`."""

    kind: Literal["merge_actors"] = "merge_actors"
    name: Name
    into: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"“{self.name}” means “{self.into}”"


class SplitActor(Model):
    """A name means an actor of its own, whatever other name it was taken for."""

    kind: Literal["split_actor"] = "split_actor"
    name: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"“{self.name}” is an actor of its own"


class MergeStrategies(Model):
    """Two passages speak of one move."""

    kind: Literal["merge_strategies"] = "merge_strategies"
    one: Passage
    other: Passage

    @property
    def says(self) -> str:
        """The change in words."""
        return f"one move: {_quoted(self.one)} and {_quoted(self.other)}"


class SplitStrategy(Model):
    """The passages in `out` speak of another move than those in `rest`."""

    kind: Literal["split_strategy"] = "split_strategy"
    out: tuple[Passage, ...] = Field(min_length=1)
    rest: tuple[Passage, ...] = Field(min_length=1)

    @property
    def says(self) -> str:
        """The change in words."""
        return f"another move than {_quoted(self.rest[0])}: {_quoted(*self.out)}"


class RenameSource(Model):
    """The source that is read as `source` is called `name`."""

    kind: Literal["rename_source"] = "rename_source"
    source: Name
    name: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the source “{self.source}” is called “{self.name}”"


class DeleteSource(Model):
    """A source is taken out and kept out; after a withdrawal it can be read again."""

    kind: Literal["delete_source"] = "delete_source"
    source: Name

    @property
    def says(self) -> str:
        """The change in words."""
        return f"the source “{self.source}” is left out"


class Withdraw(Model):
    """An earlier correction, by its id, no longer stands."""

    kind: Literal["withdraw"] = "withdraw"
    correction: str

    @property
    def says(self) -> str:
        """The change in words."""
        return f"takes back the correction {self.correction}"


OfClaim = RejectClaim | FixActor | FixPolarity
OfActor = MergeActors | SplitActor
OfStrategy = MergeStrategies | SplitStrategy
OfSource = RenameSource | DeleteSource
Change = OfClaim | OfActor | OfStrategy | OfSource | Withdraw


class Correction(Signed):
    """A change, and who made it when.

    Attributes
    ----------
    at
        UTC time of the decision.
    """

    change: Annotated[Change, Field(discriminator="kind")]
    author: str = Field(min_length=1, max_length=200)
    note: str = Field("", max_length=2000)
    at: datetime

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.content_id("correction", self.model_dump_json())


def passages_of(change: OfClaim | OfStrategy) -> tuple[Passage, ...]:
    """Return the passages that a change speaks of."""
    if isinstance(change, MergeStrategies):
        return (change.one, change.other)
    return (*change.out, *change.rest) if isinstance(change, SplitStrategy) else (change.claim,)
