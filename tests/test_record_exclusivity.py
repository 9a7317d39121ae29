"""A claim that nobody else makes a move meets others' claims of it, whichever was read first, on both stores."""

from itertools import permutations
from pathlib import Path

import pytest
from builders import a_claim, an_insight
from graphs import graph_of

from extract.pipeline import make_rules
from graph.models import Claim, Extraction, Insight
from graph.record import forget, record
from graph.relate.exclusivity import excludes_others, load_move_words
from graph.store import GraphStore, open_store

RULES = make_rules()
MOVE = "run on classified Ruritanian networks"
ALONE = an_insight(text="Among the labs only Northwind may run on classified Ruritanian networks.", source="A")
RIVAL = an_insight(text="Contoso was cleared to run on classified Ruritanian networks in May.", source="B")
STRANGER = an_insight(text="Fabrikam opens a bakery in Oslo.", source="C")
CLAIMS = {
    ALONE.id: a_claim(insight=ALONE, strategy_text=MOVE, vector=(1.0, 0.0)),
    RIVAL.id: a_claim(insight=RIVAL, actor="Contoso", strategy_text=MOVE, vector=(1.0, 0.0)),
    STRANGER.id: a_claim(insight=STRANGER, actor="Fabrikam", strategy_text="open a bakery in Oslo"),
}


def read(store: GraphStore, *insights: Insight) -> None:
    readings = [
        Extraction(insight_id=insight.id, extracted_by="local.v1", claims=(CLAIMS[insight.id],)) for insight in insights
    ]
    record(insights, readings, store=store, rules=RULES)


def contradictions(store: GraphStore) -> list[tuple[str, str]]:
    return [(row["id"], row["facet"]) for row in store.query("contradiction_list")]


EXPECTED = [("~".join(sorted((CLAIMS[ALONE.id].id, CLAIMS[RIVAL.id].id))), "fact")]


@pytest.mark.parametrize("order", list(permutations((ALONE, RIVAL, STRANGER))))
def test_one_after_another_in_any_order_is_one_graph(order: tuple[Insight, ...], tmp_path: Path) -> None:
    with open_store(str(tmp_path / "parts.lbug")) as store, open_store(str(tmp_path / "whole.lbug")) as whole:
        for insight in order:
            read(store, insight)
        read(whole, *order)
        assert contradictions(store) == contradictions(whole) == EXPECTED
        assert graph_of(store) == graph_of(whole)


@pytest.mark.parametrize("first", [ALONE, RIVAL], ids=["exclusion first", "rival first"])
def test_found_on_both_stores_and_gone_with_either_source(store: GraphStore, first: Insight) -> None:
    second = RIVAL if first is ALONE else ALONE
    read(store, first, STRANGER)
    without = graph_of(store)
    read(store, second)
    assert contradictions(store) == EXPECTED
    assert forget(second.source.name, store=store, rules=RULES) == 1
    assert graph_of(store) == without
    assert (
        store.read_only("MATCH (w:Word) WHERE NOT EXISTS { MATCH (w)<-[]-(:Claim) } RETURN w.id", {}, limit=5)[1] == []
    )


@pytest.mark.parametrize(
    ("text", "excludes"),
    [
        ("Only Northwind can lease its servers.", True),
        ("Northwind is the only one that leases servers.", True),
        ("Northwind stands alone: no one else has leased servers.", True),
        ("Northwind leases servers, a model that other makers cannot easily copy.", True),
        ("Northwind leases servers, as no rival does.", True),
        ("Northwind, on the other hand, says it will never lease servers.", False),
        ("Northwind keeps its price only if nobody else gets the servers for nothing.", False),
        ("Leasing servers is the only honest option Northwind had.", False),
        ("Northwind is leasing its spare servers.", False),
    ],
)
def test_who_excludes_others_is_read_from_the_words_alone(text: str, excludes: bool) -> None:
    assert excludes_others(a_claim(insight=an_insight(text=text))) is excludes


def test_a_move_is_looked_up_by_its_rarest_words_without_names_and_verbs() -> None:
    def words(claim: Claim) -> set[str]:
        return set(load_move_words().of(claim).words)

    assert words(CLAIMS[ALONE.id]) == words(CLAIMS[RIVAL.id]) != set()
    assert words(a_claim(strategy_text="sell Northwind")) == set()
