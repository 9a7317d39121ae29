"""The report in a real browser: fits every window, can be read, and asks nobody for anything."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from contrast import CONTRAST
from hostile import HOSTILE, write_split
from labelled_graph import write_labelled
from page_server import keep_picture
from playwright.sync_api import Browser, Page

from dashboard.report import write_report
from graph.embedded_store import EmbeddedStore

WEEK = "2026-W43"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The report on a week of the labelled set: HTML file and mail."""
    folder = tmp_path_factory.mktemp("report")
    with EmbeddedStore(folder / "graph.lbug") as store:
        store.ensure_schema()
        write_labelled(store, "dev")
        html, mail = write_report(
            store, week=WEEK, formats=("html", "email"), out=folder, page_url="http://localhost:8501"
        )
    return html, mail


def opened(browser: Browser, path: Path, *, width: int, scheme: str, asked: list[str]) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_fits_the_window_and_can_be_read(
    browser: Browser, report: tuple[Path, Path], width: int, scheme: str
) -> None:
    asked: list[str] = []
    page = opened(browser, report[0], width=width, scheme=scheme, asked=asked)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for part in (".side-a .label", ".side-b .label", ".by", ".reason", "td.side-a mark", "td.side-b mark", ".method p"):
        assert page.locator(part).first.evaluate(CONTRAST) >= 4.5, part
    first = page.locator("table.pair").first.locator("td.quote")
    left, right = (first.nth(number).bounding_box() for number in (0, 1))
    assert left
    assert right
    # Side by side where there is room, else one under the other.
    assert (left["y"] == right["y"]) == (width > 600)
    assert asked == [report[0].as_uri()]
    if scheme == "light":
        keep_picture(page, "report" if width > 600 else "report-phone")
    page.close()


def test_cards_are_not_cut_on_paper(browser: Browser, report: tuple[Path, Path]) -> None:
    page = opened(browser, report[0], width=1280, scheme="light", asked=[])
    page.emulate_media(media="print")
    for part in ("table.pair", "table.ends", ".reason"):
        assert page.locator(part).first.evaluate("element => getComputedStyle(element).breakInside") == "avoid"
    assert page.locator("main").evaluate("element => getComputedStyle(element).maxWidth") == "none"
    page.close()


def test_a_mail_client_that_drops_style_sheets_still_shows_two_sides(
    browser: Browser, report: tuple[Path, Path], tmp_path: Path
) -> None:
    page = opened(browser, html_of(report[1], tmp_path), width=700, scheme="light", asked=[])
    page.evaluate("document.querySelectorAll('style').forEach((sheet) => sheet.remove())")
    left, right = (page.locator("td.quote").nth(number).bounding_box() for number in (0, 1))
    assert left
    assert right
    assert left["y"] == right["y"]
    assert page.locator("td.side-a .letter").first.evaluate(CONTRAST) >= 4.5
    page.close()


def test_no_hostile_text_asks_anybody_for_anything(browser: Browser, tmp_path: Path) -> None:
    asked: list[str] = []
    known = set()
    for number, text in enumerate(HOSTILE):
        folder = tmp_path / str(number)
        folder.mkdir()
        with EmbeddedStore(folder / "graph.lbug") as store:
            store.ensure_schema()
            days = ("2026-11-02", "2026-11-03")
            write_split(store, text, f"{text} not", days=days, name=text[:60].strip())
            html, mail = write_report(store, week="2026-W45", formats=("html", "email"), out=folder)
        for path in (html, html_of(mail, folder)):
            page = opened(browser, path, width=390, scheme="light", asked=asked)
            known.add(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), text[:60]
            page.close()
    # A mail's picture lies in the mail; a browser cannot find it there, and tries nothing else.
    assert {url for url in asked if not url.startswith("cid:")} == known


def html_of(mail: Path, folder: Path) -> Path:
    """Write the HTML part of a mail into a file of its own."""
    message = cast(EmailMessage, message_from_bytes(mail.read_bytes(), policy=default))
    path = folder / "mail.html"
    path.write_text(cast(EmailMessage, message.get_body(("html",))).get_content(), "utf-8")
    return path
