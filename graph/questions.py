"""Questions that people ask of the graph, with typed answers.

Page, report and terminal render the same answers, so they cannot disagree.
"""

from collections.abc import Sequence
from typing import Literal

from graph.models import Facet, Modality, Model, Polarity, Quantity, RelationType, ReviewStatus

SameSource = Literal["same source", "across sources"]


class Quote(Model):
    """A claim as a reader sees it: the words, where they stand, who said them and when."""

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

    @property
    def evidence(self) -> str:
        """The words that carry the claim."""
        return self.text[self.start : self.end]


class Contradiction(Model):
    """Two quotes that cannot both hold, or judge one move in opposite ways, with the reason."""

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


class Side(Model):
    """A position in a debate with the quotes that hold it, strongest first."""

    letter: str
    label: str
    polarity: Polarity
    quotes: tuple[Quote, ...]

    @property
    def sources(self) -> int:
        """Distinct sources."""
        return len({quote.source for quote in self.quotes})

    @property
    def insights(self) -> int:
        """Distinct insights."""
        return len({quote.insight_id for quote in self.quotes})


class DebateAnswer(Model):
    """A debate, whole: question, sides, reasons, and what is merely reported about the move.

    Attributes
    ----------
    agreed
        What both sides take as a fact, where the debate is about its meaning; else None.
    neutral
        Reports of the same move that take no side.
    """

    id: str
    facet: Facet
    question: str
    actor: str
    strategy: str
    heat: float
    opened: str | None
    changed: str | None
    agreed: str | None
    sides: tuple[Side, ...]
    contradictions: tuple[Contradiction, ...]
    neutral: tuple[Quote, ...] = ()
    origins_named: bool = True


class Counts(Model):
    """How much of everything there is."""

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
    """What a list of debates or contradictions is narrowed to; None means any."""

    actor: str | None = None
    strategy: str | None = None
    source: str | None = None
    since: str | None = None
    week: str | None = None
    facet: Facet | None = None
    status: ReviewStatus | None = None


# The functions below are the public questions: counts(store), debates(store, filters),
# debate(store, relation_id), contradictions(store, filters), weeks(store), ...
__all__: Sequence[str] = ["Contradiction", "Counts", "DebateAnswer", "Filters", "Quote", "Side"]
