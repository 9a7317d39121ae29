"""Decide what the weekly report shows of a week: which pairs of quotes, how many, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.words import counted, day
from graph.answers import Agreement, Contradiction, NewSplit, Quote, WeekAnswer

PAIRS_IN_FULL = 2
MORE_QUOTES = 6
AGREEMENTS = 10


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A contradiction with its quotes in the order of the sides."""

    pair: Contradiction
    left: Quote
    right: Quote
    left_letter: str | None
    right_letter: str | None


@dataclass(frozen=True, slots=True)
class ShownSplit:
    """A split with what the report shows of it; `left_out` counts the quotes that it does not."""

    split: NewSplit
    pairs: tuple[ShownPair, ...]
    more: tuple[tuple[str, Quote], ...]
    left_out: int
    address: str | None


def show_split(split: NewSplit, *, page_url: str | None) -> ShownSplit:
    """Choose pairs that show new quotes, strongest first, then further quotes of each side in short."""
    debate = split.debate
    shown: set[str] = set()
    pairs: list[ShownPair] = []
    for pair in split.new:
        if len(pairs) < PAIRS_IN_FULL and not {pair.a.insight_id, pair.b.insight_id} <= shown:
            shown |= {pair.a.insight_id, pair.b.insight_id}
            ends = sorted((pair.a, pair.b), key=lambda quote: debate.letter_of(quote.claim_id) or "~")
            letters = [debate.letter_of(quote.claim_id) for quote in ends]
            pairs.append(ShownPair(pair, ends[0], ends[1], letters[0], letters[1]))
    in_full = {quote.claim_id for pair in pairs for quote in (pair.left, pair.right)}
    rest = [(side.letter, quote) for side in debate.sides for quote in side.quotes if quote.claim_id not in in_full]
    return ShownSplit(
        split=split,
        pairs=tuple(pairs),
        more=tuple(rest[:MORE_QUOTES]),
        left_out=len(rest[MORE_QUOTES:]),
        address=f"{page_url.rstrip('/')}/?debate={debate.id}" if page_url else None,
    )


def summary(week: WeekAnswer) -> tuple[str, str, str]:
    """Say in three sentences what the week brought."""
    return _what_was_read(week), _what_split(week), _what_else(week)


def table(week: WeekAnswer) -> list[tuple[str, str, str]]:
    """Return the rows of the table of counts: name, this week, in the store."""
    total = week.all_time
    rows: Sequence[tuple[str, int, int]] = (
        ("Sources", week.sources, total.sources),
        ("Insights", week.insights, total.insights),
        ("Claims", week.claims, total.claims),
        ("Insights read without finding a claim", week.without_claim, total.without_claim),
        ("Contradictions between two claims", week.new_contradictions, total.contradictions),
        ("Agreements between two claims", sum(group.pairs for group in week.agreements), total.agreements),
        ("Changed minds and new states", len(week.changed_minds), total.updates),
    )
    return [(name, f"{this_week:,}", f"{all_time:,}") for name, this_week, all_time in rows]


def method(week: WeekAnswer) -> list[str]:
    """Say how to read the report, and what it leaves out."""
    sentences = [
        "Every quote is the text of an insight as it was read; the marked words are what the claim rests on.",
        "A contradiction is new in the week of its later quote. It means that two claims about one move judge it in "
        "opposite ways, cannot both be true, or give different figures for the same thing.",
    ]
    if week.undated:
        sentences.append(
            f"{counted(week.undated, 'insight')} of this week {_carry(week.undated)} no date and count in the week in "
            "which they were read."
        )
    if week.dismissed:
        are = "is" if week.dismissed == 1 else "are"
        sentences.append(f"{counted(week.dismissed, 'contradiction')} that reviewers dismissed {are} left out.")
    readers = sorted({name for quote in _quotes(week) for name in (quote.extracted_by,)})
    judges = sorted({pair.judged_by for pair in _pairs(week)})
    if readers:
        sentences.append(f"Claims were read by {', '.join(readers)}.")
    if judges:
        sentences.append(
            f"Pairs were judged by {', '.join(judges)}. A machine finds and judges: check before you quote."
        )
    return sentences


def shown_agreements(week: WeekAnswer) -> tuple[Agreement, ...]:
    """Return the groups of agreeing insights that the report has room for."""
    return week.agreements[:AGREEMENTS]


def _what_was_read(week: WeekAnswer) -> str:
    if not week.insights:
        return f"Nothing in the store counts in the week from {day(week.first_day)} to {day(week.last_day)}."
    return (
        f"{counted(week.insights, 'insight')} from {counted(week.sources, 'source')} "
        f"{'counts' if week.insights == 1 else 'count'} in this week, "
        f"with {counted(week.claims, 'claim')}."
    )


def _what_split(week: WeekAnswer) -> str:
    if not week.new_contradictions:
        return "No new contradiction was found."
    splits = [*week.splits, *week.number_conflicts]
    top = splits[0].debate
    where = f"in {counted(len(splits), 'debate')}, the hottest on" if len(splits) > 1 else "in one debate, on"
    subject = f"{top.actor}: {top.strategy}"
    return (
        f"{counted(week.new_contradictions, 'new contradiction')} {_stand(week.new_contradictions)} {where} {subject}."
    )


def _what_else(week: WeekAnswer) -> str:
    found = [
        counted(len(week.changed_minds), "changed mind or new state", "changed minds or new states"),
        counted(len(week.number_conflicts), "conflict of figures", "conflicts of figures"),
        counted(len(week.agreements), "group of insights that agree", "groups of insights that agree"),
    ]
    there_is = [words for words in found if not words.startswith("0 ")]
    if not there_is:
        return "Nobody changed their mind, no figures differ, and no insights newly agree."
    listed = there_is[0] if len(there_is) == 1 else f"{', '.join(there_is[:-1])} and {there_is[-1]}"
    return f"Beside that the week brought {listed}."


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def _carry(number: int) -> str:
    return "carries" if number == 1 else "carry"


def _pairs(week: WeekAnswer) -> list[Contradiction]:
    return [*(pair for split in (*week.splits, *week.number_conflicts) for pair in split.new), *week.changed_minds]


def _quotes(week: WeekAnswer) -> list[Quote]:
    ends = [quote for pair in _pairs(week) for quote in (pair.a, pair.b)]
    return [*ends, *(quote for group in week.agreements for quote in group.quotes)]
