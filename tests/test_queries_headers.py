"""Every Cypher file says in its header what its body asks."""

from pathlib import Path

import pytest

import graph
from graph.errors import QueryError
from graph.queries import load_query, load_tables, parse_query, query_names
from graph.store import GraphStore

CYPHER = Path(graph.__file__).parent / "cypher"
ALL = sorted(str(path.relative_to(CYPHER).with_suffix("")) for path in CYPHER.rglob("*.cypher"))


@pytest.mark.parametrize("name", ALL)
def test_the_header_names_the_parameters_of_the_body(name: str) -> None:
    query = load_query(name)  # raises where they differ
    assert query.title.endswith((".", "?"))
    assert query.cypher


@pytest.mark.parametrize("name", query_names())
def test_a_question_runs_on_both_stores_and_finds_nothing_in_an_empty_one(name: str, store: GraphStore) -> None:
    samples = {"text": "x", "integer": 1, "number": 1.0, "texts": ["x"]}
    query = load_query(name)
    rows = store.query(name, **{parameter.name: samples[parameter.type] for parameter in query.parameters})
    assert all(value in (0, None) or isinstance(value, str) for row in rows for value in row.values())


INDEX = {"Word", "MAKES", "EXCLUDES"}  # worked out from the claims' own words


def test_the_export_names_every_table_of_the_schema() -> None:
    schema = (CYPHER.parent / "schema" / "embedded.cypher").read_text()
    made = {part.split("(")[0].strip(" `") for part in schema.split("TABLE IF NOT EXISTS")[1:]}
    exported = {table.split()[0] for table, _ in load_tables(CYPHER.parent / "schema" / "export.cypher")}
    assert exported == made - {"Meta", "Run", *INDEX}


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "// Title.",
        "// T.\nMATCH (n {id: $id}) RETURN n",
        "// T.\n// $id text: x\nMATCH (n) RETURN n",
        "// T.\n// $id colour: x\nMATCH (n {id: $id}) RETURN n",
    ],
    ids=["no title", "no body", "unnamed parameter", "unused parameter", "unknown type"],
)
def test_a_file_whose_header_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="Query x"):
        parse_query("x", text)


def test_defaults_are_filled_in_and_unknown_parameters_named() -> None:
    query = parse_query("x", "// T.\n// $n integer = 5: rows\nMATCH (m) RETURN m LIMIT $n")
    assert query.bind({}) == {"n": 5}
    assert query.bind({"n": 2}) == {"n": 2}
    with pytest.raises(QueryError, match="no parameter 'm'"):
        query.bind({"m": 1})


@pytest.mark.parametrize("name", ["../schema/neo4j", "read/../read/claims", "/etc/passwd", "read/claims.cypher", ""])
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(QueryError, match="There is no query called"):
        load_query(name)
