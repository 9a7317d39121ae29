"""Commands that tell what a week brought: report, compare."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard import terminal
from dashboard.commands.options import JsonOption, QuietOption, StoreOption, readable
from graph.settings import load_settings

# ruff: noqa: PLC0415 - templates, charts and the mail client only when a report is asked for


def report(
    week: Annotated[str | None, typer.Option("--week", help="ISO week such as 2026-W47; else the latest")] = None,
    form: Annotated[
        str, typer.Option("--format", help="some of md, html, pdf, email, atom, parted by commas")
    ] = "md,html",
    out: Annotated[Path, typer.Option("--out", help="folder that the report is written to")] = Path("reports"),
    page_url: Annotated[str | None, typer.Option("--page-url", help="address of the page, for links")] = None,
    send: Annotated[bool, typer.Option("--send", help="also send it by mail, as the settings say")] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write the weekly contradiction report."""
    from dashboard.report import check_formats, report_view, write_view

    wanted = tuple(part.strip() for part in form.split(",") if part.strip())
    check_formats(wanted)
    settings = load_settings(store=store, page_url=page_url)
    if send:
        from dashboard.report.sending import mail_server

        server = mail_server(settings)  # before any work: a missing setting is said at once
    with readable(settings) as graph:
        view = report_view(graph, week=week, page_url=settings.page_url)
        written = write_view(view, graph, formats=wanted, out=out)
    if as_json:
        terminal.print_json([str(path) for path in written])
    else:
        typer.echo("\n".join(str(path) for path in written))
    if send:
        from dashboard.report.mail import as_mail
        from dashboard.report.sending import send as send_mail

        send_mail(as_mail(view), server)
        if not quiet:
            typer.echo(f"Sent to {', '.join(to.addr_spec for to in server.recipients)}", err=True)


def compare(
    first: Annotated[str, typer.Argument(metavar="WEEK", help="ISO week such as 2026-W46")],
    second: Annotated[str, typer.Argument(metavar="WEEK", help="ISO week such as 2026-W47")],
    form: Annotated[str, typer.Option("--format", help="text or md")] = "text",
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what two weeks have in common, and what not."""
    from dashboard.report import comparing
    from graph.errors import UsageError
    from graph.weekly import compare_weeks

    writers = {"text": comparing.as_text, "md": comparing.as_markdown}
    if form not in writers:
        raise UsageError(f"--format {form} is unknown. Use text or md.")
    with readable(load_settings(store=store)) as graph:
        found = compare_weeks(graph, first, second)
    if as_json:
        terminal.print_json(found.model_dump(mode="json"))
    else:
        typer.echo(writers[form](found), nl=False)
