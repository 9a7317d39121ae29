"""A reader logs in with a real OpenID Connect provider, looks around, and logs out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from labelled_graph import write_labelled
from oidc_provider_mock import run_server_in_thread
from page_server import page_on
from playwright.sync_api import Browser, Page, expect

from graph.embedded_store import EmbeddedStore

LONG = 30_000
SECRETS = """
[auth]
redirect_uri = "{address}oauth2callback"
cookie_secret = "a text that nobody guesses, made for this test alone"
client_id = "faultline"
client_secret = "unknown to others"
server_metadata_url = "http://localhost:{port}/.well-known/openid-configuration"
"""


@contextmanager
def guarded_page(folder: Path, **environment: str) -> Iterator[str]:
    """Serve the page on the labelled digest, for people whom a provider on this machine knows."""
    with EmbeddedStore(folder / "graph.lbug") as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
    with run_server_in_thread() as provider, page_on("graph.lbug", folder, **environment) as address:
        (folder / ".streamlit").mkdir()
        told = SECRETS.format(address=address, port=provider.server_port)
        (folder / ".streamlit" / "secrets.toml").write_text(told)
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def log_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Log in").click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_text(name)).to_be_visible(timeout=LONG)


def test_who_logs_in_reads_and_reviews_under_that_name_until_logging_out(page: Page, tmp_path: Path) -> None:
    with guarded_page(tmp_path) as address:
        page.goto(address)
        expect(page.get_by_role("heading", name="Please log in")).to_be_visible(timeout=LONG)
        expect(page.locator(".fl.card")).to_have_count(0)
        log_in(page, "ann@example.org")
        expect(page.locator(".fl.card").first).to_be_visible(timeout=LONG)
        page.goto(f"{address}review")
        name = page.get_by_label("Your name")
        expect(name).to_have_value("ann@example.org", timeout=LONG)
        expect(name).to_be_disabled()
        page.get_by_role("button", name="Log out").click()
        page.get_by_role("button", name="End session").click()
        expect(page.get_by_role("heading", name="Please log in")).to_be_visible(timeout=LONG)
        page.goto(f"{address}debates")
        expect(page.get_by_role("heading", name="Please log in")).to_be_visible(timeout=LONG)
        expect(page.locator(".fl.card")).to_have_count(0)


def test_whom_the_provider_turns_away_sees_nothing(page: Page, tmp_path: Path) -> None:
    with guarded_page(tmp_path) as address:
        page.goto(address)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("button", name="Deny").click()
        page.goto(address)
        expect(page.get_by_role("heading", name="Please log in")).to_be_visible(timeout=LONG)
        expect(page.locator(".fl.card")).to_have_count(0)


def test_who_logs_in_to_a_page_for_reading_finds_no_way_to_write(page: Page, tmp_path: Path) -> None:
    with guarded_page(tmp_path, FAULTLINE_READ_ONLY="1") as address:
        page.goto(address)
        log_in(page, "ben@example.org")
        expect(page.locator(".fl.card").first).to_be_visible(timeout=LONG)
        offered = page.get_by_role("link")
        expect(offered.filter(has_text="Debates").first).to_be_visible()
        expect(page.get_by_role("link", name="Review", exact=True)).to_have_count(0)
        expect(page.get_by_role("link", name="Add", exact=True)).to_have_count(0)
        page.goto(f"{address}review")
        expect(page.get_by_text("ben@example.org")).to_be_visible(timeout=LONG)
        expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
