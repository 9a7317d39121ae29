"""The command `faultline correct`: what a person says is otherwise than it was read."""

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import terminal
from dashboard.commands.options import JsonOption, StoreOption, login, readable, writable
from dashboard.words import counted
from graph.errors import UsageError
from graph.settings import load_settings

if TYPE_CHECKING:
    from graph.corrected import Change

# ruff: noqa: PLC0415 - networkx and spaCy only when a correction is made

correct = typer.Typer(help="Correct what was read; corrections survive later runs.", no_args_is_help=True)

Claim = Annotated[str, typer.Argument(help="id of a claim, as contradictions --json gives it")]
Claims = Annotated[list[str], typer.Argument(help="ids of claims")]
By = Annotated[str | None, typer.Option("--by", help="your name; else your login")]
Note = Annotated[str, typer.Option("--note", help="why")]


@correct.command("reject")
def reject(
    claim: Claim, note: Note = "", by: By = None, store: StoreOption = None, as_json: JsonOption = False
) -> None:
    """Say that the text makes no such claim."""
    from graph.corrected import RejectClaim
    from graph.corrections import passage

    with readable(load_settings(store=store)) as graph:
        change = RejectClaim(claim=passage(graph, claim))
    _keep(change, note=note, by=by, store=store, as_json=as_json)


@correct.command("actor")
def actor(
    claim: Claim,
    name: Annotated[str, typer.Argument(help="who acts")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who acts in a claim."""
    from graph.corrected import FixActor
    from graph.corrections import passage

    with readable(load_settings(store=store)) as graph:
        change = FixActor(claim=passage(graph, claim), actor=name)
    _keep(change, note=note, by=by, store=store, as_json=as_json)


@correct.command("polarity")
def polarity(
    claim: Claim,
    judgement: Annotated[str, typer.Argument(help="positive, neutral or negative")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the text makes of the move."""
    from graph.corrected import FixPolarity
    from graph.corrections import passage
    from graph.models import Polarity

    known = {sign.name.lower(): sign for sign in Polarity}
    if judgement not in known:
        raise UsageError(f"Polarity {judgement!r} is unknown. Use positive, neutral or negative.")
    with readable(load_settings(store=store)) as graph:
        change = FixPolarity(claim=passage(graph, claim), polarity=known[judgement])
    _keep(change, note=note, by=by, store=store, as_json=as_json)


@correct.command("merge-actors")
def merge_actors(
    name: Annotated[str, typer.Argument(help="a name")],
    into: Annotated[str, typer.Argument(help="name of the actor that it means")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that two names mean one actor."""
    from graph.corrected import MergeActors

    _keep(MergeActors(name=name, into=into), note=note, by=by, store=store, as_json=as_json)


@correct.command("split-actor")
def split_actor(
    name: Annotated[str, typer.Argument(help="a name, as texts write it")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a name means an actor of its own."""
    from graph.corrected import SplitActor

    _keep(SplitActor(name=name), note=note, by=by, store=store, as_json=as_json)


@correct.command("merge-strategies")
def merge_strategies(
    claim: Claim,
    other: Claim,
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that two claims speak of one move."""
    from graph.corrected import MergeStrategies
    from graph.corrections import passage

    with readable(load_settings(store=store)) as graph:
        change = MergeStrategies(one=passage(graph, claim), other=passage(graph, other))
    _keep(change, note=note, by=by, store=store, as_json=as_json)


@correct.command("split-strategy")
def split_strategy(
    claims: Claims, note: Note = "", by: By = None, store: StoreOption = None, as_json: JsonOption = False
) -> None:
    """Say that claims speak of another move than the rest of their strategy."""
    from graph.corrections import split_off

    with readable(load_settings(store=store)) as graph:
        change = split_off(graph, claims)
    _keep(change, note=note, by=by, store=store, as_json=as_json)


@correct.command("rename-source")
def rename_source(
    source: Annotated[str, typer.Argument(help="name under which it is read")],
    name: Annotated[str, typer.Argument(help="what it is called")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a source is called."""
    from graph.corrected import RenameSource

    _keep(RenameSource(source=source, name=name), note=note, by=by, store=store, as_json=as_json)


@correct.command("delete-source")
def delete_source(
    source: Annotated[str, typer.Argument(help="name under which it is read")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a source out, and keep it out of later runs."""
    from graph.corrected import DeleteSource

    _keep(DeleteSource(source=source), note=note, by=by, store=store, as_json=as_json)


@correct.command("withdraw")
def withdraw(
    correction: Annotated[str, typer.Argument(help="id of a correction, as list gives it")],
    note: Note = "",
    by: By = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a correction back."""
    from graph.corrected import Withdraw

    _keep(Withdraw(correction=correction), note=note, by=by, store=store, as_json=as_json)


@correct.command("list")
def list_corrections(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List all corrections, with those that are withdrawn or fit nothing now."""
    from extract.pipeline import make_rules
    from graph.corrections import corrections

    with readable(load_settings(store=store)) as graph:
        found = corrections(graph, make_rules())
    if as_json:
        terminal.print_json([one.model_dump(mode="json") for one in found])
        return
    rows = []
    for one in found:
        state = "stands" if one.standing else "withdrawn"
        spoken = one.correction.change.says
        fits = "yes" if one.matched else "no"
        rows.append([one.id, one.correction.change.kind, spoken, one.correction.author, state, fits])
    terminal.print_rows(["id", "kind", "says", "by", "state", "fits"], rows, "table")


def _keep(change: "Change", *, note: str, by: str | None, store: str | None, as_json: bool) -> None:
    from extract.pipeline import make_rules
    from graph.corrections import correct as write_correction

    settings = load_settings(store=store)
    with readable(settings):
        pass  # A correction never makes a store: a mistyped path is said, not created.
    with writable(settings) as graph:
        applied = write_correction(graph, change, rules=make_rules(), author=by or login("--by"), note=note)
    if as_json:
        debates = sorted(applied.debate_ids)
        row = {"correction": applied.correction.id, "kind": change.kind, "claims": applied.claims, "debates": debates}
        terminal.print_json(row)
        return
    told = f"{counted(applied.claims, 'claim')} and {counted(len(applied.debate_ids), 'debate')} worked out anew"
    typer.echo(f"{applied.correction.id}: {change.says}\n{told}")
    typer.echo(f"Take it back with: faultline correct withdraw {applied.correction.id}", err=True)
