"""The command ``faultline``: reads what was asked, calls the library, prints the answer.

Results go to standard output, progress and messages to standard error. Exit codes: 0 done, 1 failed,
2 wrong usage, 3 done in part, 4 a service is not reachable.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard import terminal
from graph.errors import FaultlineError, UsageError
from graph.settings import Settings, load_settings
from graph.store import GraphStore, open_store

if TYPE_CHECKING:
    from extract.pipeline import RunSummary
    from graph.answers import Filters

# What a command needs is imported when it runs: `faultline --help` must not wait for spaCy or a driver.
# ruff: noqa: PLC0415

app = typer.Typer(
    name="faultline",
    help="Shows where sources agree and where they split.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="files, folders, or - for standard input")]
StoreOption = Annotated[str | None, typer.Option("--store", help="path of the embedded store, or a Neo4j address")]
JsonOption = Annotated[bool, typer.Option("--json", help="print JSON")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="no progress, no notices")]
SourceOption = Annotated[str | None, typer.Option("--source", help="source of records that do not name one")]
EngineOption = Annotated[str | None, typer.Option("--engine", help="what reads claims out of text: local")]
ActorFilter = Annotated[str | None, typer.Option("--actor", help="only about this actor")]
StrategyFilter = Annotated[str | None, typer.Option("--strategy", help="only moves with these words in their name")]
SourceFilter = Annotated[str | None, typer.Option("--source", help="only with a quote from this source")]
SinceFilter = Annotated[str | None, typer.Option("--since", help="only with a claim from this ISO date on")]
StatusFilter = Annotated[str | None, typer.Option("--status", help="open, confirmed, dismissed or disputed")]


@app.command()
def run(
    inputs: Inputs,
    engine: EngineOption = None,
    store: StoreOption = None,
    source: SourceOption = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="also write the weekly report into this folder")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read, extract, relate, store; print the debates that are new or changed."""
    from dashboard.report import write_report
    from extract.pipeline import run as run_pipeline
    from graph import questions
    from graph.answers import Filters

    settings = load_settings(engine=engine, store=store)
    with writable(settings) as graph, terminal.progress(quiet=quiet) as advance:
        summary = run_pipeline(inputs, store=graph, settings=settings, source=source, progress=advance)
    _say_notices(summary, quiet=quiet)
    with readable(settings) as graph:
        changed = [debate for debate in questions.debates(graph, Filters()) if debate.id in summary.debate_ids]
        written = write_report(graph, week=None, formats=("md", "html"), out=report) if report else []
    if as_json:
        terminal.print_json(_summary(summary) | {"debates": [terminal.debate_row(debate) for debate in changed]})
    else:
        terminal.print_run(summary, changed, store=settings.store, reports=written)
    _finish(summary)


@app.command()
def analyse(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", help="folder for claims.jsonl and relations.jsonl")],
    engine: EngineOption = None,
    source: SourceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find claims and relations without a store, in the labelling format."""
    from extract.pipeline import analyse as analyse_inputs

    summary = analyse_inputs(inputs, settings=load_settings(engine=engine), out=out, source=source)
    _say_notices(summary, quiet=quiet)
    if as_json:
        terminal.print_json(_summary(summary))
    else:
        typer.echo(f"{terminal.counts_line(summary)}\nWritten: {out / 'claims.jsonl'}, {out / 'relations.jsonl'}")
    _finish(summary)


@app.command()
def debates(
    actor: ActorFilter = None,
    strategy: StrategyFilter = None,
    source: SourceFilter = None,
    since: SinceFilter = None,
    status: StatusFilter = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the debates, hottest first."""
    from graph import questions

    with readable(load_settings(store=store)) as graph:
        found = questions.debates(graph, _filters(actor, strategy, source, since, status))
    if as_json:
        terminal.print_json([terminal.debate_row(debate) for debate in found])
    else:
        terminal.print_debates(found)


@app.command()
def contradictions(
    actor: ActorFilter = None,
    strategy: StrategyFilter = None,
    source: SourceFilter = None,
    since: SinceFilter = None,
    status: StatusFilter = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the contradictions with both quotes."""
    from graph import questions

    with readable(load_settings(store=store)) as graph:
        found = questions.contradictions(graph, _filters(actor, strategy, source, since, status))
    if as_json:
        terminal.print_json([contradiction.model_dump(mode="json") for contradiction in found])
    else:
        terminal.print_contradictions(found)


@app.command()
def sources(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List the sources with their counts."""
    from graph import questions

    with readable(load_settings(store=store)) as graph:
        found = questions.sources(graph)
    rows = [source.model_dump(mode="json") for source in found]
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.print_rows(list(rows[0]) if rows else ["source"], [list(row.values()) for row in rows], "table")


@app.command()
def report(
    week: Annotated[str | None, typer.Option("--week", help="ISO week such as 2026-W47; else the latest")] = None,
    formats: Annotated[str, typer.Option("--format", help="md, html, or both parted by a comma")] = "md,html",
    out: Annotated[Path, typer.Option("--out", help="folder that the report is written to")] = Path("reports"),
    store: StoreOption = None,
) -> None:
    """Write the weekly contradiction report."""
    from dashboard.report import write_report

    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    if not wanted or not set(wanted) <= {"md", "html"}:
        raise UsageError(f"--format {formats} is unknown. Use md, html, or md,html.")
    with readable(load_settings(store=store)) as graph:
        for path in write_report(graph, week=week, formats=wanted, out=out):
            typer.echo(path)


@app.command()
def review(
    relation: Annotated[str, typer.Argument(help="id of a relation, as contradictions --json gives it")],
    decision: Annotated[str, typer.Argument(help="confirm, dismiss or withdraw")],
    note: Annotated[str | None, typer.Option("--note", help="why")] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="your name; else the name you are logged in with")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Confirm or dismiss a contradiction; decisions survive later runs."""
    import getpass

    from extract.pipeline import make_rules
    from graph.record import settle_relation
    from graph.reviews import Decision
    from graph.reviews import review as write_review

    try:
        decided = Decision(decision)
    except ValueError:
        raise UsageError(f"Decision {decision!r} is unknown. Use confirm, dismiss or withdraw.") from None
    with writable(load_settings(store=store)) as graph:
        status = write_review(graph, relation, decided, reviewer=reviewer or getpass.getuser(), note=note)
        settle_relation(relation, store=graph, rules=make_rules())
    typer.echo(f"{relation} is now {getattr(status, 'value', status)}")


@app.command()
def cypher(
    query: Annotated[str, typer.Argument(help="read-only Cypher")],
    param: Annotated[
        list[str] | None, typer.Option("--param", help="a parameter as name=value, as often as needed")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
    limit: Annotated[int, typer.Option("--limit", min=1, help="at most this many rows")] = 1000,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the graph in Cypher; nothing can be written."""
    with readable(load_settings(store=store)) as graph:
        columns, rows = graph.read_only(query, _parameters(param or []), limit=limit)
    terminal.print_rows(columns, rows, "json" if as_json else form)


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="name of the query; without one, all are listed")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", help="a parameter as name=value, as often as needed")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one of the named queries, or list them."""
    from graph.queries import named_queries, named_query

    form = "json" if as_json else form
    if name is None:
        listed = [[found.name, found.title, ", ".join(p.name for p in found.parameters)] for found in named_queries()]
        return terminal.print_rows(["name", "answers", "parameters"], listed, form)
    kinds = {parameter.name: parameter for parameter in named_query(name).parameters}
    given = {}
    for key, text in _pairs(param or []):
        if key not in kinds:
            raise UsageError(f"Query {name} has no parameter {key!r}. It takes: {', '.join(kinds) or 'none'}.")
        given[key] = kinds[key].read(text)
    with readable(load_settings(store=store)) as graph:
        rows = graph.query(name, **given)
    columns = list(rows[0]) if rows else []
    return terminal.print_rows(columns, [[row[column] for column in columns] for row in rows], form)


@app.command()
def schema(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Say what is in the graph: schema version, and how many of each node and edge."""
    with readable(load_settings(store=store)) as graph:
        held = graph.meta()
    if as_json:
        terminal.print_json(held)
    else:
        terminal.print_rows(["what", "number"], [[key, value] for key, value in held.items()], "table")


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="jsonl or csv")] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", help="file for jsonl, folder for csv; else standard output")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write the whole graph out, every node and edge."""
    from dashboard.exporting import export_csv, export_jsonl

    with readable(load_settings(store=store)) as graph:
        if form == "jsonl":
            export_jsonl(graph, out)
        elif form == "csv":
            export_csv(graph, out)
        else:
            raise UsageError(f"--format {form} is unknown. Use jsonl or csv.")


@app.command()
def delete(
    source: Annotated[str, typer.Option("--source", help="name of the source")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would go")] = False,
    store: StoreOption = None,
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
    if dry_run:
        typer.echo(f"Would delete {found.name}: {found.insights} insights, {found.claims} claims")
        return
    with writable(settings) as graph:
        claims = forget(found.name, store=graph, rules=make_rules())
    typer.echo(f"Deleted {found.name}: {found.insights} insights, {claims} claims")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="a labelled folder")],
    out: Annotated[Path | None, typer.Option("--out", help="keep the predicted claims and relations here")] = None,
    as_json: JsonOption = False,
) -> None:
    """Score the engine against labels."""
    from extract.evaluate import evaluate as score

    with tempfile.TemporaryDirectory() as folder:
        result = score(gold, settings=load_settings(), out=out or Path(folder))
    if as_json:
        terminal.print_json(result)
    else:
        for measure, value in result.items():
            typer.echo(f"{measure:18} {value}")


@app.command()
def dashboard(
    port: Annotated[int, typer.Option("--port", help="port on this machine")] = 8501,
    store: StoreOption = None,
) -> None:
    """Start the page."""
    settings = load_settings(store=store)
    page = Path(__file__).with_name("app.py")
    environment = {**os.environ, "FAULTLINE_STORE": str(settings.store)}
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    options += ["--browser.gatherUsageStats", "false"]
    typer.echo(f"Open http://127.0.0.1:{port}   (Ctrl-C stops)", err=True)
    done = subprocess.run([sys.executable, "-m", "streamlit", "run", page, *options], env=environment, check=False)
    raise typer.Exit(done.returncode)


@app.command()
def doctor(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Say what is installed, reachable and configured, and how to mend what is not."""
    from dashboard.doctor import examine

    checks = examine(load_settings(store=store))
    if as_json:
        terminal.print_json([{"what": check.what, "ok": check.ok, "detail": check.detail} for check in checks])
    else:
        terminal.print_rows(
            ["", "what", "detail"], [["ok" if c.ok else "NO", c.what, c.detail] for c in checks], "table"
        )
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@contextmanager
def readable(settings: Settings) -> Iterator[GraphStore]:
    """Open the store for reading."""
    with open_store(settings.store, read_only=True) as store:
        yield store


@contextmanager
def writable(settings: Settings) -> Iterator[GraphStore]:
    """Open the store for writing, with its schema in place."""
    with open_store(settings.store) as store:
        store.ensure_schema()
        yield store


def _filters(
    actor: str | None, strategy: str | None, source: str | None, since: str | None, status: str | None
) -> "Filters":
    from pydantic import ValidationError

    from graph.answers import Filters

    try:
        return Filters.model_validate(
            {"actor": actor, "strategy": strategy, "source": source, "since": since, "status": status}
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"--{first['loc'][0]}: {first['msg']}") from error


def _pairs(texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--param {text} is not of the form name=value.")
        yield key, value


def _parameters(texts: list[str]) -> dict[str, Any]:
    """Read parameters for free Cypher: JSON where it is JSON, else text."""
    read: dict[str, Any] = {}
    for key, value in _pairs(texts):
        try:
            read[key] = json.loads(value)
        except json.JSONDecodeError:
            read[key] = value
    return read


def _summary(summary: "RunSummary") -> dict[str, Any]:
    return {
        "insights": summary.insights,
        "new_insights": summary.new_insights,
        "claims": summary.claims,
        "without_claim": summary.without_claim,
        "relations": summary.relations,
        "problems": [str(problem) for problem in summary.problems],
    }


def _say_notices(summary: "RunSummary", *, quiet: bool) -> None:
    for notice in summary.notices:
        if notice.level == "problem" or not quiet:
            typer.echo(str(notice), err=True)
    for bucket in summary.capped:
        typer.echo(f"Not all pairs were compared: {bucket}", err=True)


def _finish(summary: "RunSummary") -> None:
    if summary.problems:
        raise typer.Exit(3)


def main() -> None:
    """Run the command; a mistake that a user can mend ends in one sentence, not in a traceback."""
    try:
        app()
    except FaultlineError as error:
        typer.echo(f"faultline: {error}", err=True)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
