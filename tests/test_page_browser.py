"""A person with a browser reads a debate, narrows lists down, sends an address, and takes a table away."""

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from contrast import CONTRAST
from hostile import HOSTILE, write_split
from labelled_graph import write_labelled
from page_server import ROOT, at_rest, keep_picture, page_on
from playwright.sync_api import Browser, Page, expect

from graph.debate_index import debate_index
from graph.embedded_store import EmbeddedStore
from graph.questions import debates

LONG = 30_000
PAGES = ["", "debates", "map", "sources", "actors"]
_NEW_YEAR_2020 = 1_577_836_800


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page on the labelled digest."""
    folder = tmp_path_factory.mktemp("digest")
    with EmbeddedStore(folder / "graph.lbug") as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
    with page_on("graph.lbug", folder) as address:
        yield address


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made of the sample data, as somebody's first run makes it."""
    path = tmp_path_factory.mktemp("sample") / "faultline.lbug"
    command = [ROOT / ".venv/bin/faultline", "run", ROOT / "data/sample", "--store", path, "--quiet"]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def address(sample: Path) -> Iterator[str]:
    """The address of the page on the sample data."""
    with page_on(sample.name, sample.parent) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a new visitor; no request of it may leave the machine."""
    hosts: set[str] = set()
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    page.on("websocket", lambda websocket: hosts.add(urlsplit(websocket.url).hostname or ""))
    yield page
    page.close()
    assert hosts <= {"127.0.0.1", ""}


def settled(page: Page) -> None:
    """Wait until the page has done what it was asked for."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=LONG)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)


def go(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".fl:not(style), [data-testid='stHeading']").first).to_be_visible(timeout=LONG)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose by keyboard, as somebody without a mouse does."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.focus()
    box.press_sequentially(option)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")


def test_a_reader_finds_the_debate_on_compute_in_two_clicks_and_reads_both_quotes(page: Page, digest: str) -> None:
    go(page, digest)
    number = page.locator(".fl.card").evaluate_all(
        "(cards) => cards.findIndex((card) => card.textContent.includes('tacitly admitting a strategy shift'))"
    )
    page.get_by_role("link", name="Open debate").nth(number).click()

    expect(page.locator("h1")).to_contain_text("compute", ignore_case=True, timeout=LONG)
    marks = page.locator(".columns mark")
    expect(marks.filter(has_text="tacitly admitting a strategy shift").first).to_be_visible()
    expect(page.locator(".side-a mark").first).to_be_visible()
    expect(page.locator(".side-b mark").first).to_be_visible()
    expect(page.locator(".agreed")).to_contain_text("Agreed:")
    page.wait_for_url("**/debate?debate=*", timeout=5_000)


def test_an_address_shows_the_same_debate_to_somebody_else(browser: Browser, page: Page, digest: str) -> None:
    go(page, digest)
    page.get_by_role("link", name="Open debate").first.click()
    page.wait_for_url("**/debate?debate=*", timeout=LONG)
    expect(page.locator(".columns mark").first).to_be_visible(timeout=LONG)
    question = page.locator("h1").inner_text()
    for permalink in (page.url, page.url.replace("/debate?", "/?")):
        other = browser.new_page()
        go(other, permalink)
        expect(other.locator("h1")).to_have_text(question)
        other.close()
    page.get_by_role("link", name="All debates").click()
    expect(page.locator(".fl.card").first).to_be_visible(timeout=LONG)


def test_a_list_is_narrowed_by_source_and_its_address_sent_on(browser: Browser, page: Page, address: str) -> None:
    go(page, f"{address}debates")
    before = page.locator(".fl.card").count()
    choose(page, "Source", "Signal Path")
    page.wait_for_url("**source=Signal*", timeout=LONG)
    expect(page.locator(".fl.card")).not_to_have_count(before, timeout=LONG)
    settled(page)
    headings = page.locator(".fl.card h3").all_inner_texts()
    assert headings
    other = browser.new_page()
    go(other, page.url)
    expect(other.locator(".fl.card h3")).to_have_text(headings, timeout=LONG)
    other.close()


def test_a_table_is_taken_away_as_csv_and_json(page: Page, address: str, sample: Path) -> None:
    go(page, f"{address}debates")
    with page.expect_download(timeout=LONG) as download:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    with EmbeddedStore(sample, read_only=True) as store:
        assert [row["debate"] for row in rows] == [head.id for head in debate_index(store)]
    with page.expect_download(timeout=LONG) as download:
        page.get_by_role("button", name="JSON").click()
    assert download.value.suggested_filename == "debates.json"


def test_words_find_debates_by_keyboard_alone(page: Page, address: str) -> None:
    go(page, address)
    at_rest(page)
    words = page.get_by_label("Search debates")
    words.focus()
    page.keyboard.type("compute")
    expect(words).to_have_value("compute")
    page.keyboard.press("Enter")
    page.wait_for_url("**/debates?text=compute", timeout=LONG)
    expect(page.locator(".fl.card").first).to_be_visible(timeout=LONG)
    settled(page)
    link = page.get_by_role("link", name="Open debate").first
    for _ in range(60):
        if link.evaluate("(element) => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/debate?debate=*", timeout=LONG)


@pytest.mark.parametrize("name", ["", "debates", "map", "map?picture=sources", "sources", "actors?actor=Microsoft"])
def test_everything_that_can_be_pressed_is_reached_by_the_tab_key(page: Page, address: str, name: str) -> None:
    go(page, f"{address}{name}")
    at_rest(page)
    can_be_pressed = "main :is(a[href], button, input, summary), header :is(a[href], button)"
    waiting = page.locator(can_be_pressed).evaluate_all(
        "(found) => found.filter((one) => one.offsetParent && !one.disabled && one.tabIndex >= 0)"
        ".map((one, place) => (one.dataset.place = String(place)))"
    )
    reached: set[str] = set()
    for _ in range(3 * len(waiting)):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset.place")
        reached |= {place} if place is not None else set()
    missed = [page.locator(f"[data-place='{place}']").inner_text() for place in waiting if place not in reached]
    assert waiting
    assert missed == []


def test_a_source_on_the_map_leads_to_the_debate(page: Page, address: str) -> None:
    go(page, address)
    page.get_by_role("link", name="Which source stands where").click()
    page.wait_for_url("**/map?picture=sources", timeout=LONG)
    square = page.locator('[data-testid="stVegaLiteChart"] path[aria-label^="source: "]').first
    expect(square).to_be_visible(timeout=LONG)
    at_rest(page)
    keep_picture(page, "map-sources")
    square.click()
    page.wait_for_url("**/debate?debate=*", timeout=LONG)
    expect(page.locator(".columns mark").first).to_be_visible(timeout=LONG)


def test_a_click_on_the_map_shows_what_is_behind_it(page: Page, address: str) -> None:
    go(page, f"{address}map")
    cell = page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first
    expect(cell).to_be_visible(timeout=LONG)
    settled(page)
    square = page.locator('[data-testid="stVegaLiteChart"] path[aria-label^="actor: "]').first
    actor = re.match(r"actor: ([^;]+);", square.get_attribute("aria-label") or "")
    square.click()
    page.wait_for_url("**/map?*actor=*", timeout=LONG)
    assert actor is not None
    assert f"actor={quote(actor[1], safe='').replace('%20', '+')}" in page.url
    expect(page.get_by_text("What is said")).to_be_visible(timeout=LONG)
    expect(page.locator("mark").first).to_be_visible()


def look(page: Page, address: str) -> None:
    """Look at the overview until the browser has noted the visit, a moment after the page has answered."""
    go(page, address)
    page.wait_for_function("document.cookie.includes('faultline-before=')")
    at_rest(page)


def test_a_second_visit_tells_what_is_new(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    look(page, address)
    expect(page.get_by_text("This is the first visit with this browser")).to_be_visible(timeout=LONG)
    look(page, address)  # looked at again: the same visit
    expect(page.get_by_text("This is the first visit with this browser")).to_be_visible(timeout=LONG)
    context.clear_cookies(name="faultline-before")  # half an hour later
    look(page, address)
    expect(page.get_by_text("0 insights read, 0 contradictions found")).to_be_visible(timeout=LONG)
    context.clear_cookies(name="faultline-before")
    context.add_cookies([{"name": "faultline-latest", "value": str(_NEW_YEAR_2020), "url": address}])
    go(page, address)
    expect(page.get_by_text(re.compile(r"insights read, .* since 1 Jan 2020"))).to_be_visible(timeout=LONG)
    context.close()


@pytest.mark.parametrize("value", ["", "soon", "9" * 40, "-1e9", "%3Cscript%3E"])
def test_a_visit_that_the_browser_tells_wrongly_is_a_first_one(browser: Browser, address: str, value: str) -> None:
    context = browser.new_context()
    context.add_cookies([{"name": "faultline-before", "value": value, "url": address}])
    page = context.new_page()
    go(page, address)
    expect(page.get_by_text("This is the first visit with this browser")).to_be_visible(timeout=LONG)
    context.close()


def test_the_overview_asks_the_server_once(browser: Browser, address: str) -> None:
    # What asked a second time could cross a click on a link, and the next page stayed empty.
    page = browser.new_page()
    sent: list[str | bytes] = []

    def note(frame: str | bytes) -> None:
        sent.append(frame)

    page.on("websocket", lambda websocket: websocket.on("framesent", note))
    go(page, address)
    expect(page.get_by_text("This is the first visit with this browser")).to_be_visible(timeout=LONG)
    at_rest(page)
    assert len(sent) == 1
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_window_and_can_be_read(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for name in [*PAGES, "actors?actor=Microsoft", "sources?source=Second%20Order"]:
        go(page, f"{address}{name}")
        at_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        if width < 400 and scheme == "dark" and name in {"", "debates"}:
            keep_picture(page, f"{name or 'overview'}-phone")
    go(page, address)
    for side in ("a", "b"):
        assert page.locator(f".fl .ends .side-{side} .label").first.evaluate(CONTRAST) >= 4.5
    assert page.locator(".fl.figures dt").first.evaluate(CONTRAST) >= 4.5
    page.close()


@pytest.mark.parametrize("name", ["overview", "debates", "map", "sources", "actors"])
def test_pictures_for_the_documents(page: Page, address: str, name: str) -> None:
    go(page, f"{address}{'' if name == 'overview' else name}{'?actor=Microsoft' if name == 'actors' else ''}")
    keep_picture(page, name)
    expect(page).to_have_title(f"{name.capitalize()} · Faultline")


def test_the_picture_of_a_debate(page: Page, address: str, sample: Path) -> None:
    with EmbeddedStore(sample, read_only=True) as store:
        debate = next(debate for debate in debates(store) if debate.agreed and debate.opened)
    go(page, f"{address}debate?debate={quote(debate.id)}")
    expect(page.locator('[data-testid="stVegaLiteChart"]')).to_be_visible(timeout=LONG)
    keep_picture(page, "debate")


def test_hostile_texts_load_nothing_and_run_nothing(page: Page, browser: Browser, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "graph.lbug") as store:
        store.ensure_schema()
        found = [
            write_split(store, text, f"{text} not", name=f"{number} {text[:40]}") for number, text in enumerate(HOSTILE)
        ]
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    with page_on("graph.lbug", tmp_path) as address:
        for name in [*PAGES, *(f"debates?page={number}" for number in range(2, 8)), f"debate?debate={quote(found[0])}"]:
            go(page, f"{address}{name}")
            at_rest(page)
            assert page.locator(".fl script, .fl img, .fl iframe, .fl form, .fl svg, .fl [onerror]").count() == 0
            assert page.locator("a[href^='http'][href*='evil'], a[href^='javascript' i], img[src*='evil']").count() == 0
    assert alerts == []
