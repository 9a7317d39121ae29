"""What the model says of an insight passes only where the insight says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.llm.checking import (
    CheckedClaim,
    Failing,
    Fault,
    Reading,
    check_claim,
    check_insight,
    check_tie,
    with_claims,
)
from extract.llm.schemas import MAX_CLAIMS, MAX_TIES, ClaimAnswer, ClaimsAnswer, InsightAnswer, TieAnswer, Unreadable

TEXT = "Northwind is leasing 40 servers to rivals. It is a clear win, says Ann Lee, for the Northwind Group."
GIVEN = {
    "quote": "It is a clear win",
    "actor": "Northwind",
    "actor_mention": "It",
    "strategy": "lease servers",
    "polarity": "positive",
    "modality": "asserted",
}


def checked(**changes: object) -> CheckedClaim | Failing:
    return check_claim(ClaimAnswer.model_validate(GIVEN | changes), TEXT)


def passed(**changes: object) -> CheckedClaim:
    found = checked(**changes)
    assert isinstance(found, CheckedClaim)
    return found


def test_offsets_are_looked_up() -> None:
    claim = passed()
    assert TEXT[claim.start : claim.end] == "It is a clear win"
    assert claim.mention_start == claim.start


def test_a_mention_outside_the_quote_is_the_one_nearest_before_it() -> None:
    assert passed(actor_mention="Northwind").mention_start == 0


@pytest.mark.parametrize(
    ("changes", "fault", "says"),
    [
        ({"quote": "It is a clear loss"}, Fault.QUOTE, 'quote must be copied exactly from the insight; "It is a clear'),
        ({"quote": "it is a clear win"}, Fault.QUOTE, "copied exactly"),
        ({"quote": ""}, Fault.QUOTE, "copied exactly"),
        ({"actor_mention": "Southwind"}, Fault.ACTOR, "actor_mention must be copied exactly"),
        ({"actor_mention": ""}, Fault.ACTOR, "actor_mention"),
        ({"actor": "Acme"}, Fault.ACTOR, "actor must be named in the insight"),
        ({"holder": "Bob Roy"}, Fault.HOLDER, "holder must be named"),
        ({"strategy": " "}, Fault.FORM, "strategy must be a short phrase"),
        ({"strategy": "x" * 200}, Fault.FORM, "strategy must be a short phrase"),
        ({"stance": "long " * 100}, Fault.FORM, "stance must be a short phrase"),
        ({"strategy": "сдавать серверы"}, Fault.LANGUAGE, "language of the insight"),
        ({"stance": "明らかな勝利"}, Fault.LANGUAGE, "language of the insight"),
        ({"stance": "una victoria para el grupo y sus clientes"}, Fault.LANGUAGE, "language of the insight"),
        ({"quote": "orthwind is leasing"}, Fault.QUOTE, "copied exactly"),
        ({"actor_mention": "Nort"}, Fault.ACTOR, "actor_mention must be copied exactly"),
        ({"actor": "Acme rivals"}, Fault.ACTOR, "actor must be named in the insight"),
        ({"holder": "Bob of the win"}, Fault.HOLDER, "holder must be named"),
        ({"strategy": "\u200b\x00"}, Fault.FORM, "strategy must be a short phrase"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(changes: dict[str, object], fault: Fault, says: str) -> None:
    found = checked(**changes)
    assert isinstance(found, Failing)
    assert found.fault is fault
    assert says in found.problem


def test_an_actor_that_is_not_named_goes_by_a_mention_that_is_a_name() -> None:
    assert passed(actor="Acme", actor_mention="Northwind Group").actor == "Northwind Group"


def test_figures_that_the_insight_does_not_give_are_left_out() -> None:
    figures = [{"value": 40, "unit": "servers"}, {"value": 41, "unit": "servers"}, {"value": "many", "unit": "x"}]
    assert [figure.value for figure in passed(quantities=figures).quantities] == [40]


def test_a_figure_has_the_scale_that_the_insight_gives_it() -> None:
    text = "Northwind pays $14 billion for 40 servers."
    given = GIVEN | {"quote": text, "actor_mention": "Northwind"}

    def kept(**figure: object) -> bool:
        answer = ClaimAnswer.model_validate(given | {"quantities": [{"unit": "USD", **figure}]})
        found = check_claim(answer, text)
        assert isinstance(found, CheckedClaim)
        assert (found.left_out == ()) is bool(found.quantities)
        return bool(found.quantities)

    assert kept(value=14, scale=1e9)
    assert kept(value=40)
    assert not kept(value=14)
    assert not kept(value=40, scale=1e9)


def test_what_was_left_out_of_a_claim_is_counted_with_it() -> None:
    figures = [{"value": 41, "unit": "servers"}, {"value": "many", "unit": "x"}]
    assert with_claims(Reading(), [passed(quantities=figures)]).dropped == (Fault.FIGURE, Fault.FIGURE)


def test_characters_that_do_not_show_are_taken_out() -> None:
    claim = passed(strategy="lease\u200b \x1b[2Jservers\x00", stance="a\u202e win", holder="Ann\x07 Lee")
    assert (claim.strategy, claim.stance, claim.holder) == ("lease [2Jservers", "a win", "Ann Lee")


def test_targets_stand_in_the_quote() -> None:
    targets = ["rivals", "Ann Lee", "Northwind", "rival", "s", ""]
    claim = passed(quote="Northwind is leasing 40 servers to rivals", targets=targets)
    assert claim.targets == ("rivals",)


def test_one_part_that_cannot_be_read_costs_no_other() -> None:
    answer = ClaimsAnswer.model_validate(
        {"insights": ["nonsense", {"insight": 1, "claims": [GIVEN, GIVEN | {"polarity": "great"}, 7]}]}
    )
    assert isinstance(answer.insights[0], Unreadable)
    reading, failing = check_insight(answer.insights[1], TEXT)  # type: ignore[arg-type]
    assert len(reading.claims) == 1
    assert [item.fault for item in failing] == [Fault.FORM, Fault.FORM]
    assert failing[0].problem.startswith("polarity: ")


@pytest.mark.parametrize("claims", [{}, {"claims": "none"}, {"claims": GIVEN}], ids=["missing", "words", "one claim"])
def test_an_entry_without_a_list_of_claims_is_no_reading(claims: dict[str, object]) -> None:
    (entry,) = ClaimsAnswer.model_validate({"insights": [{"insight": 1, **claims}]}).insights
    assert isinstance(entry, Unreadable)


def test_an_insight_may_have_no_claims() -> None:
    for claims in ([], None):
        (entry,) = ClaimsAnswer.model_validate({"insights": [{"insight": 1, "claims": claims}]}).insights
        assert isinstance(entry, InsightAnswer)


def test_whatever_is_over_a_cap_is_counted() -> None:
    wrong = [GIVEN | {"quote": f"invented {number}"} for number in range(30)]
    tie = {"quote": TEXT, "kind": "PART_OF", "parent": "Northwind Group"}
    ties = [tie | {"child": child} for child in ("Ann Lee", "Northwind", "rivals", "servers", "leasing", "win", "Bob")]
    answer = InsightAnswer.model_validate({"insight": 1, "claims": [GIVEN, *wrong], "ties": ties})
    reading, failing = check_insight(answer, TEXT)
    assert len(reading.claims) + len(failing) == MAX_CLAIMS
    assert len(reading.claims) + len(failing) + reading.dropped.count(Fault.QUOTE) == 31
    assert len(reading.ties) == MAX_TIES
    assert (reading.dropped.count(Fault.TIE), reading.dropped.count(Fault.TOO_MANY)) == (1, 2)


def test_a_choice_may_come_with_capitals() -> None:
    claim = passed(polarity="Positive", modality="HEDGED")
    assert (claim.polarity, claim.modality) == (1, "hedged")


def test_claims_said_twice_count_once() -> None:
    answer = InsightAnswer.model_validate({"insight": 1, "claims": [GIVEN] * 3})
    reading, _ = check_insight(answer, TEXT)
    assert len(reading.claims) == 1
    assert reading.dropped == (Fault.REPEATED, Fault.REPEATED)


def test_no_insight_yields_more_claims_than_the_cap() -> None:
    quotes = [TEXT[:end] for end in range(20, 70)]
    answer = InsightAnswer.model_validate({"insight": 1, "claims": [GIVEN | {"quote": quote} for quote in quotes]})
    reading, _ = check_insight(answer, TEXT)
    assert len(reading.claims) == MAX_CLAIMS
    assert len(reading.dropped) == 50 - MAX_CLAIMS
    assert Fault.TOO_MANY in reading.dropped


def test_a_tie_needs_a_quote_with_both_names() -> None:
    text = "Northwind, a unit of Acme, is led by Ann Lee. Bob Roy holds shares."
    tie = {"quote": "Northwind, a unit of Acme", "kind": "PART_OF", "child": "Northwind", "parent": "Acme"}
    found = check_tie(TieAnswer.model_validate(tie), text)
    assert found is not None
    assert (found.child, found.parent, found.evidence) == ("Northwind", "Acme", "Northwind, a unit of Acme")
    for change in (
        {"child": "wind"},
        {"parent": "Bob Roy"},
        {"quote": "Acme owns Northwind"},
        {"parent": "Northwind"},
        {"parent": ""},
    ):
        assert check_tie(TieAnswer.model_validate(tie | change), text) is None


@given(st.text(min_size=1), st.text(), st.text(), st.text())
def test_what_passes_always_stands_in_the_text(text: str, quote: str, actor: str, mention: str) -> None:
    answer = ClaimAnswer.model_validate(GIVEN | {"quote": quote, "actor": actor, "actor_mention": mention})
    found = check_claim(answer, text)
    if isinstance(found, CheckedClaim):
        assert found.end > found.start
        assert text[found.mention_start :].startswith(found.actor_mention)


def test_a_reading_is_the_same_after_it_was_kept() -> None:
    reading = with_claims(Reading(dropped=(Fault.QUOTE,)), [passed(quantities=[{"value": 40, "unit": "servers"}])])
    assert Reading.model_validate_json(reading.model_dump_json()) == reading
