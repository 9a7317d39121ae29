"""Find what only one side or only one source speaks of."""

from graph.models import Model
from graph.store import Reader

# With fewer insights than this it is chance that all of them agree.
_LEAST = 3


class BlindDebate(Model):
    """A debate of which all quotes come out of one source."""

    id: str
    question: str
    source: str
    insights: int


class BlindActor(Model):
    """An actor that is only praised, only blamed, or that only one source speaks of."""

    name: str
    insights: int
    sources: int
    praise: int
    blame: int

    @property
    def one_source(self) -> bool:
        """Whether only one source speaks of it."""
        return self.sources == 1

    @property
    def one_side(self) -> bool:
        """Whether all who judge it judge alike."""
        return max(self.praise, self.blame) >= _LEAST and 0 in (self.praise, self.blame)


class BlindSpots(Model):
    """What only one side or one source covers, the most spoken of first."""

    debates: tuple[BlindDebate, ...]
    actors: tuple[BlindActor, ...]


def blind_spots(store: Reader, *, most: int = 20) -> BlindSpots:
    """Return blind spots; digests that do not name their origins do not count as one source."""
    alone = store.query("blind_debates", most=most)
    ids = [row["id"] for row in alone]
    questions = {row["debate"]: row["question"] for row in store.query("debate_questions", debates=ids)} if ids else {}
    return BlindSpots(
        debates=tuple(
            BlindDebate(id=row["id"], question=questions[row["id"]], source=row["source"], insights=row["insights"])
            for row in alone
        ),
        actors=tuple(
            BlindActor(
                name=row["actor"],
                insights=row["insights"],
                sources=row["sources"],
                praise=int(row["praise"]),
                blame=int(row["blame"]),
            )
            for row in store.query("blind_actors", least=_LEAST, most=most)
        ),
    )
