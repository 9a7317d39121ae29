"""What was pasted or uploaded is shown before it is stored, and stored whole."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from builders import a_claim
from filelock import FileLock
from graphs import graph_of
from hostile import HOSTILE, Tags

from dashboard import adding
from dashboard.adding import Document, find_claims, keep
from dashboard.reviewing import plain_words
from dashboard.spans import numbered
from extract.claims import Skipped
from extract.pipeline import make_rules
from graph.embedded_store import EmbeddedStore
from graph.errors import StoreBusy
from graph.models import Extraction, Insight
from graph.questions import counts, sources
from graph.store import GraphStore

RULES = make_rules()
TEXT = b"Northwind leases servers, a clear win.\n\nSouthwind sells boats, a mistake."


class Reader:
    """Reads one claim out of every insight; one that says "cannot" it cannot read."""

    name = "local.v1"

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        for insight in insights:
            if "cannot" in insight.text:
                yield Skipped("it says cannot")
                continue
            claim = a_claim(insight=insight, actor=insight.text.split()[0])
            yield Extraction(insight_id=insight.id, extracted_by=self.name, claims=(claim,))


def found(store: GraphStore, *documents: Document, source: str | None = None, day: str | None = None) -> adding.Preview:
    return find_claims(list(documents), source=source, published=day, extractor=Reader(), store=store)


def test_nothing_is_stored_before_somebody_says_so(store: GraphStore) -> None:
    before = graph_of(store)
    preview = found(store, Document("pasted", TEXT))
    assert (preview.new, preview.claims) == (2, 2)
    assert graph_of(store) == before


def test_what_was_shown_is_stored(store: GraphStore) -> None:
    preview = found(store, Document("pasted", TEXT), source="The Daily", day="2026-11-20")
    kept = keep(preview, store.url, rules=RULES)
    assert (kept.insights, kept.claims) == (2, 2)
    (source,) = sources(store)
    assert (source.name, source.insights, source.undated, source.first) == ("The Daily", 2, 0, "2026-11-20")


def test_what_the_store_has_is_not_read_again(store: GraphStore) -> None:
    keep(found(store, Document("pasted", TEXT)), store.url, rules=RULES)
    again = found(store, Document("pasted", TEXT + b"\n\nEastwind buys land, a gamble."))
    assert [reading.known for reading in again.readings] == [True, True, False]
    keep(again, store.url, rules=RULES)
    assert counts(store).insights == 3


def test_what_cannot_be_read_is_named_and_not_stored(store: GraphStore) -> None:
    preview = found(store, Document("pasted", TEXT + b"\n\nThis one cannot be read by anybody."))
    assert [reading.skipped for reading in preview.readings] == [None, None, "it says cannot"]
    keep(preview, store.url, rules=RULES)
    assert counts(store).insights == 2


def test_a_file_of_a_known_kind_is_read_and_another_is_named(embedded_store: EmbeddedStore) -> None:
    lines = b'{"source": "Weekly", "published": "2026-11-02", "text": "Acme sells maps, a win."}\n{"text": 7}\n'
    preview = found(embedded_store, Document("week.jsonl", lines), Document("a.exe", b"MZ"), day="2026-11-20")
    (reading,) = preview.readings
    assert (reading.insight.source.name, reading.insight.published) == ("Weekly", "2026-11-02")
    said = [str(notice) for notice in preview.notices]
    assert any(line.startswith("week.jsonl, line 2") for line in said)
    assert any(line.startswith("a.exe: Not read") for line in said)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\0b.txt", "..", "", "<script>.txt"])
def test_the_name_of_a_file_is_never_opened(name: str, embedded_store: EmbeddedStore) -> None:
    preview = found(embedded_store, Document(name, TEXT))
    assert [reading.insight.text for reading in preview.readings] == [
        "Northwind leases servers, a clear win.",
        "Southwind sells boats, a mistake.",
    ]


def test_more_than_fits_on_the_page_is_said(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST", 3)
    text = "\n".join(f"Northwind leases {number} servers, a win." for number in range(5)).encode()
    preview = found(embedded_store, Document("pasted", text))
    assert len(preview.readings) == 3
    assert "Only the first 3" in preview.notices[-1].message


def test_while_another_run_writes_nothing_is_stored_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        preview = found(store, Document("pasted", TEXT))
        with FileLock(f"{path}.lock"), pytest.raises(StoreBusy) as busy:  # waits ten seconds
            keep(preview, str(path), rules=RULES)
        assert "try again" in plain_words(busy.value)
        assert counts(store).insights == 0
        assert keep(preview, str(path), rules=RULES).insights == 2


def test_overlapping_passages_are_all_marked() -> None:
    text = "Acme sells maps & <b>globes</b> now"
    html = str(numbered(text, [(0, 15), (11, 31)]))
    assert html.count("<sup>") == 2
    assert [tag for tag, _ in Tags(html).seen] == ["mark", "sup", "mark", "sup", "mark"]
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_when_it_is_marked(text: str) -> None:
    html = str(numbered(text, [(0, len(text) // 2), (1, len(text))]))
    assert {tag for tag, _ in Tags(html).seen} <= {"mark", "sup"}
