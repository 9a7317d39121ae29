"""A decision brings the debates up to date as working everything out anew would, on both stores."""

import pytest
from builders import a_batch, a_claim, a_relation, an_insight
from graphs import graph_of
from labelled_graph import write_labelled

from extract.pipeline import make_rules
from graph.derive import begin, settle
from graph.embedded_store import EmbeddedStore
from graph.models import Relation
from graph.queries import load_query
from graph.record import review
from graph.reviews import Decision
from graph.store import GraphStore

RULES = make_rules()


def settled_anew(store: GraphStore, *claims: str) -> list[str]:
    with store.transaction() as tx:
        change, rules = begin(tx, RULES)
        change.settle_again |= set(claims)
        settle(tx, change, rules)
    return graph_of(store)


def without_reviews(rows: list[str]) -> list[str]:
    return [row for row in rows if not row.startswith('["Review"')]


def decide(store: GraphStore, relation: str, decision: Decision) -> None:
    review(relation, decision, store=store, reviewer="Ann")


@pytest.mark.parametrize("query", ["contradiction_list", "agreement_list"])
def test_a_relation_dismissed_and_taken_back(store: GraphStore, query: str) -> None:
    write_labelled(store, "seed")
    before = graph_of(store)
    relations = [row["id"] for row in store.query(query)]
    for relation in relations[::6]:
        decide(store, relation, Decision.DISMISS)
        dismissed = graph_of(store)
        assert settled_anew(store, *relation.split("~")) == dismissed
        decide(store, relation, Decision.WITHDRAW)
    assert without_reviews(graph_of(store)) == without_reviews(before)


def test_all_dismissed_one_after_another(store: GraphStore) -> None:
    write_labelled(store, "seed")
    for row in store.query("contradiction_list"):
        decide(store, row["id"], Decision.DISMISS)
    assert store.query("debate_list") == []
    assert store.meta()["positions"] == 0


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the questions that the store is asked, as they are asked."""
    names: list[str] = []
    load = load_query

    def noted(name: str) -> object:
        names.append(name)
        return load(name)

    monkeypatch.setattr("graph.cypher_reader.load_query", noted)
    monkeypatch.setattr("graph.embedded_reader.load_query", noted)
    return names


def write_tied(store: GraphStore, number: int, *, reach: int) -> list[Relation]:
    """Write so many claims, of which each is tied to the next ones."""
    insights = [an_insight(text=f"Northwind is leasing spare servers, note {place}.") for place in range(number)]
    claims = [a_claim(insight=one, polarity=1 if place % 2 else -1) for place, one in enumerate(insights)]
    tied = [a_relation(a=one.id, b=other.id) for n, one in enumerate(claims) for other in claims[n + 1 : n + 1 + reach]]
    with store.transaction() as tx:
        tx.write(a_batch(insights=insights, claims=claims, relations=tied))
    settled_anew(store, claims[0].id)
    return tied


def test_a_large_debate_is_read_in_few_queries(embedded_store: EmbeddedStore, read: list[str]) -> None:
    tied = write_tied(embedded_store, 40, reach=40)
    assert len(embedded_store.query("debate_list")) == 1
    read.clear()
    settled_anew(embedded_store, tied[0].a)
    assert len([name for name in read if name.startswith("read/relations")]) < 6


def test_a_long_chain_is_read_by_moves_and_not_by_claims(embedded_store: EmbeddedStore, read: list[str]) -> None:
    chain = write_tied(embedded_store, 120, reach=1)
    read.clear()
    decide(embedded_store, chain[60].id, Decision.DISMISS)
    assert len(read) < 40
    read.clear()
    settled_anew(embedded_store, chain[0].a)
    assert len([name for name in read if name.startswith("read/relations")]) < 60
