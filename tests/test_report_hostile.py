"""Hostile texts as insight, source, actor and note: shown as words in every format, and nothing is fetched."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from hostile import HOSTILE, Tags, write_split
from markdown_it import MarkdownIt
from pdf import acts, links, text_of
from test_report_feed import ATOM, check_atom

from dashboard.report import FORMATS, write_report
from dashboard.safe import visible
from graph.changes import Correction, MergeActors
from graph.embedded_store import EmbeddedStore
from graph.reviews import Decision, review_relation

PAGE = "http://localhost:8501"
WEEK = "2026-W45"
PLAIN = "Northwind wins."


@dataclass(frozen=True)
class Written:
    """The report on a split that is made of one text."""

    markdown: str
    html: str
    pdf: Path
    mail: EmailMessage
    feed: bytes


def written(text: str, folder: Path) -> Written:
    with EmbeddedStore(folder / "graph.lbug") as store:
        store.ensure_schema()
        relation = write_split(store, text, f"{text} not", days=("2026-11-02", "2026-11-03"), name=text[:60].strip())
        with store.transaction() as tx:
            moment = datetime(2026, 11, 4, tzinfo=UTC)
            who, why = text[:200], text[:2000]
            review_relation(tx, relation, Decision.CONFIRM, reviewer=who, note=why, at=moment)
            change = MergeActors(name=text[:300], into=f"{text[:290]} not")
            correction = Correction(change=change, author=who, note=why, at=moment)
            tx.add_correction({"id": correction.id, **correction.model_dump(mode="json")})
        markdown, html, pdf, mail, feed = write_report(store, week=WEEK, formats=FORMATS, out=folder, page_url=PAGE)
    return Written(
        markdown=markdown.read_text("utf-8"),
        html=html.read_text("utf-8"),
        pdf=pdf,
        mail=cast(EmailMessage, message_from_bytes(mail.read_bytes(), policy=default)),
        feed=feed.read_bytes(),
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(PLAIN, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module", params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return cast(str, request.param)


@pytest.fixture(scope="module")
def report(text: str, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(text, tmp_path_factory.mktemp("hostile"))


def tags(html: str) -> list[str]:
    return [tag for tag, _ in Tags(html).seen]


def page_of(report: Written) -> str:
    return cast(str, cast(EmailMessage, report.mail.get_body(("html",))).get_content())


def entries_of(report: Written) -> list[str]:
    return [
        entry.findtext("a:content", namespaces=ATOM) or "" for entry in check_atom(report.feed).findall("a:entry", ATOM)
    ]


class Words(HTMLParser):
    """Collects the text that a browser would show."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._hidden = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the name is given
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the name is given
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data


def squeezed(text: str) -> str:
    return "".join(re.sub(r"[\u2060\u200b]", "", visible(text)).split())


def test_hostile_text_is_shown_as_text_in_every_format(plain: Written, report: Written, text: str) -> None:
    words = squeezed(text)

    assert tags(report.html) == tags(plain.html)
    assert words in squeezed(Words(report.html).text)
    assert tags(page_of(report)) == tags(page_of(plain))
    assert words in squeezed(Words(page_of(report)).text)
    assert words in squeezed(cast(EmailMessage, report.mail.get_body(("plain",))).get_content())

    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(report.markdown)
    assert set(tags(rendered)) <= set(tags(MarkdownIt("commonmark").enable("table").render(plain.markdown))) | {
        "strong"
    }
    assert words in squeezed(Words(rendered).text)

    assert [tags(entry) for entry in entries_of(report)] == [tags(entry) for entry in entries_of(plain)]
    assert words in squeezed(Words(entries_of(report)[0]).text)

    assert acts(report.pdf) == set()
    assert words.isascii() is False or words[:40] in squeezed(text_of(report.pdf))


def test_hostile_text_adds_no_address_to_any_format(plain: Written, report: Written) -> None:
    for html in (report.html, page_of(report), *entries_of(report)):
        for tag, attrs in Tags(html).seen:
            assert not {"srcset", "poster", "background", "action", "formaction", "ping"} & set(attrs)
            assert (attrs.get("src") or "cid:").startswith("cid:"), tag
            assert (attrs.get("href") or "#").startswith(("#", f"{PAGE}/?debate=")), tag
            assert not re.search(r"url\(|@import|expression\(", attrs.get("style") or "")
            assert not any(name.startswith("on") for name in attrs)
    assert {link.attrib["href"] for link in check_atom(report.feed).iterfind(".//a:link", ATOM)} == {
        link.attrib["href"].replace(_debate_of(plain), _debate_of(report))
        for link in check_atom(plain.feed).iterfind(".//a:link", ATOM)
    }
    assert all(link.startswith(f"{PAGE}/?debate=") for link in links(report.pdf))
    assert len(links(report.pdf)) == len(links(plain.pdf))


def _debate_of(report: Written) -> str:
    found = re.search(r"debate=([0-9a-f~]+)", report.feed.decode("utf-8"))
    assert found
    return found[1]
