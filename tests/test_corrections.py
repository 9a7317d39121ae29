"""What a person corrects changes the graph at once, is kept whatever is read later, and can be taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from builders import a_claim, a_relation, an_insight
from graphs import graph_of

from extract.pipeline import make_rules
from graph.changes import (
    Change,
    Correction,
    DeleteSource,
    FixActor,
    FixPolarity,
    MergeActors,
    MergeStrategies,
    RejectClaim,
    RenameSource,
    SplitActor,
    Withdraw,
)
from graph.corrected import Standing
from graph.corrections import correct, corrections, passage, split_off
from graph.ego import NodeKind, ego_graph, source_named
from graph.errors import UsageError
from graph.ids import entity_id, source_id
from graph.models import Claim, Extraction, Insight, NamedTie, Polarity, TieKind
from graph.questions import counts, sources
from graph.record import record
from graph.resolve import Resolver
from graph.reviews import Passage
from graph.store import Batch, GraphStore, open_store

RULES = make_rules()
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOVE = "lease spare servers to rivals"
PRAISE = an_insight(
    text="Norvane is leasing its spare servers to rivals, a clear win.", source="A", published="2026-11-02"
)
BLAME = an_insight(text="By leasing spare servers to rivals Norvane admits defeat.", source="B", published="2026-11-03")
ALIAS = an_insight(text="Leasing spare servers to rivals is shrewd of Norvik.", source="C", published="2026-11-04")
OTHER = an_insight(text="Norvane opens a bakery, part of Oslo Foods.", source="A", published="2026-11-05")
VECTOR = (1.0, 0.0)


def claim_of(insight: Insight, **fields: object) -> Claim:
    return a_claim(**({"insight": insight, "actor": "Norvane", "strategy_text": MOVE, "vector": VECTOR} | fields))


CLAIMS = {
    PRAISE.id: claim_of(PRAISE, polarity=1, stance="clear win"),
    BLAME.id: claim_of(BLAME, polarity=-1, stance="admits defeat"),
    ALIAS.id: claim_of(ALIAS, polarity=1, stance="shrewd", actor="Norvik"),
    OTHER.id: claim_of(OTHER, strategy_text="open a bakery", vector=(0.0, 1.0)),
}
TIES = {
    OTHER.id: (NamedTie(kind=TieKind.PART_OF, child="Norvane", parent="Oslo Foods", evidence="part of Oslo Foods"),)
}
ALL = (PRAISE, BLAME, ALIAS, OTHER)


def reading(insight: Insight) -> Extraction:
    claims = (CLAIMS[insight.id],)
    return Extraction(insight_id=insight.id, extracted_by="local.v1", claims=claims, ties=TIES.get(insight.id, ()))


def read(store: GraphStore, *insights: Insight) -> None:
    record(insights, [reading(insight) for insight in insights], store=store, rules=RULES)


def passage_in(insight: Insight, claim: Claim | None = None) -> Passage:
    claim = claim or CLAIMS[insight.id]
    return Passage(
        insight_id=insight.id,
        start=claim.start,
        end=claim.end,
        evidence=claim.evidence,
        actor=claim.actor,
        actor_id=entity_id(claim.actor),
        strategy_text=claim.strategy_text,
        extracted_by=claim.extracted_by,
    )


def say(store: GraphStore, change: Change, minutes: int = 0) -> str:
    at = NOON + timedelta(minutes=minutes)
    return correct(store, change, rules=RULES, author="Ann", at=at).correction.id


def contradictions(store: GraphStore) -> set[frozenset[str]]:
    return {frozenset((row["a"], row["b"])) for row in store.query("contradiction_list")}


def pair(one: Insight, other: Insight) -> frozenset[str]:
    return frozenset((CLAIMS[one.id].id, CLAIMS[other.id].id))


CHANGES: dict[str, Change] = {
    "reject a claim": RejectClaim(claim=passage_in(PRAISE)),
    "another actor": FixActor(claim=passage_in(ALIAS), actor="Norvane"),
    "another polarity": FixPolarity(claim=passage_in(BLAME), polarity=Polarity.POSITIVE),
    "two names, one actor": MergeActors(name="Norvik", into="Norvane"),
    "an actor with a tie": MergeActors(name="Norvane", into="Norvik"),
    "a name apart": SplitActor(name="Norvane"),
    "two passages, one move": MergeStrategies(one=passage_in(PRAISE), other=passage_in(OTHER)),
    "a source renamed": RenameSource(source="A", name="The Alpha"),
    "a source gone": DeleteSource(source="B"),
}


def test_the_graph_has_something_to_correct(store: GraphStore) -> None:
    read(store, *ALL)
    assert contradictions(store) == {pair(PRAISE, BLAME)}
    assert corrections(store, RULES) == []


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_correction_changes_the_graph_and_its_withdrawal_gives_it_back(store: GraphStore, change: Change) -> None:
    read(store, *ALL)
    before = without_corrections(store)
    identity = say(store, change)
    (listed,) = corrections(store, RULES)
    assert (listed.standing, listed.matched, listed.id) == (True, True, identity)
    assert without_corrections(store) != before
    say(store, Withdraw(correction=identity), minutes=1)
    read(store, *ALL)  # what a deleted source had to say has to be read again
    assert without_corrections(store) == before
    assert [one.standing for one in corrections(store, RULES)] == [False, True]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_before_or_after_or_between_readings_a_correction_makes_one_graph(tmp_path: Path, change: Change) -> None:
    graphs = [graph_after(tmp_path / str(place), [*ALL[:place], change, *ALL[place:]]) for place in (0, 2, len(ALL))]
    assert all(graph == graphs[0] for graph in graphs)
    assert graph_after(tmp_path / "turned", [*ALL[::-1], change]) == graphs[0]


@pytest.mark.parametrize("change", [CHANGES["two names, one actor"], CHANGES["another polarity"]], ids=["merge", "fix"])
def test_both_stores_agree_on_what_is_corrected(
    embedded_store: GraphStore, neo4j_store: GraphStore, change: Change
) -> None:
    for store in (embedded_store, neo4j_store):
        read(store, *ALL[:2])
        say(store, change)
        read(store, *ALL[2:])
    assert graph_of(embedded_store) == graph_of(neo4j_store)


def test_corrections_that_meet_give_one_graph_in_any_order_of_reaching_the_store(tmp_path: Path) -> None:
    chosen = [
        CHANGES[name] for name in ("two names, one actor", "a name apart", "reject a claim", "two passages, one move")
    ]
    stamped = list(enumerate(chosen))
    graphs = []
    for number, order in enumerate(permutations(stamped)):
        if number % 6:
            continue
        with open_store(str(tmp_path / f"{number}.lbug")) as store:
            for place, (minutes, change) in enumerate(order):
                read(store, ALL[(place + number) % len(ALL)])
                say(store, change, minutes)
            graphs.append(graph_of(store))
    assert all(graph == graphs[0] for graph in graphs)


def test_a_rejected_claim_is_gone_with_its_contradictions(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, CHANGES["reject a claim"])
    assert store.fetch_claims([CLAIMS[PRAISE.id].id]) == []
    assert contradictions(store) == set()
    assert store.active_extractions([PRAISE.id]) == {PRAISE.id: "local.v1"}


def test_two_names_for_one_actor_bring_their_claims_together(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, CHANGES["two names, one actor"])
    assert contradictions(store) == {pair(PRAISE, BLAME), pair(ALIAS, BLAME)}
    (actor,) = store.fetch_entities([RULES.resolver.entity("Norvane").id])
    assert {"Norvane", "Norvik"} <= set(actor.aliases)
    assert store.fetch_entities([RULES.resolver.entity("Norvik").id]) == []


def test_a_name_apart_is_an_actor_of_its_own(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, SplitActor(name="Norvik"))
    (claim,) = store.fetch_claims([CLAIMS[ALIAS.id].id])
    assert claim.actor_id != RULES.resolver.entity("Norvik").id
    say(store, MergeActors(name="Norvik", into="Norvane"), minutes=1)
    (claim,) = store.fetch_claims([CLAIMS[ALIAS.id].id])
    assert claim.actor_id == RULES.resolver.entity("Norvane").id


def test_a_move_split_off_is_a_strategy_of_its_own_and_contradicts_no_more(store: GraphStore) -> None:
    read(store, *ALL)
    change = split_off(store, [CLAIMS[BLAME.id].id])
    assert [one.insight_id for one in change.out] == [BLAME.id]
    say(store, change)
    assert contradictions(store) == set()
    rows = store.query("strategies_of_claims", claims=[CLAIMS[PRAISE.id].id, CLAIMS[BLAME.id].id])
    assert len({row["strategy"] for row in rows}) == 2
    with pytest.raises(UsageError, match="nothing to split"):
        split_off(store, [CLAIMS[BLAME.id].id])


def test_two_moves_joined_are_one_strategy(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, CHANGES["two passages, one move"])
    rows = store.query("strategies_of_claims", claims=[CLAIMS[insight.id].id for insight in (PRAISE, BLAME, OTHER)])
    assert len(rows) == 3 and len({row["strategy"] for row in rows}) == 1


def test_a_renamed_source_keeps_its_insights_and_its_name_whatever_is_read_next(store: GraphStore) -> None:
    read(store, PRAISE)
    say(store, CHANGES["a source renamed"])
    read(store, BLAME, OTHER)
    assert {row["name"]: row["insights"] for row in store.query("source_list")} == {"The Alpha": 2, "B": 1}
    assert {insight.id for insight in store.fetch_insights([PRAISE.id, OTHER.id])} == {PRAISE.id, OTHER.id}


def test_a_source_renamed_to_another_is_one_with_it_until_that_is_taken_back(store: GraphStore) -> None:
    read(store, PRAISE, BLAME)
    renamed = say(store, RenameSource(source="A", name="B"))
    assert [(one.name, one.insights) for one in sources(store)] == [("B", 2)]
    assert counts(store).sources == 1
    node = source_named(store, "B")
    assert node is not None
    assert [one for one in ego_graph(store, node).nodes if one.kind is NodeKind.SOURCE] == [node]
    say(store, Withdraw(correction=renamed))
    assert {(one.name, one.insights) for one in sources(store)} == {("A", 1), ("B", 1)}


def test_a_deleted_source_stays_out(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, CHANGES["a source gone"])
    read(store, BLAME)
    assert store.fetch_source(source_id("B")) is None
    assert store.fetch_insights([BLAME.id]) == []


def test_a_correction_outlives_the_reading_of_another_extractor(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, CHANGES["another polarity"])
    better = claim_of(
        BLAME,
        polarity=-1,
        extracted_by="llm.v1:m:1",
        evidence="leasing spare servers to rivals Norvane admits",
    )
    read_by_another(store, better)
    (now,) = store.fetch_insight_claims([BLAME.id])
    assert (now.id, now.claim.polarity) == (better.id, Polarity.POSITIVE)
    read_by_another(store, claim_of(BLAME, polarity=-1, extracted_by="llm.v1:m:2", evidence="defeat"))
    (now,) = store.fetch_insight_claims([BLAME.id])
    assert now.claim.polarity is Polarity.NEGATIVE
    assert [one.matched for one in corrections(store, RULES)] == [False]


@pytest.mark.parametrize("change", [change for name, change in CHANGES.items() if "gone" not in name])
def test_a_correction_that_fits_nothing_is_kept_and_listed(tmp_path: Path, change: Change) -> None:
    with open_store(str(tmp_path / "graph.lbug")) as store:
        say(store, change)
        assert [one.matched for one in corrections(store, RULES)] == [False]
        read(store, *ALL)
        assert [one.matched for one in corrections(store, RULES)] == [True]


def test_what_a_higher_judge_said_of_unchanged_claims_stays(store: GraphStore) -> None:
    read(store, *ALL)
    praise, blame, other = (CLAIMS[insight.id].id for insight in (PRAISE, BLAME, OTHER))
    by_model = {"judged_by": "llm.v1:m:1", "reason": "A model says so."}
    relations = [a_relation(a=praise, b=blame, **by_model), a_relation(a=praise, b=other, facet="fact", **by_model)]
    with store.transaction() as tx:
        tx.write(Batch(relations=relations))
    say(store, CHANGES["two names, one actor"])
    kept = {relation.id: relation.judged_by for relation in store.fetch_relations([praise])}
    assert {kept[relation.id] for relation in relations} == {"llm.v1:m:1"}
    say(store, RejectClaim(claim=passage(store, other)), minutes=1)
    assert relations[1].id not in {relation.id for relation in store.fetch_relations([praise])}


def test_what_is_corrected_twice_is_anchored_to_what_was_read(store: GraphStore) -> None:
    read(store, *ALL)
    say(store, CHANGES["another actor"])
    claim = CLAIMS[ALIAS.id].id
    assert passage(store, claim).actor == "Norvik"
    say(store, FixActor(claim=passage(store, claim), actor="Contoso"), minutes=1)
    assert [one.claim.actor for one in store.fetch_claims([claim])] == ["Contoso"]


def test_a_withdrawal_can_be_withdrawn_and_needs_something_to_withdraw(store: GraphStore) -> None:
    read(store, *ALL)
    rejected = say(store, CHANGES["reject a claim"])
    taken_back = say(store, Withdraw(correction=rejected), minutes=1)
    say(store, Withdraw(correction=taken_back), minutes=2)
    assert store.fetch_claims([CLAIMS[PRAISE.id].id]) == []
    with pytest.raises(UsageError, match="no correction"):
        say(store, Withdraw(correction="unknown"))
    with pytest.raises(UsageError, match="needs the name"):
        correct(store, CHANGES["a source gone"], rules=RULES, author=" ")
    with pytest.raises(UsageError, match="There is no claim"):
        passage(store, "unknown")


def test_of_two_corrections_of_one_claim_the_later_counts_in_any_order() -> None:
    first, second = (
        Correction(change=FixPolarity(claim=passage_in(BLAME), polarity=sign), author="Ann", at=NOON + timedelta(n))
        for n, sign in enumerate((Polarity.POSITIVE, Polarity.NEUTRAL))
    )
    for order in ([first, second], [second, first], [second, first, second]):
        (claim,) = Standing(order).reading(reading(BLAME)).claims
        assert claim.polarity is Polarity.NEUTRAL


def test_merges_chain_and_circles_end() -> None:
    def meant(*merges: tuple[str, str]) -> set[str]:
        made = [
            Correction(change=MergeActors(name=name, into=into), author="Ann", at=NOON + timedelta(minutes=n))
            for n, (name, into) in enumerate(merges)
        ]
        resolver = Standing(made).resolver(Resolver([], []))
        return {resolver.entity(name).name for name in ("Ash", "Birch", "Cedar")}

    assert meant(("Ash", "Birch"), ("Birch", "Cedar")) == {"Cedar"}
    assert meant(("Birch", "Cedar"), ("Ash", "Birch")) == {"Cedar"}
    assert len(meant(("Ash", "Birch"), ("Birch", "Ash"))) == 2


def test_a_correction_is_the_same_after_a_store_kept_it(store: GraphStore) -> None:
    for minutes, change in enumerate(CHANGES.values()):
        say(store, change, minutes)
    assert [one.correction.change for one in corrections(store, RULES)] == list(CHANGES.values())
    assert store.meta()["corrections"] == len(CHANGES)


def read_by_another(store: GraphStore, claim: Claim) -> None:
    reading = Extraction(insight_id=claim.insight_id, extracted_by=claim.extracted_by, claims=(claim,))
    record([BLAME], [reading], store=store, rules=RULES)


def without_corrections(store: GraphStore) -> list[str]:
    return [row for row in graph_of(store) if not row.startswith('["Correction"')]


def graph_after(path: Path, steps: Sequence[Insight | Change]) -> list[str]:
    with open_store(f"{path}.lbug") as store:
        for step in steps:
            read(store, step) if isinstance(step, Insight) else say(store, step)
        return graph_of(store)
