"""Keep a person's correction under the store's write lock."""

from graph.changes import Change
from graph.corrections import Applied
from graph.corrections import correct as write_correction
from graph.record import Rules
from graph.store import open_store


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
