"""Keep a reviewer's decisions, and take them back, each under the store's write lock."""

import getpass
from dataclasses import dataclass

from graph.errors import FaultlineError, StoreBusy
from graph.models import ReviewStatus
from graph.record import review_inside
from graph.reviews import Decision
from graph.store import open_store


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was kept.

    Attributes
    ----------
    before
        What the same reviewer had decided on the relation until then; None for nothing.
    """

    relation_id: str
    decision: Decision
    reviewer: str
    status: ReviewStatus
    before: Decision | None


def decide(url: str, relation_id: str, decision: Decision, *, reviewer: str, note: str = "") -> Decided:
    """Add a decision to the store at `url`, and bring the debates up to date.

    Raises
    ------
    StoreBusy
        If another run is still writing after ten seconds; nothing was kept then.
    UsageError
        If there is no such relation, or no reviewer.
    """
    with open_store(url) as store, store.transaction() as tx:
        kept = review_inside(tx, relation_id, decision, reviewer=reviewer, note=note)
    return Decided(relation_id, decision, reviewer, status=kept.after.status, before=kept.earlier)


def undo(url: str, done: Decided) -> Decided:
    """Put back what the reviewer had decided before `done`, as one decision more: none is ever deleted."""
    earlier = done.before or Decision.WITHDRAW
    return decide(url, done.relation_id, earlier, reviewer=done.reviewer, note="undone")


def login_name() -> str:
    """Return the name of who started the program; empty where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def plain_words(error: FaultlineError) -> str:
    """Say to somebody at the page why a change was not kept, and what to do."""
    if isinstance(error, StoreBusy):
        return "Another run is writing to this store. Nothing was changed; try again when it is done."
    return str(error)
