"""Whatever the bytes are, nothing crashes, and what is not read is named."""

import csv
import io
import json
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.readers import Notice, read_inputs
from extract.readers.digest import read_digest
from extract.readers.jsonl import read_json, read_json_objects
from extract.readers.lines import numbered
from extract.readers.notices import Trouble
from extract.readers.records import Record, clean
from extract.readers.table import read_table
from graph.models import Insight

FORMATS = {"txt": read_digest, "jsonl": read_json, "csv": read_table}

# Bytes that look like the formats reach further into the readers than random ones do.
BITS = st.sampled_from(
    [
        *(b"text", b'"', b"{", b"}", b"[", b"]", b":", b",", b"\n", b"\r\n", b"\r", b"\t", b";", b" ", b"- ", b"1. "),
        *(b'{"text": "x"}', b'{"text": ', b"id,text\n", b'"text"'),
        *(b"\\ud800", b"\xff", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe"),
    ]
)
ANY = st.one_of(st.binary(max_size=200), st.lists(BITS, max_size=30).map(b"".join))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60).map(clean)
TEXTS = st.lists(WORDS.filter(lambda text: any(map(str.isalnum, text))), min_size=1, max_size=8, unique=True)


def read(data: bytes) -> tuple[list[Insight], list[Notice]]:
    notices: list[Notice] = []
    return [*read_inputs(["-"], notices=notices, stdin=io.BytesIO(data))], notices


@given(data=ANY)
@settings(max_examples=300)
def test_any_bytes_are_read_or_named(data: bytes) -> None:
    insights, notices = read(data)
    assert insights or notices
    for insight in insights:
        assert insight.id
        assert clean(insight.text) == insight.text


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(data=ANY)
def test_every_format_takes_any_bytes(name: str, data: bytes) -> None:
    last = data.count(b"\n") + data.count(b"\r") + 1
    for item in FORMATS[name](io.BytesIO(data)):
        assert item.line is None or 1 <= item.line <= last


@given(data=st.lists(BITS, max_size=20).map(b"".join))
def test_every_word_of_a_digest_is_in_an_insight_or_its_line_is_named(data: bytes) -> None:
    assume(not data.startswith(b"\xff\xfe"))  # the mark of UTF-16, in which these are other words
    items = [*read_digest(io.BytesIO(data))]
    held = clean(" ".join(str(item.fields["text"]) for item in items if not isinstance(item, Trouble)))
    for word in data.decode("utf-8", "surrogateescape").replace("\ufeff", " ").split():
        bare = clean(word).lstrip("0123456789.-")
        assert bare in held or not any(map(str.isalnum, bare))


@given(texts=TEXTS, day=st.dates(), speaker=WORDS)
def test_insights_come_back_from_json_lines_and_csv(texts: list[str], day: object, speaker: str) -> None:
    rows = [{"id": str(n), "published": str(day), "speaker": speaker, "text": text} for n, text in enumerate(texts)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    table = io.StringIO()
    writer = csv.DictWriter(table, ["id", "published", "speaker", "text"])
    writer.writeheader()
    writer.writerows(rows)
    for body in (lines, json.dumps(rows), table.getvalue()):
        insights, notices = read(body.encode())
        assert notices == []
        assert [(insight.external_id, insight.text) for insight in insights] == [
            (row["id"], row["text"]) for row in rows
        ]
        assert {insight.published for insight in insights} == {str(day)}
        assert {insight.speaker for insight in insights} == {speaker or None}


@given(texts=TEXTS, broken=st.sampled_from(["{", "7", "null", '{"text": 1}', '{"text": ""}', "\x00"]), data=st.data())
def test_line_number_of_a_broken_record_is_right(texts: list[str], broken: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(texts)))
    lines = [json.dumps({"text": text}) for text in texts]
    lines.insert(at, broken)
    insights, notices = read("\n".join(lines).encode())
    assert [insight.text for insight in insights] == texts
    assert [(notice.level, notice.line) for notice in notices] == [("problem", at + 1)]


@given(texts=TEXTS, cuts=st.lists(st.integers(0, 200), max_size=6))
def test_pieces_in_which_text_arrives_do_not_matter(texts: list[str], cuts: list[int]) -> None:
    whole = json.dumps([{"text": text, "id": n} for n, text in enumerate(texts)] + [7], indent=1)
    places = [0, *sorted(cuts), len(whole)]
    pieces = [whole[start:end] for start, end in pairwise(places)]
    assert [*numbered(pieces)] == [*numbered([whole])]
    records = [*read_json_objects(iter(pieces))]
    assert records == [*read_json_objects(iter([whole]))]
    assert [record.fields["text"] for record in records if isinstance(record, Record)] == texts
