"""How answers look in a terminal: what LOOK calls the first thirty lines."""

import csv
import json
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from dashboard.words import byline, counted, split_kind
from graph.answers import Contradiction, DebateAnswer
from graph.errors import UsageError

if TYPE_CHECKING:
    from extract.diagnosis import Diagnosis
    from extract.pipeline import Progress, RunSummary
    from extract.readers import Notice

# Blue and orange are the sides everywhere; a letter stands beside the colour.
_COLOURS = ("blue", "dark_orange")
_QUOTE_LENGTH = 70
_LABEL_LENGTH = 44
_SHOWN = 6
_NOTICES = 20
_NO_WIDTH = 100_000
_FORMS = ("table", "csv", "json")


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
    # A tagline or an advert is a line without a claim, no insight: here, on the page and in the report.
    parts = [counted(summary.insights - summary.without_claim, "insight"), counted(summary.claims, "claim")]
    if summary.new_insights < summary.insights:
        parts.insert(1, f"{summary.new_insights} new")
    if summary.replaced:
        parts.insert(1, f"{summary.replaced} read anew")
    if summary.without_claim:
        parts.append(f"{counted(summary.without_claim, 'line')} without a claim")
    return ", ".join(parts)


def print_run(
    summary: "RunSummary", debates: Sequence[DebateAnswer], *, store: str, own_store: bool, reports: Sequence[Path]
) -> None:
    """Print what a person wants to know after a run; `own_store`: other commands open this one without being told."""
    option = "" if own_store else f" --store {shlex.quote(store)}"
    typer.echo(counts_line(summary))
    typer.echo(f"{counted(len(debates), 'debate')} new or changed\n")
    print_debates(debates[:_SHOWN])
    if len(debates) > _SHOWN:
        typer.echo(f"... and {len(debates) - _SHOWN} more: faultline debates{option}\n")
    pages = [str(path) for path in reports if path.suffix == ".html"]
    told = [f"Report: {page}" for page in pages] + [f"Page: faultline dashboard{option}", f"Store: {store}"]
    typer.echo("    ".join(told))


def print_debates(debates: Sequence[DebateAnswer]) -> None:
    """Print debates, each side with its label, count and strongest quote."""
    console = Console(highlight=False, soft_wrap=True)
    if not debates:
        console.print("No debates here. Ask for less, or read more sources: faultline run INPUT")
    for debate in debates:
        title = Text(debate.title, style="bold")
        console.print(title, Text(f"  {split_kind(debate.facet)}", style="dim"))
        labels = [shortened(side.label, _LABEL_LENGTH) for side in debate.sides]
        width = max(map(len, labels))
        for index, (side, label) in enumerate(zip(debate.sides, labels, strict=True)):
            line = Text(f"  {side.letter} {label:{width}}", style=_COLOURS[index % 2])
            line.append(f"  {counted(side.insights, 'insight'):11}", style="default")
            # Where a side has no phrase of its own, its label is the quote already.
            if side.quotes and not side.label.startswith("“"):
                line.append(f"  “{shortened(side.quotes[0].evidence, _QUOTE_LENGTH)}”", style="dim")
            console.print(line)
        console.print()


def print_contradictions(found: Sequence[Contradiction]) -> None:
    """Print contradictions, both quotes under each other, with the reason."""
    console = Console(highlight=False, soft_wrap=True)
    if not found:
        console.print("No contradictions here. Ask for less, or read more sources: faultline run INPUT")
    for contradiction in found:
        console.print(Text(contradiction.reason, style="bold"))
        for letter, colour, quote in zip("AB", _COLOURS, (contradiction.a, contradiction.b), strict=True):
            console.print(Text(f"  {letter} “{quote.evidence}”", style=colour), Text(f" {byline(quote)}", style="dim"))
        inside = ", within one source" if contradiction.within_one_source else ""
        status = f"{contradiction.status.value}, {split_kind(contradiction.facet)}{inside}"
        console.print(Text(f"  {contradiction.relation_id}  {status}\n", style="dim"))


def shortened(text: str, length: int) -> str:
    """Cut a text at a word, with an ellipsis where something is left out.

    Examples
    --------
    >>> shortened("tacitly admitting a strategy shift", 20)
    'tacitly admitting …'
    """
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + " …"


def say_notices(summary: "RunSummary", *, quiet: bool) -> None:
    """Say on standard error what was noticed, problems first; a flood is cut, and that is said."""
    say_each([*summary.problems, *(notice for notice in summary.notices if notice.level == "notice" and not quiet)])
    for bucket in summary.capped:
        typer.echo(f"notice: Not all pairs were compared: {bucket}", err=True)


def say_each(notices: "Sequence[Notice]") -> None:
    """Say notices on standard error, and how many more there are than fit."""
    for notice in notices[:_NOTICES]:
        typer.echo(f"{notice.level}: {notice}", err=True)
    if len(notices) > _NOTICES:
        typer.echo(f"... and {len(notices) - _NOTICES:,} more; --json gives all", err=True)


def print_scores(result: Mapping[str, Any]) -> None:
    """Print the scorer's result: precision, recall and F1 of what is found, and single figures."""
    columns = ["measure", "precision", "recall", "f1", "predicted", "gold"]
    rows = []
    for measure, value in result.items():
        if not isinstance(value, Mapping):
            rows.append([measure, None, None, value, None, None])
            continue
        rows.append([measure, *(value.get(column) for column in columns[1:])])
        rows += [
            [f"{measure} {key}", None, None, part, None, None] for key, part in value.items() if key not in columns
        ]
    print_rows(columns, rows, "table")


def print_diagnosis(found: "Diagnosis", *, errors: int) -> None:
    """Print what is taken for what, how far confidence holds, and the worst errors with their texts."""
    for title, confusion in (("claims", found.polarity), ("pairs of insights", found.facets)):
        columns = sorted({got for _, got in confusion})
        rows = [
            [wanted, *(confusion.get((wanted, got), 0) for got in columns)]
            for wanted in sorted({wanted for wanted, _ in confusion})
        ]
        typer.echo(f"\n{title}: labelled (rows), found (columns)")
        print_rows(["", *columns], rows, "table")
    if found.calibration_error is not None:
        typer.echo(f"\ncalibration error of claims: {found.calibration_error:.3f}")
    if found.lost:
        typer.echo("\ncontradictions not found, by what lost them:")
        print_rows(["lost to", "pairs"], [[loss.words, count] for loss, count in sorted(found.lost.items())], "table")
    shown = found.mistakes[:errors]
    if shown:
        typer.echo(f"\nThe {counted(len(shown), 'worst error')} of {len(found.mistakes)}, the surest first:")
    for mistake in shown:
        typer.echo(f"  {mistake.weight:.2f}  labelled {mistake.labelled}, found {mistake.found}")
        for insight, text in mistake.texts:
            typer.echo(f"        {insight}: {text}")


def print_never_asked(pairs: Sequence[Mapping[str, Any]]) -> None:
    """Print the labelled pairs that were never judged: what is lost before a judge sees it."""
    if pairs:
        typer.echo(f"\n{counted(len(pairs), 'labelled pair')} never judged:")
    for row in pairs:
        typer.echo(f"  {row['a']} ~ {row['b']}  {row['relation']}/{row['kind']}")


def known_form(form: str) -> str:
    """Return the form of a printed table.

    Raises
    ------
    UsageError
        If there is no such form.
    """
    if form not in _FORMS:
        raise UsageError(f"--format {form} is unknown. Use table, csv or json.")
    return form


def print_json(value: Any) -> None:
    """Print JSON, indented."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print rows as a table, CSV or a JSON list of objects."""
    if known_form(form) == "json":
        # A query may give two columns one name; an object holds the last.
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(Text(column))
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    # A pipe has no width: nothing is cut or wrapped there.
    Console(highlight=False, width=None if sys.stdout.isatty() else _NO_WIDTH).print(table)
    if sys.stderr.isatty():
        typer.echo(counted(len(rows), "row"), err=True)
