"""Hold the typed answers that page, report and terminal all render."""

from collections.abc import Iterable
from functools import cached_property

from pydantic import Field

from graph.models import Facet, Modality, Model, Polarity, Quantity, RelationType, ReviewStatus
from graph.wording import title


class Quote(Model):
    """A claim as a reader sees it: the words, where they stand, who said them and when.

    Attributes
    ----------
    read_week
        ISO week of the first reading, in which an undated insight counts.
    """

    claim_id: str
    insight_id: str
    text: str
    start: int
    end: int
    actor: str
    strategy: str
    stance: str | None
    polarity: Polarity
    modality: Modality
    source: str
    source_kind: str
    speaker: str | None
    holder: str | None
    episode: str | None
    published: str | None
    week: str | None
    url: str | None
    confidence: float
    extracted_by: str
    quantities: tuple[Quantity, ...] = ()
    read_week: str | None = None

    @property
    def title(self) -> str:
        """Who acts, and the move, as a heading."""
        return title(self.actor, self.strategy)

    @property
    def evidence(self) -> str:
        """The words that carry the claim."""
        return self.text[self.start : self.end]

    @property
    def voice(self) -> str:
        """Who says so: the holder, else the speaker, else the source."""
        return self.holder or self.speaker or self.source

    @property
    def counted_week(self) -> str | None:
        """The week in which the insight counts: of its date, else of its reading."""
        return self.week or self.read_week


class Contradiction(Model):
    """Two quotes that cannot both hold, or judge one move in opposite ways, with the reason.

    A change of mind has the same shape: there, `a` is the later quote.
    """

    relation_id: str
    type: RelationType
    facet: Facet
    score: float
    reason: str
    status: ReviewStatus
    judged_by: str
    a: Quote
    b: Quote

    @property
    def within_one_source(self) -> bool:
        """Whether both quotes come from one source."""
        return self.a.source == self.b.source

    @property
    def counted_week(self) -> str | None:
        """The week from which both quotes were there."""
        return max(filter(None, (self.a.counted_week, self.b.counted_week)), default=None)


class SideLine(Model):
    """A position in a debate, and how much stands behind it; sources and insights are distinct."""

    letter: str
    label: str
    polarity: Polarity
    claims: int
    insights: int
    sources: int


class Side(SideLine):
    """A position with the quotes that hold it: all, or the strongest where only so many were asked for."""

    quotes: tuple[Quote, ...]


class DebateLine(Model):
    """A debate in a list: who, what, and how much stands on each side.

    Attributes
    ----------
    reports, report_insights, report_sources
        How many claims report the move and take no side, and out of how many insights and sources.
    origins_named
        False where the quotes come out of a digest that does not say who said what.
    """

    id: str
    facet: Facet
    question: str
    actor: str
    strategy: str
    heat: float
    opened: str | None
    changed: str | None
    sides: tuple[SideLine, ...]
    reports: int = 0
    report_insights: int = 0
    report_sources: int = 0
    origins_named: bool = True

    @property
    def title(self) -> str:
        """Who acts, and the move, as a heading."""
        return title(self.actor, self.strategy)


class DebateCard(DebateLine):
    """A debate in short: a line, and the strongest quote of each side."""

    sides: tuple[Side, ...]


class DebateAnswer(DebateLine):
    """A debate: question, sides, reasons, and what is merely reported about the move.

    Attributes
    ----------
    agreed
        What both sides take as a fact, where the debate is about its meaning; else None.
    contradictions
        Strongest first; those that a reviewer dismissed are in it, with their status.
    neutral
        Reports of the same move that take no side.
    insights, sources, pairs
        How many insights and sources take a side, and how many contradictions there are: also where
        only some of them were asked for.
    letters
        The side of every claim in `contradictions`, by claim id.
    """

    agreed: str | None
    sides: tuple[Side, ...]
    contradictions: tuple[Contradiction, ...]
    neutral: tuple[Quote, ...] = ()
    insights: int
    sources: int
    pairs: int
    letters: dict[str, str] = Field(default={}, exclude=True, repr=False)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of all sides."""
        return tuple(quote for side in self.sides for quote in side.quotes)

    def letter_of(self, claim_id: str) -> str | None:
        """Return the letter of the side that holds a claim."""
        return self.letters.get(claim_id)


class Agreement(Model):
    """Insights that report the same move, or judge it in the same way.

    Attributes
    ----------
    pairs
        How many pairs of claims agree.
    """

    facet: Facet
    actor: str
    strategy: str
    quotes: tuple[Quote, ...]
    pairs: int

    @property
    def sources(self) -> int:
        """Distinct sources."""
        return count_sources(self.quotes)

    @property
    def insights(self) -> int:
        """Distinct insights."""
        return count_insights(self.quotes)


class SourceAnswer(Model):
    """A source, and how much of it there is."""

    name: str
    kind: str
    insights: int
    claims: int
    undated: int
    first: str | None
    last: str | None


class WeekCount(Model):
    """How many insights count in a week, and how many of them only because they were read in it."""

    week: str
    insights: int
    undated: int


class Counts(Model):
    """How much of everything there is.

    Attributes
    ----------
    insights
        Those that make a claim.
    without_claim
        Lines that were read and make none, such as a tagline or an advert.
    """

    sources: int
    insights: int
    claims: int
    entities: int
    debates: int
    contradictions: int
    agreements: int
    updates: int
    without_claim: int


class Filters(Model):
    """What a list of debates or contradictions is narrowed to; None means any.

    `week` asks for what is new in it: the later of two quotes counts in that week.
    """

    actor: str | None = None
    strategy: str | None = None
    source: str | None = None
    since: str | None = None
    week: str | None = None
    facet: Facet | None = None
    status: ReviewStatus | None = None


def count_sources(quotes: Iterable[Quote]) -> int:
    """Count distinct sources."""
    return len({quote.source for quote in quotes})


def count_insights(quotes: Iterable[Quote]) -> int:
    """Count distinct insights."""
    return len({quote.insight_id for quote in quotes})
