"""Whatever cannot be read is named with file and line, and the rest is read."""

import io
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from extract.readers import Notice, read_inputs
from extract.readers.records import TEXT_LIMIT
from graph.errors import UsageError
from graph.models import Insight


def read(data: bytes | str, *, name: str, folder: Path) -> tuple[list[Insight], list[Notice]]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    notices: list[Notice] = []
    insights = [*read_inputs([str(path)], notices=notices)]
    assert {notice.file for notice in notices} <= {str(path)}
    return insights, notices


def places(notices: list[Notice]) -> list[tuple[str, int | None]]:
    return [(notice.level, notice.line) for notice in notices]


def json_lines(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.mark.parametrize(
    ("name", "body", "line", "words"),
    [
        pytest.param("a.txt", b"One.\nTwo caf\xe9.\nThree.", 2, "UTF-8", id="digest, Latin-1 line"),
        pytest.param("a.txt", b"One.\n\nTwo\ncaf\xe9.\n\nThree.", 4, "UTF-8", id="digest, Latin-1 in a paragraph"),
        pytest.param("a.txt", b"One.\n" + b"x" * 1_000_000 + b"\nThree.", 2, "20,000", id="digest, 1 MB line"),
        pytest.param("a.txt", b"One.\n" + b"x y " * 6000 + b"\nThree.", 2, "20,000", id="digest, 24 kB line"),
        pytest.param("a.jsonl", b'{"text": "One."}\n{"text": \n{"text": "Three."}', 2, "not JSON", id="broken JSON"),
        pytest.param("a.jsonl", b'{"text": "One."}\n[1]\n{"text": "Three."}', 2, "a list", id="JSON, no object"),
        pytest.param("a.jsonl", b'{"text": "One."}\n{"text": 7}\n{"text": "Three."}', 2, "a number", id="number"),
        pytest.param("a.jsonl", b'{"text": "One."}\n{"id": "7"}\n{"text": "Three."}', 2, "no text", id="text missing"),
        pytest.param("a.jsonl", b'{"text": "One."}\n{"text": " "}\n{"text": "Three."}', 2, "blank", id="text blank"),
        pytest.param("a.jsonl", b'{"text": "One."}\n{"text": "\\ud83d"}\n{"text": "Three."}', 2, "half a", id="half"),
        pytest.param("a.jsonl", b'{"text": "One."}\n{"text": "\xff"}\n{"text": "Three."}', 2, "UTF-8", id="JSON bytes"),
        pytest.param(
            "a.jsonl", b'{"text": "One."}\n' + b"[" * 5000 + b'\n{"text": "Three."}', 2, "deep", id="JSON nested"
        ),
        pytest.param(
            "a.jsonl",
            b'{"text": "One."}\n{"text": "' + b"x" * 1_100_000 + b'"}\n{"text": "Three."}',
            2,
            "1,000,000",
            id="JSON, 1 MB line",
        ),
        pytest.param(
            "a.jsonl", b'{"text": "One."}\n{"source": 7, "text": "x"}\n{"text": "Three."}', 2, "source", id="source"
        ),
        pytest.param("a.json", b'[{"text": "One."},\n{"text": },\n{"text": "Three."}]', 2, "not JSON", id="list"),
        pytest.param(
            "a.json", b'[{"text": "One."},\n{"text": "Two"\n{"text": "Three."}]', 3, "not JSON", id="list, no brace"
        ),
        pytest.param("a.json", b'[{"text": "One."},\n{"text": "Three."}\n', 3, "cut off", id="list without an end"),
        pytest.param("a.json", b'[{"text": "One."},\n{"text": "Three."}]\n7', 3, "follows", id="list, then more"),
        pytest.param("a.csv", b"id,text\n1,One.\n2,Two, too.\n3,Three.", 3, "3 cells", id="CSV, too many cells"),
        pytest.param("a.csv", b"id,text\n1,One.\n2\n3,Three.", 3, "1 cells", id="CSV, too few cells"),
        pytest.param("a.csv", b"id,text\n1,One.\n2,Caf\xe9\n3,Three.", 3, "UTF-8", id="CSV, Latin-1 row"),
        pytest.param("a.csv", b'id,text\n1,One.\n2,"Two\n3,Three.\n', 3, "never closed", id="CSV, open quotation mark"),
        pytest.param(
            "a.csv",
            b'id,text\n1,One.\n2,"' + b"x" * 1_000_000 + b'"\n3,Three.',
            3,
            "100,000",
            id="CSV, 1 MB row",
        ),
    ],
)
def test_one_bad_record_is_named_and_the_others_are_read(
    name: str, body: bytes, line: int, words: str, tmp_path: Path
) -> None:
    insights, notices = read(body, name=name, folder=tmp_path)
    assert [insight.text for insight in insights] == ["One.", "Three."]
    assert places(notices) == [("problem", line)]
    assert words in notices[0].message


@pytest.mark.parametrize(
    ("fields", "kept", "level", "words"),
    [
        ({"published": "24/11/2026"}, "published", "problem", "2026-11-24"),
        ({"published": "2026-02-30"}, "published", "problem", "undated"),
        ({"published": "0001-01-01T00:00:00+14:00"}, "published", "problem", "undated"),
        ({"published": 1764000000}, "published", "problem", "a number"),
        ({"url": "javascript:alert(1)"}, "url", "notice", "http(s)"),
        ({"url": "http://[::1"}, "url", "notice", "http(s)"),
        ({"speaker": ["Ann"]}, "speaker", "problem", "a list"),
        ({"speaker": "\ud800"}, "speaker", "problem", "half a character"),
        ({"episode": "x" * 501}, "episode", "problem", "500"),
        ({"id": True}, "external_id", "problem", "true or false"),
    ],
)
def test_bad_field_is_left_out_and_the_insight_kept(
    fields: dict[str, Any], kept: str, level: str, words: str, tmp_path: Path
) -> None:
    (insight,), (notice,) = read(json_lines({"text": "One."} | fields), name="a.jsonl", folder=tmp_path)
    assert getattr(insight, kept) is None
    assert (notice.level, notice.line) == (level, 1)
    assert words in notice.message


def test_unknown_fields_are_noticed_once_a_file(tmp_path: Path) -> None:
    records = [{"text": f"Insight {number}.", "mood": 1, "Colour": 2} for number in range(3)]
    insights, (notice,) = read(json_lines(*records), name="a.jsonl", folder=tmp_path)
    assert len(insights) == 3
    assert (notice.level, notice.line) == ("notice", 1)
    assert "`colour`, `mood`" in notice.message


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv"])
@pytest.mark.parametrize("body", [b"", b"\n \n", b"\xef\xbb\xbf"], ids=["nothing", "blank", "only a mark"])
def test_empty_file_is_a_problem(name: str, body: bytes, tmp_path: Path) -> None:
    insights, (notice,) = read(body, name=name, folder=tmp_path)
    assert (insights, notice.level, notice.line) == ([], "problem", 1)
    assert "empty" in notice.message


@pytest.mark.parametrize(("name", "body"), [("a.json", "[]"), ("a.csv", "id,text\n"), ("a.txt", "---\n")])
def test_file_that_says_it_has_no_insights_is_noticed(name: str, body: str, tmp_path: Path) -> None:
    insights, (notice,) = read(body, name=name, folder=tmp_path)
    assert (insights, notice.level) == ([], "notice")


def test_table_without_a_text_column_is_a_problem_of_its_header(tmp_path: Path) -> None:
    insights, notices = read("\nid,body\n1,One.\n", name="a.csv", folder=tmp_path)
    assert insights == []
    assert places(notices) == [("problem", 2)]


def test_binary_file_is_one_problem(tmp_path: Path) -> None:
    insights, notices = read(bytes(range(256)) * 10 + b"\0" * 500, name="a.txt", folder=tmp_path)
    assert insights == []
    assert places(notices) == [("problem", 1)]


def test_characters_that_steer_a_terminal_are_left_out(tmp_path: Path) -> None:
    (insight,), (notice,) = read(json_lines({"text": "One\x1b[31m\x00 thing\u202e."}), name="a.jsonl", folder=tmp_path)
    assert insight.text == "One [31m thing ."
    assert notice.level == "notice"


def test_missing_input_is_wrong_usage_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    with pytest.raises(UsageError, match="does not exist"):
        read_inputs([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], notices=[])


def test_empty_folder_is_a_problem(tmp_path: Path) -> None:
    notices: list[Notice] = []
    assert [*read_inputs([str(tmp_path)], notices=notices)] == []
    assert places(notices) == [("problem", None)]


def test_unknown_suffix_is_a_notice_in_a_folder_and_a_problem_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.xlsx").write_text("x")
    notices: list[Notice] = []
    assert len([*read_inputs([str(tmp_path), str(tmp_path / "b.xlsx")], notices=notices)]) == 1
    assert places(notices) == [("notice", None), ("problem", None)]
    assert ".jsonl" in notices[0].message


def test_file_that_cannot_be_opened_is_named_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")  # a link to itself
    (tmp_path / "b.txt").write_text("One.")
    notices: list[Notice] = []
    (insight,) = read_inputs([str(tmp_path)], notices=notices)
    assert insight.text == "One."
    assert [(notice.level, notice.file) for notice in notices] == [("problem", str(tmp_path / "a.txt"))]


def test_file_name_of_any_bytes_can_be_stored(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("One.")
    (insight,) = read_inputs([str(tmp_path)], notices=[])
    assert insight.source.name == "caf\N{REPLACEMENT CHARACTER}"


def test_same_text_of_a_source_counts_once_unless_it_says_more(tmp_path: Path) -> None:
    records = [
        {"text": "One.", "published": "2026-11-24"},
        {"text": " One. "},
        {"text": "One.", "published": "2026-11-20"},
        {"text": "One.", "published": "2026-11-24"},
    ]
    insights, notices = read(json_lines(*records), name="a.jsonl", folder=tmp_path)
    assert places(notices) == [("notice", 2), ("notice", 3), ("notice", 4)]
    assert {insight.id for insight in insights} == {insights[0].id}
    assert min(insight.published for insight in insights if insight.published) == "2026-11-20"


def test_one_id_with_two_texts_gives_two_insights_and_a_notice(tmp_path: Path) -> None:
    insights, (notice,) = read(
        json_lines({"id": "1", "text": "One."}, {"id": "1", "text": "Two."}), name="a.jsonl", folder=tmp_path
    )
    assert [insight.text for insight in insights] == ["One.", "Two."]
    assert (notice.level, notice.line) == ("notice", 2)


def test_input_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.")
    notices: list[Notice] = []
    assert len([*read_inputs([str(path), str(tmp_path)], notices=notices)]) == 1
    assert places(notices) == [("notice", None)]


class Endless(io.RawIOBase):
    """A stream that repeats one piece until it has given so many bytes."""

    def __init__(self, piece: bytes, size: int) -> None:
        self.piece, self.left = piece, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self.piece[: min(len(buffer), self.left)]
        buffer[: len(part)] = part
        self.left -= len(part)
        return len(part)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(b'{"text": "' + b"Northwind leases servers. " * 400 + b'"}\n', id="many records"),
        pytest.param(b'{"text":' * 90, id="a record without an end"),
        pytest.param(b'[{"text": 1,' * 60, id="a list without an end"),
        pytest.param(b"text words without an end " * 30, id="a line without an end"),
        pytest.param(b'text\n"open' + b" words" * 500 + b"\n", id="a table of open quotation marks"),
    ],
)
def test_memory_is_bounded_whatever_the_size_of_the_input(piece: bytes) -> None:
    size = 8_000_000
    tracemalloc.start()
    for _ in read_inputs(["-"], notices=[], stdin=io.BufferedReader(Endless(piece, size))):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < size / 2


def test_text_as_long_as_the_limit_is_read(tmp_path: Path) -> None:
    (insight,), notices = read("x" * TEXT_LIMIT, name="a.txt", folder=tmp_path)
    assert (len(insight.text), notices) == (TEXT_LIMIT, [])


def test_a_stray_nul_in_a_short_file_loses_its_own_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "short.jsonl"
    path.write_bytes(b'{"text": "Acme"}\n\0')
    notices: list[Notice] = []
    assert [insight.text for insight in read_inputs([str(path)], notices=notices)] == ["Acme"]
    assert [notice.line for notice in notices] == [2]
