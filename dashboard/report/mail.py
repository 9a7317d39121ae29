"""Make the report a mail: text, HTML, and the chart as a picture inside; the same week gives the same bytes."""

import hashlib
from datetime import UTC, datetime, time, timedelta
from datetime import date as calendar_date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from dashboard.report.charts import actor_chart, as_png
from dashboard.report.render import as_html, as_text
from dashboard.report.weekly import ReportView, actor_words
from dashboard.safe import visible
from dashboard.words import counted

# A name that by its standard (RFC 2606) belongs to nobody: ids must not point at a real host.
_HOST = "faultline.invalid"


def as_mail(view: ReportView) -> EmailMessage:
    """Return the report as a mail without sender and recipients, dated to the Monday after the week."""
    chart = actor_chart(view.contested)
    chart_id = f"chart.{view.week.week}@{_HOST}"
    text, html = as_text(view), as_html(view, chart_id=chart_id if chart else None)
    digest = hashlib.sha256(f"{text}\0{html}".encode()).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Faultline {view.week.week}: {counted(view.week.contradictions, 'new contradiction')}"
    monday = calendar_date.fromisoformat(view.week.last_day) + timedelta(days=1)
    message["Date"] = format_datetime(datetime.combine(monday, time(), UTC))
    message["Message-ID"] = f"<{view.week.week}.{digest}@{_HOST}>"
    # A report that an auto-responder answers would be a loop.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if chart:
        page = message.get_payload()[1]  # type: ignore[index]
        page.add_related(  # type: ignore[union-attr]
            as_png(chart),
            maintype="image",
            subtype="png",
            cid=f"<{chart_id}>",
            filename=f"{view.week.week}-actors.png",
            disposition="inline",
        )
        picture = page.get_payload()[1]  # type: ignore[union-attr, index]
        picture["Content-Description"] = _header("; ".join(actor_words(actor) for actor in view.contested))  # type: ignore[index]
    _fix_boundaries(message, digest)
    return message


def _header(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _fix_boundaries(message: EmailMessage, digest: str) -> None:
    """Name the boundaries after the content, for those made by default are drawn by chance."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{digest}_{number}")
