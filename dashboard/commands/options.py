"""What several commands have in common: their options, and how they open the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import UsageError
from graph.settings import Settings
from graph.store import GraphStore, open_store

if TYPE_CHECKING:
    from graph.answers import Filters

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="files, folders, or - for standard input")]
StoreOption = Annotated[str | None, typer.Option("--store", help="path of the embedded store, or a Neo4j address")]
JsonOption = Annotated[bool, typer.Option("--json", help="print JSON")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="no progress, and of what was noticed only problems")]
SourceOption = Annotated[str | None, typer.Option("--source", help="source of records that do not name one")]
EngineOption = Annotated[str | None, typer.Option("--engine", help="what reads claims out of text: local or llm")]
JudgeOption = Annotated[
    str | None, typer.Option("--judge", help="what judges pairs: local, llm, or all (the model, every pair)")
]
MaxCostOption = Annotated[float | None, typer.Option("--max-cost", help="most dollars that the model may cost")]
ParamOption = Annotated[list[str] | None, typer.Option("--param", help="name=value, repeatable")]
FormatOption = Annotated[str, typer.Option("--format", help="table, csv or json")]

ActorFilter = Annotated[str | None, typer.Option("--actor", help="only about this actor")]
StrategyFilter = Annotated[str | None, typer.Option("--strategy", help="only moves with these words in their name")]
SourceFilter = Annotated[str | None, typer.Option("--source", help="only with a quote from this source")]
SinceFilter = Annotated[str | None, typer.Option("--since", help="only with a claim from this ISO date on")]
StatusFilter = Annotated[str | None, typer.Option("--status", help="open, confirmed, dismissed or disputed")]


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


def login(option: str) -> str:
    """Return the name under which this session runs; `option` is what gives another.

    Raises
    ------
    UsageError
        If it has none.
    """
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError(f"Your login has no name. Give one with {option}.") from error


def filters(**given: Any) -> "Filters":
    """Return the filters of a list.

    Raises
    ------
    UsageError
        If one of them cannot be.

    Examples
    --------
    >>> filters(status="open", since="2026-11-24").since
    '2026-11-24'
    """
    from datetime import date  # noqa: PLC0415 - this and pydantic only where a list is asked for

    from pydantic import ValidationError  # noqa: PLC0415

    from graph.answers import Filters  # noqa: PLC0415

    try:
        if given.get("since") is not None:
            given["since"] = date.fromisoformat(given["since"]).isoformat()
        return Filters.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"--{first['loc'][0]} {first['input']}: {first['msg']}.") from error
    except ValueError as error:
        raise UsageError(f"--since {given['since']} is not a date. Write it as 2026-11-24.") from error


def pairs(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Part ``name=value`` texts.

    Raises
    ------
    UsageError
        If one has another form.
    """
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(f"--param {text} is not of the form name=value.")
        yield key, value
