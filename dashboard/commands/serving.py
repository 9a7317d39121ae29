"""Commands about the installation: dashboard, doctor."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard import terminal
from dashboard.commands.options import JsonOption, StoreOption
from graph.settings import load_settings


def dashboard(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="port on this machine")] = 8501,
    store: StoreOption = None,
) -> None:
    """Start the page."""
    settings = load_settings(store=store)
    page = Path(__file__).parent.with_name("app.py")
    environment = {**os.environ, "FAULTLINE_STORE": settings.store}
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    options += ["--browser.gatherUsageStats", "false"]
    typer.echo(f"Open http://127.0.0.1:{port}   (Ctrl-C stops)", err=True)
    done = subprocess.run([sys.executable, "-m", "streamlit", "run", page, *options], env=environment, check=False)
    raise typer.Exit(done.returncode)


def doctor(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Say what is installed, reachable and configured, and how to mend what is not."""
    from dashboard.doctor import examine  # noqa: PLC0415 - looks at every package

    checks = examine(load_settings(store=store))
    if as_json:
        terminal.print_json([{"what": check.what, "ok": check.ok, "detail": check.detail} for check in checks])
    else:
        rows = [["ok" if check.ok else "NO", check.what, check.detail] for check in checks]
        terminal.print_rows(["", "what", "detail"], rows, "table")
    code = max((check.exit_code for check in checks if not check.ok), default=0)
    if code:
        raise typer.Exit(code)
