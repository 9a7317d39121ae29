"""Decide what the weekly report shows of a week: how much of each section, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.words import counted, day
from graph.answers import Contradiction
from graph.models import Facet, Polarity, RelationType
from graph.week_answers import (
    ActorTally,
    AgreeingGroup,
    BlindSpot,
    Corrected,
    Decided,
    GivenUp,
    ReviewedPair,
    SideTally,
    WeekAnswer,
    WeekDebate,
)

LISTED = 40
ACTORS = 8
BIGGEST = 3
# How many of these a report shows; the rest is counted.
ROOM = MappingProxyType({"resolved": 12, "reviewed": 20, "corrected": 20, "gained": 12, "blind_spots": 12})

_DONE = {"confirm": "Confirmed", "dismiss": "Dismissed", "withdraw": "Decision withdrawn"}
_KINDS = {
    RelationType.CONTRADICTS: "a contradiction",
    RelationType.AGREES_WITH: "an agreement",
    RelationType.SUPERSEDES: "a change",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """Debates of one section: with quotes, in one line each, and how many more there are."""

    full: tuple[WeekDebate, ...]
    short: tuple[WeekDebate, ...]
    left_out: int

    @property
    def total(self) -> int:
        """How many debates the section is about."""
        return len(self.full) + len(self.short) + self.left_out


@dataclass(frozen=True, slots=True)
class ReportView:
    """A week as every format shows it.

    Attributes
    ----------
    nearby
        Weeks to point at where this one is empty.
    page_url
        Address of the page without a slash at its end; None where debates are not linked.
    """

    week: WeekAnswer
    nearby: tuple[str, ...]
    page_url: str | None

    @property
    def title(self) -> str:
        """The report's title."""
        return f"Contradictions of week {self.week.week}"

    @property
    def summary(self) -> tuple[str, str, str]:
        """What the week brought, in three sentences."""
        return _what_was_read(self.week), _what_split(self.week), _what_else(self.week)

    @property
    def new(self) -> Listed:
        """Debates on meaning or fact that became split."""
        return _listed(self.week.new_splits)

    @property
    def grown(self) -> Listed:
        """Debates on meaning or fact that got new insights."""
        return _listed(self.week.grown_splits)

    @property
    def numbers(self) -> Listed:
        """Debates on figures."""
        return _listed(self.week.number_conflicts)

    @property
    def biggest(self) -> tuple[WeekDebate, ...]:
        """The splits to name first: new ones before older ones."""
        full = (*self.new.full, *self.numbers.full, *self.grown.full)
        return full[:BIGGEST] if len(full) > 1 else ()

    @property
    def contested(self) -> tuple[ActorTally, ...]:
        """The most contested actors."""
        return tuple(actor for actor in self.week.actors if actor.contested)[:ACTORS]

    @property
    def contested_left_out(self) -> int:
        """How many contested actors are not shown."""
        return sum(actor.contested for actor in self.week.actors) - len(self.contested)

    def address(self, debate_id: str) -> str | None:
        """Return the address of a debate, or of the debate that holds a relation."""
        return None if self.page_url is None else f"{self.page_url}/?debate={debate_id}"

    @property
    def table(self) -> list[tuple[str, str, str]]:
        """The rows of the table of counts: name, this week, in the store."""
        week, total = self.week, self.week.all_time
        silent = sum(skipped.insights for skipped in week.without_claim)
        rows: Sequence[tuple[str, int, int]] = (
            ("Sources", week.sources, total.sources),
            ("Insights", week.insights, total.insights),
            ("Claims", week.claims, total.claims),
            ("Lines without a claim", silent, total.without_claim),
            ("Contradictions between two claims", week.contradictions + week.dismissed, total.contradictions),
            ("Agreements between two claims", week.agreeing_pairs, total.agreements),
            ("Changed minds and new states", week.changes, total.updates),
        )
        return [(name, f"{this_week:,}", f"{all_time:,}") for name, this_week, all_time in rows]

    @property
    def method(self) -> tuple[str, ...]:
        """How to read the report."""
        return _method(self.week)

    @property
    def skipped(self) -> tuple[str, ...]:
        """What the report does not tell of the week; empty where it tells everything."""
        return _skipped(self)


def side_words(debate: WeekDebate, side: SideTally) -> str:
    """Say how much stands behind a side, and how much of it is new where the debate is older."""
    words = counted(side.insights, "insight")
    if debate.origins_named:
        words += f", {counted(side.sources, 'source')}"
    added = side.insights - side.insights_before
    return f"{words}, {added} of them new" if debate.existed and added else words


def news_words(debate: WeekDebate) -> str:
    """Say what the week added to a debate."""
    new = counted(debate.new_pairs, "new contradiction")
    if not debate.existed:
        return new
    added = sum(side.insights - side.insights_before for side in debate.sides)
    return f"{new if debate.new_pairs else counted(added, 'new insight')} in an older debate"


def bar_words(debate: WeekDebate) -> str:
    """Say what the bar shows."""
    return "Insights: " + " to ".join(f"{side.insights} on side {side.letter}" for side in debate.sides)


def agreed_words(debate: WeekDebate) -> str:
    """Say what both sides take as given; empty where that is the question."""
    if debate.facet is not Facet.STANCE or not debate.agreed_insights:
        return ""
    return f"{debate.title} ({counted(debate.agreed_insights, 'insight')})"


def change_words(pair: Contradiction) -> str:
    """Say whether one voice speaks differently now, or the state of things has changed."""
    if pair.a.voice == pair.b.voice:
        return f"{pair.a.voice} changed its mind"
    return "A later statement replaces an earlier one"


def resolved_words(settled: GivenUp) -> str:
    """Say which side is left."""
    if settled.standing is None:
        return "Every side was replaced by a later statement."
    return f"Only side {settled.standing.letter} still stands: {settled.standing.label}."


def decision_words(decided: Decided) -> str:
    """Say who decided what, and why."""
    words = f"{_DONE.get(decided.decision, decided.decision)} by {decided.reviewer} on {day(decided.day)}"
    return f"{words}: {decided.note}" if decided.note else words


def correction_words(corrected: Corrected) -> str:
    """Say who corrected, when, and why."""
    words = f"{corrected.author}, {day(corrected.day)}"
    return f"{words}: {corrected.note}" if corrected.note else words


def reviewed_words(pair: ReviewedPair) -> str:
    """Say what was reviewed."""
    return f"{pair.a.actor}, as {_KINDS[pair.type]}"


def group_words(group: AgreeingGroup) -> str:
    """Say how many agree, and on what."""
    alike = "they judge it alike" if group.facet is Facet.STANCE else "they report the same"
    return f"{counted(group.insights, 'insight')}, {counted(group.sources, 'source')}; {alike}"


def spot_words(spot: BlindSpot) -> str:
    """Say what is missing."""
    insights = counted(spot.insights, "insight")
    if spot.kind == "one source":
        return f"{insights}, all from {spot.source}"
    if spot.kind == "one judgement":
        judged = "well" if spot.polarity is Polarity.POSITIVE else "badly"
        return f"{insights} judge it {judged}, none the other way"
    return f"side {spot.letter} has one source only ({insights} on all sides)"


def actor_words(actor: ActorTally) -> str:
    """Say what a bar of the chart shows."""
    parts = ((actor.positive, "judge it well"), (actor.negative, "judge it badly"), (actor.neutral, "only report"))
    told = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"{actor.name}: {told}; {counted(actor.contradictions, 'new contradiction')}"


def _listed(debates: Sequence[WeekDebate]) -> Listed:
    full = tuple(debate for debate in debates if debate.pairs or debate.more)
    rest = tuple(debate for debate in debates if not (debate.pairs or debate.more))
    return Listed(full=full, short=rest[:LISTED], left_out=len(rest[LISTED:]))


def _what_was_read(week: WeekAnswer) -> str:
    if not week.insights:
        return f"Nothing in the store counts in the week from {day(week.first_day)} to {day(week.last_day)}."
    return (
        f"{counted(week.insights, 'insight')} from {counted(week.sources, 'source')} "
        f"{'counts' if week.insights == 1 else 'count'} in this week, "
        f"with {counted(week.claims, 'claim')}."
    )


def _what_split(week: WeekAnswer) -> str:
    grown = [debate for debate in week.grown if debate.new_pairs]
    new = counted(week.contradictions, "new contradiction")
    if not week.contradictions:
        return "No new contradiction was found."
    stand = "stands" if week.contradictions == 1 else "stand"
    debates = [*week.new, *grown]
    if not debates:
        return f"{new} {stand} outside any debate."
    top = debates[0]
    where = f"in {counted(len(debates), 'debate')} ({len(week.new)} new)" if len(debates) > 1 else "in one debate"
    return f"{new} {stand} {where}{', the hottest on' if len(debates) > 1 else ', on'} {top.title}."


def _what_else(week: WeekAnswer) -> str:
    found = [
        counted(week.changes, "changed mind or new state", "changed minds or new states"),
        counted(len(week.number_conflicts), "conflict of figures", "conflicts of figures"),
        counted(len(week.resolved), "split that was settled", "splits that were settled"),
        counted(len(week.reviewed), "reviewed pair"),
        counted(len(week.corrected), "correction"),
        counted(week.agreeing_groups, "group of insights that agree", "groups of insights that agree"),
    ]
    there_is = [words for words in found if not words.startswith("0 ")]
    if not there_is:
        return "Nobody changed their mind, no figures differ, and no insights newly agree."
    listed = there_is[0] if len(there_is) == 1 else f"{', '.join(there_is[:-1])} and {there_is[-1]}"
    return f"Beside that the week brought {listed}."


def _method(week: WeekAnswer) -> tuple[str, ...]:
    sentences = [
        "Every quote is the text of an insight as it was read; the marked words are what the claim rests on.",
        "A contradiction is new in the week of its later quote. It means that two claims about one move judge it in "
        "opposite ways, cannot both be true, or give different figures for the same thing. Sides are counted up to the "
        "end of the week.",
    ]
    if week.undated:
        carry = "carries" if week.undated == 1 else "carry"
        sentences.append(
            f"{counted(week.undated, 'insight')} of this week {carry} no date and "
            f"{'counts' if week.undated == 1 else 'count'} in the week in which they were read."
        )
    if week.reviewed or week.corrected:
        sentences.append("Reviews and corrections count on the day on which they were made.")
    if week.extracted_by:
        sentences.append(f"Claims were read by {', '.join(week.extracted_by)}.")
    if week.judged_by:
        sentences.append(
            f"Pairs were judged by {', '.join(week.judged_by)}. A machine finds and judges: check before you quote."
        )
    return tuple(sentences)


def _skipped(view: ReportView) -> tuple[str, ...]:
    week = view.week
    sentences = []
    if week.without_claim:
        by_source = "; ".join(f"{one.source}: {one.insights}" for one in week.without_claim[:LISTED])
        silent = counted(sum(one.insights for one in week.without_claim), "line")
        sentences.append(f"No claim was found in {silent}, such as a tagline or an advert ({by_source}).")
    if week.dismissed:
        are = "is" if week.dismissed == 1 else "are"
        sentences.append(f"{counted(week.dismissed, 'contradiction')} that reviewers dismissed {are} left out.")
    short = len(view.new.short) + len(view.grown.short) + len(view.numbers.short)
    if short:
        sentences.append(f"{counted(short, 'debate')} {'is' if short == 1 else 'are'} listed without quotes.")
    left_out = view.new.left_out + view.grown.left_out + view.numbers.left_out
    if left_out:
        sentences.append(f"{counted(left_out, 'further debate')} {'is' if left_out == 1 else 'are'} only counted.")
    rest = (
        (week.changes - len(week.changed_minds), "changed mind or new state", "changed minds or new states"),
        (week.agreeing_groups - len(week.agreements), "group of insights that agree", "groups of insights that agree"),
    )
    sentences += [f"{counted(number, one, many)} not shown." for number, one, many in rest if number]
    return tuple(sentences)
