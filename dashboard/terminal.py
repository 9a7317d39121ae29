"""How answers look in a terminal: what LOOK calls the first thirty lines."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from graph.answers import Contradiction, DebateAnswer
from graph.errors import UsageError
from graph.models import Facet

if TYPE_CHECKING:
    from extract.pipeline import Progress, RunSummary

_SPLITS = {Facet.STANCE: "split on meaning", Facet.FACT: "split on fact", Facet.NUMBER: "split on figures"}
# Blue and orange are the sides everywhere; a letter stands beside the colour.
_COLOURS = ("blue", "dark_orange")
_QUOTE_LENGTH = 70
_SHOWN = 8


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> plural(1, "insight"), plural(2, "debate")
    ('1 insight', '2 debates')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@contextmanager
def progress(*, quiet: bool) -> "Iterator[Progress | None]":
    """Show on standard error what is being done and how far; nothing where nobody is watching."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    done: dict[str, int] = {}
    with Bar(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("starting", total=None)

        def advance(what: str, count: int) -> None:
            done[what] = done.get(what, 0) + count
            bar.update(task, description=", ".join(f"{number} {stage}" for stage, number in done.items()))

        yield advance


def counts_line(summary: "RunSummary") -> str:
    """Return what was read, in one line."""
    parts = [plural(summary.insights, "insight"), plural(summary.claims, "claim")]
    if summary.new_insights < summary.insights:
        parts.insert(1, f"{summary.new_insights} new")
    if summary.without_claim:
        parts.append(f"{plural(summary.without_claim, 'insight')} without a claim")
    return ", ".join(parts)


def print_run(summary: "RunSummary", debates: Sequence[DebateAnswer], *, store: str, reports: Sequence[Path]) -> None:
    """Print what a person wants to know after a run."""
    typer.echo(counts_line(summary))
    typer.echo(f"{plural(len(debates), 'debate')} new or changed\n")
    print_debates(debates[:_SHOWN])
    if len(debates) > _SHOWN:
        typer.echo(f"... and {len(debates) - _SHOWN} more: faultline debates --store {store}\n")
    pages = [str(path) for path in reports if path.suffix == ".html"]
    typer.echo("    ".join([*(f"Report: {page}" for page in pages), "Page: faultline dashboard", f"Store: {store}"]))


def print_debates(debates: Sequence[DebateAnswer]) -> None:
    """Print debates, each side with its label, count and strongest quote."""
    console = Console(highlight=False, soft_wrap=True)
    if not debates:
        console.print("No debates. Read more sources with: faultline run INPUT")
    for debate in debates:
        console.print(
            Text(f"{debate.actor} · {debate.strategy}", style="bold"), Text(f"  {_SPLITS[debate.facet]}", style="dim")
        )
        width = max(len(side.label) for side in debate.sides)
        for index, side in enumerate(debate.sides):
            quote = side.quotes[0].evidence if side.quotes else ""
            line = Text(f"  {side.letter} ", style=_COLOURS[index % 2])
            line.append(f"{side.label:{width}}", style=_COLOURS[index % 2])
            line.append(f"  {side.insights}   ").append(f"“{shortened(quote)}”", style="dim")
            console.print(line)
        console.print()


def print_contradictions(found: Sequence[Contradiction]) -> None:
    """Print contradictions, both quotes under each other, with the reason."""
    console = Console(highlight=False, soft_wrap=True)
    if not found:
        console.print("No contradictions. Read more sources with: faultline run INPUT")
    for contradiction in found:
        console.print(Text(contradiction.reason, style="bold"))
        for index, quote in enumerate((contradiction.a, contradiction.b)):
            where = ", ".join(part for part in (quote.speaker, quote.source, quote.published or "undated") if part)
            console.print(
                Text(f"  {'AB'[index]} “{quote.evidence}”", style=_COLOURS[index]), Text(f" {where}", style="dim")
            )
        console.print(Text(f"  {contradiction.relation_id}  {contradiction.status.value}\n", style="dim"))


def shortened(text: str) -> str:
    """Cut a quote at a word, with an ellipsis where something is left out."""
    if len(text) <= _QUOTE_LENGTH:
        return text
    return text[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def debate_row(debate: DebateAnswer) -> dict[str, Any]:
    """Return a debate as JSON, with both sides' quotes."""
    return debate.model_dump(mode="json")


def print_json(value: Any) -> None:
    """Print JSON, indented."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print rows as a table, CSV or a JSON list of objects."""
    if form == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    elif form == "table":
        table = Table(box=None, pad_edge=False)
        for column in columns:
            table.add_column(Text(column))
        for row in rows:
            table.add_row(*(Text("" if value is None else str(value)) for value in row))
        console = Console(highlight=False)
        # A pipe has no width: nothing is cut or wrapped there.
        console.print(table, width=console.width if console.is_terminal else 100_000, crop=False)
        typer.echo(plural(len(rows), "row"), err=True)
    else:
        raise UsageError(f"--format {form} is unknown. Use table, csv or json.")
