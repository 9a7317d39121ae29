"""Researchers' Cypher reads, and does nothing else."""

import json
from pathlib import Path

import pytest
from builders import a_batch, a_claim, an_insight

from graph.errors import QueryError
from graph.read_only import check_read_only
from graph.store import GraphStore


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    insight = an_insight(published="2026-11-02")
    with store.transaction() as tx:
        tx.write(a_batch(insights=[insight], claims=[a_claim(insight=insight, vector=(1.0, 0.0), vector_model="v")]))
    return store


def test_rows_come_with_their_column_names(filled: GraphStore) -> None:
    columns, rows = filled.read_only(
        "MATCH (i:Insight)-[:STATES]->(c:Claim) WHERE i.week = $week RETURN i.published AS day, c.vector AS v, 1 AS n",
        {"week": "2026-W45"},
        limit=10,
    )
    assert (columns, rows) == (["day", "v", "n"], [["2026-11-02", [1.0, 0.0], 1]])


def test_no_more_rows_than_asked_for(filled: GraphStore) -> None:
    assert len(filled.read_only("UNWIND [1, 2, 3, 4] AS n RETURN n", {}, limit=2)[1]) == 2


def test_nodes_and_edges_come_as_plain_values(filled: GraphStore) -> None:
    _, rows = filled.read_only(
        "MATCH (c:Claim)-[named:ACTOR]->(e:Entity) RETURN c, named, e, collect(e.name)", {}, limit=5
    )
    (claim, named, entity, names), *rest = json.loads(json.dumps(rows))
    assert not rest
    assert (claim["label"], claim["strategy_text"]) == ("Claim", "lease spare servers to rivals")
    assert named == {"label": "ACTOR", "name": "Northwind"}
    assert (entity["name"], names) == ("Northwind", ["Northwind"])


@pytest.mark.parametrize(
    "cypher", ["MATCH (c:Claim RETURN c", "RETURN nothing", "MATCH (c:Claim) WHERE c.id = $missing RETURN c.id"]
)
def test_a_malformed_query_is_told_in_short(filled: GraphStore, cypher: str) -> None:
    with pytest.raises(QueryError) as told:
        filled.read_only(cypher, {}, limit=1)
    assert "\n" not in str(told.value)
    assert "Traceback" not in str(told.value)


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Claim {id: 'x'})",
        "MATCH (c:Claim) SET c.stance = 'x'",
        "MATCH (c:Claim) dEtAcH dElEtE c",
        "MATCH (c:Claim) DELETE c",
        "MERGE (c:Claim {id: 'x'}) RETURN c",
        "MATCH (c:Claim) REMOVE c.stance",
        "LOAD FROM '/etc/passwd' RETURN *",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "MATCH (n) RETURN n /* */ UNION ALL LOAD/**/CSV FROM 'http://localhost' AS n RETURN n",
        "COPY (MATCH (c:Claim) RETURN c) TO '/tmp/out.csv'",
        "MATCH (c:Claim) CALL dbms.listConfig() YIELD name RETURN name",
        "CALL timeout=0",
        "CALL { CREATE (x:X) } RETURN 1",
        "EXPORT DATABASE '/tmp/x'",
        "INSTALL httpfs",
        "ATTACH '/tmp/x.db' AS x (dbtype lbug)",
        "CHECKPOINT",
        "BEGIN TRANSACTION",
        "DROP TABLE Claim",
        "SHOW SETTINGS",
        "USE system MATCH (n) RETURN n",
        "EXPLAIN MATCH (n) RETURN n",
        "RETURN 1; CREATE (:X)",
        "RETURN 'a\\'' CREATE (:X) RETURN ''",
        'RETURN "\'" CREATE (:X) RETURN "\'"',
        "RETURN `a``b` // \n CREATE (:X)",
        "RETURN '\\u0027 CREATE (:X) RETURN '",
        "RETURN 'open",
        "",
        "// only a comment",
    ],
)
def test_what_does_more_than_read_is_refused(cypher: str) -> None:
    with pytest.raises(QueryError):
        check_read_only(cypher)


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (c:Claim) WHERE c.evidence CONTAINS 'CREATE; SET' RETURN c.id",
        "MATCH (c:Claim) RETURN c.`set` AS `delete`",
        "MATCH (c:Claim) RETURN c.start, c.set // LOAD CSV",
        "/* MERGE */ MATCH (c:Claim) RETURN count(*);",
        "match (created:Claim) return created.id as dropped, $set as given",
        "WITH 'it\\'s SET' AS x RETURN x",
    ],
)
def test_words_inside_texts_names_and_comments_are_harmless(cypher: str) -> None:
    check_read_only(cypher)


def test_a_backslash_hides_a_quotation_mark_from_no_engine(store: GraphStore, tmp_path: Path) -> None:
    # Where the check sees one text, the engine must see one too, or a clause could hide in it.
    assert store.read_only("RETURN 'a\\' SET b' AS x", {}, limit=1)[1] == [["a' SET b"]]
    assert store.read_only('RETURN "a\\\\" AS x', {}, limit=1)[1] == [["a\\"]]
