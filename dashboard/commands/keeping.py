"""Commands that change what the graph holds, or carry it out: review, delete, export."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard import terminal
from dashboard.commands.options import JsonOption, StoreOption, login, readable, writable
from dashboard.words import counted
from graph.errors import UsageError
from graph.settings import load_settings

# ruff: noqa: PLC0415 - spaCy, networkx and templates only when a command needs them


def review(
    relation: Annotated[str, typer.Argument(help="id of a relation, as contradictions --json gives it")],
    decision: Annotated[str, typer.Argument(help="confirm, dismiss or withdraw")],
    note: Annotated[str, typer.Option("--note", help="why")] = "",
    reviewer: Annotated[str | None, typer.Option("--reviewer", help="your name; else your login")] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Confirm or dismiss a contradiction; decisions survive later runs."""
    from graph.record import review as write_review
    from graph.reviews import Decision

    if decision not in list(Decision):
        raise UsageError(f"Decision {decision!r} is unknown. Use confirm, dismiss or withdraw.")
    settings = load_settings(store=store)
    with readable(settings):
        pass  # A review never makes a store: a mistyped path is said, not created.
    with writable(settings) as graph:
        who = reviewer or login("--reviewer")
        reviewed = write_review(relation, Decision(decision), store=graph, reviewer=who, note=note)
    if as_json:
        terminal.print_json({"relation": reviewed.id, "status": reviewed.status.value})
    else:
        typer.echo(f"{reviewed.id} is now {reviewed.status.value}")


def delete(
    source: Annotated[str, typer.Option("--source", help="name of the source")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would go")] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a source out, with all that hangs on it alone; reviews stay."""
    from extract.pipeline import make_rules
    from graph import questions
    from graph.ids import source_id
    from graph.record import forget

    settings = load_settings(store=store)
    with readable(settings) as graph:
        known = {source_id(found.name): found for found in questions.sources(graph)}
    found = known.get(source_id(source))
    if found is None:
        raise UsageError(f"There is no source called {source!r} in {settings.store}. `faultline sources` lists them.")
    if not dry_run:
        with writable(settings) as graph:
            forget(found.name, store=graph, rules=make_rules())
    if as_json:
        row = {"source": found.name, "insights": found.insights, "claims": found.claims, "deleted": not dry_run}
        terminal.print_json(row)
    else:
        held = f"{counted(found.insights, 'insight')}, {counted(found.claims, 'claim')}"
        typer.echo(f"{'Would delete' if dry_run else 'Deleted'} {found.name}: {held}")


def export(
    form: Annotated[str, typer.Option("--format", help="jsonl or csv")] = "jsonl",
    out: Annotated[Path | None, typer.Option("--out", help="file for jsonl, folder for csv")] = None,
    store: StoreOption = None,
) -> None:
    """Write the whole graph out, every node and edge."""
    from dashboard.exporting import export_csv, export_jsonl

    writers = {"jsonl": export_jsonl, "csv": export_csv}
    if form not in writers:
        raise UsageError(f"--format {form} is unknown. Use jsonl or csv.")
    with readable(load_settings(store=store)) as graph:
        writers[form](graph, out)
