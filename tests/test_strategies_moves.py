"""The move vectors and the same-move model."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from move_vectors import DIMENSIONS, MoveVectorizer, similarity

from graph.terms import load_lexicon

VECTORIZER = MoveVectorizer()
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


def test_the_actors_own_name_is_no_part_of_its_move() -> None:
    named = VECTORIZER.vector("rent out servers", "Norvane rents out servers", "Norvane")
    unnamed = VECTORIZER.vector("rent out servers", "It rents out servers", "Norvane")
    assert named == unnamed


def test_one_move_in_other_words_lies_closer_than_another_move() -> None:
    rent = VECTORIZER.vector("rent out spare servers", "is renting out its spare servers", "Norvane")
    lease = VECTORIZER.vector("lease idle servers", "the lease of idle servers to rivals", "Norvane")
    sue = VECTORIZER.vector("sue the harbour master", "its lawsuit against the harbour master", "Norvane")
    assert similarity(rent, lease) > 0.4 > similarity(rent, sue)


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_text_has_a_vector_of_unit_length_or_none(strategy: str, evidence: str) -> None:
    vector = VECTORIZER.vector(strategy, evidence, "Norvane")
    assert len(vector) == DIMENSIONS
    length = math.sqrt(sum(number * number for number in vector))
    assert length == 0 or length == pytest.approx(1, abs=1e-3)


@given(st.permutations(["rent", "out", "spare", "servers", "to", "rivals"]))
def test_a_vector_depends_on_the_words_and_not_on_their_order(words: list[str]) -> None:
    assert VECTORIZER.vector(" ".join(words), "", "x") == VECTORIZER.vector("rent out spare servers to rivals", "", "x")
