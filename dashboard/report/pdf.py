"""Set the report on A4 pages with Typst, which needs no other program on the machine."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dashboard.figures import side_class
from dashboard.report import weekly
from dashboard.report.weekly import ROOM, Listed, ReportView
from dashboard.safe import evidence_parts, safe_url, visible
from dashboard.words import byline, counted, day, split_kind, split_line
from graph.answers import Contradiction, Quote
from graph.errors import FaultlineError
from graph.week_answers import GivenUp, ReviewedPair, ReviewedPassage, WeekDebate

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "weekly.typ"
# Typst breaks lines between words only; a word longer than this gets places to break at.
_LONG_WORD = re.compile(r"\S{30}(?=\S)")
_BREAK = "\u200b"


def as_pdf(view: ReportView) -> bytes:
    """Return the report as PDF.

    Raises
    ------
    FaultlineError
        If the extra that makes PDF files is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise FaultlineError(
            "PDF files need the package typst, which is not installed. Install it with pip install 'faultline[pdf]', "
            "in a checkout with .venv/bin/pip install typst, or leave pdf out of --format."
        ) from error
    data = json.dumps(_plain(_report(view)), ensure_ascii=False)
    try:
        return typst.compile(str(_TEMPLATE), format="pdf", sys_inputs={"report": data}, timestamp=0)
    except typst.TypstError as error:
        raise FaultlineError(f"Typst could not set the report: {error}. The other formats do not need it.") from error


def _report(view: ReportView) -> dict[str, Any]:
    week = view.week
    empty = []
    if not week.insights:
        empty.append("Read something for this week with: faultline run FILE")
        if view.nearby:
            empty.append(f"Weeks that hold insights: {', '.join(view.nearby)}.")
    return {
        "title": view.title,
        "week": week.week,
        "days": f"{day(week.first_day)} to {day(week.last_day)}",
        "summary": " ".join(view.summary),
        "empty": empty,
        "biggest": [_debate(view, debate) for debate in view.biggest],
        "sections": [section for section in _sections(view) if section is not None],
        "table": view.table,
        "method": view.method,
        "skipped": view.skipped,
    }


def _sections(view: ReportView) -> Iterable[dict[str, Any] | None]:
    week = view.week
    yield _debates(view, "New contradictions", view.new, none="No debate became split this week.")
    yield _debates(view, "Contradictions that grew", view.grown)
    yield _pairs("Settled", [_settled(one) for one in week.resolved[: ROOM["resolved"]]], of=len(week.resolved))
    yield _pairs("Reviewed", [_reviewed(one) for one in week.reviewed[: ROOM["reviewed"]]], of=len(week.reviewed))
    made = week.corrected[: ROOM["corrected"]]
    yield _lines(
        "Corrected",
        [{"title": one.says, "words": weekly.correction_words(one), "quotes": []} for one in made],
        rest=_and_more(len(week.corrected) - len(made)),
    )
    changes = [_pair(f"{pair.a.actor}: {weekly.change_words(pair)}", "", pair, notes=[]) for pair in week.changed_minds]
    yield _pairs("Changed minds and new states", changes, of=week.changes)
    yield _debates(view, "Figures that differ", view.numbers)
    yield _lines("New agreement", _agreement(view), rest=_agreements_left_out(view))
    spots = week.blind_spots[: ROOM["blind_spots"]]
    yield _lines(
        "Blind spots",
        [{"title": spot.subject, "words": weekly.spot_words(spot), "quotes": []} for spot in spots],
        rest=_and_more(len(week.blind_spots) - len(spots)),
    )
    yield _chart(view)


def _debates(view: ReportView, title: str, listed: Listed, *, none: str = "") -> dict[str, Any] | None:
    if not listed.total and not none:
        return None
    return {
        "kind": "debates",
        "title": title,
        "intro": "" if listed.total else none,
        "full": [_debate(view, debate) for debate in listed.full],
        "short": [_debate(view, debate) for debate in listed.short],
        "rest": f"and {counted(listed.left_out, 'more debate')}, only counted" if listed.left_out else "",
    }


def _debate(view: ReportView, debate: WeekDebate) -> dict[str, Any]:
    notes = [] if debate.origins_named else ["Origins not named: the digest does not say who said what."]
    if debate.left_out:
        notes.append(f"{counted(debate.left_out, 'more insight')} of this week in the full debate.")
    sides = [
        {
            "letter": side.letter,
            "colour": side_class(side.letter),
            "label": side.label,
            "insights": side.insights,
            "words": weekly.side_words(debate, side),
        }
        for side in debate.sides
    ]
    counts = "; ".join(f"{side['letter']} {side['words']}" for side in sides if side["insights"])
    return {
        "title": debate.title,
        "kind": f"{split_kind(debate.facet)} · {weekly.news_words(debate)}",
        "words": f"{split_kind(debate.facet)}; {counts}",
        "agreed": weekly.agreed_words(debate),
        "split": split_line(debate),
        "sides": sides,
        "pairs": [
            {
                "quotes": [_quote(one.left, one.left_letter), _quote(one.right, one.right_letter)],
                "reason": _reason(one.pair),
            }
            for one in debate.pairs
        ],
        "more": [_quote(quote, letter) for letter, quote in debate.more],
        "note": " ".join(notes),
        "open": f"Open it with faultline dashboard, debate {debate.id}",
        "address": safe_url(view.address(debate.id)),
    }


def _quote(quote: Quote, letter: str | None, heading: str = "") -> dict[str, Any]:
    before, evidence, after = evidence_parts(quote)
    return {
        "letter": letter or "",
        "colour": side_class(letter),
        "heading": heading,
        "before": before,
        "evidence": evidence,
        "after": after,
        "byline": byline(quote),
        "url": safe_url(quote.url),
    }


def _reason(pair: Contradiction) -> str:
    notes = [pair.reason]
    if pair.within_one_source:
        notes.append("Both quotes come from one source.")
    if pair.status.value != "open":
        notes.append(f"Reviewed: {pair.status.value}.")
    return " ".join(notes)


def _pair(title: str, line: str, pair: Contradiction, *, notes: Sequence[str]) -> dict[str, Any]:
    quotes = [_quote(pair.b, None, "Before"), _quote(pair.a, None, "Now")]
    return {"title": title, "line": line, "quotes": quotes, "reason": _reason(pair), "notes": notes}


def _settled(one: GivenUp) -> dict[str, Any]:
    title = one.debate.title
    return _pair(title, weekly.resolved_words(one), one.change, notes=[])


def _reviewed(pair: ReviewedPair) -> dict[str, Any]:
    return {
        "title": weekly.reviewed_words(pair),
        "line": "",
        "quotes": [_passage(passage) for passage in (pair.a, pair.b)],
        "reason": "",
        "notes": [weekly.decision_words(decided) for decided in pair.decisions],
    }


def _passage(passage: ReviewedPassage) -> dict[str, Any]:
    where = f"{passage.source or 'source deleted since'}, {day(passage.published)}"
    return {
        "letter": "",
        "colour": "n",
        "heading": "",
        "before": passage.evidence,
        "evidence": "",
        "after": "",
        "byline": where,
        "url": None,
    }


def _pairs(title: str, pairs: Sequence[dict[str, Any]], *, of: int) -> dict[str, Any] | None:
    if not pairs:
        return None
    return {"kind": "pairs", "title": title, "intro": "", "pairs": pairs, "rest": _and_more(of - len(pairs))}


def _lines(title: str, lines: Sequence[dict[str, Any]], *, rest: str) -> dict[str, Any] | None:
    return {"kind": "lines", "title": title, "intro": "", "lines": lines, "rest": rest} if lines else None


def _agreement(view: ReportView) -> list[dict[str, Any]]:
    gained = [
        {
            "title": f"{gain.debate.title}: {gain.side.letter} {gain.side.label}",
            "words": f"{gain.side.sources_before} → {counted(gain.side.sources, 'source')}",
            "quotes": [],
        }
        for gain in view.week.gained[: ROOM["gained"]]
    ]
    groups = [
        {
            "title": group.quotes[0].title,
            "words": weekly.group_words(group),
            "quotes": [_quote(quote, None) for quote in group.quotes],
        }
        for group in view.week.agreements
        if group.quotes
    ]
    return [*gained, *groups]


def _agreements_left_out(view: ReportView) -> str:
    week = view.week
    hidden = max(len(week.gained) - ROOM["gained"], 0) + week.agreeing_groups - len(week.agreements)
    return _and_more(hidden)


def _chart(view: ReportView) -> dict[str, Any] | None:
    if not view.contested:
        return None
    actors = [
        {
            "name": actor.name,
            "words": counted(actor.contradictions, "contradiction"),
            "parts": [
                {"colour": colour, "number": number}
                for colour, number in (("a", actor.positive), ("n", actor.neutral), ("b", actor.negative))
                if number
            ],
        }
        for actor in view.contested
    ]
    return {
        "kind": "chart",
        "title": "Most contested actors",
        "intro": "Insights of this week on each actor, and new contradictions with them.",
        "actors": actors,
        "most": max(actor.positive + actor.neutral + actor.negative for actor in view.contested),
        "rest": _and_more(view.contested_left_out),
    }


def _and_more(number: int) -> str:
    return f"and {number:,} more" if number > 0 else ""


def _plain(value: Any) -> Any:
    """Return the data with every text on one line, without steering characters, long words breakable."""
    if isinstance(value, dict):
        return {key: one if key in {"url", "address"} else _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _breakable(value) if isinstance(value, str) else value


def _breakable(text: str) -> str:
    # `visible` takes blanks off the ends, which part the evidence from what is around it.
    head, tail = (" " if text[:1] == " " else ""), (" " if text[-1:] == " " and text.strip() else "")
    return head + _LONG_WORD.sub(lambda match: match[0] + _BREAK, visible(text)) + tail
