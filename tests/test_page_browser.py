"""A person with a browser: from the overview to a debate, without a request to anywhere else."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from labelled_graph import write_labelled
from playwright.sync_api import Browser, Page, expect, sync_playwright

from graph.embedded_store import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
# Without these the browser itself calls home, which would look like the page doing so.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real page on the labelled digest."""
    folder = tmp_path_factory.mktemp("page")
    with EmbeddedStore(folder / "graph.lbug") as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py"), "--server.port", str(port)]
    environment = {**os.environ, "FAULTLINE_STORE": str(folder / "graph.lbug")}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "log")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - an address of our own
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"The page did not start: {log.read_text('utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def opened(browser: Browser, address: str, *, width: int, scheme: str, hosts: set[str]) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda websocket: hosts.add(urlsplit(websocket.url).netloc))
    page.goto(address)
    expect(page.locator(".fl.card").first).to_be_visible(timeout=30_000)
    return page


def keep_picture(page: Page, name: str) -> None:
    """Save a screenshot for the documents, only where FAULTLINE_SCREENSHOTS names a folder."""
    folder = os.environ.get("FAULTLINE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(500)  # let the last widget settle
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_reader_goes_from_the_overview_to_both_quotes(browser: Browser, address: str) -> None:
    hosts: set[str] = set()
    page = opened(browser, address, width=1280, scheme="light", hosts=hosts)
    expect(page.get_by_text("11 insights", exact=True)).to_be_visible()
    keep_picture(page, "overview")

    card = page.locator(".fl.card", has_text="tacitly admitting a strategy shift").first
    number = page.locator(".fl.card").evaluate_all(
        "(cards) => cards.findIndex((card) => card.textContent.includes('tacitly admitting a strategy shift'))"
    )
    expect(card.locator("blockquote")).to_have_count(2)
    page.get_by_role("link", name="Open debate").nth(number).click()

    expect(page.locator("h1")).to_contain_text("?")
    marks = page.locator(".columns mark")
    expect(marks.filter(has_text="tacitly admitting a strategy shift").first).to_be_visible()
    expect(page.locator(".side-a mark").first).to_be_visible()
    expect(page.locator(".side-b mark").first).to_be_visible()
    page.wait_for_url("**/debate?debate=*", timeout=5_000)
    keep_picture(page, "debate")

    for permalink in (page.url, page.url.replace("/debate?", "/?")):
        page.goto(permalink)
        expect(page.locator(".columns mark").first).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="All debates").click()
    expect(page.locator(".fl.card").first).to_be_visible()
    assert hosts == {urlsplit(address).netloc}
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_the_window_and_can_be_read(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = opened(browser, address, width=width, scheme=scheme, hosts=set())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for side in ("a", "b"):
        assert page.locator(f".fl .ends .side-{side} .label").first.evaluate(CONTRAST) >= 4.5
    assert page.locator(".fl.counts").first.evaluate(CONTRAST) >= 4.5
    page.close()


# The ratio that WCAG defines, of an element's colour to the background behind it.
CONTRAST = """(element) => {
  const pixel = (colour) => {
    const context = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const part = (value) => value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = pixel(colour).map(part);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let behind = element;
  while (pixel(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const both = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light);
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}"""
