"""The commands report and compare: what they write and print, and what they say of a mistake."""

import json
import re
import socket
import sys
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from labelled_graph import write_labelled
from test_cli_commands import Answer, faultline  # noqa: F401 - a fixture
from test_report_mail import Box, serving

from graph.embedded_store import EmbeddedStore

Faultline = Callable[..., Answer]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stored") / "dev.lbug"
    with EmbeddedStore(str(path)) as store:
        store.ensure_schema()
        write_labelled(store, "dev")
    return path


def test_every_format_is_written_and_named(faultline: Faultline, stored: Path) -> None:  # noqa: F811
    answer = faultline("report", "--store", stored, "--week", "2026-W43", "--format", "md,html,pdf,email,atom")
    assert answer.code == 0
    names = ["2026-W43.md", "2026-W43.html", "2026-W43.pdf", "2026-W43.eml", "contradictions.atom"]
    assert answer.out.splitlines() == [f"reports/{name}" for name in names]
    assert all(Path("reports", name).stat().st_size for name in names)


def test_links_lead_where_the_settings_say(
    faultline: Faultline,  # noqa: F811
    stored: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FAULTLINE_PAGE_URL", "https://faultline.example.org/")
    assert faultline("report", "--store", stored, "--week", "2026-W43", "--format", "html", "--json").json
    assert "https://faultline.example.org/?debate=" in Path("reports/2026-W43.html").read_text("utf-8")
    monkeypatch.setenv("FAULTLINE_PAGE_URL", "javascript:alert(1)")
    assert faultline("report", "--store", stored).code == 2


def test_a_report_is_written_and_sent(
    faultline: Faultline,  # noqa: F811
    stored: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = Box()
    with serving(box) as port:
        for name, value in (("HOST", "localhost"), ("PORT", str(port)), ("SECURITY", "none")):
            monkeypatch.setenv(f"FAULTLINE_SMTP_{name}", value)
        monkeypatch.setenv("FAULTLINE_MAIL_FROM", "report@example.org")
        monkeypatch.setenv("FAULTLINE_MAIL_TO", "ann@example.org")
        answer = faultline("report", "--store", stored, "--week", "2026-W43", "--format", "md", "--send")
    assert (answer.code, answer.out, answer.err) == (0, "reports/2026-W43.md\n", "Sent to ann@example.org\n")
    (envelope,) = box.received
    assert "2026-W43" in message_from_bytes(cast(bytes, envelope.content), policy=default)["Subject"]


def test_a_missing_mail_server_ends_with_the_code_for_services(
    faultline: Faultline,  # noqa: F811
    stored: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"SMTP_HOST": "localhost", "SMTP_PORT": port, "SMTP_USERNAME": "ann", "SMTP_PASSWORD": "hush-hush"}
    for name, value in (settings | {"MAIL_FROM": "r@example.org", "MAIL_TO": "a@example.org"}).items():
        monkeypatch.setenv(f"FAULTLINE_{name}", str(value))
    answer = faultline("report", "--store", stored, "--week", "2026-W43", "--send")
    assert answer.code == 4
    assert "No mail server answers" in answer.err
    assert "hush-hush" not in answer.out + answer.err
    # The report itself is there: only the sending has to be done again.
    assert Path("reports/2026-W43.html").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--format", "docx"), "no report format called 'docx'"),
        (("--format", " , "), "No report format is given"),
        (("--week", "47"), "not an ISO week"),
        (("--send",), "FAULTLINE_SMTP_HOST"),
    ],
    ids=["format", "no format", "week", "no mail server"],
)
def test_a_mistake_is_named_and_nothing_is_written(
    faultline: Faultline,  # noqa: F811
    stored: Path,
    arguments: tuple[str, ...],
    says: str,
) -> None:
    answer = faultline("report", "--store", stored, *arguments)
    assert answer.code == 2
    assert says in answer.err
    assert not Path("reports").exists()


def test_pdf_without_its_package_says_how_to_get_it(
    faultline: Faultline,  # noqa: F811
    stored: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    answer = faultline("report", "--store", stored, "--format", "pdf")
    assert answer.code == 1
    assert "faultline[pdf]" in answer.err
    assert "Traceback" not in answer.err


def test_two_weeks_are_compared(faultline: Faultline, stored: Path) -> None:  # noqa: F811
    answer = faultline("compare", "2026-W42", "2026-W43", "--store", stored)
    assert answer.code == 0
    assert "# Week 2026-W42 and week 2026-W43" in answer.out
    insights = re.search(r"\| Insights \| (\d+) \| (\d+) \| ([+-]\d+) \|", answer.out)
    assert insights
    assert int(insights[2]) - int(insights[1]) == int(insights[3])
    markdown = faultline("compare", "2026-W42", "2026-W43", "--store", stored, "--format", "md")
    assert "Debates only of 2026-W42".replace("-", "-") in markdown.out.replace("\\", "")
    found = cast(
        dict[str, Any], json.loads(faultline("compare", "2026-W42", "2026-W43", "--store", stored, "--json").out)
    )
    assert (found["first"]["week"], found["second"]["insights"]) == ("2026-W42", int(insights[2]))


def test_comparing_with_an_empty_week_says_so(faultline: Faultline, stored: Path) -> None:  # noqa: F811
    answer = faultline("compare", "2026-W10", "2026-W43", "--store", stored)
    assert "Nothing in the store counts in the week from 2 Mar 2026 to 8 Mar 2026." in answer.out
    assert faultline("compare", "2026-W10", "never", "--store", stored).code == 2
