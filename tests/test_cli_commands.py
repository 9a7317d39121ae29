"""Every command gives its result on standard output, and the exit code that says how it went."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from labelled_graph import write_labelled

from dashboard import cli
from graph.embedded_store import EmbeddedStore

DIGEST = Path(__file__).resolve().parent.parent / "data" / "sample" / "daily-digest.txt"


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Faultline = Callable[..., Answer]


@pytest.fixture
def faultline(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Faultline:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("FAULTLINE_STORE", "FAULTLINE_ENGINE", "FAULTLINE_SPACY_MODEL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["faultline", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return Answer(ended.value.code or 0, printed.out, printed.err)

    return call


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the labelled seed, made once."""
    path = tmp_path_factory.mktemp("labelled") / "seed.lbug"
    with EmbeddedStore(str(path)) as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
    return path


@pytest.fixture
def seed(labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faultline: Faultline) -> Path:
    """A copy of the labelled store that a test may change, and the default store of its commands."""
    path = tmp_path / "seed.lbug"
    shutil.copy(labelled, path)
    monkeypatch.setenv("FAULTLINE_STORE", str(path))
    return path


def test_run_prints_debates_and_where_everything_is(faultline: Faultline) -> None:
    answer = faultline("run", DIGEST, "--store", "s.lbug", "--report", "reports")
    assert answer.code == 0
    assert answer.out.startswith("11 insights, ")
    assert "debates new or changed" in answer.out
    assert "split on meaning" in answer.out
    assert "Store: s.lbug" in answer.out
    assert len(answer.out.splitlines()) <= 30
    assert [path.suffix for path in sorted(Path("reports").iterdir())] == [".html", ".md"]


def test_second_run_of_the_same_input_finds_nothing_new(faultline: Faultline) -> None:
    first = faultline("run", DIGEST, "--store", "s.lbug", "--json").json
    second = faultline("run", DIGEST, "--store", "s.lbug", "--json").json
    assert (first["new_insights"], second["new_insights"]) == (12, 0)
    assert (second["claims"], second["debates"]) == (0, [])


def test_run_reads_standard_input(faultline: Faultline, monkeypatch: pytest.MonkeyPatch) -> None:
    body = '{"id": "1", "source": "The Daily", "text": "Meta is selling its spare compute to rivals."}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
    assert faultline("run", "-", "--store", "s.lbug").code == 0
    (source,) = faultline("sources", "--store", "s.lbug", "--json").json
    assert (source["name"], source["insights"]) == ("The Daily", 1)


def test_run_with_a_broken_record_is_done_in_part_and_names_it(faultline: Faultline) -> None:
    Path("a.jsonl").write_text('{"text": "Meta is selling its spare compute."}\n{"text": \n')
    answer = faultline("run", "a.jsonl", "--store", "s.lbug", "--quiet")
    assert answer.code == 3
    assert answer.out.startswith("1 insight, ")
    assert "problem: a.jsonl, line 2: This is not JSON" in answer.err


def test_quiet_leaves_notices_out(faultline: Faultline) -> None:
    Path("a.jsonl").write_text('{"text": "Meta is selling its spare compute.", "mood": 1}\n')
    assert "`mood`" in faultline("run", "a.jsonl", "--store", "s.lbug").err
    assert faultline("run", "a.jsonl", "--store", "s.lbug", "--quiet").err == ""


def test_flood_of_problems_is_cut_and_that_is_said(faultline: Faultline) -> None:
    Path("a.jsonl").write_text("7\n" * 50)
    answer = faultline("analyse", "a.jsonl", "--out", "o")
    assert len(answer.err.splitlines()) == 21
    assert "... and 30 more" in answer.err
    assert len(faultline("analyse", "a.jsonl", "--out", "o", "--json").json["notices"]) == 50


def test_analyse_writes_labels_with_the_ids_of_the_input(faultline: Faultline) -> None:
    Path("a.jsonl").write_text('{"id": "x7", "text": "Meta is selling its spare compute to rivals."}\n')
    assert faultline("analyse", "a.jsonl", "--out", "o").code == 0
    claims = [json.loads(line) for line in Path("o/claims.jsonl").read_text().splitlines()]
    assert {claim["insight"] for claim in claims} == {"x7"}
    assert Path("o/relations.jsonl").read_text() == ""


def test_debates_show_both_sides(faultline: Faultline, seed: Path) -> None:
    answer = faultline("debates", "--actor", "SpaceX")
    assert answer.code == 0
    assert "split on meaning" in answer.out
    rows = faultline("debates", "--actor", "SpaceX", "--json").json
    assert rows
    assert all(len(row["sides"]) >= 2 and all(side["quotes"] for side in row["sides"]) for row in rows)


def test_contradictions_hold_both_quotes(faultline: Faultline, seed: Path) -> None:
    answer = faultline("contradictions")
    rows = faultline("contradictions", "--json").json
    assert rows
    for row in rows:
        for end in ("a", "b"):
            quote = row[end]
            assert quote["text"][quote["start"] : quote["end"]] in answer.out


def test_filters_that_let_nothing_through_say_what_to_do(faultline: Faultline, seed: Path) -> None:
    answer = faultline("debates", "--actor", "Nobody In Particular")
    assert (answer.code, answer.out) == (
        0,
        "No debates here. Ask for less, or read more sources: faultline run INPUT\n",
    )
    assert faultline("contradictions", "--since", "2099-01-01", "--json").json == []


def test_review_changes_what_is_listed_and_is_withdrawn_again(faultline: Faultline, seed: Path) -> None:
    relation = faultline("contradictions", "--json").json[0]["relation_id"]
    answer = faultline("review", relation, "dismiss", "--note", "same view", "--reviewer", "Ann")
    assert (answer.code, answer.out) == (0, f"{relation} is now dismissed\n")
    assert [row["relation_id"] for row in faultline("contradictions", "--status", "dismissed", "--json").json] == [
        relation
    ]
    assert faultline("review", relation, "confirm", "--reviewer", "Bo", "--json").json["status"] == "disputed"
    faultline("review", relation, "withdraw", "--reviewer", "Bo")
    faultline("review", relation, "withdraw", "--reviewer", "Ann")
    assert faultline("contradictions", "--status", "dismissed", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a~b", "confirm"], "There is no relation a~b"),
        (["a~b", "perhaps"], "Use confirm, dismiss or withdraw"),
    ],
)
def test_review_of_nothing_is_wrong_usage(faultline: Faultline, seed: Path, arguments: list[str], words: str) -> None:
    answer = faultline("review", *arguments, "--reviewer", "Ann")
    assert answer.code == 2
    assert words in answer.err


def test_withdrawing_what_was_never_decided_is_wrong_usage(faultline: Faultline, seed: Path) -> None:
    relation = faultline("contradictions", "--json").json[0]["relation_id"]
    answer = faultline("review", relation, "withdraw", "--reviewer", "Ann")
    assert answer.code == 2
    assert "nothing to withdraw" in answer.err


def test_report_names_what_it_wrote(faultline: Faultline, seed: Path) -> None:
    answer = faultline("report", "--format", "md", "--out", "r")
    assert answer.code == 0
    (written,) = answer.out.splitlines()
    assert Path(written).read_text("utf-8").startswith("# ")
    assert faultline("report", "--format", "docx").code == 2
    assert faultline("report", "--week", "2026-W99").code == 2


def test_cypher_prints_a_table_csv_or_json(faultline: Faultline, seed: Path) -> None:
    ask = ["cypher", "MATCH (s:Source) WHERE s.kind = $kind RETURN s.kind AS kind, 1 AS one", "--param", "kind=digest"]
    assert faultline(*ask).out.split() == ["kind", "one", "digest", "1"]
    assert [*csv.reader(io.StringIO(faultline(*ask, "--format", "csv").out))] == [["kind", "one"], ["digest", "1"]]
    assert faultline(*ask, "--json").json == [{"kind": "digest", "one": 1}]


def test_cypher_says_when_there_are_more_rows(faultline: Faultline, seed: Path) -> None:
    answer = faultline("cypher", "MATCH (c:Claim) RETURN c.id AS id", "--limit", "2", "--json")
    assert len(answer.json) == 2
    assert "more than 2 rows" in answer.err


@pytest.mark.parametrize(
    "text", ["MATCH (c:Claim) DETACH DELETE c", "CREATE (:Source {id: 'x'})", "MATCH (c:Claim RETURN c"]
)
def test_cypher_that_writes_or_is_broken_is_wrong_usage(faultline: Faultline, seed: Path, text: str) -> None:
    before = faultline("schema", "--json").json
    assert faultline("cypher", text).code == 2
    assert faultline("schema", "--json").json == before


def test_named_queries_are_listed_and_answered(faultline: Faultline, seed: Path) -> None:
    listed = faultline("query", "--json").json
    assert {"contradiction_list", "source_list"} <= {row["name"] for row in listed}
    assert len(faultline("query", "contradiction_list", "--json").json) == len(
        faultline("contradictions", "--json").json
    )
    found = faultline("query", "claims_of_source", "--param", "name=nobody", "--format", "csv")
    assert (found.code, found.out.strip()) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no_such_query"], "no_such_query"),
        (["../secrets"], "../secrets"),
        (["source_list", "--param", "x=1"], "has no parameter 'x'"),
        (["source_list", "--param", "x"], "name=value"),
        (["source_list", "--format", "xml"], "table, csv or json"),
    ],
)
def test_wrong_query_is_wrong_usage(faultline: Faultline, seed: Path, arguments: list[str], words: str) -> None:
    answer = faultline("query", *arguments)
    assert answer.code == 2
    assert words in answer.err


def test_export_gives_every_node_and_edge_in_both_formats(faultline: Faultline, seed: Path) -> None:
    lines = [json.loads(line) for line in faultline("export").out.splitlines()]
    held = faultline("schema", "--json").json
    assert sum(line["table"] == "Claim" for line in lines) == held["claims"]
    assert faultline("export", "--out", "g.jsonl").out == ""
    assert len(Path("g.jsonl").read_text("utf-8").splitlines()) == len(lines)
    assert faultline("export", "--format", "csv", "--out", "g").code == 0
    with Path("g/Claim.csv").open(encoding="utf-8", newline="") as stream:
        assert len([*csv.DictReader(stream)]) == held["claims"]
    assert faultline("export", "--format", "csv").code == 2


def test_delete_says_what_would_go_before_it_goes(faultline: Faultline, seed: Path) -> None:
    (source,) = faultline("sources", "--json").json
    dry = faultline("delete", "--source", source["name"].upper(), "--dry-run")
    assert dry.out == f"Would delete {source['name']}: {source['insights']} insights, {source['claims']} claims\n"
    assert len(faultline("sources", "--json").json) == 1
    assert faultline("delete", "--source", source["name"], "--json").json["deleted"] is True
    held = faultline("schema", "--json").json
    assert (held["sources"], held["insights"], held["claims"], held["debates"]) == (0, 0, 0, 0)
    assert faultline("delete", "--source", source["name"]).code == 2


def test_evaluate_prints_the_scores(faultline: Faultline) -> None:
    folder = Path("gold")
    folder.mkdir()
    (folder / "insights.jsonl").write_text('{"id": "a", "source": "S", "text": "It is a sunny day."}\n')
    (folder / "claims.jsonl").write_text("")
    (folder / "relations.jsonl").write_text("")
    answer = faultline("evaluate", folder)
    assert answer.code == 0
    assert answer.out.splitlines()[0].split() == ["measure", "precision", "recall", "f1", "predicted", "gold"]
    assert faultline("evaluate", folder, "--json").json["claims"]["gold"] == 0
    assert faultline("evaluate", "nowhere").code == 2


def test_doctor_finds_this_installation_healthy(faultline: Faultline, seed: Path) -> None:
    answer = faultline("doctor", "--json")
    assert answer.code == 0
    assert all(check["ok"] for check in answer.json)
    assert any(str(seed) in check["detail"] for check in answer.json)
