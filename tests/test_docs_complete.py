"""Every command, setting and named query is documented, and what the README shows is there."""

import re
from pathlib import Path

import pytest
import typer.main

from dashboard.cli import app
from graph.queries import query_names
from graph.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)
COMMANDS = sorted(typer.main.get_group(app).commands)
SETTINGS = sorted(str(field.alias) for field in Settings.model_fields.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"faultline {re.escape(command)}\b", TEXT)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in TEXT


@pytest.mark.parametrize("query", query_names())
def test_every_named_query_is_documented(query: str) -> None:
    assert f"`{query}`" in TEXT


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing


def test_no_page_names_a_path_of_one_machine() -> None:
    assert not re.search(r"/(root|home/\w+|work|tmp)/", TEXT)
