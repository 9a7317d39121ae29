"""Listed names in a text."""

import pytest
import spacy

from extract.local.gazetteer import Gazetteer, Listed, load_gazetteer
from extract.training.gazetteer import shorten

GAZETTEER = Gazetteer([Listed("Birch", "org", True), Listed("Birch Bank", "org", False), Listed("eBay", "org", False)])


def found(text: str) -> list[str]:
    doc = spacy.blank("en")(text)
    return [doc[hit.start : hit.end].text for hit in GAZETTEER.find(doc)]


def test_the_longest_name_wins() -> None:
    assert found("Birch Bank and Birch differ") == ["Birch Bank", "Birch"]


def test_an_everyday_word_needs_a_capital_but_a_name_in_its_own_case_does_not() -> None:
    assert found("a birch beside eBay") == ["eBay"]


def test_every_shipped_name_can_be_found_by_itself() -> None:
    gazetteer, nlp = load_gazetteer(), spacy.blank("en")
    for name in ("Microsoft", "Palo Alto Networks", "Goldman Sachs", "eBay", "JPMorgan Chase"):
        doc = nlp(f"{name} grew")
        assert [doc[hit.start : hit.end].text for hit in gazetteer.find(doc)] == [name]


@pytest.mark.parametrize(
    ("listed", "short"),
    [
        ("Apple Inc.", "Apple"),
        ("Alphabet Inc. (Class A)", "Alphabet"),
        ("NOVO NORDISK A S", "NOVO NORDISK"),
        ("Uber Technologies, Inc", "Uber"),
        ("DEERE & CO", "DEERE"),
        ("Coca-Cola Company (The)", "Coca-Cola"),
        ("InMode Ltd.  - Ordinary Shares", "InMode"),
        ("Co", "Co"),
    ],
)
def test_a_legal_form_is_left_out(listed: str, short: str) -> None:
    assert shorten(listed) == short
