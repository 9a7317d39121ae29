"""What people ask of the labelled digest and weeks gets whole answers."""

from collections.abc import Iterator

import pytest
from labelled_graph import READ_AT, write_labelled

from graph import questions
from graph.answers import Filters
from graph.embedded_store import EmbeddedStore
from graph.errors import UsageError
from graph.ids import iso_week
from graph.models import Facet, ReviewStatus
from graph.store import GraphStore
from graph.weekly import week_answer, week_days


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("digest") / "graph.lbug") as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
        yield store


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("weeks") / "graph.lbug") as store:
        store.ensure_schema()
        write_labelled(store, "dev")
        yield store


def test_counts_are_those_of_the_labels(digest: GraphStore) -> None:
    counts = questions.counts(digest)
    assert (counts.sources, counts.insights, counts.claims) == (1, 11, 33)
    assert (counts.contradictions, counts.agreements, counts.updates) == (36, 111, 0)


def test_an_empty_store_counts_nothing(embedded_store: GraphStore) -> None:
    counts = questions.counts(embedded_store)
    assert set(counts.model_dump().values()) == {0}
    assert questions.debates(embedded_store) == []
    assert questions.contradictions(embedded_store) == []
    assert questions.sources(embedded_store) == []
    assert questions.latest_week(embedded_store) is None


def test_debates_come_hottest_first_with_both_sides(weekly: GraphStore) -> None:
    found = questions.debates(weekly)
    assert [debate.heat for debate in found] == sorted((debate.heat for debate in found), reverse=True)
    assert all(len(debate.sides) >= 2 and all(side.quotes for side in debate.sides) for debate in found)
    assert all(debate.contradictions for debate in found)


def test_evidence_stands_in_its_insight(digest: GraphStore) -> None:
    for debate in questions.debates(digest):
        for quote in (*debate.quotes, *debate.neutral):
            assert quote.evidence
            assert quote.evidence in quote.text


def test_a_stance_debate_lists_reports_that_take_no_side(digest: GraphStore) -> None:
    debate = questions.debates(digest, Filters(facet=Facet.STANCE))[0]
    assert debate.neutral
    assert not {quote.claim_id for quote in debate.neutral} & {quote.claim_id for quote in debate.quotes}
    assert debate.agreed is not None
    assert debate.agreed.startswith(debate.title)


def test_a_digest_does_not_claim_to_name_origins(digest: GraphStore, weekly: GraphStore) -> None:
    assert not any(debate.origins_named for debate in questions.debates(digest))
    assert all(debate.origins_named for debate in questions.debates(weekly))


def test_any_relation_in_a_debate_leads_to_it(digest: GraphStore) -> None:
    for debate in questions.debates(digest):
        for pair in debate.contradictions:
            assert questions.debate(digest, pair.relation_id) == debate


@pytest.mark.parametrize("address", ["", "~", "nothing", "a~b", "a~b~c", "' OR 1=1 //"])
def test_an_unknown_address_leads_nowhere(digest: GraphStore, address: str) -> None:
    assert questions.debate(digest, address) is None


def test_an_actor_is_found_under_any_of_its_names(weekly: GraphStore) -> None:
    by_name = questions.contradictions(weekly, Filters(actor="Microsoft"))
    assert by_name
    assert all("Microsoft" in (pair.a.actor, pair.b.actor) for pair in by_name)
    assert questions.contradictions(weekly, Filters(actor="microsoft")) == by_name


def test_filters_narrow_together(weekly: GraphStore) -> None:
    every = questions.debates(weekly)
    source = every[0].quotes[0].source
    narrowed = questions.debates(weekly, Filters(actor=every[0].actor, source=source, facet=every[0].facet))
    assert every[0] in narrowed
    assert all(debate.facet is every[0].facet for debate in narrowed)
    assert all(source in {quote.source for quote in debate.quotes} for debate in narrowed)
    assert len(narrowed) < len(every)


def test_a_strategy_is_found_by_words(weekly: GraphStore) -> None:
    assert questions.debates(weekly, Filters(strategy="frontier MODELS"))
    assert questions.debates(weekly, Filters(strategy="no such move")) == []


def test_since_leaves_out_what_is_older(weekly: GraphStore) -> None:
    found = questions.contradictions(weekly, Filters(since="2026-10-20"))
    assert found
    assert all(max(pair.a.published or "", pair.b.published or "") >= "2026-10-20" for pair in found)


def test_nothing_is_dismissed_before_a_review(weekly: GraphStore) -> None:
    assert questions.debates(weekly, Filters(status=ReviewStatus.DISMISSED)) == []
    assert len(questions.debates(weekly, Filters(status=ReviewStatus.OPEN))) == len(questions.debates(weekly))


def test_a_limit_keeps_the_hottest(weekly: GraphStore) -> None:
    assert questions.debates(weekly, limit=3) == questions.debates(weekly)[:3]


def test_every_contradiction_is_new_in_one_week_only(weekly: GraphStore) -> None:
    found = [
        pair.relation_id
        for week in questions.weeks(weekly)
        for pair in questions.contradictions(weekly, Filters(week=week.week))
    ]
    assert len(found) == len(set(found)) == questions.counts(weekly).contradictions


def test_a_changed_mind_names_the_later_quote_first(weekly: GraphStore) -> None:
    found = questions.changed_minds(weekly)
    assert found
    assert all((pair.a.published or "") > (pair.b.published or "") for pair in found)


def test_agreeing_quotes_are_in_one_group_a_facet(digest: GraphStore) -> None:
    groups = questions.agreements(digest)
    seen = [(group.facet, quote.claim_id) for group in groups for quote in group.quotes]
    assert len(seen) == len(set(seen))
    assert sum(group.pairs for group in groups) == questions.counts(digest).agreements


def test_undated_insights_count_in_the_week_of_reading(digest: GraphStore) -> None:
    week = iso_week(READ_AT.date().isoformat())
    assert questions.latest_week(digest) == week
    assert [(known.week, known.insights, known.undated) for known in questions.weeks(digest)] == [(week, 11, 11)]


def test_the_latest_week_is_the_latest_with_dates(weekly: GraphStore) -> None:
    assert questions.latest_week(weekly) == "2026-W45"


def test_a_week_holds_what_became_new_in_it(weekly: GraphStore) -> None:
    answer = week_answer(weekly, "2026-W43")
    assert answer.insights == 11
    assert answer.contradictions == len(questions.contradictions(weekly, Filters(week="2026-W43")))
    assert (answer.first_day, answer.last_day) == ("2026-10-19", "2026-10-25")


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "2026-W00", "2026W40", "latest", "../../x"])
def test_a_week_that_does_not_exist_is_wrong_usage(week: str) -> None:
    with pytest.raises(UsageError, match="is not an ISO week"):
        week_days(week)


def test_sources_add_up_to_the_counts(weekly: GraphStore) -> None:
    found = questions.sources(weekly)
    counts = questions.counts(weekly)
    assert sum(source.insights for source in found) == counts.insights
    assert sum(source.claims for source in found) == counts.claims
