"""Write the weekly report as files: the same answers give the same bytes."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dashboard.report import weekly
from dashboard.report.charts import actor_chart
from dashboard.report.feed import write_feed
from dashboard.report.weekly import ReportView
from dashboard.safe import safe_url
from dashboard.templating import html_templates, markdown_templates, text_templates
from graph.errors import FaultlineError, UsageError
from graph.store import Reader
from graph.weekly import default_week, week_answer

FORMATS = ("md", "html", "pdf", "email", "atom")
FEED = "contradictions.atom"
_NEARBY = 5
_WORDS = MappingProxyType(
    {
        name: getattr(weekly, name)
        for name in (
            "side_words",
            "news_words",
            "bar_words",
            "agreed_words",
            "change_words",
            "resolved_words",
            "decision_words",
            "reviewed_words",
            "correction_words",
            "group_words",
            "spot_words",
            "actor_words",
        )
    }
)


def write_report(
    store: Reader,
    *,
    week: str | None,
    formats: Sequence[str] = ("md", "html"),
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
        Of ``md``, ``html``, ``pdf``, ``email`` and ``atom``. The feed is one file for all weeks.
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
    FaultlineError
        If a file cannot be written, or what PDF files need is not installed.
    """
    check_formats(formats)
    return write_view(report_view(store, week=week, page_url=page_url), store, formats=formats, out=out)


def write_view(view: ReportView, store: Reader, *, formats: Sequence[str], out: Path) -> list[Path]:
    """Write what ``report_view`` returned; see ``write_report``. The feed is asked of `store`."""
    written = []
    for name in dict.fromkeys(formats):
        if name == "atom":
            path = out / FEED
            content: str | bytes = write_feed(store, last_week=view.week.week, page_url=view.page_url)
        else:
            path = out / f"{view.week.week}.{_ENDINGS.get(name, name)}"
            content = _WRITERS[name](view)
        _write_whole(path, content)
        written.append(path)
    return written


def check_formats(formats: Sequence[str]) -> None:
    """Refuse formats that there are not.

    Raises
    ------
    UsageError
        Naming the first of them.
    """
    if not formats:
        raise UsageError(f"No report format is given. Use some of: {', '.join(FORMATS)}.")
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"There is no report format called {name!r}. Use some of: {', '.join(FORMATS)}.")


def report_view(store: Reader, *, week: str | None, page_url: str | None = None) -> ReportView:
    """Return a week as every format shows it.

    Raises
    ------
    UsageError
        If the store is empty and no week is given, or the week or address cannot be used.
    """
    if page_url is not None and safe_url(page_url) is None:
        raise UsageError(f"{page_url!r} is not an address of a page. Write it as http://localhost:8501.")
    latest = default_week(store)
    week = week or latest
    if week is None:
        raise UsageError("The store holds no insights yet. Read some first: faultline run FILE")
    answer = week_answer(store, week)
    nearby: list[str] = []
    if not answer.insights and latest is not None:
        nearby = [row["week"] for row in store.query("weeks_dated")][-_NEARBY:] or [latest]
    return ReportView(week=answer, nearby=tuple(nearby), page_url=page_url.rstrip("/") if page_url else None)


def as_markdown(view: ReportView) -> str:
    """Return the report as Markdown."""
    return _single_blank_lines(markdown_templates().get_template("weekly.md.jinja").render(_context(view)))


def as_text(view: ReportView) -> str:
    """Return the report as plain text, for the text part of a mail."""
    return _single_blank_lines(text_templates().get_template("weekly.md.jinja").render(_context(view)))


def as_html(view: ReportView, *, chart_id: str | None = None) -> str:
    """Return the report as one HTML file without scripts, its styles also on each element.

    Parameters
    ----------
    view : ReportView
    chart_id : str, optional
        Content id of the chart in a mail; without one, the chart is drawn in the file.
    """
    import css_inline  # noqa: PLC0415 - only here

    html = (
        html_templates()
        .get_template("weekly.html.jinja")
        .render(_context(view), chart=actor_chart(view.contested), chart_id=chart_id)
    )
    # Some mail clients drop style sheets; what is kept of the sheet is for screens of other kinds.
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)


def _as_pdf(view: ReportView) -> bytes:
    from dashboard.report.pdf import as_pdf  # noqa: PLC0415 - an extra

    return as_pdf(view)


def _as_mail(view: ReportView) -> bytes:
    from dashboard.report.mail import as_mail  # noqa: PLC0415 - only here

    return as_mail(view).as_bytes()


_ENDINGS: Mapping[str, str] = MappingProxyType({"email": "eml"})
_WRITERS: Mapping[str, Callable[[ReportView], str | bytes]] = MappingProxyType(
    {"md": as_markdown, "html": as_html, "pdf": _as_pdf, "email": _as_mail}
)


def _context(view: ReportView) -> dict[str, Any]:
    return {"view": view, "week": view.week, "room": weekly.ROOM, **_WORDS}


def _single_blank_lines(text: str) -> str:
    lines: list[str] = []
    for line in (line.rstrip() for line in text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def _write_whole(path: Path, content: str | bytes) -> None:
    """Put the file in place at once, so that nobody reads half a report."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise FaultlineError(f"Cannot write into {path.parent}: {error.strerror}. Name another folder.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # A temporary file is private; a report is a file like any other.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise FaultlineError(f"Cannot write {path}: {error.strerror}.") from error
