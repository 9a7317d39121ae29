"""What a run can do with a model before it reads: say what it would take, or use the batch service."""

from collections.abc import Sequence

import typer

from dashboard import terminal
from dashboard.words import counted
from graph.errors import UsageError
from graph.settings import Settings


def before_run(
    inputs: Sequence[str], *, settings: Settings, source: str | None, dry_run: bool, batch: str | None
) -> bool:
    """Estimate, submit or collect; return whether the run itself should follow.

    Raises
    ------
    UsageError
        If no model is asked, or `batch` is neither submit nor collect.
    """
    from extract.llm.backfill import collect, submit  # noqa: PLC0415 - only where a model is asked
    from extract.llm.session import LlmSession  # noqa: PLC0415
    from extract.readers import Notice, read_inputs  # noqa: PLC0415

    if settings.engine != "llm":
        raise UsageError("--dry-run and --batch are about a model. Add --engine llm.")
    if batch not in {None, "submit", "collect"}:
        raise UsageError(f"--batch {batch} is not known. Use submit or collect.")
    notices: list[Notice] = []
    with LlmSession(settings) as session:
        if dry_run:
            insights = list(read_inputs(inputs, source=source, notices=notices))
            terminal.say_each(notices)
            typer.echo(
                f"{counted(len(insights), 'insight')}; what is not answered yet would take about "
                f"{session.extractor.estimate(insights)}. Judging pairs comes on top."
            )
            return False
        if batch == "submit":
            texts = (insight.text for insight in read_inputs(inputs, source=source, notices=notices))
            sent = submit(texts, client=session.client, extractor=session.extractor, answers=session.answers)
            terminal.say_each(notices)
            typer.echo(f"{counted(sent, 'insight')} handed in; run with --batch collect later.")
            return False
        found = collect(client=session.client, extractor=session.extractor, answers=session.answers)
    message = f"{counted(found.done, 'job')} done with {counted(found.texts, 'insight')}, {found.open} still open"
    typer.echo(f"{message}, {found.failed} failed.", err=True)
    return not found.open
