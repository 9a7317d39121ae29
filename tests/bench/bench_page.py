"""Measure how soon each page answers, and how soon after a click, in a real Chromium.

    python tests/bench/bench_page.py STORE [--rounds 10]

STORE is made by make_graph.py. "first" is the first time anybody opens a page since the server started
(the very first one also loads the program), from the address to the first words of its answer; "whole"
is until nothing runs any more; "again" is the same for another visitor, 95th percentile. Clicks are
real ones: from the key or button to the changed page.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from page_server import a_browser, page_on  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402

from graph.actor_profile import actor_tallies  # noqa: E402
from graph.debate_index import debate_index  # noqa: E402
from graph.questions import counts, sources  # noqa: E402
from graph.store import GraphStore, open_store  # noqa: E402

RUNNING = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LONG = 60_000


def addresses(store: GraphStore) -> dict[str, tuple[str, str]]:
    """Return a name, an address and what has to be seen for each page; the largest debate, actor and source."""
    heads = debate_index(store)
    largest = max(heads, key=lambda head: head.insights)
    actor, source = actor_tallies(store)[0].name, sources(store)[0].name
    return {
        "overview": ("", ".fl.card"),
        "debates": ("debates", ".fl.card"),
        f"debate of {largest.insights:,} insights": (f"debate?debate={quote(largest.id)}", ".columns mark"),
        "map": ("map", "[data-testid=stVegaLiteChart]"),
        "sources": ("sources", "table.fl"),
        "largest source": (f"sources?source={quote(source)}", "table.fl"),
        "actors": ("actors", "table.fl"),
        "largest actor": (f"actors?actor={quote(actor)}", "table.fl"),
    }


def opened(browser: Browser, address: str, sign: str) -> tuple[float, float]:
    """Open an address as a new visitor; return the seconds to the first answer and to the end."""
    context = browser.new_context()
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(sign).first.wait_for(timeout=LONG)
    first = time.perf_counter() - started
    page.wait_for_selector(RUNNING, timeout=LONG)
    whole = time.perf_counter() - started
    context.close()
    return first, whole


def clicks(page: Page, address: str, rounds: int) -> dict[str, list[float]]:
    """Return how long each kind of click takes until the page has changed."""
    seen: dict[str, list[float]] = {"next page of debates": [], "sort debates": [], "choose a kind of split": []}
    for number in range(rounds):
        page.goto(f"{address}debates?page={number * 3 + 1}")
        page.wait_for_selector(".fl.card", timeout=LONG)
        page.wait_for_selector(RUNNING, timeout=LONG)
        page.wait_for_timeout(300)
        seen["next page of debates"].append(changed(page, lambda: page.get_by_role("button", name="Next").click()))
        box = page.get_by_role("combobox", name="Sort by")
        box.press_sequentially("Latest" if number % 2 else "Most ins")
        seen["sort debates"].append(changed(page, lambda: page.keyboard.press("Enter")))
        page.get_by_role("combobox", name="Split on").press_sequentially("split")
        seen["choose a kind of split"].append(
            changed(page, lambda: page.keyboard.press("Enter"), ".stMain [data-testid=stCaptionContainer]")
        )
    return seen


def changed(page: Page, act: Callable[[], None], watched: str = ".fl.card h3, .stMain .stText") -> float:
    """Act, and return the seconds until the watched words are others, or the address is."""
    before = page.evaluate(WORDS, watched)
    started = time.perf_counter()
    act()
    page.wait_for_function(f"([watched, before]) => ({WORDS})(watched) !== before", arg=[watched, before], timeout=LONG)
    return time.perf_counter() - started


WORDS = (
    "(watched) => [...document.querySelectorAll(watched)].map((element) => element.textContent).join() + location.href"
)


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    url = given.store if "://" in given.store else str(Path(given.store).resolve())
    with open_store(url, read_only=True) as store:
        pages = addresses(store)
        print(f"{counts(store).claims:,} claims, {given.rounds} rounds")
    print(f"{'page':30} {'first':>8} {'whole':>8} {'again':>8}")
    with tempfile.TemporaryDirectory() as folder, page_on(url, Path(folder)) as address, a_browser() as browser:
        print(f"{'the program starts':30} {opened(browser, address, '.fl.card')[0]:8.2f}")
        for name, (path, sign) in pages.items():
            first, whole = opened(browser, address + path, sign)
            again = [opened(browser, address + path, sign)[0] for _ in range(given.rounds)]
            print(f"{name:30} {first:8.2f} {whole:8.2f} {p95(again):8.2f}", flush=True)
        print(f"{'click':30} {'median':>8} {'95 %':>8}")
        for name, seconds in clicks(browser.new_page(), address, given.rounds).items():
            print(f"{name:30} {statistics.median(seconds):8.2f} {p95(seconds):8.2f}")


if __name__ == "__main__":
    main()
