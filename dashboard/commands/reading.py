"""Commands that read text: run, analyse, evaluate."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard import terminal
from dashboard.commands.options import (
    EngineOption,
    Inputs,
    JsonOption,
    JudgeOption,
    MaxCostOption,
    QuietOption,
    SourceOption,
    StoreOption,
    readable,
    writable,
)
from graph.settings import load_settings

if TYPE_CHECKING:
    from extract.pipeline import RunSummary

# What a command needs is imported when it runs: `faultline --help` must not wait for spaCy or a driver.
# ruff: noqa: PLC0415


def run(
    inputs: Inputs,
    engine: EngineOption = None,
    judge: JudgeOption = None,
    store: StoreOption = None,
    source: SourceOption = None,
    max_cost: MaxCostOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what the model would be asked, and ask nothing")
    ] = False,
    batch: Annotated[
        str | None, typer.Option("--batch", help="submit to the provider's batch service, or collect from it")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="also write the weekly report into this folder")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read, extract, relate, store; print the debates that are new or changed."""
    from extract.readers import check_inputs

    check_inputs(inputs, source=source)
    from dashboard.report import write_report
    from extract.pipeline import run as run_pipeline
    from graph import questions

    settings = load_settings(engine=engine, judge=judge, store=store, llm_max_cost=max_cost)
    if dry_run or batch is not None:
        from dashboard.commands import modelling

        if not modelling.before_run(inputs, settings=settings, source=source, dry_run=dry_run, batch=batch):
            return
    with writable(settings) as graph, terminal.progress(quiet=quiet) as advance:
        summary = run_pipeline(inputs, store=graph, settings=settings, source=source, progress=advance)
    terminal.say_notices(summary, quiet=quiet)
    with readable(settings) as graph:
        changed = [debate for debate in questions.debates(graph) if debate.id in summary.debate_ids]
        written = write_report(graph, week=None, out=report, page_url=settings.page_url) if report else []
    if as_json:
        found = {"debates": [debate.model_dump(mode="json") for debate in changed]}
        terminal.print_json(_as_row(summary) | found | {"reports": [str(path) for path in written]})
    else:
        own = settings.store == load_settings().store
        terminal.print_run(summary, changed, store=settings.store, own_store=own, reports=written)
    _finish(summary)


def analyse(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", help="folder for claims.jsonl and relations.jsonl")],
    engine: EngineOption = None,
    judge: JudgeOption = None,
    source: SourceOption = None,
    max_cost: MaxCostOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find claims and relations without a store, in the labelling format."""
    from extract.readers import check_inputs

    check_inputs(inputs, source=source)
    from extract.pipeline import analyse as analyse_inputs

    settings = load_settings(engine=engine, judge=judge, llm_max_cost=max_cost)
    summary = analyse_inputs(inputs, settings=settings, out=out, source=source)
    terminal.say_notices(summary, quiet=quiet)
    if as_json:
        terminal.print_json(_as_row(summary))
    else:
        typer.echo(f"{terminal.counts_line(summary)}\nWritten: {out / 'claims.jsonl'}, {out / 'relations.jsonl'}")
    _finish(summary)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="a labelled folder")],
    out: Annotated[Path | None, typer.Option("--out", help="keep the predicted claims and relations here")] = None,
    engine: EngineOption = None,
    judge: JudgeOption = None,
    max_cost: MaxCostOption = None,
    oracle: Annotated[
        list[str] | None,
        typer.Option("--oracle", help="answer a stage from labels: spans, actor, polarity, move; may be repeated"),
    ] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help="print so many of the worst errors")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Score the engine against labels, with its worst errors and the pairs that it never judged."""
    from extract.evaluate import evaluate as score

    settings = load_settings(engine=engine, judge=judge, llm_max_cost=max_cost)
    with tempfile.TemporaryDirectory() as folder:
        result = score(gold, settings=settings, out=out or Path(folder), oracles=oracle or ())
    if as_json:
        never = [f"{row['a']}~{row['b']}" for row in result.never_asked]
        found = {"never_asked": never, "calibration_error": result.diagnosis.calibration_error}
        terminal.print_json(result.scores | found)
    else:
        terminal.print_scores(result.scores)
        terminal.print_diagnosis(result.diagnosis, errors=errors)
        terminal.print_never_asked(result.never_asked)
    for notice in result.notices:
        typer.echo(f"{notice.level}: {notice}", err=True)
    if any(notice.level == "problem" for notice in result.notices):
        raise typer.Exit(3)


def _as_row(summary: "RunSummary") -> dict[str, Any]:
    return {
        "insights": summary.insights,
        "new_insights": summary.new_insights,
        "replaced": summary.replaced,
        "claims": summary.claims,
        "without_claim": summary.without_claim,
        "relations": summary.relations,
        "notices": [
            {"level": notice.level, "file": notice.file, "line": notice.line, "message": notice.message}
            for notice in summary.notices
        ],
        "not_all_pairs_compared": list(summary.capped),
    }


def _finish(summary: "RunSummary") -> None:
    if summary.problems:
        raise typer.Exit(3)
