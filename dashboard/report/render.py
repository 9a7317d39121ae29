"""Write the weekly report as files: the same answers give the same bytes."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dashboard.report.weekly import method, show_split, shown_agreements, summary, table
from dashboard.safe import safe_url
from dashboard.templating import html_templates, markdown_templates
from graph.answers import WeekAnswer
from graph.errors import FaultlineError, UsageError
from graph.questions import latest_week, weeks
from graph.store import Reader
from graph.weekly import week_answer

FORMATS = ("md", "html")
_NEARBY = 5


def write_report(
    store: Reader,
    *,
    week: str | None,
    formats: Sequence[str] = FORMATS,
    out: Path,
    page_url: str | None = None,
) -> list[Path]:
    """Write the report on a week into the folder `out`, one file a format.

    Parameters
    ----------
    store : Reader
    week : str or None
        ISO week, such as ``2026-W47``; None for the latest with dated insights, else the week of
        reading.
    formats : sequence of str
        Of ``md`` and ``html``.
    out : Path
        Made when it is missing.
    page_url : str, optional
        Address of the page, for links to debates.

    Returns
    -------
    list of Path
        In the order of `formats`.

    Raises
    ------
    UsageError
        If the store is empty and no week is given, or a format, week or address cannot be used.
    """
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"There is no report format called {name!r}. Use one of: {', '.join(FORMATS)}.")
    if page_url is not None and safe_url(page_url) is None:
        raise UsageError(f"{page_url!r} is not an address of a page. Write it as http://localhost:8501.")
    week = week or latest_week(store)
    if week is None:
        raise UsageError("The store holds no insights yet. Read some first: faultline run FILE")
    answer = week_answer(store, week)
    nearby = [] if answer.insights else [known.week for known in weeks(store)][-_NEARBY:]
    written = []
    for name in formats:
        path = out / f"{week}.{name}"
        _write_whole(path, render(answer, format_=name, nearby=nearby, page_url=page_url))
        written.append(path)
    return written


def render(answer: WeekAnswer, *, format_: str, nearby: Sequence[str] = (), page_url: str | None = None) -> str:
    """Return the report on a week as text.

    Parameters
    ----------
    answer : WeekAnswer
    format_ : str
        ``md`` or ``html``.
    nearby : sequence of str
        Weeks to point at where this one is empty.
    page_url : str, optional
        Address of the page, for links to debates.
    """
    templates = html_templates() if format_ == "html" else markdown_templates()
    agreements = shown_agreements(answer)
    text = templates.get_template(f"weekly.{format_}.jinja").render(
        week=answer,
        summary=summary(answer),
        nearby=list(nearby),
        splits=[show_split(split, page_url=page_url) for split in answer.splits],
        conflicts=[show_split(split, page_url=page_url) for split in answer.number_conflicts],
        agreements=agreements,
        agreements_left_out=len(answer.agreements) - len(agreements),
        table=table(answer),
        method=method(answer),
    )
    return text if format_ == "html" else _single_blank_lines(text)


def _single_blank_lines(text: str) -> str:
    lines: list[str] = []
    for line in (line.rstrip() for line in text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def _write_whole(path: Path, text: str) -> None:
    """Put the file in place at once, so that nobody reads half a report."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise FaultlineError(f"Cannot write into {path.parent}: {error.strerror}. Name another folder.") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # A temporary file is private; a report is a file like any other.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise FaultlineError(f"Cannot write {path}: {error.strerror}.") from error
