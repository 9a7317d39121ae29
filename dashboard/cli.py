"""The command ``faultline``: reads what was asked, calls the library, prints the answer.

Results go to standard output, progress and messages to standard error. Exit codes: 0 done, 1 failed,
2 wrong usage, 3 done in part, 4 a service is not reachable.
"""

import os
import sys
from typing import Annotated

import typer

from dashboard.commands import asking, correcting, keeping, reading, reporting, serving
from graph.errors import FaultlineError

app = typer.Typer(
    name="faultline",
    help="Shows where sources agree and where they split.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)

for command in (
    reading.run,
    reading.analyse,
    asking.debates,
    asking.contradictions,
    reporting.report,
    reporting.compare,
    keeping.review,
    asking.sources,
    keeping.delete,
    asking.cypher,
    asking.query,
    asking.schema,
    keeping.export,
    reading.evaluate,
    serving.dashboard,
    serving.doctor,
):
    app.command()(command)
app.add_typer(correcting.correct, name="correct")


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only here

        typer.echo(f"faultline {version('faultline')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """Shows where sources agree and where they split."""


def main() -> None:
    """Run the command; a mistake that a user can mend ends in one sentence, not in a traceback."""
    try:
        app()
    except FaultlineError as error:
        typer.echo(f"faultline: {error}", err=True)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        # The reader of the output has gone, as `head` does: nothing more to say, not even when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        typer.echo(f"faultline: Cannot use{where}: {(error.strerror or str(error)).lower()}.", err=True)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
