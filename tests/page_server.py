"""Serve the real page on a store, and open it in a real Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
# Without these the browser itself calls home, which would look like the page doing so.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@contextmanager
def page_on(store: str | Path, folder: Path, **environment: str) -> Iterator[str]:
    """Serve the page on `store`; gives its address. The log is written into `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py"), "--server.port", str(port)]
    # Who serves the page is offered as the reviewer's name.
    variables = {**os.environ, "LOGNAME": "Dana", "FAULTLINE_STORE": str(store), **environment}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=variables, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "log")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def keep_picture(page: Page, name: str) -> None:
    """Save a screenshot for the documents, only where FAULTLINE_SCREENSHOTS names a folder."""
    folder = os.environ.get("FAULTLINE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.mouse.move(0, 0)  # nothing that shows only below the mouse
        if page.url.startswith("http"):  # a report is a file, in which nothing runs
            at_rest(page)
        page.screenshot(path=Path(folder) / f"{name}.png")


def at_rest(page: Page) -> None:
    """Wait until the page's script has ended and nothing on the page changes any more."""
    page.evaluate(_AT_REST)


_AT_REST = """() => new Promise((done) => {
  const still = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";
  let timer;
  const watcher = new MutationObserver(() => again());
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (still()) { watcher.disconnect(); done(); } else again(); }, 400);
  };
  watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  again();
})"""


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - an address of our own
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"The page did not start: {log.read_text('utf-8')}")
