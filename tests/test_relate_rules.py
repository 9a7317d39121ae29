"""What the local judge makes of pairs of claims."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from move_vectors import MoveVectorizer

from graph.models import (
    Claim,
    ContextClaim,
    Facet,
    Insight,
    Modality,
    Polarity,
    Quantity,
    Relation,
    RelationType,
    Source,
)
from graph.relate import LocalJudge, relate
from graph.relate.certainty import CertaintyModel
from graph.resolve import Families, Resolver

RESOLVER = Resolver([], [])
VECTORIZER = MoveVectorizer()
JUDGE = LocalJudge()
NO_TIES = Families([])


def claim(
    evidence: str,
    *,
    actor: str = "Norvane",
    move: str = "rent out spare servers",
    polarity: int = 0,
    modality: str = "asserted",
    source: str = "The Daily Rack",
    published: str | None = None,
    holder: str | None = None,
    stance: str | None = None,
    targets: tuple[str, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    confidence: float = 1.0,
    text: str | None = None,
) -> ContextClaim:
    insight = Insight(source=Source(name=source), text=text or evidence, published=published)
    start = insight.text.index(evidence)
    made = Claim(
        insight_id=insight.id,
        extracted_by="hand",
        actor=actor,
        actor_mention=actor,
        mention_start=0,
        strategy_text=move,
        polarity=Polarity(polarity),
        modality=Modality(modality),
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        stance=stance,
        holder=holder,
        targets=targets,
        quantities=quantities,
        confidence=confidence,
        vector=VECTORIZER.vector(move, evidence, actor),
    )
    return RESOLVER.context(made, insight)


def verdict(a: ContextClaim, b: ContextClaim) -> Relation | None:
    return JUDGE.judge([(a, b)], families=NO_TIES)[0]


GOOD = claim("Norvane rents out its spare servers, a masterstroke", polarity=1, stance="masterstroke", source="A")
BAD = claim("Renting out spare servers shows that Norvane has given up", polarity=-1, stance="given up", source="B")


def test_opposite_judgements_of_one_move_contradict_each_other_on_stance() -> None:
    found = verdict(GOOD, BAD)
    assert found is not None
    assert (found.type, found.facet) == (RelationType.CONTRADICTS, Facet.STANCE)
    assert "masterstroke" in found.reason
    assert "given up" in found.reason


def test_equal_judgements_agree_on_stance_and_a_bare_report_on_fact() -> None:
    also_good = claim("Norvane's rental of spare servers is shrewd", polarity=1, source="C")
    report = claim("Norvane now rents its spare servers to others", source="D")
    alike, reported = verdict(GOOD, also_good), verdict(BAD, report)
    assert alike is not None and (alike.type, alike.facet) == (RelationType.AGREES_WITH, Facet.STANCE)
    assert reported is not None and (reported.type, reported.facet) == (RelationType.AGREES_WITH, Facet.FACT)


@pytest.mark.parametrize(
    "other",
    [
        claim("Veltra's rental of spare servers is a retreat", actor="Veltra", polarity=-1, source="B"),
        claim("Norvane was wrong to sue the harbour master", move="sue the harbour master", polarity=-1, source="B"),
    ],
    ids=["another actor", "another move"],
)
def test_no_contradiction_where_it_is_not_the_same_thing(other: ContextClaim) -> None:
    found = verdict(GOOD, other)
    assert found is None or found.type is not RelationType.CONTRADICTS


def test_a_verdict_is_less_likely_where_the_extractor_doubts_a_judgement() -> None:
    sure, doubted = (
        verdict(GOOD, claim("Renting out spare servers fails Norvane", polarity=-1, source="B", confidence=confidence))
        for confidence in (1.0, 0.2)
    )
    assert sure is not None and (doubted is None or doubted.score < sure.score)


def test_what_is_likelier_wrong_than_right_is_no_contradiction() -> None:
    kinds = {kind: {"bias": -0.1} for kind in CertaintyModel.load().weights}
    doubtful, even = (
        LocalJudge(certainty=CertaintyModel(kinds | {"CONTRADICTS/stance": {"bias": bias}})) for bias in (-0.1, 0.0)
    )
    (none,), (found,) = (judge.judge([(GOOD, BAD)], families=NO_TIES) for judge in (doubtful, even))
    assert none is None or none.type is RelationType.AGREES_WITH
    assert found is not None and (found.type, found.score) == (RelationType.CONTRADICTS, 0.5)


def test_two_figures_in_one_insight_measure_two_things() -> None:
    text = (
        "Norvane earns $40 million by renting out spare servers. Norvane lost $25 million on spare servers, says Orla."
    )
    a = claim("Norvane earns $40 million by renting out spare servers", quantities=_usd(40), text=text)
    b = claim("Norvane lost $25 million on spare servers", quantities=_usd(25), text=text, holder="Orla")
    assert verdict(a, b) is None


def test_a_trade_off_weighed_by_one_voice_in_one_insight_is_left_alone() -> None:
    text = "Norvane rents out spare servers, which pays. Norvane renting out spare servers starves research."
    pays = claim("Norvane rents out spare servers, which pays", polarity=1, text=text)
    starves = claim("Norvane renting out spare servers starves research", polarity=-1, text=text)
    assert relate([pays, starves], [], families=NO_TIES, judge=JUDGE)[0] == []


def test_two_voices_in_one_insight_do_contradict_each_other() -> None:
    text = (
        "Norvane rents out spare servers, which pays. "
        "Norvane renting out spare servers starves research, says Orla Quist."
    )
    pays = claim("Norvane rents out spare servers, which pays", polarity=1, text=text)
    starves = claim("Norvane renting out spare servers starves research", polarity=-1, text=text, holder="Orla Quist")
    (found,), _ = relate([pays, starves], [], families=NO_TIES, judge=JUDGE)
    assert found.facet is Facet.STANCE


def test_a_denial_contradicts_the_report_on_fact() -> None:
    denial = claim("Norvane does not rent out spare servers", modality="denied", source="B")
    report = claim("Norvane is renting out spare servers", source="A")
    found = verdict(denial, report)
    assert found is not None and (found.type, found.facet) == (RelationType.CONTRADICTS, Facet.FACT)


def test_a_denied_criticism_is_a_judgement_and_no_denial_of_the_move() -> None:
    defence = claim("Renting out spare servers is no retreat for Norvane", modality="denied", polarity=1, source="C")
    found = verdict(defence, BAD)
    assert found is not None and found.facet is Facet.STANCE


def _usd(value: float, at: str | None = None) -> tuple[Quantity, ...]:
    return (Quantity(value=value, unit="USD", scale=1e6, what="rental income", at=at),)


def test_different_figures_for_one_thing_contradict_each_other_on_number() -> None:
    a = claim("Norvane earns $40 million by renting out spare servers", quantities=_usd(40), source="A")
    b = claim("Norvane earns $25 million by renting out spare servers", quantities=_usd(25), source="B")
    found = verdict(a, b)
    assert found is not None and found.facet is Facet.NUMBER
    assert "40 million USD" in found.reason and "25 million USD" in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_usd(40, "2025"), _usd(25, "2026")),
        (_usd(40), _usd(40.1)),
        (_usd(40), (Quantity(value=25, unit="percent"),)),
        ((Quantity(value=40, unit="shops"),), (Quantity(value=25, unit="jobs"),)),
    ],
    ids=["other years", "a rounded figure", "other units", "other things counted"],
)
def test_figures_that_measure_different_things_do_not_clash(
    one: tuple[Quantity, ...], other: tuple[Quantity, ...]
) -> None:
    a = claim("Norvane earns money by renting out spare servers", quantities=one, source="A")
    b = claim("Norvane makes money by renting out spare servers", quantities=other, source="B")
    found = verdict(a, b)
    assert found is None or found.facet is not Facet.NUMBER


def test_a_rough_figure_covers_what_lies_near_it() -> None:
    a = claim("Norvane earns $40 million by renting out spare servers", quantities=_usd(40), source="A")
    rough = claim("Norvane earns roughly $37 million by renting out spare servers", quantities=_usd(37), source="B")
    exact = claim("Norvane earns $37 million by renting out spare servers", quantities=_usd(37), source="B")
    covered, clashing = verdict(a, rough), verdict(a, exact)
    assert covered is not None and covered.facet is not Facet.NUMBER
    assert clashing is not None and clashing.facet is Facet.NUMBER


def test_a_voice_that_reverses_itself_supersedes_and_runs_from_later_to_earlier() -> None:
    before = claim("Norvane's rental of spare servers is shrewd", polarity=1, published="2026-03-01")
    after = claim("Renting out spare servers was a blunder for Norvane", polarity=-1, published="2026-05-01")
    for pair in ((before, after), (after, before)):
        found = verdict(*pair)
        assert found is not None and found.type is RelationType.SUPERSEDES
        assert (found.a, found.b) == (after.id, before.id)


@pytest.mark.parametrize("dates", [(None, None), ("2026-03-01", None), ("2026-03-01", "2026-03-01")])
def test_nothing_supersedes_without_two_known_different_dates(dates: tuple[str | None, str | None]) -> None:
    before = claim("Norvane rents out spare servers", published=dates[0], source="A")
    after = claim("Norvane has cancelled its rental of spare servers", published=dates[1], source="B")
    found = verdict(before, after)
    assert found is None or found.type is not RelationType.SUPERSEDES


def test_two_sides_of_one_deal_agree_on_fact() -> None:
    lessor = claim("Norvane rents spare servers to Veltra", targets=("Veltra",), source="A")
    lessee = claim(
        "Veltra rents spare servers from Norvane",
        actor="Veltra",
        move="rent spare servers",
        targets=("Norvane",),
        source="B",
    )
    (found,), _ = relate([lessor, lessee], [], families=NO_TIES, judge=JUDGE)
    assert (found.type, found.facet) == (RelationType.AGREES_WITH, Facet.FACT)


POOL = [
    GOOD,
    BAD,
    claim("Norvane does not rent out spare servers", modality="denied", source="B"),
    claim("Norvane is renting out spare servers", source="A", published="2026-01-01"),
    claim("Norvane has cancelled its rental of spare servers", source="E", published="2026-02-01"),
    claim("Veltra rents spare servers from Norvane", actor="Veltra", targets=("Norvane",), source="F"),
]


@settings(max_examples=40, deadline=None)
@given(st.permutations(POOL), st.integers(0, len(POOL)))
def test_reading_in_parts_gives_the_same_relations_as_reading_at_once(pool: list[ContextClaim], cut: int) -> None:
    at_once, _ = relate(POOL, [], families=NO_TIES, judge=JUDGE)
    first, _ = relate(pool[:cut], [], families=NO_TIES, judge=JUDGE)
    second, _ = relate(pool[cut:], pool[:cut], families=NO_TIES, judge=JUDGE)
    assert sorted([*first, *second], key=lambda relation: relation.id) == at_once
    assert len(at_once) > 5
