"""Both stores keep what they are given, and give the same answers."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import a_batch, a_claim, a_relation, an_entity, an_insight, in_context
from graphs import graph_of

from graph.errors import QueryError
from graph.ids import entity_id
from graph.models import (
    Claim,
    Debate,
    Entity,
    Extraction,
    Facet,
    Insight,
    Polarity,
    Position,
    Quantity,
    Strategy,
    TieKind,
)
from graph.store import Batch, GraphStore, Tie

EARLY = datetime(2026, 11, 1, 8, tzinfo=UTC)
PRAISE = an_insight(
    text="Northwind is leasing its spare servers, a clear win.", source="The Daily", published="2026-11-02"
)
BLAME = an_insight(text="Northwind admits defeat by leasing servers.", source="Other Views", published="2026-11-09")
THIRD = an_insight(text="Contoso watches.", source="Third Eye")


def write(store: GraphStore, *batches: Batch) -> None:
    for batch in batches:
        with store.transaction() as tx:
            tx.write(batch)


def rich_claim() -> Claim:
    return a_claim(
        insight=PRAISE,
        polarity=1,
        stance="clear win",
        holder="Ann Lee",
        targets=("Rivals Inc", "Contoso", "Rivals"),
        quantities=(
            Quantity(value=3, unit="dollar", scale=1e9, what="rent", at="2026"),
            Quantity(value=3, unit="dollar", scale=1e9, what="rent", low=2.5, high=3.5),
        ),
        vector=tuple(number / 7 for number in range(64)),
        vector_model="vectors.v1",
        time_offset=12.5,
        confidence=1 / 3,
    )


def a_pair() -> tuple[Claim, Claim]:
    return a_claim(insight=PRAISE, polarity=1), a_claim(insight=BLAME, polarity=-1)


def disputed() -> Batch:
    praise, blame = a_pair()
    relation = a_relation(a=praise.id, b=blame.id)
    strategy = Strategy(id="s1", name="lease servers", members=(praise.id, blame.id))
    sides = (
        Position(id="p1", label="win", polarity=Polarity.POSITIVE, members=(praise.id,)),
        Position(id="p2", label="defeat", polarity=Polarity.NEGATIVE, members=(blame.id,)),
    )
    debate = Debate(
        id=relation.id,
        facet=Facet.STANCE,
        question="Win or defeat?",
        positions=sides,
        entity_ids=(entity_id("Northwind"),),
        strategy_ids=("s1",),
        heat=0.5,
        opened="2026-11-09",
    )
    return a_batch(
        insights=[PRAISE, BLAME], claims=[praise, blame], relations=[relation], strategies=[strategy], debates=[debate]
    )


@pytest.mark.parametrize("claim", [a_claim(insight=PRAISE), rich_claim()], ids=["bare claim", "claim with everything"])
def test_a_claim_comes_back_as_it_was_written(store: GraphStore, claim: Claim) -> None:
    write(store, a_batch(insights=[PRAISE], claims=[claim]))
    assert store.fetch_claims([claim.id, "unknown"]) == [in_context(claim=claim, insight=PRAISE)]


def test_an_insight_comes_back_as_it_was_written(store: GraphStore) -> None:
    insight = an_insight(
        external_id="d1", episode="One", speaker="Ann", published="2026-11-02", url="https://example.org/1?a=b&c='\"",
        read_at=EARLY, source_file="in.jsonl", source_kind="podcast",
    )  # fmt: skip
    write(store, a_batch(insights=[insight, PRAISE]))
    assert store.fetch_insights([insight.id, "unknown"]) == [insight]


@pytest.mark.parametrize(
    "text", ["$rows {x} `tick` 'quote' \"double\" \\ back", "naïve 💡 \u2028 日本 ‮ }) DETACH DELETE n //"]
)
def test_hostile_text_is_only_text(store: GraphStore, text: str) -> None:
    insight = an_insight(text=text, source=text)
    claim = a_claim(insight=insight, actor=text, strategy_text=text, stance=text, holder=text, targets=(text,))
    write(store, a_batch(insights=[insight], claims=[claim]))
    assert store.fetch_claims([claim.id]) == [in_context(claim=claim, insight=insight)]


def test_writing_twice_changes_nothing(store: GraphStore) -> None:
    write(store, disputed())
    once = graph_of(store)
    write(store, disputed())
    assert graph_of(store) == once


def test_a_read_insight_is_known_even_without_claims(store: GraphStore) -> None:
    write(store, a_batch(insights=[PRAISE]))
    assert store.active_extractions([PRAISE.id, BLAME.id]) == {PRAISE.id: "local.v1"}


def test_nothing_is_asked_for_nothing(store: GraphStore) -> None:
    assert store.fetch_claims([]) == []
    assert store.fetch_bucket(set()) == []
    assert store.fetch_relations(()) == []
    assert store.active_extractions([]) == {}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["early first", "late first"])
def test_of_two_readings_of_one_text_the_earliest_dates_stay(store: GraphStore, order: tuple[int, int]) -> None:
    readings = [
        an_insight(published="2026-11-02", read_at=EARLY, external_id="b", speaker="Zoe"),
        an_insight(published="2026-11-20", read_at=EARLY + timedelta(days=1), external_id="a", url="u"),
    ]
    write(store, *[a_batch(insights=[readings[place]]) for place in order])
    (stored,) = store.fetch_insights([readings[0].id])
    expected = an_insight(published="2026-11-02", read_at=EARLY, external_id="a", speaker="Zoe", url="u")
    assert stored == expected


def test_a_source_keeps_its_smallest_spelling_and_known_kind(store: GraphStore) -> None:
    spellings = [
        an_insight(text="One.", source="the daily"),
        an_insight(text="Two.", source="The Daily", source_kind="podcast"),
    ]
    write(store, *[a_batch(insights=[insight]) for insight in spellings])
    assert {(one.source.name, one.source.kind) for one in store.fetch_insights([one.id for one in spellings])} == {
        ("The Daily", "podcast")
    }


def test_aliases_are_the_names_in_the_texts_and_the_curated_ones(store: GraphStore) -> None:
    known = Entity(id="e", name="Northwind", kind="company", aliases=("NW",))
    claim = a_claim(insight=PRAISE, targets=("Northwind Traders",))
    batch = a_batch(insights=[PRAISE], claims=[claim], entities=[known])
    names = [type(batch.names[0])(claim_id=claim.id, actor="e", targets=(("Northwind Traders", "e"),))]
    write(store, Batch(insights=batch.insights, extractions=batch.extractions, entities=[known], names=names))
    (entity,) = store.fetch_entities(["e", "unknown"])
    assert entity == Entity(id="e", name="Northwind", kind="company", aliases=("NW", "Northwind", "Northwind Traders"))


def test_an_alias_goes_with_the_last_text_that_used_it(store: GraphStore) -> None:
    for insight, name in ((PRAISE, "northwind"), (BLAME, "NORTHWIND")):
        claim = a_claim(insight=insight, actor=name, actor_mention="Northwind")
        write(store, a_batch(insights=[insight], claims=[claim]))
    assert store.fetch_entities([entity_id("Northwind")])[0].aliases == ("NORTHWIND", "northwind")
    with store.transaction() as tx:
        tx.remove_source(BLAME.source.id)
    assert store.fetch_entities([entity_id("Northwind")]) == [an_entity(name="northwind", aliases=("northwind",))]


def test_a_bucket_holds_claims_by_actor_and_by_target(store: GraphStore) -> None:
    by_actor, by_target = a_claim(insight=PRAISE), a_claim(insight=THIRD, actor="Contoso", targets=("Northwind",))
    other = a_claim(insight=BLAME, actor="Fabrikam")
    write(store, a_batch(insights=[PRAISE, BLAME, THIRD], claims=[by_actor, by_target, other]))
    found = store.fetch_bucket([entity_id("Northwind")])
    assert [claim.id for claim in found] == sorted([by_actor.id, by_target.id])


@pytest.mark.parametrize("kind", ["CONTRADICTS", "AGREES_WITH", "SUPERSEDES"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_relation_is_found_from_either_end_in_its_direction(store: GraphStore, kind: str, turned: bool) -> None:
    a, b = (claim.id for claim in a_pair())
    relation = a_relation(a=b if turned else a, b=a if turned else b, type=kind, facet="update", found_at=EARLY)
    write(store, a_batch(insights=[PRAISE, BLAME], claims=a_pair(), relations=[relation]))
    assert store.fetch_relations([a]) == store.fetch_relations([b]) == store.fetch_relations([a, b]) == [relation]


def test_the_time_a_relation_was_found_is_set_once_and_its_status_follows(store: GraphStore) -> None:
    a, b = (claim.id for claim in a_pair())
    batch = a_batch(insights=[PRAISE, BLAME], claims=a_pair(), relations=[a_relation(a=a, b=b, found_at=EARLY)])
    later = a_relation(a=a, b=b, found_at=EARLY + timedelta(days=3), status="confirmed")
    write(store, batch, Batch(relations=[later]))
    assert store.fetch_relations([a]) == [a_relation(a=a, b=b, found_at=EARLY, status="confirmed")]


def test_removing_relations_leaves_their_claims(store: GraphStore) -> None:
    batch = disputed()
    write(store, batch)
    with store.transaction() as tx:
        tx.remove_relations([batch.relations[0].id])
        assert tx.fetch_relations([batch.relations[0].a]) == []
    assert len(store.fetch_claims([batch.relations[0].a, batch.relations[0].b])) == 2


def test_ties_are_kept_one_for_each_text_and_removed_alone(store: GraphStore) -> None:
    claims = [a_claim(insight=PRAISE), a_claim(insight=THIRD, actor="Contoso")]
    ends = {"child": entity_id("Contoso"), "parent": entity_id("Northwind")}
    ties = {
        Tie(kind=TieKind.PART_OF, evidence="curated", **ends),
        Tie(kind=TieKind.PART_OF, evidence="folding", insight_id=PRAISE.id, since="2026-02", **ends),
        Tie(kind=TieKind.LEADS, evidence="led by", insight_id=THIRD.id, until="2025", **ends),
    }
    write(store, a_batch(insights=[PRAISE, THIRD], claims=claims, ties=sorted(ties, key=repr)))
    assert set(store.fetch_ties()) == ties
    gone = next(tie for tie in ties if tie.evidence == "folding")
    with store.transaction() as tx:
        tx.remove_ties([gone])
    assert set(store.fetch_ties()) == ties - {gone}


def test_reviews_come_back_oldest_first_with_every_field(store: GraphStore) -> None:
    rows = [
        {"id": "r2", "at": "2026-11-02T00:00:00+00:00", "reviewer": "Ann", "decision": "dismiss", "note": None},
        {"id": "r1", "at": "2026-11-01T00:00:00+00:00", "reviewer": "Bo", "anchor": {"type": "CONTRADICTS", "n": [1]}},
    ]
    with store.transaction() as tx:
        for row in rows:
            tx.add_review(row)
            tx.add_review(row)
    assert store.fetch_reviews() == rows[::-1]


def test_new_strategies_and_debates_take_the_place_of_the_old(store: GraphStore) -> None:
    write(store, disputed())
    praise, blame = a_pair()
    write(store, Batch(settled=[praise.id], strategies=[Strategy(id="s2", name="new", members=(blame.id,))]))
    exported = list(store.export_rows())
    assert [row["id"] for table, row in exported if table in {"Strategy", "Debate", "Position"}] == ["s2"]


def test_positions_keep_their_order_and_debates_what_they_are_about(store: GraphStore) -> None:
    write(store, disputed())
    rows = [
        (table, row) for table, row in store.export_rows() if table in {"Position", "ABOUT Entity", "ABOUT Strategy"}
    ]
    debate = disputed().debates[0].id
    assert rows == [
        ("Position", {"id": "p1", "label": "win", "polarity": 1, "place": 0}),
        ("Position", {"id": "p2", "label": "defeat", "polarity": -1, "place": 1}),
        ("ABOUT Entity", {"from_id": debate, "to_id": entity_id("Northwind")}),
        ("ABOUT Strategy", {"from_id": debate, "to_id": "s1"}),
    ]


def test_a_deleted_source_leaves_no_trace(store: GraphStore) -> None:
    praise = a_claim(insight=PRAISE, polarity=1)
    tie = Tie(TieKind.LEADS, child=entity_id("Northwind"), parent=entity_id("Ann"), evidence="x", insight_id=BLAME.id)
    curated = Tie(TieKind.LEADS, child=entity_id("Northwind"), parent=entity_id("Ann"), evidence="curated")
    write(store, a_batch(insights=[PRAISE], claims=[praise]))
    before = graph_of(store)
    blame = a_claim(insight=BLAME, holder="Ann", targets=("Contoso",), quantities=(Quantity(value=1, unit="x"),))
    write(
        store,
        a_batch(insights=[BLAME], claims=[blame], ties=[tie, curated], relations=[a_relation(a=praise.id, b=blame.id)]),
    )
    with store.transaction() as tx:
        again = tx.remove_source(BLAME.source.id)
    assert again == {praise.id}
    assert graph_of(store) == before


def test_a_removed_reading_names_the_claims_of_its_debates(store: GraphStore) -> None:
    write(store, disputed())
    _, blame = a_pair()
    with store.transaction() as tx:
        assert tx.remove_extractions([PRAISE.id]) == {blame.id}
    assert store.active_extractions([PRAISE.id, BLAME.id]) == {BLAME.id: "local.v1"}
    assert store.fetch_insights([PRAISE.id]) == [PRAISE]
    assert store.fetch_insight_claims([PRAISE.id, BLAME.id]) == [in_context(claim=blame, insight=BLAME)]


def test_reading_inside_a_transaction_sees_what_it_wrote(store: GraphStore) -> None:
    claim = a_claim(insight=PRAISE)
    with store.transaction() as tx:
        tx.write(a_batch(insights=[PRAISE], claims=[claim]))
        assert [found.id for found in tx.fetch_claims([claim.id])] == [claim.id]
        assert store.meta()["claims"] == 1


def test_a_transaction_that_raises_leaves_nothing(store: GraphStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as tx:
        tx.write(disputed())
        _ = 1 / 0
    assert graph_of(store) == []
    assert store.meta()["insights"] == 0


def test_more_rows_than_fit_one_statement_are_all_written(store: GraphStore) -> None:
    insights = [an_insight(text=f"Northwind opens shop {number}.") for number in range(2100)]
    claims = [a_claim(insight=insight) for insight in insights]
    write(store, a_batch(insights=insights, claims=claims))
    assert store.meta()["claims"] == 2100
    assert len(store.fetch_bucket([entity_id("Northwind")])) == 2100


def test_the_export_is_the_same_from_both_stores(embedded_store: GraphStore, neo4j_store: GraphStore) -> None:
    rich = a_batch(insights=[PRAISE, THIRD], claims=[rich_claim(), a_claim(insight=THIRD, actor="Contoso")])
    for one in (embedded_store, neo4j_store):
        write(one, rich, disputed())
    assert graph_of(embedded_store) == graph_of(neo4j_store) != []


def test_what_there_is_none_of_is_counted_as_zero(store: GraphStore) -> None:
    write(store, a_batch(insights=[PRAISE], claims=[a_claim(insight=PRAISE)]))
    nodes = {row["what"]: row["amount"] for row in store.query("count_nodes")}
    assert nodes == {"sources": 1, "insights": 1, "claims": 1, "entities": 1, "debates": 0}
    relations = {row["what"]: row["amount"] for row in store.query("count_relations")}
    assert relations == {"contradictions": 0, "agreements": 0, "updates": 0}


def test_a_query_that_is_not_there_is_named(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"no query called '\.\./secret'"):
        store.query("../secret")


@pytest.mark.parametrize("insights", [(PRAISE, BLAME, THIRD), (THIRD, BLAME, PRAISE)], ids=["one way", "other way"])
def test_an_empty_store_and_one_emptied_are_alike(store: GraphStore, insights: tuple[Insight, ...]) -> None:
    write(store, a_batch(insights=insights, claims=[a_claim(insight=insights[0], targets=("Contoso",))]))
    with store.transaction() as tx:
        for insight in insights:
            tx.remove_source(insight.source.id)
    assert graph_of(store) == []


def test_runs_are_logged_and_no_part_of_an_export(store: GraphStore) -> None:
    for day in (0, 1):
        with store.transaction() as tx:
            tx.add_run(EARLY + timedelta(days=day), {"claims": day})
    assert [json.loads(row["counts"]) for row in store.query("run_list")] == [{"claims": 1}, {"claims": 0}]
    assert graph_of(store) == []


def test_corrections_come_back_oldest_first_and_are_exported(store: GraphStore) -> None:
    change = {"kind": "delete_source", "source": "A"}
    rows = [{"id": f"c{day}", "at": f"2026-11-0{day}", "author": "Ann", "note": "", "change": change} for day in (2, 1)]
    with store.transaction() as tx:
        for row in (*rows, *rows):
            tx.add_correction(row)
    assert store.fetch_corrections() == rows[::-1]
    assert [row["id"] for table, row in store.export_rows() if table == "Correction"] == ["c1", "c2"]


def test_a_reading_that_was_corrected_is_kept_as_it_was_read(store: GraphStore) -> None:
    claim = rich_claim()
    original = Extraction(insight_id=PRAISE.id, extracted_by="local.v1", claims=(claim,))
    batch = a_batch(insights=[PRAISE, THIRD])
    write(store, replace(batch, originals={original.id: original}))
    assert store.fetch_originals([PRAISE.id, THIRD.id]) == {PRAISE.id: original}
    write(store, batch)
    assert store.fetch_source(PRAISE.source.id) == PRAISE.source
    assert store.fetch_source("unknown") is None
