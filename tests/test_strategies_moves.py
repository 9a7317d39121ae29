"""Which words name one move, and which claims speak of one."""

import itertools
import math
from collections.abc import Iterable

import pytest
from builders import a_relation, an_insight, in_context
from hypothesis import given
from hypothesis import strategies as st

from graph.models import Claim, ContextClaim, Insight, Modality, Polarity, Source
from graph.resolve import Families, Resolver
from graph.strategies import canonical_strategies, load_move_model
from graph.terms import load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lease", "rental"),
        ("acquisition", "buys"),
        ("slashed", "reduce"),
        ("unveil", "launches"),
        ("servers", "server"),
    ],
)
def test_words_for_one_move_are_one_term(one: str, other: str) -> None:
    assert LEXICON.term(one) == LEXICON.term(other)


@pytest.mark.parametrize(("one", "other"), [("buy", "sell"), ("raise", "cut"), ("open", "close"), ("hire", "fire")])
def test_opposite_moves_are_different_terms(one: str, other: str) -> None:
    assert LEXICON.term(one) != LEXICON.term(other)


def claim(vector: tuple[float, ...], name: str) -> ContextClaim:
    made = Claim(
        insight_id=name,
        extracted_by="hand",
        actor="Norvane",
        actor_mention="Norvane",
        mention_start=0,
        strategy_text="rent out servers",
        polarity=Polarity.NEUTRAL,
        modality=Modality.ASSERTED,
        evidence="Norvane rents out servers",
        start=0,
        end=25,
        vector=vector,
    )
    insight = Insight(source=Source(name="The Daily Rack"), text="Norvane rents out servers")
    return Resolver([], []).context(made, insight)


UNIT = st.floats(0, 6.28).map(lambda angle: (round(math.cos(angle), 4), round(math.sin(angle), 4)))


@given(UNIT, UNIT)
def test_the_score_is_a_probability_and_the_same_from_either_side(
    one: tuple[float, ...], other: tuple[float, ...]
) -> None:
    model, link = load_move_model(), Families([]).link("norvane", "norvane")
    a, b = claim(one, "one"), claim(other, "two")
    assert model.score(a, b, link) == model.score(b, a, link)
    assert 0 <= model.score(a, b, link) <= 1


def test_nearer_vectors_and_one_actor_make_one_move_likelier() -> None:
    model, link = load_move_model(), Families([]).link("norvane", "norvane")
    this, near, far = claim((1.0, 0.0), "one"), claim((0.8, 0.6), "two"), claim((0.0, 1.0), "three")
    assert model.score(this, near, link) > 0.5 > model.score(this, far, link)
    assert model.score(this, near, None) < model.score(this, near, link)


def named(*moves: str) -> str:
    """Return the name of the move of four claims, of which pairs were judged and called so."""
    claims = [in_context(insight=an_insight(text=f"Acme leases servers {n}."), vector=(1.0, 0.0)) for n in range(4)]
    ids = [claim.id for claim in claims]
    pairs = zip(ids, ids[1:], moves, strict=False)
    relations = [a_relation(a=a, b=b, type="AGREES_WITH", move=move) for a, b, move in pairs]
    (strategy,) = canonical_strategies(claims, relations, families=Families([]))
    return strategy.name


def test_a_move_goes_by_the_name_that_most_judged_pairs_were_given() -> None:
    assert named("rent", "lease servers", "lease servers") == "lease servers"
    assert named("lease servers", "rent", "") == "rent"


def test_a_move_that_no_judge_named_goes_by_a_phrase_of_its_claims() -> None:
    assert named("", "", "") == in_context().claim.strategy_text


def moves(links: Iterable[tuple[str, str]], score: float = 0.4) -> set[frozenset[str]]:
    """Return which of Acme's claims, by letter, are of one move when some pairs of them agree."""
    claims = {letter: in_context(insight=an_insight(text=f"Acme leases servers {letter}.")) for letter in "abcdefgh"}
    letters = {claim.id: letter for letter, claim in claims.items()}
    relations = [a_relation(a=claims[a].id, b=claims[b].id, type="AGREES_WITH", score=score) for a, b in links]
    found = canonical_strategies(list(claims.values()), relations, families=Families([]))
    return {frozenset(letters[member] for member in strategy.members) for strategy in found}


ONE = list(itertools.combinations("abcd", 2))
OTHER = list(itertools.combinations("efgh", 2))


def test_one_link_does_not_make_one_move_of_two_large_groups() -> None:
    assert moves([*ONE, *OTHER, ("a", "e")]) == {frozenset("abcd"), frozenset("efgh")}


def test_several_links_do() -> None:
    assert moves([*ONE, *OTHER, ("a", "e"), ("b", "f"), ("c", "g")]) == {frozenset("abcdefgh")}


def test_one_link_is_enough_for_small_groups() -> None:
    assert frozenset("abcd") in moves([("a", "b"), ("b", "c"), ("c", "d")])


@given(st.sampled_from("abcd"), st.sampled_from("efgh"), st.integers(0, 11))
def test_one_wrong_link_changes_nothing_even_where_a_right_one_is_missing(one: str, other: str, missing: int) -> None:
    links = [*ONE, *OTHER]
    del links[missing]
    assert moves([*links, (one, other)]) == {frozenset("abcd"), frozenset("efgh")}


@given(st.permutations([*ONE, *OTHER, ("a", "e"), ("c", "g")]))
def test_moves_do_not_depend_on_the_order_of_links(links: list[tuple[str, str]]) -> None:
    assert moves(links) == moves([*ONE, *OTHER, ("a", "e"), ("c", "g")])
