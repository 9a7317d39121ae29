"""Debates and strategies out of claims and relations made by hand."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.debates import debates, heat, touched_components
from graph.models import (
    Claim,
    ContextClaim,
    Debate,
    Entity,
    Facet,
    Modality,
    Polarity,
    Quantity,
    Relation,
    RelationType,
    ReviewStatus,
)
from graph.resolve import Families, Resolver
from graph.strategies import canonical_strategies

RESOLVER = Resolver([], [])
NORVANE = RESOLVER.entity("Norvane")
ENTITIES = {NORVANE.id: NORVANE}
FAMILIES = Families([])


def claim(
    name: str,
    polarity: int = 0,
    *,
    stance: str | None = None,
    source: str = "The Daily Rack",
    published: str | None = None,
    modality: str = "asserted",
    quantities: tuple[Quantity, ...] = (),
    move: str = "rent out spare servers",
) -> ContextClaim:
    evidence = f"Norvane does {move}, says {name}"
    made = Claim(
        insight_id=name,
        extracted_by="hand",
        actor="Norvane",
        actor_mention="Norvane",
        mention_start=0,
        strategy_text=move,
        polarity=Polarity(polarity),
        modality=Modality(modality),
        evidence=evidence,
        start=0,
        end=len(evidence),
        stance=stance,
        quantities=quantities,
    )
    return ContextClaim(claim=made, source=source, speaker=None, published=published, actor_id=NORVANE.id)


def relation(
    a: ContextClaim,
    b: ContextClaim,
    kind: str,
    facet: str,
    *,
    status: ReviewStatus = ReviewStatus.OPEN,
) -> Relation:
    first, second = sorted((a.id, b.id))
    return Relation(
        a=first,
        b=second,
        type=RelationType(kind),
        facet=Facet(facet),
        score=0.9,
        reason="by hand",
        judged_by="hand",
        status=status,
    )


WIN = claim("one", 1, stance="a steady income", source="A", published="2026-03-01")
ALSO_WIN = claim("two", 1, source="B", published="2026-03-05")
CEDING = claim("three", -1, stance="giving up", source="C", published="2026-03-09")
REPORT = claim("four", source="D", published="2026-03-12")
STANCES = [
    relation(WIN, ALSO_WIN, "AGREES_WITH", "stance"),
    relation(WIN, CEDING, "CONTRADICTS", "stance"),
    relation(ALSO_WIN, CEDING, "CONTRADICTS", "stance"),
    relation(REPORT, CEDING, "AGREES_WITH", "fact"),
    relation(REPORT, WIN, "AGREES_WITH", "fact"),
]
CLAIMS = [WIN, ALSO_WIN, CEDING, REPORT]


def found(claims: Sequence[ContextClaim], relations: Sequence[Relation]) -> list[Debate]:
    return debates(claims, relations, families=FAMILIES, entities=ENTITIES)


def test_a_stance_debate_has_a_side_per_sign_and_reports_take_none() -> None:
    (debate,) = found(CLAIMS, STANCES)
    assert debate.facet is Facet.STANCE
    assert [set(position.members) for position in debate.positions] == [{WIN.id, ALSO_WIN.id}, {CEDING.id}]
    assert [position.polarity for position in debate.positions] == [1, -1]
    assert debate.question == "Norvane · renting out spare servers: a steady income (2 insights) or giving up (1)?"


def test_a_debate_goes_by_its_smallest_contradiction() -> None:
    (debate,) = found(CLAIMS, STANCES)
    assert debate.id == min(r.id for r in STANCES if r.type is RelationType.CONTRADICTS)


def test_a_debate_opens_when_its_second_side_appears_and_changes_with_its_latest_claim() -> None:
    (debate,) = found(CLAIMS, STANCES)
    assert (debate.opened, debate.changed) == ("2026-03-09", "2026-03-09")
    undated = [claim("one", 1), claim("two", -1)]
    (debate,) = found(undated, [relation(undated[0], undated[1], "CONTRADICTS", "stance")])
    assert (debate.opened, debate.changed) == (None, None)


def test_two_moves_of_one_actor_are_two_debates() -> None:
    others = [claim("five", 1, move="sue the harbour master"), claim("six", -1, move="sue the harbour master")]
    listed = found([*CLAIMS, *others], [*STANCES, relation(others[0], others[1], "CONTRADICTS", "stance")])
    assert len(listed) == 2
    assert {len(debate.positions) for debate in listed} == {2}


def test_one_contradiction_between_two_large_moves_joins_neither_and_is_a_debate_of_its_own() -> None:
    renting, suing = (
        [claim(f"{move} {n}", 1 - 2 * (n % 2), move=move) for n in range(6)]
        for move in ("rent out spare servers", "sue the harbour master")
    )
    inside = [
        relation(a, b, "CONTRADICTS" if a.claim.polarity != b.claim.polarity else "AGREES_WITH", "stance")
        for move in (renting, suing)
        for a, b in combinations(move, 2)
    ]
    astray = relation(renting[0], suing[1], "CONTRADICTS", "stance")
    listed = found([*renting, *suing], [*inside, astray])
    held = [{member for position in debate.positions for member in position.members} for debate in listed]
    assert {frozenset(group) for group in held} == {
        frozenset({astray.a, astray.b}),
        frozenset(one.id for one in renting),
        frozenset(one.id for one in suing),
    }
    places = [position.id for debate in listed for position in debate.positions]
    assert len(places) == len(set(places))


def test_a_dismissed_contradiction_makes_no_debate() -> None:
    dismissed = relation(WIN, CEDING, "CONTRADICTS", "stance", status=ReviewStatus.DISMISSED)
    assert found([WIN, CEDING], [dismissed]) == []


def test_agreement_on_fact_never_merges_positions() -> None:
    linked = [*STANCES[1:2], relation(ALSO_WIN, CEDING, "AGREES_WITH", "fact")]
    (debate,) = found([WIN, ALSO_WIN, CEDING], linked)
    assert [set(position.members) for position in debate.positions] in (
        [{WIN.id}, {CEDING.id}],
        [{CEDING.id}, {WIN.id}],
    )


def test_a_fact_debate_parts_those_who_deny_from_those_who_affirm() -> None:
    denial = claim("seven", modality="denied")
    (debate,) = found(
        [REPORT, WIN, denial],
        [relation(REPORT, denial, "CONTRADICTS", "fact"), relation(WIN, denial, "CONTRADICTS", "fact")],
    )
    assert {position.label: set(position.members) for position in debate.positions} == {
        "affirmed": {REPORT.id, WIN.id},
        "denied": {denial.id},
    }


def test_a_number_debate_has_a_side_per_figure_however_it_is_written() -> None:
    gigawatts = claim("eight", quantities=(Quantity(value=1.2, unit="GW"),))
    megawatts = claim("nine", quantities=(Quantity(value=1200, unit="MW"),))
    less = claim("ten", quantities=(Quantity(value=800, unit="MW"),))
    (debate,) = found(
        [gigawatts, megawatts, less],
        [relation(gigawatts, less, "CONTRADICTS", "number"), relation(megawatts, less, "CONTRADICTS", "number")],
    )
    assert {frozenset(position.members) for position in debate.positions} == {
        frozenset({gigawatts.id, megawatts.id}),
        frozenset({less.id}),
    }


def test_heat_rises_with_evenness_and_with_insights() -> None:
    lone = heat([[WIN, ALSO_WIN, REPORT], [CEDING]])
    even = heat([[WIN, ALSO_WIN], [CEDING, REPORT]])
    two_voices = heat([[WIN], [CEDING]])
    assert 1 <= lone < even
    assert two_voices == 2.0 < even


def test_two_against_four_is_hotter_than_one_against_one_and_one_against_nine_is_not() -> None:
    many = [claim(str(number)) for number in range(10)]
    assert heat([many[:4], many[4:6]]) > heat([many[:1], many[1:2]]) > heat([many[:9], many[9:]])


@given(st.permutations(CLAIMS), st.permutations(STANCES))
def test_order_of_claims_and_relations_never_shows(claims: list[ContextClaim], relations: list[Relation]) -> None:
    assert found(claims, relations) == found(CLAIMS, STANCES)
    assert canonical_strategies(claims, relations, families=FAMILIES) == canonical_strategies(
        CLAIMS, STANCES, families=FAMILIES
    )


def test_every_claim_pursues_exactly_one_strategy() -> None:
    alone = claim("eleven", move="sue the harbour master")
    made = canonical_strategies([*CLAIMS, alone], STANCES, families=FAMILIES)
    members = [member for strategy in made for member in strategy.members]
    assert sorted(members) == sorted(context.id for context in [*CLAIMS, alone])
    assert {strategy.name for strategy in made} == {"rent out spare servers", "sue the harbour master"}


@pytest.mark.parametrize("kind", [("SUPERSEDES", "update"), ("CONTRADICTS", "fact")])
def test_a_changed_or_denied_move_is_not_the_same_strategy(kind: tuple[str, str]) -> None:
    made = canonical_strategies([WIN, REPORT], [relation(WIN, REPORT, *kind)], families=FAMILIES)
    assert len(made) == 2


def test_only_what_hangs_together_with_a_touched_claim_is_worked_out_again() -> None:
    stranger = claim("twelve", move="sue the harbour master")
    claims, relations = touched_components([*CLAIMS, stranger], STANCES, {REPORT.id})
    assert {context.id for context in claims} == {context.id for context in CLAIMS}
    assert len(relations) == len(STANCES)
    assert touched_components([*CLAIMS, stranger], STANCES, {stranger.id}) == ([stranger], [])


def test_an_actor_without_a_record_goes_by_the_name_in_its_claim() -> None:
    (debate,) = debates(CLAIMS, STANCES, families=FAMILIES, entities=dict[str, Entity]())
    assert debate.question.startswith("Norvane · ")


def test_who_is_said_to_be_alone_names_the_debate_with_rivals() -> None:
    alone = claim("A model that rivals cannot copy")
    rival = claim("eleven")
    (debate,) = found([alone, rival], [relation(alone, rival, "CONTRADICTS", "fact")])
    assert {position.label for position in debate.positions} == {"nobody else does it", "others do it too"}
    assert debate.question.startswith(f"{alone.claim.actor} · ")
