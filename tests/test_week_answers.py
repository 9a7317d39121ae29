"""What a week brought, asked of both stores."""

from datetime import UTC, datetime

import pytest
from labelled_graph import write_labelled
from weeks import Said, write_debate

from extract.pipeline import make_rules
from graph import questions
from graph.changes import RenameSource
from graph.corrections import correct
from graph.embedded_store import EmbeddedStore
from graph.errors import UsageError
from graph.models import Facet, Polarity
from graph.neo4j_store import Neo4jStore
from graph.questions import weeks
from graph.reviews import Decision, review_relation
from graph.store import GraphStore
from graph.weekly import compare_weeks, default_week, feed_entries, week_answer


def test_a_contradiction_is_new_in_the_week_of_its_later_quote(store: GraphStore) -> None:
    debate = write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-10", -1)])
    assert week_answer(store, "2026-W45").contradictions == 0
    later = week_answer(store, "2026-W46")
    assert (later.contradictions, later.insights) == (1, 1)
    (new,) = later.new
    assert (new.id, new.existed, new.new_pairs) == (debate, False, 1)
    assert [(side.letter, side.label, side.insights) for side in new.sides] == [("A", "a win", 1), ("B", "a loss", 1)]
    (shown,) = new.pairs
    assert (shown.left.source, shown.left_letter, shown.right.source) == ("A", "A", "B")


def test_a_debate_that_gets_a_voice_has_grown(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1), Said("C", "2026-11-10", -1)])
    answer = week_answer(store, "2026-W46")
    assert answer.new == ()
    (grown,) = answer.grown
    assert [(side.insights_before, side.insights) for side in grown.sides] == [(1, 1), (1, 2)]
    assert grown.new_pairs == 1
    (gained,) = answer.gained
    assert (gained.side.label, gained.side.sources_before, gained.side.sources) == ("a loss", 1, 2)


def test_what_comes_after_a_week_is_not_counted_in_it(store: GraphStore) -> None:
    said = [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)]
    before = write_debate(store, said) and week_answer(store, "2026-W45")
    write_debate(store, [*said, Said("C", "2026-11-10", -1), Said("D", None, 1, read_at="2026-12-01T10:00:00Z")])
    after = week_answer(store, "2026-W45")
    assert [(side.insights, side.sources) for side in after.new[0].sides] == [
        (side.insights, side.sources) for side in before.new[0].sides
    ]
    assert after.contradictions == before.contradictions == 1


def test_an_undated_insight_counts_in_the_week_in_which_it_was_read(store: GraphStore) -> None:
    sunday, monday = "2026-11-22T23:59:59.999999Z", "2026-11-23T00:00:00Z"
    write_debate(store, [Said("A", None, 1, read_at=sunday), Said("B", None, -1, read_at=monday)])
    earlier, later = week_answer(store, "2026-W47"), week_answer(store, "2026-W48")
    assert (earlier.insights, earlier.undated, earlier.contradictions) == (1, 1, 0)
    assert (later.insights, later.undated, later.contradictions) == (1, 1, 1)


def test_the_week_over_new_year_is_one_week(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-12-31", 1), Said("B", "2027-01-03", -1), Said("C", "2027-01-04", -1)])
    last, first = week_answer(store, "2026-W53"), week_answer(store, "2027-W01")
    assert (last.insights, len(last.new), len(last.grown)) == (2, 1, 0)
    assert (first.insights, len(first.new), len(first.grown)) == (1, 0, 1)


def test_the_default_week_is_the_latest_dated_one_else_that_of_reading(store: GraphStore) -> None:
    assert default_week(store) is None
    write_debate(store, [Said("A", None, 1, read_at="2026-12-01T10:00:00Z")])
    assert default_week(store) == "2026-W49"
    write_debate(store, [Said("A", "2026-11-02", 1)], actor="Southwind")
    assert default_week(store) == "2026-W45"


def test_a_side_whose_last_word_was_replaced_has_given_up(store: GraphStore) -> None:
    said = [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1), Said("B", "2026-11-10", 1)]
    write_debate(store, said, changes=[(2, 1)])
    answer = week_answer(store, "2026-W46")
    assert answer.changes == 1
    (settled,) = answer.resolved
    assert settled.standing is not None
    assert (settled.standing.label, settled.change.a.published) == ("a win", "2026-11-10")
    assert week_answer(store, "2026-W45").resolved == ()


def test_a_side_with_another_voice_left_has_not_given_up(store: GraphStore) -> None:
    said = [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1), Said("C", "2026-11-03", -1)]
    write_debate(store, [*said, Said("B", "2026-11-10", 1)], changes=[(3, 1)])
    assert week_answer(store, "2026-W46").resolved == ()


def test_a_dismissed_contradiction_is_counted_and_in_no_debate_of_the_week(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)], status="dismissed")
    answer = week_answer(store, "2026-W45")
    assert (answer.contradictions, answer.dismissed, answer.new) == (0, 1, ())


def test_a_review_is_told_in_the_week_in_which_it_was_made(store: GraphStore) -> None:
    debate = write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)])
    when = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with store.transaction() as tx:
        review_relation(tx, debate, Decision.CONFIRM, reviewer="Ann", note="plainly so", at=when)
        review_relation(tx, debate, Decision.DISMISS, reviewer="Bo", at=when.replace(hour=10))
    (reviewed,) = week_answer(store, "2026-W48").reviewed
    assert [(one.decision, one.reviewer, one.note, one.day) for one in reviewed.decisions] == [
        ("confirm", "Ann", "plainly so", "2026-11-24"),
        ("dismiss", "Bo", "", "2026-11-24"),
    ]
    assert {reviewed.a.source, reviewed.b.source} == {"A", "B"}
    assert week_answer(store, "2026-W45").reviewed == ()


def test_a_correction_is_told_in_the_week_in_which_it_was_made(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)])
    moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    change = RenameSource(source="A", name="The Almanac")
    correct(store, change, rules=make_rules(), author="Ann", note="its own name", at=moment)
    (corrected,) = week_answer(store, "2026-W48").corrected
    assert (corrected.says, corrected.author, corrected.note) == (
        "the source “A” is called “The Almanac”",
        "Ann",
        "its own name",
    )
    assert week_answer(store, "2026-W45").corrected == ()


def test_conflicts_of_figures_stand_apart(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)], facet=Facet.NUMBER)
    answer = week_answer(store, "2026-W45")
    assert (len(answer.number_conflicts), answer.new_splits) == (1, ())


def test_insights_that_agree_are_one_group_through_a_third(store: GraphStore) -> None:
    said = [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", 1), Said("C", "2026-11-04", 1)]
    write_debate(store, said, agreeing=[(1, 0), (2, 1)])
    answer = week_answer(store, "2026-W45")
    (group,) = answer.agreements
    assert (group.insights, group.sources, group.pairs, answer.agreeing_groups) == (3, 3, 2, 1)


def test_what_only_one_source_or_one_side_tells_is_a_blind_spot(store: GraphStore) -> None:
    write_debate(store, [Said("A", f"2026-11-0{day}", 1) for day in (2, 3, 4)])
    write_debate(
        store, [Said("B", "2026-11-02", 1), Said("C", "2026-11-03", -1), Said("D", "2026-11-04", -1)], actor="X"
    )
    spots = {(spot.kind, spot.subject): spot for spot in week_answer(store, "2026-W45").blind_spots}
    assert spots["one source", "Northwind"].source == "A"
    assert spots["one judgement", "Northwind"].polarity is Polarity.POSITIVE
    assert spots["thin side", "X · leasing spare servers"].letter == "A"
    assert len(spots) == 3


def test_a_digest_that_names_nobody_shows_no_thin_side(store: GraphStore) -> None:
    write_debate(store, [Said("D", "2026-11-02", sign, source_kind="digest") for sign in (1, -1, -1)])
    answer = week_answer(store, "2026-W45")
    assert answer.new[0].origins_named is False
    assert [spot for spot in answer.blind_spots if spot.kind == "thin side"] == []


def test_actors_are_sorted_by_their_new_contradictions(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1)], actor="Quiet")
    write_debate(
        store, [Said("B", "2026-11-02", 1), Said("C", "2026-11-03", -1), Said("D", "2026-11-03", 0)], actor="Loud"
    )
    loud, quiet = week_answer(store, "2026-W45").actors
    assert (loud.name, loud.positive, loud.negative, loud.neutral, loud.contradictions) == ("Loud", 1, 1, 1, 1)
    assert (loud.contested, quiet.contested) == (True, False)


def test_two_weeks_side_by_side(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1), Said("C", "2026-11-10", -1)])
    write_debate(store, [Said("A", "2026-11-09", 1), Said("B", "2026-11-10", -1)], actor="Late")
    found = compare_weeks(store, "2026-W45", "2026-W46")
    assert found.only_first == ()
    assert [debate.actor for debate in found.only_second] == ["Late"]
    ((before, after),) = found.both
    assert [sum(side.insights for side in debate.sides) for debate in (before, after)] == [2, 3]
    (shift,) = found.shifts
    assert (shift.name, shift.shift) == ("Northwind", -1)


def test_a_feed_tells_two_insights_that_contradict_once(store: GraphStore) -> None:
    write_debate(store, [Said("A", "2026-11-02", 1), Said("B", "2026-11-10", -1), Said("C", "2026-01-05", -1)])
    entries, total = feed_entries(store, last_week="2026-W46", weeks=8, limit=10)
    assert (len(entries), total) == (2, 2)
    entries, total = feed_entries(store, last_week="2026-W46", weeks=1, limit=10)
    assert (len(entries), total) == (1, 1)
    entries, total = feed_entries(store, last_week="2026-W46", weeks=8, limit=1)
    assert (len(entries), total) == (1, 2)


@pytest.mark.parametrize("week", ["2026-W54", "2026-47", "2026-W1", "", "W47", "２０２６-W47"])
def test_what_is_no_week_is_named(embedded_store: EmbeddedStore, week: str) -> None:
    with pytest.raises(UsageError, match="not an ISO week"):
        week_answer(embedded_store, week)


@pytest.mark.parametrize("name", ["seed", "dev"])
def test_both_stores_give_the_same_weeks_and_the_page_the_same_sides(
    embedded_store: EmbeddedStore, neo4j_store: Neo4jStore, name: str
) -> None:
    for store in (embedded_store, neo4j_store):
        write_labelled(store, name)
    known = [count.week for count in weeks(embedded_store)]
    for week in known:
        answer = week_answer(embedded_store, week)
        assert week_answer(neo4j_store, week) == answer
        for debate in (*answer.new, *answer.grown):
            page = questions.debate(embedded_store, debate.id)
            assert page is not None
            assert (debate.actor, debate.strategy) == (page.actor, page.strategy)
            letters = {side.letter: side for side in page.sides}
            for side in debate.sides:
                assert (letters[side.letter].label, letters[side.letter].polarity) == (side.label, side.polarity)
            if week == known[-1]:
                assert [side.insights for side in debate.sides] == [side.insights for side in page.sides]
                assert page.agreed is None or f"({debate.agreed_insights} insight" in page.agreed
