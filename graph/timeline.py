"""Answer when the sides of a debate spoke, and who of them changed their mind."""

from graph.answers import Contradiction
from graph.models import Model, RelationType
from graph.quotes import ends, load_quotes, pair_up
from graph.sides import letters
from graph.store import Reader


class Moment(Model):
    """What one side said on one day; `day` is None for insights without a date."""

    letter: str
    day: str | None
    insights: int


class Timeline(Model):
    """The days on which a debate was spoken of, oldest first."""

    moments: tuple[Moment, ...]
    changed_minds: tuple[Contradiction, ...]

    @property
    def dated(self) -> tuple[Moment, ...]:
        """The moments of which the day is known."""
        return tuple(moment for moment in self.moments if moment.day is not None)

    @property
    def undated(self) -> int:
        """How many insights have no date."""
        return sum(moment.insights for moment in self.moments if moment.day is None)


def timeline(store: Reader, debate_id: str, *, most: int = 20) -> Timeline:
    """Return the timeline of a debate, with its latest changes of mind."""
    named = letters(store, [debate_id])
    moments = [
        Moment(letter=named[row["position"]], day=row["day"] or None, insights=row["insights"])
        for row in store.query("debate_days", debate=debate_id)
    ]
    rows = store.query("debate_updates", debate=debate_id, most=most)
    changed = pair_up(rows, load_quotes(store, ends(rows)), type_=RelationType.SUPERSEDES)
    return Timeline(
        moments=tuple(sorted(moments, key=lambda moment: (moment.day or "", moment.letter))),
        changed_minds=tuple(changed),
    )
