"""The sample, read by the real run, gives one graph and the same answers on an embedded store and on a real Neo4j."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from graphs import NEVER_COMPARED, graph_of

from extract.pipeline import make_rules, run
from graph.queries import load_query, query_names
from graph.record import record
from graph.rows import rounded
from graph.settings import load_settings
from graph.store import GraphStore, open_store

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
MANY = 20
EARLIER = datetime(2026, 11, 24, 9, tzinfo=UTC)
LOG = "run_list"  # two runs are two


@pytest.fixture
def both(tmp_path: Path, neo4j_store: GraphStore) -> dict[str, GraphStore]:
    stores = {"embedded": open_store(str(tmp_path / "graph.lbug")), "neo4j": neo4j_store}
    for store in stores.values():
        store.ensure_schema()
        run([str(SAMPLE / "daily-digest.txt"), str(SAMPLE / "weeks.jsonl")], store=store, settings=load_settings())
        # The earliest reading counts: with this one, both stores read everything at the same time.
        insights = store.fetch_insights([row["id"] for table, row in store.export_rows() if table == "Insight"])
        record([one.model_copy(update={"read_at": EARLIER}) for one in insights], [], store=store, rules=make_rules())
    return stores


def values_in(store: GraphStore) -> dict[str, list[Any]]:
    """Return what a parameter of each name can be asked for: what the graph has of it, or some of that.

    A parameter that is not named here takes ids of all kinds.
    """
    exported: dict[str, list[dict[str, Any]]] = {}
    for table, row in store.export_rows():
        exported.setdefault(table, []).append(row)

    def column(table: str, name: str) -> list[Any]:
        return sorted({row[name] for row in exported[table] if row[name] is not None})[:MANY]

    names = sorted({row["name"] for table in ("Entity", "Source") for row in exported[table]})
    pairs = [row["id"].split("~") for row in exported["CONTRADICTS"]]
    return {
        "a": [one for one, _ in pairs],
        "alias": names,
        "name": [name.lower() for name in names],
        "b": [other for _, other in pairs],
        "claims": [column("Claim", "id")],
        "day": column("Insight", "published")[:5],
        "first_day": column("Insight", "published")[:5],
        "day_after": column("Insight", "published")[-5:],
        "first": column("Insight", "published")[:5],
        "after": column("Insight", "published")[-5:],
        "debates": [column("Debate", "id")],
        "insights": [column("Insight", "id")],
        "source": column("Source", "id"),
        "strategies": [column("Strategy", "id")],
        "relation": [row["id"] for row in exported["CONTRADICTS"]][:5],
        "week": column("Insight", "week"),
        "any text": [one for table in ("Entity", "Source", "Claim", "Debate") for one in column(table, "id")[:MANY]],
        "any texts": [column(table, "id") for table in ("Entity", "Source", "Claim", "Debate", "Insight", "Strategy")],
        "any integer": [0, 1],
        "any number": [0.5],
        "words": ["compute", "sell", "%", "'"],
    }


def questions(values: Mapping[str, list[Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Return every named query with parameters: the nth value of each, or its default."""
    asked: list[tuple[str, dict[str, Any]]] = []
    for name in [name for name in query_names() if name != LOG]:
        parameters = load_query(name).parameters
        wanted = [one for one in parameters if one.name in values or one.default is None]
        own = {one.name: values.get(one.name) or values[f"any {one.type}"] for one in wanted}
        rounds = max([len(some) for some in own.values()], default=1) or 1
        asked += [(name, {key: some[n % len(some)] for key, some in own.items() if some}) for n in range(rounds)]
    return asked


def answers(store: GraphStore, name: str, parameters: Mapping[str, Any]) -> list[str]:
    """Return the rows as text; sorted where the query itself leaves their order open, and so what it collects."""
    rows = [rounded(row) for row in store.query(name, **parameters)]
    if "collect(" in load_query(name).cypher:
        rows = [{k: sorted(v, key=str) if isinstance(v, list) else v for k, v in row.items()} for row in rows]
    kept = [{key: value for key, value in row.items() if key not in NEVER_COMPARED} for row in rows]
    texts = [json.dumps(row, sort_keys=True) for row in kept]
    return texts if "ORDER BY" in load_query(name).cypher else sorted(texts)


def test_the_sample_gives_the_same_graph_and_answers_on_both_stores(both: dict[str, GraphStore]) -> None:
    embedded, neo4j = both.values()
    assert embedded.meta() == neo4j.meta()
    assert graph_of(embedded) == graph_of(neo4j)
    for store in both.values():
        (logged,) = store.query("run_list")
        assert json.loads(logged["counts"])["claims"] == store.meta()["claims"]
    asked = questions(values_in(embedded))
    found = [(name, given, answers(embedded, name, given)) for name, given in asked]
    differing = [(name, given) for name, given, rows in found if rows != answers(neo4j, name, given)]
    assert differing == []
    silent = set(query_names()) - {LOG} - {name for name, _, rows in found if rows}
    # Nobody has reviewed the sample, say; but rows have to be compared, not their absence.
    assert len(silent) < len(query_names()) / 10, sorted(silent)
