"""The shipped claim encoder reads each candidate the same, alone or in company."""

import math
from dataclasses import astuple

import pytest

from extract.local.encoder import ClaimEncoder, Encoded, EncoderInput

TEXTS = (
    "Acme is renting out its spare servers. It is a brilliant way to pay for the next ones.",
    "Birch Motors has stopped making vans, a costly retreat that hands the market to its rivals.",
    "Regional banks will raise fees next year, analysts expect.",
    "The regulator denied that it is dropping the case against Corvid.",
    "Sign up.",
    "Dovetail, whose founders left in spring, is said to be selling its maps unit to a group of pension funds "
    "for 2.5 billion euros, although nobody at the firm would confirm the price, the buyer or the date, and "
    "although two of the funds have said in public that they are not interested in maps at all.",
)
FIXED = 1e-4 + 1e-9


@pytest.fixture(scope="module")
def encoder() -> ClaimEncoder:
    return ClaimEncoder.load()


def whole(text: str) -> EncoderInput:
    return EncoderInput(text, (0, len(text)), (0, text.index(" ")))


def numbers(reading: Encoded) -> list[float]:
    actor, polarity, modality, vector = astuple(reading)
    return [actor, *polarity.values(), *modality.values(), *vector]


def assert_same(one: Encoded, other: Encoded) -> None:
    assert max(abs(a - b) for a, b in zip(numbers(one), numbers(other), strict=True)) <= FIXED


def test_a_reading_does_not_depend_on_its_batch(encoder: ClaimEncoder) -> None:
    items = [whole(text) for text in TEXTS]
    alone = [encoder.read([item])[0] for item in items]
    in_two = [encoder.read([item, items[-1]])[0] for item in items]
    company = [EncoderInput(f"{TEXTS[i % 5]} No. {i}", (0, 7), (0, 3)) for i in range(58)]
    in_sixty_four = encoder.read([*company, *items])[58:]
    for one, two, many in zip(alone, in_two, in_sixty_four, strict=True):
        assert_same(one, two)
        assert_same(one, many)


def test_other_candidates_of_the_text_change_nothing(encoder: ClaimEncoder) -> None:
    text = TEXTS[0]
    first = EncoderInput(text, (0, 37), (0, 4))
    second = EncoderInput(text, (39, len(text)), (39, 41))
    assert_same(encoder.read([first])[0], encoder.read([second, first])[1])


def test_reading_twice_gives_the_same(encoder: ClaimEncoder) -> None:
    items = [whole(text) for text in TEXTS]
    assert encoder.read(items) == encoder.read(items)


def test_two_loads_read_the_same(encoder: ClaimEncoder) -> None:
    items = [whole(text) for text in TEXTS]
    assert encoder.read(items) == ClaimEncoder.load().read(items)


def test_readings_come_in_the_order_of_the_items(encoder: ClaimEncoder) -> None:
    items = [whole(text) for text in TEXTS]
    for forward, backward in zip(encoder.read(items), reversed(encoder.read(items[::-1])), strict=True):
        assert_same(forward, backward)


def test_probabilities_sum_to_one_and_vectors_are_of_unit_length(encoder: ClaimEncoder) -> None:
    for reading in encoder.read([whole(text) for text in TEXTS]):
        assert list(reading.polarity) == [-1, 0, 1]
        assert list(reading.modality) == ["asserted", "hedged", "predicted", "denied", "reported"]
        assert sum(reading.polarity.values()) == pytest.approx(1, abs=1e-3)
        assert sum(reading.modality.values()) == pytest.approx(1, abs=1e-3)
        assert len(reading.vector) <= 128
        assert math.hypot(*reading.vector) == pytest.approx(1, abs=1e-3)


def test_a_text_longer_than_the_window_is_read_around_its_candidate(encoder: ClaimEncoder) -> None:
    def placed(count: int, claim: str) -> EncoderInput:
        text = "Nothing of note was said about anything at all. " * count + claim
        start = len(text) - len(claim)
        return EncoderInput(text, (start, len(text)), (start, start + 12))

    near, far, other = encoder.read([placed(100, TEXTS[1]), placed(150, TEXTS[1]), placed(100, TEXTS[2])])
    assert_same(near, far)
    assert _dot(near.vector, other.vector) < 0.9


def test_a_text_can_be_asked_again_once_it_is_open(encoder: ClaimEncoder) -> None:
    text = TEXTS[0]
    (opened,) = encoder.open([text])
    places = [((0, 37), (0, 4)), ((39, len(text)), (39, 41))]
    together = encoder.judge(opened, places)
    for place, reading in zip(places, together, strict=True):
        assert_same(encoder.judge(opened, [place])[0], reading)
        assert_same(encoder.read([EncoderInput(text, *place)])[0], reading)


def test_who_is_asked_alone_gets_the_same_digits_as_in_company(encoder: ClaimEncoder) -> None:
    for text, opened in zip(TEXTS, encoder.open(TEXTS), strict=True):
        spans = [(start, start + 24) for start in range(0, len(text) - 24, 2)]
        places = [(span, (0, 4)) for span in spans]
        assert [encoder.judge(opened, [place])[0] for place in places] == encoder.judge(opened, places)
        assert [encoder.worths(opened, [span])[0] for span in spans] == encoder.worths(opened, spans)


def test_texts_are_read_beside_other_work_as_they_are_read_at_once(encoder: ClaimEncoder) -> None:
    begun = encoder.begin(TEXTS)
    spans = [(0, 12), (3, 30)]
    at_once = [encoder.worths(text, spans) for text in encoder.open(TEXTS)]
    assert [encoder.worths(opening.wait(), spans) for opening in begun] == at_once


def test_how_likely_a_span_is_a_claim_does_not_depend_on_the_other_spans(encoder: ClaimEncoder) -> None:
    (opened, _) = encoder.open(TEXTS[:2])
    spans = [(0, 37), (39, len(TEXTS[0])), (0, 12), (0, len(TEXTS[0]))]
    together = encoder.worths(opened, spans)
    assert together == pytest.approx([encoder.worths(opened, [span])[0] for span in spans], abs=FIXED)


def test_a_judgement_is_likelier_a_claim_than_an_invitation(encoder: ClaimEncoder) -> None:
    claim, invitation = TEXTS[1], "Sign up below to get every episode in your inbox."
    first, second = encoder.open([claim, invitation])
    assert encoder.worths(first, [(0, len(claim))]) > encoder.worths(second, [(0, len(invitation))])


def test_who_acts_is_likelier_the_actor_than_who_is_named_besides(encoder: ClaimEncoder) -> None:
    text = "Elm Foods is suing Fennel over a recipe, a petty quarrel that will cost it dear."
    elm, fennel = encoder.read([EncoderInput(text, (0, len(text)), place) for place in ((0, 9), (19, 25))])
    assert elm.actor > fennel.actor


def test_nothing_to_read_gives_no_readings(encoder: ClaimEncoder) -> None:
    assert encoder.read([]) == []


def test_praise_and_blame_are_told_apart(encoder: ClaimEncoder) -> None:
    praise = "Elm Foods is buying its suppliers, a brilliant move that will pay for itself."
    blame = "Elm Foods is buying its suppliers, a reckless move that will ruin it."
    good, bad = encoder.read([EncoderInput(t, (0, len(t)), (0, 9)) for t in (praise, blame)])
    assert good.polarity[1] > good.polarity[-1]
    assert bad.polarity[-1] > bad.polarity[1]


def test_one_move_judged_twice_lies_closer_than_two_moves(encoder: ClaimEncoder) -> None:
    praise = "Elm Foods is buying its suppliers, a brilliant move that will pay for itself."
    blame = "By buying up suppliers, Elm Foods takes on risks that it cannot carry."
    other = "Elm Foods is opening two hundred shops in Norway."
    spans = [EncoderInput(t, (0, len(t)), (t.index("Elm"), t.index("Elm") + 9)) for t in (praise, blame, other)]
    a, b, c = (reading.vector for reading in encoder.read(spans))
    assert _dot(a, b) > _dot(a, c)


def _dot(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
