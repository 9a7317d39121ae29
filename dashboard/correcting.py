"""Keep a person's correction under the store's write lock, and say corrections in plain words."""

from graph.corrected import (
    Change,
    DeleteSource,
    FixActor,
    FixPolarity,
    MergeActors,
    MergeStrategies,
    RejectClaim,
    RenameSource,
    SplitActor,
    SplitStrategy,
)
from graph.corrections import Applied
from graph.corrections import correct as write_correction
from graph.models import Polarity
from graph.record import Rules
from graph.reviews import Passage
from graph.store import open_store
from graph.wording import clipped

POLARITIES = {
    Polarity.POSITIVE: "speaks for the move",
    Polarity.NEUTRAL: "merely reports the move",
    Polarity.NEGATIVE: "speaks against the move",
}


def correct(url: str, change: Change, *, author: str, note: str = "", rules: Rules) -> Applied:
    """Add a correction to the store at `url`, and bring all that follows from it up to date.

    Raises
    ------
    StoreBusy
        If another run is still writing after ten seconds; nothing was kept then.
    UsageError
        If there is no author, or what is corrected is not there.
    """
    with open_store(url) as store:
        return write_correction(store, change, rules=rules, author=author, note=note)


def in_words(change: Change) -> str:
    """Say what a correction says.

    Examples
    --------
    >>> in_words(MergeActors(name="Acme Inc", into="Acme"))
    '“Acme Inc” and “Acme” are one actor'
    >>> in_words(RenameSource(source="stdin", name="The Daily"))
    'the source “stdin” is called “The Daily”'
    """
    if isinstance(change, RejectClaim):
        return f"the text makes no such claim: {_quoted(change.claim)}"
    if isinstance(change, FixActor):
        return f"“{change.actor}” acts, not “{change.claim.actor}”: {_quoted(change.claim)}"
    if isinstance(change, FixPolarity):
        return f"the text {POLARITIES[change.polarity]}: {_quoted(change.claim)}"
    if isinstance(change, MergeActors):
        return f"“{change.name}” and “{change.into}” are one actor"
    if isinstance(change, SplitActor):
        return f"“{change.name}” is an actor of its own"
    if isinstance(change, MergeStrategies):
        return f"one move: {_quoted(change.one)} and {_quoted(change.other)}"
    if isinstance(change, SplitStrategy):
        return f"another move than the rest: {', '.join(_quoted(passage) for passage in change.out)}"
    if isinstance(change, RenameSource):
        return f"the source “{change.source}” is called “{change.name}”"
    if isinstance(change, DeleteSource):
        return f"the source “{change.source}” is left out"
    return "an earlier correction is withdrawn"


def _quoted(passage: Passage) -> str:
    return f"“{clipped(passage.evidence)}”"
