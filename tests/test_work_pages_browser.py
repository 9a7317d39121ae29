"""A person with a browser reviews by keyboard, adds an insight, asks a query, and looks around in the graph."""

import csv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hostile import HOSTILE, write_split
from labelled_graph import write_labelled
from page_server import at_rest, keep_picture, page_on
from playwright.sync_api import Browser, Page, expect

from graph.embedded_store import EmbeddedStore
from graph.questions import actors
from graph.review_queue import progress

LONG = 30_000


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "graph.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
    return path


@pytest.fixture
def address(store: Path, tmp_path: Path) -> Iterator[str]:
    with page_on(store.name, tmp_path) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A window; no request of it may leave the machine."""
    hosts: set[str] = set()
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda websocket: hosts.add(urlsplit(websocket.url).netloc))
    yield page
    page.close()
    assert {host for host in hosts if host} <= {urlsplit(address).netloc}


def press(page: Page, key: str) -> None:
    """Press a key as a person does: on a page that has come to rest."""
    at_rest(page)
    page.keyboard.press(key)


def reviewed(page: Page, counts: str) -> None:
    expect(page.get_by_text(counts)).to_be_visible(timeout=LONG)
    # The page has answered when nothing in it waits for a run any more.
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning", timeout=LONG)


def test_keys_pressed_faster_than_the_store_writes_are_each_counted_once(page: Page, address: str, store: Path) -> None:
    page.goto(f"{address}review")
    reviewed(page, "36 open · 0 confirmed · 0 dismissed")
    at_rest(page)
    for key in "nynnyn":
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    at_rest(page)
    with EmbeddedStore(store, read_only=True) as found:
        done = progress(found)
        assert len(found.fetch_reviews()) == done.decided >= 1
    reviewed(page, f"{done.open} open · {done.confirmed} confirmed · {done.dismissed} dismissed")


def test_a_reviewer_decides_with_one_key_each_and_sees_the_counts_change(page: Page, address: str, store: Path) -> None:
    page.goto(f"{address}review")
    reviewed(page, "36 open · 0 confirmed · 0 dismissed")
    expect(page.locator(".fl.review mark")).to_have_count(2)
    keep_picture(page, "review")
    press(page, "y")
    reviewed(page, "35 open · 1 confirmed · 0 dismissed")
    press(page, "n")
    reviewed(page, "34 open · 1 confirmed · 1 dismissed")
    press(page, "s")
    reviewed(page, "1 skipped in this visit")
    press(page, "u")
    expect(page.get_by_text("skipped in this visit")).to_have_count(0, timeout=LONG)
    reviewed(page, "34 open · 1 confirmed · 1 dismissed")
    press(page, "u")
    reviewed(page, "35 open · 1 confirmed · 0 dismissed")

    # A letter in the note is a letter.
    note = page.get_by_role("textbox", name="Note")
    note.click()
    page.keyboard.type("yes, no, surely")
    expect(note).to_have_value("yes, no, surely")
    at_rest(page)
    reviewed(page, "35 open · 1 confirmed · 0 dismissed")
    page.get_by_role("button", name="Dismiss").click()
    reviewed(page, "34 open · 1 confirmed · 1 dismissed")

    page.reload()
    reviewed(page, "34 open · 1 confirmed · 1 dismissed")
    with EmbeddedStore(store, read_only=True) as kept:
        assert (progress(kept).confirmed, progress(kept).dismissed) == (1, 1)
        assert kept.fetch_reviews()[-1]["note"] == "yes, no, surely"


def test_a_pasted_insight_is_found_again(page: Page, address: str) -> None:
    page.goto(f"{address}add")
    page.get_by_role("textbox", name="Insights").fill(
        "Northwind is leasing its spare servers to rivals, a clear win for the company."
    )
    page.get_by_role("textbox", name="Source").fill("The Morning Letter")
    page.get_by_role("button", name="Find claims").click()
    expect(page.locator(".fl.found mark").first).to_contain_text("Northwind", timeout=2 * LONG)
    keep_picture(page, "add")
    page.get_by_role("button", name="Store 1 insight").click()
    expect(page.get_by_text("Stored 1 insight with")).to_be_visible(timeout=LONG)
    page.goto(f"{address}query?query=claims_of_source&claims_of_source.name=the+morning+letter")
    expect(page.get_by_text("1 row", exact=True)).to_be_visible(timeout=LONG)


def test_a_named_query_gives_a_file(page: Page, address: str) -> None:
    page.goto(f"{address}query")
    page.get_by_role("combobox", name="Question").click()
    page.keyboard.type("source_list")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 row", exact=True)).to_be_visible(timeout=LONG)
    page.wait_for_url("**/query?query=source_list")
    page.get_by_text("View as Cypher").click()
    expect(page.get_by_text("RETURN s.name AS name")).to_be_visible()
    keep_picture(page, "query")
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name="Download CSV").click()
    assert waiting.value.suggested_filename == "source_list.csv"
    (row,) = csv.DictReader(Path(waiting.value.path()).read_text("utf-8").splitlines())
    assert (row["insights"], row["dated"]) == ("11", "0")


def test_a_click_in_the_graph_opens_what_is_behind_it(page: Page, address: str, store: Path) -> None:
    with EmbeddedStore(store, read_only=True) as kept:
        name = actors(kept)[0]
    page.goto(f"{address}graph?steps=1")
    picture = page.locator("[data-testid=stEChartsChart] svg")
    expect(picture.get_by_text(name, exact=True)).to_be_visible(timeout=LONG)
    debate = picture.get_by_text(f"{name} · ").first
    box = debate.bounding_box()
    assert box is not None
    # The sign stands above its name.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] - 12)
    page.wait_for_url("**open=debate*", timeout=LONG)
    expect(page.get_by_role("link", name="Open the debate")).to_be_visible(timeout=LONG)
    permalink = page.url
    page.goto(permalink.replace("steps=1", "steps=3"))
    expect(picture.get_by_text(name, exact=True)).to_be_visible(timeout=LONG)
    keep_picture(page, "graph")
    page.get_by_role("button", name="Close all").click()
    expect(page.get_by_role("link", name="Open the debate")).to_have_count(0, timeout=LONG)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_fit_the_window(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for name in ("review", "add", "query?query=contradiction_list", "graph"):
        page.goto(f"{address}{name}")
        expect(page.locator("h2").first).to_be_visible(timeout=LONG)
        expect(page.locator("[data-testid=stApp]")).to_have_attribute(
            "data-test-script-state", "notRunning", timeout=LONG
        )
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.close()


def test_hostile_names_are_words_in_the_picture_and_the_table(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        for number, text in enumerate(HOSTILE):
            write_split(store, f"{text} {number}", f"{text} {number} not", name=f"{text[:40].strip()} {number}")
        names = actors(store)
    hosts: set[str] = set()
    with page_on(path, tmp_path) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("dialog", lambda dialog: hosts.add(f"dialog {dialog.message}"))
        page.goto(f"{address}graph")
        expect(page.locator("[data-testid=stEChartsChart] svg")).to_be_visible(timeout=LONG)
        for name in names:
            page.get_by_role("combobox", name="Actor").click()
            page.keyboard.type(name.rsplit(" ", 1)[1])
            page.keyboard.press("Enter")
            page.mouse.move(640, 480)  # over the picture, where a tip may come up
            assert (
                page.locator("img[src='x'], img[src*='evil'], main script, [onerror], a[href^='javascript']").count()
                == 0
            )
        for name in ("review", "query?query=contradiction_list"):
            page.goto(f"{address}{name}")
            expect(page.locator("h2").first).to_be_visible(timeout=LONG)
            at_rest(page)
            assert (
                page.locator("img[src='x'], img[src*='evil'], main script, [onerror], a[href^='javascript']").count()
                == 0
            )
        assert hosts == {urlsplit(address).netloc}
        page.close()
