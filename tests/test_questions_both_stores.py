"""Both stores give the same answers to everything that page and report ask."""

from pathlib import Path

import pytest
from labelled_graph import write_labelled

from dashboard.report import write_report
from graph import questions
from graph.answers import Filters
from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore


@pytest.mark.parametrize("name", ["seed", "dev"])
def test_both_stores_give_the_same_answers(
    embedded_store: EmbeddedStore, neo4j_store: Neo4jStore, tmp_path: Path, name: str
) -> None:
    for store in (embedded_store, neo4j_store):
        write_labelled(store, name)
    for ask in (
        questions.counts,
        questions.debates,
        questions.contradictions,
        questions.changed_minds,
        questions.agreements,
        questions.sources,
        questions.weeks,
        questions.latest_week,
        questions.actors,
    ):
        assert ask(neo4j_store) == ask(embedded_store)
    for filters in (
        Filters(actor="Meta"),
        Filters(strategy="model"),
        Filters(source="the margin call"),
        Filters(since="2026-10-01"),
        Filters(week="2026-W43"),
    ):
        assert questions.debates(neo4j_store, filters) == questions.debates(embedded_store, filters)
    for debate in questions.debates(embedded_store):
        relation_id = debate.contradictions[-1].relation_id
        assert questions.debate(neo4j_store, relation_id) == debate
    reports = [
        write_report(store, week=None, out=tmp_path / kind)
        for kind, store in (("a", embedded_store), ("b", neo4j_store))
    ]
    assert [path.read_bytes() for path in reports[0]] == [path.read_bytes() for path in reports[1]]
