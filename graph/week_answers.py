"""Hold the typed answer to what a week brought, which every format of the report renders."""

from typing import Literal

from graph.answers import Contradiction, Counts, Quote
from graph.models import Facet, Model, Polarity, RelationType
from graph.wording import title


class SideTally(Model):
    """A position in a debate, counted up to the end of a week and before it.

    Attributes
    ----------
    letter
        The side's letter on the page.
    """

    position: str
    letter: str
    label: str
    polarity: Polarity
    insights: int
    sources: int
    insights_before: int
    sources_before: int

    @property
    def grew(self) -> bool:
        """Whether the week added an insight."""
        return self.insights > self.insights_before


class ShownPair(Model):
    """A contradiction with its quotes in the order of the sides."""

    pair: Contradiction
    left: Quote
    right: Quote
    left_letter: str | None
    right_letter: str | None


class WeekDebate(Model):
    """A debate as it stood at the end of a week, with what the week added.

    Attributes
    ----------
    agreed_insights
        How many insights say that the move was made, where only its meaning is in question; else 0.
    origins_named
        False where quotes come out of a digest that does not say who said what.
    new_pairs
        How many pairs of claims came to contradict each other in the week.
    pairs, more, left_out
        Some of those pairs, further quotes of the week with the letter of their side, and how many
        quotes of the week are not in either. All empty where the debate is only listed.
    """

    id: str
    facet: Facet
    question: str
    actor: str
    strategy: str
    heat: float
    agreed_insights: int
    origins_named: bool
    sides: tuple[SideTally, ...]
    new_pairs: int
    pairs: tuple[ShownPair, ...] = ()
    more: tuple[tuple[str, Quote], ...] = ()
    left_out: int = 0

    @property
    def title(self) -> str:
        """Who acts, and the move, as a heading."""
        return title(self.actor, self.strategy)

    @property
    def existed(self) -> bool:
        """Whether it was split before the week."""
        return sum(side.insights_before > 0 for side in self.sides) > 1

    @property
    def split(self) -> bool:
        """Whether it was split at the end of the week."""
        return sum(side.insights > 0 for side in self.sides) > 1


class GivenUp(Model):
    """A debate in which a week's statements replaced the last that stood on all sides but one.

    Attributes
    ----------
    standing
        The side that nobody took back; None where no side stands.
    change
        A change of the week that settled it; `a` is the later quote.
    """

    debate: WeekDebate
    standing: SideTally | None
    change: Contradiction


class GainedSources(Model):
    """A position that more sources hold than before the week."""

    debate: WeekDebate
    side: SideTally


class AgreeingGroup(Model):
    """Insights that came to agree in the week: they report the same move, or judge it alike.

    Attributes
    ----------
    quotes
        Some of them, the one that agrees with the most others first.
    claims, pairs
        How many claims agree, in how many pairs.
    """

    facet: Facet
    insights: int
    sources: int
    claims: int
    pairs: int
    quotes: tuple[Quote, ...]


class ReviewedPassage(Model):
    """One side of a reviewed pair, in the words that the reviewer saw."""

    evidence: str
    actor: str
    strategy: str
    source: str | None
    published: str | None


class Decided(Model):
    """One decision of one reviewer."""

    decision: str
    reviewer: str
    note: str
    day: str


class ReviewedPair(Model):
    """A pair of passages that reviewers decided on in the week, oldest decision first."""

    type: RelationType
    a: ReviewedPassage
    b: ReviewedPassage
    decisions: tuple[Decided, ...]


class Corrected(Model):
    """One correction that a person made in the week."""

    says: str
    author: str
    note: str
    day: str


class BlindSpot(Model):
    """Something of which the week shows one side only.

    Attributes
    ----------
    kind
        ``one source``: all insights on an actor come from one source. ``one judgement``: all that
        judge an actor judge it alike. ``thin side``: one source alone holds a side that others oppose.
    subject
        The actor, or the debate's question.
    source
        The only source; None for ``one judgement``.
    polarity
        The only judgement; None for the others.
    """

    kind: Literal["one source", "one judgement", "thin side"]
    subject: str
    insights: int
    source: str | None = None
    polarity: Polarity | None = None
    letter: str | None = None
    debate: str | None = None


class ActorTally(Model):
    """What the insights of a week make of an actor: how many judge it well, badly, or only report.

    Attributes
    ----------
    contradictions
        New contradictions with a claim of the week on this actor.
    """

    name: str
    insights: int
    sources: int
    positive: int
    negative: int
    neutral: int
    contradictions: int

    @property
    def contested(self) -> bool:
        """Whether claims on it contradict each other, or it is judged both well and badly."""
        return self.contradictions > 0 or min(self.positive, self.negative) > 0


class Skipped(Model):
    """A source with lines in which no claim was found."""

    source: str
    insights: int


class WeekAnswer(Model):
    """What a week brought.

    Attributes
    ----------
    insights, undated, sources, claims
        What counts in the week: insights published in it, and undated ones read in it.
    without_claim
        Lines in which no claim was found, by source; they are no insights.
    contradictions, dismissed
        Pairs of which the later quote counts in the week; and such pairs that reviewers dismissed,
        which are left out of everything else.
    new, grown
        Debates that became split in the week, and older ones that got new insights, hottest first.
        Only the first few carry quotes.
    changed_minds, changes
        Some of the pairs of which the later claim (`a`) replaces the earlier (`b`); how many there are.
    agreements, agreeing_groups, agreeing_pairs
        Some groups of insights that newly agree; how many groups there are, and pairs in them.
    actors
        All actors of the week, the most contested first.
    """

    week: str
    first_day: str
    last_day: str
    insights: int
    undated: int
    sources: int
    claims: int
    without_claim: tuple[Skipped, ...]
    contradictions: int
    dismissed: int
    new: tuple[WeekDebate, ...]
    grown: tuple[WeekDebate, ...]
    resolved: tuple[GivenUp, ...]
    reviewed: tuple[ReviewedPair, ...]
    corrected: tuple[Corrected, ...]
    changed_minds: tuple[Contradiction, ...]
    changes: int
    gained: tuple[GainedSources, ...]
    agreements: tuple[AgreeingGroup, ...]
    agreeing_groups: int
    agreeing_pairs: int
    blind_spots: tuple[BlindSpot, ...]
    actors: tuple[ActorTally, ...]
    extracted_by: tuple[str, ...]
    judged_by: tuple[str, ...]
    all_time: Counts

    @property
    def new_splits(self) -> tuple[WeekDebate, ...]:
        """New debates on meaning or fact."""
        return tuple(debate for debate in self.new if debate.facet is not Facet.NUMBER)

    @property
    def grown_splits(self) -> tuple[WeekDebate, ...]:
        """Older debates on meaning or fact that got new insights."""
        return tuple(debate for debate in self.grown if debate.facet is not Facet.NUMBER)

    @property
    def number_conflicts(self) -> tuple[WeekDebate, ...]:
        """Debates on figures, new or grown; the new ones first."""
        return tuple(debate for debate in (*self.new, *self.grown) if debate.facet is Facet.NUMBER)


class FeedEntry(Model):
    """A contradiction as a feed carries it, with the debate that holds it now."""

    pair: Contradiction
    question: str | None


class ActorShift(Model):
    """What two weeks make of one actor."""

    name: str
    first: ActorTally
    second: ActorTally

    @property
    def shift(self) -> float:
        """By how much the share of good judgements rose, from -2 to 2."""
        return _net(self.second) - _net(self.first)


class WeekComparison(Model):
    """Two weeks side by side.

    Attributes
    ----------
    only_first, only_second
        Debates that only this week added to.
    both
        Debates that both added to, as each week left them.
    shifts
        Actors that both weeks judge, the largest shift first.
    """

    first: WeekAnswer
    second: WeekAnswer
    only_first: tuple[WeekDebate, ...]
    only_second: tuple[WeekDebate, ...]
    both: tuple[tuple[WeekDebate, WeekDebate], ...]
    shifts: tuple[ActorShift, ...]


def _net(tally: ActorTally) -> float:
    judged = tally.positive + tally.negative
    return (tally.positive - tally.negative) / judged if judged else 0.0
