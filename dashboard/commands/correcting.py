"""The command `faultline correct`: what a person says is otherwise than it was read."""

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard import terminal
from dashboard.commands.options import JsonOption, StoreOption, login, readable, writable
from dashboard.words import counted
from graph.errors import UsageError
from graph.settings import load_settings
from graph.store import GraphStore

if TYPE_CHECKING:
    from graph.changes import Change

# ruff: noqa: PLC0415 - networkx and spaCy only when a correction is made

correct = typer.Typer(help="Correct what was read; corrections survive later runs.", no_args_is_help=True)

Claim = Annotated[str, typer.Argument(help="id of a claim, as contradictions --json gives it")]
Claims = Annotated[list[str], typer.Argument(help="ids of claims")]
SourceName = Annotated[str, typer.Argument(help="name under which it is read")]

_OPTIONS = {
    "note": (Annotated[str, typer.Option("--note", help="why")], ""),
    "by": (Annotated[str | None, typer.Option("--by", help="your name; else your login")], None),
    "store": (StoreOption, None),
    "as_json": (JsonOption, False),
}
"""What every correction takes beside its own arguments: annotation and default."""


def _correction(name: str) -> Callable[[Callable[..., "Change"]], Callable[..., None]]:
    """Make a command that keeps a correction out of what says, given the store, what the correction is."""

    def make(change_of: Callable[..., "Change"]) -> Callable[..., None]:
        def command(**given: Any) -> None:
            options = {option: given.pop(option) for option in _OPTIONS}
            with readable(load_settings(store=options["store"])) as graph:
                change = change_of(graph, **given)
            _keep(change, **options)

        own = list(signature(change_of).parameters.values())[1:]
        shared = [
            Parameter(option, Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default)
            for option, (annotation, default) in _OPTIONS.items()
        ]
        # What typer reads the arguments from.
        command.__signature__ = Signature([*own, *shared])  # type: ignore[attr-defined]
        command.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *shared)}
        command.__name__, command.__doc__ = change_of.__name__, change_of.__doc__
        return correct.command(name)(command)

    return make


@_correction("reject")
def reject(graph: GraphStore, claim: Claim) -> "Change":
    """Say that the text makes no such claim."""
    from graph.changes import RejectClaim
    from graph.corrections import passage

    return RejectClaim(claim=passage(graph, claim))


@_correction("actor")
def actor(graph: GraphStore, claim: Claim, name: Annotated[str, typer.Argument(help="who acts")]) -> "Change":
    """Say who acts in a claim."""
    from graph.changes import FixActor
    from graph.corrections import passage

    return FixActor(claim=passage(graph, claim), actor=name)


@_correction("polarity")
def polarity(
    graph: GraphStore,
    claim: Claim,
    judgement: Annotated[str, typer.Argument(help="positive, neutral or negative")],
) -> "Change":
    """Say what the text makes of the move."""
    from graph.changes import FixPolarity
    from graph.corrections import passage
    from graph.models import Polarity

    known = {sign.name.lower(): sign for sign in Polarity}
    if judgement not in known:
        raise UsageError(f"Polarity {judgement!r} is unknown. Use positive, neutral or negative.")
    return FixPolarity(claim=passage(graph, claim), polarity=known[judgement])


@_correction("merge-actors")
def merge_actors(
    _: GraphStore,
    name: Annotated[str, typer.Argument(help="a name")],
    into: Annotated[str, typer.Argument(help="name of the actor that it means")],
) -> "Change":
    """Say that two names mean one actor."""
    from graph.changes import MergeActors

    return MergeActors(name=name, into=into)


@_correction("split-actor")
def split_actor(_: GraphStore, name: Annotated[str, typer.Argument(help="a name, as texts write it")]) -> "Change":
    """Say that a name means an actor of its own."""
    from graph.changes import SplitActor

    return SplitActor(name=name)


@_correction("merge-strategies")
def merge_strategies(graph: GraphStore, claim: Claim, other: Claim) -> "Change":
    """Say that two claims speak of one move."""
    from graph.changes import MergeStrategies
    from graph.corrections import passage

    return MergeStrategies(one=passage(graph, claim), other=passage(graph, other))


@_correction("split-strategy")
def split_strategy(graph: GraphStore, claims: Claims) -> "Change":
    """Say that claims speak of another move than the rest of their strategy."""
    from graph.corrections import split_off

    return split_off(graph, claims)


@_correction("rename-source")
def rename_source(
    _: GraphStore, source: SourceName, name: Annotated[str, typer.Argument(help="what it is called")]
) -> "Change":
    """Say what a source is called."""
    from graph.changes import RenameSource

    return RenameSource(source=source, name=name)


@_correction("delete-source")
def delete_source(_: GraphStore, source: SourceName) -> "Change":
    """Take a source out, and keep it out of later runs."""
    from graph.changes import DeleteSource

    return DeleteSource(source=source)


@_correction("withdraw")
def withdraw(
    _: GraphStore, correction: Annotated[str, typer.Argument(help="id of a correction, as list gives it")]
) -> "Change":
    """Take a correction back."""
    from graph.changes import Withdraw

    return Withdraw(correction=correction)


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

    with writable(load_settings(store=store)) as graph:
        applied = write_correction(graph, change, rules=make_rules(), author=by or login("--by"), note=note)
    if as_json:
        debates = sorted(applied.debate_ids)
        row = {"correction": applied.correction.id, "kind": change.kind, "claims": applied.claims, "debates": debates}
        terminal.print_json(row)
        return
    told = f"{counted(applied.claims, 'claim')} and {counted(len(applied.debate_ids), 'debate')} worked out anew"
    typer.echo(f"{applied.correction.id}: {change.says}\n{told}")
    typer.echo(f"Take it back with: faultline correct withdraw {applied.correction.id}", err=True)
