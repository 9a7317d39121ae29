"""The feed: valid Atom, and an entry keeps its id whatever happens to the debate around it."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from labelled_graph import write_labelled
from lxml import etree
from weeks import Said, write_debate

from dashboard.report import write_report
from dashboard.report.feed import write_feed
from graph.embedded_store import EmbeddedStore

ATOM = {"a": "http://www.w3.org/2005/Atom"}
# What RFC 4287 lets stand in a feed and in an entry: at least and at most how often.
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "generator": (0, 1), "author": (1, 99)}
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "content": (0, 1), "author": (0, 99), "category": (0, 99)}


def check_atom(xml: bytes) -> etree._Element:
    """Hold a feed against the rules of RFC 4287."""
    feed = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    check_parts(feed, FEED | {"link": (0, 99), "entry": (0, 9999)})
    ids = [check_entry(entry) for entry in feed.findall("a:entry", ATOM)]
    assert len(set(ids)) == len(ids)
    for link in feed.iterfind(".//a:link", ATOM):
        assert urlsplit(link.attrib["href"]).scheme in {"http", "https"}
    return feed


def check_entry(entry: etree._Element) -> str:
    check_parts(entry, ENTRY | {"link": (0, 99)})
    assert entry.find("a:content", ATOM) is not None
    return entry.findtext("a:id", namespaces=ATOM) or ""


def check_parts(element: etree._Element, allowed: dict[str, tuple[int, int]]) -> None:
    names = [etree.QName(child).localname for child in element]
    assert set(names) <= set(allowed)
    for name, (least, most) in allowed.items():
        assert least <= names.count(name) <= most
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext("a:id", namespaces=ATOM) or "")
    assert datetime.fromisoformat(element.findtext("a:updated", namespaces=ATOM) or "").tzinfo is not None
    assert all(author.findtext("a:name", namespaces=ATOM) for author in element.findall("a:author", ATOM))


def test_the_feed_of_the_labelled_set_is_valid_atom(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_labelled(embedded_store, "dev")
    (path,) = write_report(embedded_store, week=None, formats=("atom",), out=tmp_path, page_url="http://localhost:8501")
    assert path.name == "contradictions.atom"
    entries = check_atom(path.read_bytes()).findall("a:entry", ATOM)
    assert len(entries) > 10
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo
    assert len(parsed.entries) == len(entries)
    days = [entry.updated for entry in parsed.entries]
    assert days == sorted(days, reverse=True)
    assert all(entry.link.startswith("http://localhost:8501/?debate=") for entry in parsed.entries)


def test_an_empty_feed_is_valid_atom(embedded_store: EmbeddedStore) -> None:
    assert check_atom(write_feed(embedded_store, last_week="2026-W10")).findall("a:entry", ATOM) == []


def test_an_entry_keeps_its_id_and_date_when_the_debate_grows(embedded_store: EmbeddedStore) -> None:
    said = [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)]
    write_debate(embedded_store, said)
    before = entries(write_feed(embedded_store, last_week="2026-W46"))
    write_debate(embedded_store, [*said, Said("C", "2026-11-10", -1)])
    after = entries(write_feed(embedded_store, last_week="2026-W46"))
    assert len(before) == 1
    assert len(after) == 2
    assert before.items() <= after.items()


def test_an_undated_contradiction_carries_the_monday_of_its_week(embedded_store: EmbeddedStore) -> None:
    read = "2026-11-26T08:00:00Z"
    write_debate(embedded_store, [Said("A", None, 1, read_at=read), Said("B", None, -1, read_at=read)])
    assert set(entries(write_feed(embedded_store, last_week="2026-W48")).values()) == {"2026-11-23T00:00:00Z"}


@pytest.mark.parametrize("text", ["\ufffe\uffff x", "\x00\x08 x", "a\ud800b", "\u202e x"])
def test_characters_that_xml_forbids_are_left_out(embedded_store: EmbeddedStore, text: str) -> None:
    storable = text.encode("utf-8", "ignore").decode()
    write_debate(
        embedded_store,
        [Said(f"A{storable}", "2026-11-02", 1), Said("B", "2026-11-03", -1)],
        actor=f"N{storable}",
    )
    check_atom(write_feed(embedded_store, last_week="2026-W45"))


def entries(xml: bytes) -> dict[str, str]:
    return {
        entry.findtext("a:id", namespaces=ATOM) or "": entry.findtext("a:updated", namespaces=ATOM) or ""
        for entry in check_atom(xml).findall("a:entry", ATOM)
    }
