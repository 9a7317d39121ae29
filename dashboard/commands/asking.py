"""Commands that ask the graph: debates, contradictions, sources, cypher, query, schema."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import BaseModel

from dashboard import terminal
from dashboard.commands.options import (
    ActorFilter,
    FormatOption,
    JsonOption,
    ParamOption,
    SinceFilter,
    SourceFilter,
    StatusFilter,
    StoreOption,
    StrategyFilter,
    filters,
    pairs,
    readable,
)
from graph.errors import UsageError
from graph.settings import load_settings
from graph.store import GraphStore

if TYPE_CHECKING:
    from graph.answers import Contradiction, DebateAnswer, Filters

Answer = TypeVar("Answer", bound=BaseModel)
_Ask = Callable[[GraphStore, "Filters"], list[Answer]]

# ruff: noqa: PLC0415 - networkx and the rest only when a question is asked


def _filtered(show: Callable[[list[Answer]], None]) -> Callable[[_Ask[Answer]], Callable[..., None]]:
    """Make a command that takes the filters of a list out of what answers it."""

    def make(ask: _Ask[Answer]) -> Callable[..., None]:
        def command(
            actor: ActorFilter = None,
            strategy: StrategyFilter = None,
            source: SourceFilter = None,
            since: SinceFilter = None,
            status: StatusFilter = None,
            store: StoreOption = None,
            as_json: JsonOption = False,
        ) -> None:
            wanted = filters(actor=actor, strategy=strategy, source=source, since=since, status=status)
            with readable(load_settings(store=store)) as graph:
                found = ask(graph, wanted)
            if as_json:
                terminal.print_json([answer.model_dump(mode="json") for answer in found])
            else:
                show(found)

        # What typer shows: not `functools.wraps`, which would pass on the parameters too.
        command.__name__, command.__doc__ = ask.__name__, ask.__doc__
        return command

    return make


@_filtered(terminal.print_debates)
def debates(graph: GraphStore, wanted: "Filters") -> "list[DebateAnswer]":
    """List the debates, hottest first."""
    from graph import questions

    return questions.debates(graph, wanted)


@_filtered(terminal.print_contradictions)
def contradictions(graph: GraphStore, wanted: "Filters") -> "list[Contradiction]":
    """List the contradictions with both quotes."""
    from graph import questions

    return questions.contradictions(graph, wanted)


def sources(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List the sources with their counts."""
    from graph import questions

    with readable(load_settings(store=store)) as graph:
        rows = [source.model_dump(mode="json") for source in questions.sources(graph)]
    columns = list(rows[0]) if rows else ["name"]
    terminal.print_rows(columns, [list(row.values()) for row in rows], "json" if as_json else "table")


def cypher(
    query: Annotated[str, typer.Argument(help="read-only Cypher")],
    param: ParamOption = None,
    form: FormatOption = "table",
    limit: Annotated[int, typer.Option("--limit", min=1, help="at most this many rows")] = 1000,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the graph in Cypher; nothing can be written."""
    form = terminal.known_form("json" if as_json else form)
    with readable(load_settings(store=store)) as graph:
        # One more than asked for, to know whether there are more.
        columns, rows = graph.read_only(query, _values(param or []), limit=limit + 1)
    terminal.print_rows(columns, rows[:limit], form)
    if len(rows) > limit:
        typer.echo(f"There are more than {limit} rows. Raise --limit to see them.", err=True)


def query(
    name: Annotated[str | None, typer.Argument(help="name of the query; without one, all are listed")] = None,
    param: ParamOption = None,
    form: FormatOption = "table",
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one of the named queries, or list them."""
    from graph.queries import load_query, query_names

    form = terminal.known_form("json" if as_json else form)
    if name is None:
        known = [load_query(one) for one in query_names()]
        listed = [[one.name, one.title, ", ".join(taken.name for taken in one.parameters)] for one in known]
        terminal.print_rows(["name", "answers", "parameters"], listed, form)
        return
    kinds = {parameter.name: parameter for parameter in load_query(name).parameters}
    given = {}
    for key, text in pairs(param or []):
        if key not in kinds:
            raise UsageError(f"Query {name} has no parameter {key!r}. It takes: {', '.join(kinds) or 'none'}.")
        given[key] = kinds[key].read(text)
    with readable(load_settings(store=store)) as graph:
        rows = graph.query(name, **given)
    columns = list(rows[0]) if rows else []
    terminal.print_rows(columns, [[row[column] for column in columns] for row in rows], form)


def schema(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Say what is in the graph: schema version, and how many of each node and edge."""
    with readable(load_settings(store=store)) as graph:
        held = graph.meta()
    if as_json:
        terminal.print_json(held)
    else:
        terminal.print_rows(["what", "number"], [[key, value] for key, value in held.items()], "table")


def _values(texts: list[str]) -> dict[str, Any]:
    """Read parameters for free Cypher: JSON where it is JSON, else text."""
    values: dict[str, Any] = {}
    for key, text in pairs(texts):
        try:
            values[key] = json.loads(text)
        except ValueError:
            values[key] = text
    return values
