"""Digests, JSON and CSV are read into the insights that a person would see in them."""

import io
import json
from pathlib import Path

import pytest

from extract.readers import Notice, read_inputs
from graph.models import Insight

LONG = "Northwind is leasing its spare servers to rivals this autumn, " * 2 + "which most customers take for a win."
ALSO = "Contoso keeps all of its servers to itself, and says that leasing " * 2 + "would hand rivals what they lack."


def read(
    data: bytes | str, *, name: str, folder: Path, source: str | None = None
) -> tuple[list[Insight], list[Notice]]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    notices: list[Notice] = []
    return [*read_inputs([str(path)], source=source, notices=notices)], notices


def texts(data: bytes | str, *, name: str, folder: Path) -> list[str]:
    insights, notices = read(data, name=name, folder=folder)
    assert notices == []
    return [insight.text for insight in insights]


@pytest.mark.parametrize(
    ("digest", "expected"),
    [
        pytest.param("One thing.\nAnother thing.\n", ["One thing.", "Another thing."], id="one a line"),
        pytest.param("One\nthing.\n\nAnother\nthing.", ["One thing.", "Another thing."], id="one a paragraph"),
        pytest.param("\n\nOne thing.\nAnother.\n\n\n", ["One thing.", "Another."], id="blank lines around"),
        pytest.param("- One\n* Two\n3. Three\n(4) Four\n• Five", ["One", "Two", "Three", "Four", "Five"], id="bullets"),
        pytest.param("- One\n  goes on\n- Two", ["One goes on", "Two"], id="indented below a bullet"),
        pytest.param("Today\n\n- One\ngoes on\n- Two", ["Today", "One goes on", "Two"], id="bullets in a block"),
        pytest.param(f"Today\n\n{LONG}\n{ALSO}", ["Today", LONG, ALSO], id="a title over one a line"),
        pytest.param("One.\n---\nTwo.", ["One.", "Two."], id="a rule is a blank line"),
        pytest.param("2026 is over.\n-5 % it was.", ["2026 is over.", "-5 % it was."], id="figures are no bullets"),
        pytest.param("\ufeffOne.\r\nTwo.\rThree.", ["One.", "Two.", "Three."], id="mark and foreign line ends"),
    ],
)
def test_digest_is_cut_into_insights(digest: str, expected: list[str], tmp_path: Path) -> None:
    assert texts(digest, name="daily.txt", folder=tmp_path) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_every_encoding_with_a_mark_is_read(encoding: str, name: str, tmp_path: Path) -> None:
    body = {"a.txt": "Zürich – ¥5", "a.jsonl": '{"text": "Zürich – ¥5"}', "a.csv": "text\nZürich – ¥5\n"}[name]
    assert texts(body.encode(encoding), name=name, folder=tmp_path) == ["Zürich – ¥5"]


def test_json_line_gives_all_fields(tmp_path: Path) -> None:
    record = {
        "id": 17,
        "source": "The Daily",
        "episode": "Rent",
        "speaker": "Ann",
        "published": "2026-11-24T23:30:00-05:00",
        "url": "https://example.org/1",
        "text": "One thing.",
    }
    (insight,), notices = read(json.dumps(record), name="a.jsonl", folder=tmp_path)
    assert notices == []
    assert (insight.external_id, insight.source.name, insight.source.kind) == ("17", "The Daily", "named")
    assert (insight.episode, insight.speaker, insight.published) == ("Rent", "Ann", "2026-11-25")
    assert (insight.url, insight.week) == ("https://example.org/1", "2026-W48")
    assert insight.source_file == str(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('[{"text": "One"}, {"text": "Two"}]', id="on one line"),
        pytest.param('\n[\n  {\n    "text": "One"\n  },\n  {"text": "Two"}\n]\n', id="laid out"),
        pytest.param('{"text": "One"}\n{"text": "Two"}\n', id="JSON lines under the wrong name"),
        pytest.param('{\n"text": "One"\n}\n{\n"text": "Two"}\n', id="objects laid out, without a list"),
    ],
)
def test_json_file_may_be_a_list_or_a_sequence(body: str, tmp_path: Path) -> None:
    assert texts(body, name="a.json", folder=tmp_path) == ["One", "Two"]


def test_json_list_longer_than_a_piece_is_read_whole(tmp_path: Path) -> None:
    expected = [f"Insight {number} on {'servers ' * 30}".strip() for number in range(1000)]
    body = json.dumps([{"text": text} for text in expected])
    assert texts(body, name="a.json", folder=tmp_path) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_table_delimiter_is_found_from_the_header(delimiter: str, tmp_path: Path) -> None:
    rows = [["ID", " Source ", "text"], ["1", "The Daily", '"One; two, three|four\nlines"']]
    body = "\r\n".join(delimiter.join(row) for row in rows)
    (insight,), notices = read(body, name="a.csv", folder=tmp_path)
    assert notices == []
    assert (insight.external_id, insight.source.name, insight.text) == ("1", "The Daily", "One; two, three|four lines")


@pytest.mark.parametrize(
    ("name", "body", "source", "expected"),
    [
        ("daily.txt", "One.", None, ("daily", "digest")),
        ("daily.txt", "One.", "The Daily", ("The Daily", "digest")),
        ("a.jsonl", '{"text": "One."}', None, ("a", "digest")),
        ("a.jsonl", '{"text": "One."}', "The Daily", ("The Daily", "named")),
        ("a.jsonl", '{"text": "One.", "source": "The Weekly"}', "The Daily", ("The Weekly", "named")),
    ],
)
def test_source_is_the_record_s_then_the_given_then_the_file_s(
    name: str, body: str, source: str | None, expected: tuple[str, str], tmp_path: Path
) -> None:
    (insight,), _ = read(body, name=name, folder=tmp_path, source=source)
    assert (insight.source.name, insight.source.kind) == expected


def test_nothing_is_invented_for_a_digest(tmp_path: Path) -> None:
    (insight,), _ = read("One.", name="daily.txt", folder=tmp_path)
    assert (insight.external_id, insight.speaker, insight.published, insight.url, insight.episode) == (None,) * 5


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("One thing.\n", id="digest"),
        pytest.param("[Sponsored] One thing.\n", id="digest that begins with a bracket"),
        pytest.param('{"text": "One thing."}', id="JSON lines"),
        pytest.param('[{"text": "One thing."}]', id="JSON list"),
        pytest.param("source,text\nThe Daily,One thing.\n", id="CSV"),
    ],
)
def test_format_of_standard_input_is_sniffed(body: str) -> None:
    notices: list[Notice] = []
    (insight,) = read_inputs(["-"], notices=notices, stdin=io.BytesIO(body.encode()))
    assert notices == []
    assert insight.text.endswith("One thing.")
    assert insight.source_file == "stdin"


def test_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/two.txt", "a/one.jsonl", ".hidden.txt", ".git/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "a/one.jsonl"}' if name.endswith("jsonl") else name)
    notices: list[Notice] = []
    found = [insight.text for insight in read_inputs([str(tmp_path)], notices=notices)]
    assert found == ["b.txt", "a/one.jsonl", "a/two.txt"]
    assert notices == []
