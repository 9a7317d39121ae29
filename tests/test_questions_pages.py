"""What the pages ask, checked against what the quotes and pairs themselves say, on both stores."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from builders import a_batch, a_claim, a_relation, an_insight
from hostile import write_split
from labelled_graph import READ_AT, write_labelled

from graph import questions
from graph.actor_profile import actor_debates, actor_figures, actor_profile, actor_tallies
from graph.answers import DebateLine, Filters, SideLine
from graph.blind_spots import blind_spots
from graph.debate_index import Order, Wanted, choices, debate_index, narrowed, ordered
from graph.debate_lines import contested_debates, debate_lines
from graph.embedded_store import EmbeddedStore
from graph.models import Debate, Facet, Position, RelationType
from graph.neo4j_store import Neo4jStore
from graph.news import latest_changes, movement, news
from graph.source_profile import (
    actor_contradictions,
    pairs_of,
    source_actors,
    source_changes,
    source_contradictions,
    source_pairs,
)
from graph.stances import cell_quotes, map_cells, move_map
from graph.state import state_of
from graph.store import GraphStore
from graph.timeline import timeline


@pytest.fixture
def weekly(store: GraphStore) -> GraphStore:
    write_labelled(store, "dev")
    return store


def test_a_list_says_what_the_debates_themselves_say(weekly: GraphStore) -> None:
    whole = {debate.id: debate for debate in questions.debates(weekly)}
    heads = debate_index(weekly)
    assert [head.id for head in heads] == list(whole)
    for head in heads:
        debate = whole[head.id]
        assert head.insights == debate.insights
        assert set(head.sources) == {quote.source for quote in debate.quotes}
        assert {quote.actor for quote in debate.quotes} == set(head.actors)
        assert set(head.statuses) == {pair.status for pair in debate.contradictions}


def test_each_choice_holds_as_many_debates_as_it_says(weekly: GraphStore) -> None:
    heads = debate_index(weekly)
    for wanted in (Wanted(), Wanted(facet="stance"), Wanted(text="model"), Wanted(text="model", facet="fact")):
        for name, values in choices(heads, wanted).items():
            for value, count in values.items():
                assert len(narrowed(heads, wanted.model_copy(update={name: value}))) == count


def test_words_are_looked_for_in_any_order_and_case(weekly: GraphStore) -> None:
    heads = debate_index(weekly)
    actor = heads[0].actors[0]
    found = narrowed(heads, Wanted(text=f"{heads[0].moves[0].split()[0].upper()}  {actor.lower()}"))
    assert heads[0] in found
    assert narrowed(heads, Wanted(text="no such words in it")) == []


def test_lists_are_ordered_by_what_is_asked_for(weekly: GraphStore) -> None:
    heads = debate_index(weekly)
    assert ordered(heads, Order.HEAT) == list(heads)
    latest = [head.changed or "" for head in ordered(heads, Order.LATEST)]
    assert latest == sorted(latest, reverse=True)
    most = [head.insights for head in ordered(heads, Order.INSIGHTS)]
    assert most == sorted(most, reverse=True)


def test_a_debate_in_short_counts_what_the_whole_one_counts(weekly: GraphStore) -> None:
    for whole, short in zip(questions.debates(weekly), questions.debates(weekly, most=1), strict=True):
        assert all(len(side.quotes) == 1 for side in short.sides)
        assert [(side.letter, side.label, side.insights, side.sources, side.claims) for side in short.sides] == [
            (side.letter, side.label, side.insights, side.sources, side.claims) for side in whole.sides
        ]
        assert short.contradictions == whole.contradictions[:1]
        assert [side.quotes[0] for side in short.sides] == [side.quotes[0] for side in whole.sides]
        assert (short.pairs, short.reports, short.agreed) == (
            len(whole.contradictions),
            len(whole.neutral),
            whole.agreed,
        )
        assert (short.insights, short.sources) == (whole.insights, len({quote.source for quote in whole.quotes}))


@pytest.mark.parametrize("name", ["seed", "dev"])
def test_a_line_says_what_the_debate_itself_says(store: GraphStore, name: str) -> None:
    write_labelled(store, name)
    whole = questions.debates(store)
    lines = debate_lines(store, [debate.id for debate in whole])
    assert lines
    for line, debate in zip(lines, whole, strict=True):
        fields = set(DebateLine.model_fields)
        told = debate.model_dump(include=fields)
        told["sides"] = tuple(side.model_dump(include=set(SideLine.model_fields)) for side in debate.sides)
        assert line.model_dump() == told


def test_lines_come_in_the_order_that_is_asked_for(weekly: GraphStore) -> None:
    ids = [head.id for head in debate_index(weekly)][::-1]
    assert [line.id for line in debate_lines(weekly, [*ids, "no debate"])] == ids


@pytest.mark.parametrize("name", ["seed", "dev"])
def test_a_card_shows_the_strongest_quote_of_each_side(store: GraphStore, name: str) -> None:
    write_labelled(store, name)
    cards = contested_debates(store, most=1000)
    assert cards
    for card, debate in zip(cards, questions.debates(store, most=1), strict=True):
        assert card.sides == debate.sides
        assert card.title == debate.title


def test_a_side_without_a_contradiction_of_its_own_shows_its_surest_quote(store: GraphStore) -> None:
    """Only the two other sides contradict each other."""
    insights = [an_insight(text=f"Northwind sold {number} servers.") for number in range(4)]
    sold = [a_claim(insight=one, confidence=0.6 + number / 10) for number, one in enumerate(insights)]
    relation = a_relation(a=sold[0].id, b=sold[1].id, facet="number")
    sides = [
        Position(id=f"side {number}", label=str(number), polarity=0, members=tuple(claim.id for claim in members))
        for number, members in enumerate((sold[:1], sold[1:2], sold[2:]))
    ]
    debate = Debate(
        id=relation.id,
        facet="number",
        question="How many?",
        positions=tuple(sides),
        entity_ids=(),
        strategy_ids=(),
        heat=2.0,
    )
    with store.transaction() as tx:
        tx.write(a_batch(insights=insights, claims=sold, relations=[relation], debates=[debate]))
    (card,) = contested_debates(store)
    (debate,) = questions.debates(store, most=1)
    assert card.sides == debate.sides
    assert sold[3].id in {side.quotes[0].claim_id for side in card.sides}


def test_a_side_counts_its_quotes(weekly: GraphStore) -> None:
    for debate in questions.debates(weekly):
        for side in debate.sides:
            assert side.claims == len(side.quotes)
            assert side.insights == len({quote.insight_id for quote in side.quotes})
            assert side.sources == len({quote.source for quote in side.quotes})


def test_the_latest_week_brought_what_its_pairs_say(weekly: GraphStore) -> None:
    moved = movement(weekly)
    assert moved is not None
    assert moved.week == questions.latest_week(weekly)
    before = questions.weeks(weekly)[-2].week
    for week, amounts in ((moved.week, moved.now), (before, moved.before)):
        pairs = questions.contradictions(weekly, Filters(week=week))
        assert amounts.contradictions == len(pairs)
        assert amounts.insights == next(one.insights for one in questions.weeks(weekly) if one.week == week)


def test_an_empty_store_has_no_latest_week(store: GraphStore) -> None:
    assert movement(store) is None
    assert debate_index(store) == ()


def test_news_are_what_was_read_and_found_after_the_last_visit(store: GraphStore) -> None:
    early, late = READ_AT, READ_AT + timedelta(days=1)
    for name, moment in (("Northwind", early), ("Southwind", late)):
        insights = [
            an_insight(text=f"{name} {word}.", source=f"{name} {word}", read_at=moment) for word in ("wins", "loses")
        ]
        claims = [a_claim(insight=one, actor=name, polarity=sign) for one, sign in zip(insights, (1, -1), strict=True)]
        relation = a_relation(a=claims[0].id, b=claims[1].id, found_at=moment)
        with store.transaction() as tx:
            tx.write(a_batch(insights=insights, claims=claims, relations=[relation]))
    assert news(store, early - timedelta(hours=1)).insights == 4
    assert news(store, early + timedelta(hours=1)).insights == 2
    assert news(store, late + timedelta(hours=1)).insights == 0


def test_debates_with_new_contradictions_are_news(store: GraphStore) -> None:
    debate = write_split(store, "Northwind wins.", "Northwind loses.", name="Northwind", found_at=READ_AT)
    found = news(store, READ_AT - timedelta(hours=1))
    assert [(one.id, found.contradictions, found.changed) for one in found.debates] == [(debate, 1, 1)]
    assert news(store, READ_AT + timedelta(hours=1)).debates == ()


def test_sources_agree_as_often_as_their_quotes_do(weekly: GraphStore) -> None:
    contradict = Counter(tuple(sorted((pair.a.source, pair.b.source))) for pair in questions.contradictions(weekly))
    found = {(pair.a, pair.b): pair.contradictions for pair in source_pairs(weekly) if pair.contradictions}
    assert found == contradict
    assert sum(pair.agreements for pair in source_pairs(weekly)) == questions.counts(weekly).agreements


def test_a_source_is_told_by_its_own_quotes(weekly: GraphStore) -> None:
    pairs = source_pairs(weekly)
    for source in questions.sources(weekly):
        assert sum(tally.claims for tally in source_actors(weekly, source.name)) == source.claims
        own = questions.contradictions(weekly, Filters(source=source.name))
        strongest = source_contradictions(weekly, source.name, most=5)
        assert [pair.relation_id for pair in strongest] == [pair.relation_id for pair in own[:5]]
        assert all(source.name == pair.a.source for pair in source_changes(weekly, source.name))
        itself, others = pairs_of(pairs, source.name)
        assert itself.contradictions == sum(pair.within_one_source for pair in own)
        assert sum(pair.contradictions for pair in others) == len(own) - itself.contradictions


def test_an_actor_is_told_by_the_claims_about_it(weekly: GraphStore) -> None:
    for tally in actor_tallies(weekly)[:6]:
        profile = actor_profile(weekly, tally.name)
        assert profile is not None
        assert profile.name == tally.name
        assert sum(week.claims for week in profile.weeks) == tally.claims
        assert sum(week.praise for week in profile.weeks) == tally.praise
        own = [pair for pair in questions.contradictions(weekly) if tally.name in (pair.a.actor, pair.b.actor)]
        strongest = actor_contradictions(weekly, profile.id, most=5)
        assert [pair.relation_id for pair in strongest] == [pair.relation_id for pair in own[:5]]
        conflicts = {
            quote.claim_id
            for pair in own
            if pair.facet is Facet.NUMBER
            for quote in (pair.a, pair.b)
            if quote.actor == tally.name
        }
        assert {stated.quote.claim_id for stated in actor_figures(weekly, profile.id) if stated.conflicts} == conflicts


def test_nobody_goes_by_an_unknown_name(weekly: GraphStore) -> None:
    assert actor_profile(weekly, "Nobody of this name") is None
    assert actor_profile(weekly, "' OR 1=1 //") is None


def test_the_map_counts_every_claim_once(weekly: GraphStore) -> None:
    cells = map_cells(weekly)
    assert sum(cell.claims for cell in cells) == questions.counts(weekly).claims
    shown = move_map(cells, actors=4, moves=6)
    assert len(shown.actors) <= 4
    assert len(shown.moves) <= 6
    assert shown.left_out + sum(cell.claims for cell in shown.cells) == questions.counts(weekly).claims
    assert set(shown.alike) == set(shown.moves)
    for cell in shown.cells:
        quotes = cell_quotes(weekly, cell.actor, cell.name, most=1000)
        assert len(quotes) == cell.claims
        assert sum(quote.polarity > 0 for quote in quotes) == cell.praise


def test_a_blind_spot_has_one_source_or_one_side(weekly: GraphStore) -> None:
    found = blind_spots(weekly)
    whole = {debate.id: debate for debate in questions.debates(weekly)}
    assert {one.id for one in found.debates} == {debate.id for debate in whole.values() if debate.sources == 1}
    assert found.actors
    assert all(actor.insights >= 3 and (actor.one_source or actor.one_side) for actor in found.actors)


def test_a_digest_is_no_blind_spot(store: GraphStore) -> None:
    write_labelled(store, "seed", source_kind="digest")
    assert blind_spots(store).debates == ()
    assert not any(actor.one_source and not actor.one_side for actor in blind_spots(store).actors)


def test_a_timeline_holds_every_insight_of_a_debate(weekly: GraphStore) -> None:
    for debate in questions.debates(weekly):
        spoken = timeline(weekly, debate.id)
        by_side: Counter[str] = Counter()
        for moment in spoken.moments:
            by_side[moment.letter] += moment.insights
        assert by_side == {side.letter: side.insights for side in debate.sides}
        members = {quote.claim_id for quote in debate.quotes}
        assert all(pair.a.claim_id in members for pair in spoken.changed_minds)


def test_the_latest_changes_come_first(weekly: GraphStore) -> None:
    found = latest_changes(weekly, most=50)
    every = questions.changed_minds(weekly)
    assert {pair.relation_id for pair in found} <= {pair.relation_id for pair in every}
    # One for each insight that says something new, however many claims it replaces.
    assert sorted(pair.a.insight_id for pair in found) == sorted({pair.a.insight_id for pair in every})
    days = [pair.a.published or "" for pair in found]
    assert days == sorted(days, reverse=True)
    assert all(pair.type is RelationType.SUPERSEDES for pair in found)


def test_a_store_is_in_another_state_after_a_write(store: GraphStore) -> None:
    write_split(store, "Northwind wins.", "Northwind loses.", name="Northwind")
    before = state_of(store)
    assert state_of(store) == before
    write_split(store, "Southwind wins.", "Southwind loses.", name="Southwind")
    assert state_of(store) != before


def test_both_stores_tell_pages_the_same(embedded_store: EmbeddedStore, neo4j_store: Neo4jStore) -> None:
    told = []
    for store in (embedded_store, neo4j_store):
        write_labelled(store, "dev")
        pairs = source_pairs(store)
        heads = debate_index(store)
        named = (actor_profile(store, tally.name) for tally in actor_tallies(store))
        profiles = [profile for profile in named if profile]
        told.append(
            (
                heads,
                questions.debates(store, most=2),
                movement(store),
                news(store, datetime(2020, 1, 1, tzinfo=UTC)),
                blind_spots(store),
                sorted(map_cells(store), key=lambda cell: (cell.actor, cell.name)),
                pairs,
                [
                    part(store, source.name)
                    for source in questions.sources(store)
                    for part in (source_actors, source_contradictions, source_changes)
                ],
                profiles,
                [
                    part(store, actor.id)
                    for actor in profiles
                    for part in (actor_debates, actor_figures, actor_contradictions)
                ],
                debate_lines(store, [head.id for head in heads]),
                contested_debates(store),
                [timeline(store, head.id) for head in heads],
                latest_changes(store),
            )
        )
    for embedded, served in zip(*told, strict=True):
        assert embedded == served
    assert list(chain(*told))
