"""Names decide their entities, whatever the order of reading."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.models import TieKind
from graph.resolve import Families, Resolver, load_resolver, name_key
from graph.store import Tie


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return load_resolver()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tessera", "Tessera Labs"),
        ("the Harbour Group", "Harbour Holdings, Inc."),
        ("Acme's", "ACME"),
        ("Smith & Sons", "Smith and Sons"),
    ],
)
def test_variants_of_a_name_meet(resolver: Resolver, one: str, other: str) -> None:
    assert resolver.entity(one).id == resolver.entity(other).id


@pytest.mark.parametrize(("one", "other"), [("Apple Music", "Apple"), ("Delta", "Beta"), ("Holdings", "Group")])
def test_different_names_stay_apart(resolver: Resolver, one: str, other: str) -> None:
    assert resolver.entity(one).id != resolver.entity(other).id


def test_curated_alias_names_the_entity_in_full(resolver: Resolver) -> None:
    assert resolver.entity("Amazon Web Services").name == "AWS"
    assert resolver.entity("Musk").id == resolver.entity("Elon Musk").id


def test_surname_alone_is_not_a_stranger_of_that_name(resolver: Resolver) -> None:
    assert resolver.entity("Quillfeather").id != resolver.entity("Jane Quillfeather").id


def test_no_two_curated_entities_share_a_name(resolver: Resolver) -> None:
    tied = {end for tie in resolver.curated_ties() for end in (tie.child, tie.parent)}
    assert len(tied) > 100
    for name in ("Instagram", "Meta", "Facebook"):
        assert resolver.entity(name).name == name


@given(st.text(min_size=1))
@example("C.\u0327")  # what a full stop kept apart becomes one letter
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def _part(child: str, parent: str) -> Tie:
    return Tie(TieKind.PART_OF, child, parent, f"{child} is part of {parent}")


def _leads(person: str, organisation: str) -> Tie:
    return Tie(TieKind.LEADS, organisation, person, f"{person} leads {organisation}")


def test_part_of_is_transitive_but_siblings_stay_apart() -> None:
    families = Families([_part("video", "search"), _part("search", "holding"), _part("cars", "holding")])
    assert families.link("video", "holding") is not None
    assert families.link("video", "cars") is None
    assert families.family("search") == {"video", "search", "holding"}
    assert families.root("video") == "holding"


def test_a_leader_meets_what_is_led_and_never_joins_two_organisations() -> None:
    families = Families([_leads("boss", "rockets"), _leads("boss", "cars"), _part("lab", "rockets")])
    assert families.family("boss") == {"boss", "rockets", "cars", "lab"}
    link = families.link("boss", "lab")
    assert link is not None
    assert link.kind == "leads"
    assert link.evidence == ("boss leads rockets", "lab is part of rockets")
    assert families.link("rockets", "cars") is None
    assert "cars" not in families.family("rockets")


def test_texts_that_contradict_each_other_about_a_parent_still_give_one_root() -> None:
    families = Families([_part("a", "b"), _part("b", "a")])
    assert families.root("a") == families.root("b") == "a"


@given(st.permutations([_part("a", "b"), _part("b", "c"), _leads("p", "b"), _leads("p", "d")]))
def test_order_of_ties_does_not_show(ties: list[Tie]) -> None:
    families = Families(ties)
    assert families.link("p", "c") == Families(sorted(ties, key=repr)).link("p", "c")
    assert families.family("a") == {"a", "b", "c", "p"}
