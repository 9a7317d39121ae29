"""Measure how soon each page answers, and how soon after a click, in a real Chromium.

    python tests/bench/bench_page.py STORE... [--rounds 10] [--only review query]

Each STORE is made by make_graph.py, and is written to: give a copy. An answer is what a visitor came for,
seen in the page; a changed address is none. Three times are taken of each page, each for several visits:

- "after a write": a tab opens the address when somebody has just written to the store, so that nothing that
  was asked before holds any more;
- "opened": a tab opens the address while nothing was written;
- "click": a key or button on the page, to what it asked for being there. Every click asks for something new.

The browser keeps a profile on disk, as people's browsers do, and has loaded the program before; how long that takes is
the figure "the program starts". Every page
was opened and clicked once before: a server that has just been started has not compiled its queries yet, and the
first reading loads the engine. Times appear as they are taken; at the end comes one table, in Markdown.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from page_server import CHROMIUM, QUIET, page_on  # noqa: E402
from playwright.sync_api import BrowserContext, Page, sync_playwright  # noqa: E402

from graph.actor_profile import actor_tallies  # noqa: E402
from graph.debate_index import debate_index  # noqa: E402
from graph.questions import counts, sources  # noqa: E402
from graph.store import GraphStore, open_store  # noqa: E402

AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LONG = 60_000
CARDS, ROWS, QUOTE = ".fl.card h3", "table.fl", ".columns mark"
PAIR, PICTURE, GRID = ".fl.review mark", "[data-testid=stEChartsChart] svg text", "[data-testid=stDataFrame]"
MAP, ROWS_FOUND = '[aria-label^="What is made of"]', "[data-testid=stDownloadButton]"
WORDS = "(watched) => [...document.querySelectorAll(watched)].map((element) => element.textContent).join()"

# The page takes the times itself, when what it looks for has been painted: to ask it again and again from outside is
# slower than what is measured.
PAINTED = """window.whenever = (so, then) => {
  const watcher = new MutationObserver(() => {
    if (!so()) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => then(performance.timeOrigin + performance.now())));
  });
  watcher.observe(document, {childList: true, subtree: true, characterData: true, attributes: true});
};"""
SEEN = "whenever(() => document.querySelector(%r)?.getClientRects().length, (now) => { window.seen = now })"
CHANGED = """([watched, before]) => {
  const words = WORDS;
  for (const kind of ['keydown', 'click'])
    addEventListener(kind, () => { window.acted = performance.timeOrigin + performance.now() }, true);
  const answered = () => window.acted && words(watched) && words(watched) !== before;
  whenever(answered, (now) => { window.seconds = (now - window.acted) / 1000 });
}""".replace("WORDS", WORDS)

Click = Callable[[Page, int], None]
Times = tuple[list[float], list[float], list[float]]


@dataclass(frozen=True, slots=True)
class Case:
    """A page: its address, what has to be seen of its answer, and a click with what that has to change.

    ``NUMBER`` in the address is another number in each round.
    """

    name: str
    address: str
    sign: str
    click: Click | None = None
    watched: str = ""


def cases(store: GraphStore) -> list[Case]:
    """Return the pages to measure, with the largest debate, actor and source of the store."""
    largest = max(debate_index(store), key=lambda head: head.insights)
    actors = [tally.name for tally in actor_tallies(store)]
    names = [source.name for source in sources(store)]
    some = [
        "latest_week",
        "run_list",
        "source_list",
        "review_progress",
        "count_nodes",
        "count_relations",
        "weeks_dated",
    ]
    return [
        Case("overview", "", CARDS, _press("link", "Open debate"), QUOTE),
        Case("debates: next page", "debates", CARDS, _press("button", "Next"), CARDS),
        Case("debates: of one actor", "debates", CARDS, _choose("Actor", actors), CARDS),
        Case("debates: sort", "debates", CARDS, _choose("Sort by", ["Latest", "Most insights"]), CARDS),
        Case(
            "largest debate",
            f"debate?debate={quote(largest.id)}&quotes=NUMBER",
            ".columns mark",
            _more_quotes,
            ".columns mark",
        ),
        Case("map", "map", MAP, _choose("Actor", actors), CARDS),
        Case("sources", "sources", ROWS, _choose("Source", names), ROWS),
        Case("largest source", f"sources?source={quote(names[0])}", ROWS, _choose("Source", names[1:]), ROWS),
        Case("actors", "actors", ROWS, _choose("Actor", actors), ROWS),
        Case("largest actor", f"actors?actor={quote(actors[0])}", ROWS, _choose("Actor", actors[1:]), ROWS),
        Case("graph of an actor", "graph", PICTURE, _choose("Actor", actors[1:]), PICTURE),
        Case("graph of a source", "graph?about=source", PICTURE, _choose("Source", names[1:]), PICTURE),
        Case("review: skip", "review", PAIR, _press("button", "Skip"), PAIR),
        Case("review: confirm", "review", PAIR, _press("button", "Confirm"), PAIR),
        Case("review: dismiss", "review", PAIR, _press("button", "Dismiss"), PAIR),
        Case("add: find claims", "add", "textarea", _add, ".fl.found mark"),
        Case("query", "query", GRID, _choose("Question", [f"({name})" for name in some]), ROWS_FOUND),
        Case("query: the queue", "query?query=review_queue", GRID, None),
        Case("query: all contradictions", "query?query=contradiction_list", GRID, None),
    ]


def _press(role: str, name: str) -> Click:
    return lambda page, _: page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def _choose(label: str, options: Sequence[str]) -> Click:
    def click(page: Page, number: int) -> None:
        # Not "Actors" where "Actor" is meant.
        box = page.get_by_role("combobox", name=re.compile(rf"^{label}\b")).first
        wanted = options[number % len(options)]
        # As fast as people type at their fastest: a list that is typed into faster at times closes without a choice.
        box.press_sequentially(wanted, delay=40)
        page.get_by_role("option").first.filter(has_text=wanted).wait_for(timeout=LONG)
        page.keyboard.press("Enter")

    return click


def _more_quotes(page: Page, number: int) -> None:
    page.get_by_role("button", name="Show more quotes").click()


def _add(page: Page, number: int) -> None:
    box = page.get_by_role("textbox", name="Insights")
    box.fill(f"Northwind is leasing {number + 2} spare servers to rivals, a clear win for the company.")
    page.get_by_role("button", name="Find claims").click()


def opened(browser: BrowserContext, address: str, sign: str) -> float:
    """Open an address in a new tab, a visit of its own; return the seconds to its answer."""
    page = browser.new_page()
    page.add_init_script(PAINTED + SEEN % sign)
    started = time.time()
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.seen", timeout=LONG)
    seconds = page.evaluate("window.seen") / 1000 - started
    page.wait_for_selector(AT_REST, timeout=LONG)
    page.close()
    return float(seconds)


def clicked(browser: BrowserContext, address: str, case: Case, number: int) -> float:
    """Open a page, let it come to rest, click; return the seconds from the last key to what was asked for."""
    assert case.click is not None
    page = browser.new_page()
    page.add_init_script(PAINTED)
    page.goto(address + numbered(case, number))
    page.locator(case.sign).first.wait_for(timeout=LONG)
    page.wait_for_selector(AT_REST, timeout=LONG)
    page.wait_for_timeout(300)
    before = page.evaluate(WORDS, case.watched)
    page.evaluate(CHANGED, [case.watched, before])
    case.click(page, number)
    page.wait_for_function("window.seconds", timeout=20_000)
    seconds = page.evaluate("window.seconds")
    page.close()
    return float(seconds)


def numbered(case: Case, number: int) -> str:
    """Return the address of a page in a round."""
    return case.address.replace("NUMBER", str(10 + number))


def write(url: str) -> None:
    """Write a line into the log of runs: the smallest change of a store that there is."""
    with open_store(url) as store, store.transaction() as tx:
        tx.add_run(datetime.now(UTC), {"claims": 0})


def measured(browser: BrowserContext, url: str, address: str, case: Case, rounds: int) -> Times:
    """Return the times of a page after writes, opened, and clicked."""
    opened(browser, address + numbered(case, rounds), case.sign)
    if case.click:
        clicked(browser, address, case, rounds)
    written = []
    for number in range(rounds):
        write(url)
        written.append(opened(browser, address + numbered(case, number), case.sign))
    again = [opened(browser, address + numbered(case, 0), case.sign) for _ in range(rounds)]
    clicks = [clicked(browser, address, case, number) for number in range(rounds)] if case.click else []
    return written, again, clicks


def p95(seconds: list[float]) -> float:
    """Return the 95th percentile, never more than the largest."""
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]


def shown(seconds: list[float]) -> str:
    """Return median and 95th percentile."""
    return f"{statistics.median(seconds):.2f} / {p95(seconds):.2f}" if seconds else ""


def bench(url: str, rounds: int, only: Sequence[str]) -> Iterator[tuple[str, Times]]:
    """Yield pages with their times on the store at `url`."""
    with open_store(url, read_only=True) as store:
        pages = [case for case in cases(store) if not only or case.name.startswith(tuple(only))]
        print(f"{kind_of(url)}, {counts(store).claims:,} claims, {rounds} visits each", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder, page_on(url, Path(folder)) as address, a_profile(folder) as browser:
        start = opened(browser, address, CARDS)
        print(f"the program starts {start:.2f}", file=sys.stderr)
        for case in pages:
            times = measured(browser, url, address, case, rounds)
            print(f"{case.name:28} {' '.join(f'{shown(one):>13}' for one in times)}", file=sys.stderr, flush=True)
            yield case.name, times


@contextmanager
def a_profile(folder: str) -> Iterator[BrowserContext]:
    """Start Chromium with a profile, in which it keeps programs as it has compiled them."""
    with sync_playwright() as playwright:
        profile = Path(folder) / "profile"
        browser = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def kind_of(url: str) -> str:
    """Return what a store is called in the table."""
    return "Neo4j" if "://" in url else "embedded"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", nargs="+")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", nargs="*", default=[], help="first words of the names of pages")
    given = parser.parse_args()
    urls = [store if "://" in store else str(Path(store).resolve()) for store in given.stores]
    found = {kind_of(url): dict(bench(url, given.rounds, given.only)) for url in urls}
    print("Seconds, median / 95th percentile.\n")
    print("| page | store | first answer after a write | first answer | click |\n|---|---|---|---|---|")
    for page in next(iter(found.values())):
        for kind, times in found.items():
            print(f"| {page} | {kind} | {' | '.join(map(shown, times[page]))} |")


if __name__ == "__main__":
    main()
