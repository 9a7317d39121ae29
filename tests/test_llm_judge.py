"""Verdicts of a model: held against both claims, asked in both orders, beside the local rules."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import an_insight, in_context
from scripted_model import Asked, Fault, ScriptedModel, in_turn, serving

from extract.llm.judge import LlmJudge
from extract.llm.session import LlmSession
from graph.errors import ServiceRefused
from graph.models import ContextClaim, Facet, Relation, RelationType
from graph.relate import LocalJudge
from graph.relate.judge import Unanswered
from graph.resolve import Families
from graph.settings import load_settings

PRAISE = "Northwind leases its spare servers to rivals, a clear win."
BLAME = "Northwind leases its spare servers to rivals, which gives up the race."
NEWS = "Northwind leases its spare servers to 12 rivals."


def claims(*texts: str, dates: tuple[str | None, ...] = (None, None, None)) -> list[ContextClaim]:
    signs = {PRAISE: 1, BLAME: -1}
    made = []
    for number, (text, day) in enumerate(zip(texts, dates, strict=False)):
        insight = an_insight(text=text, source=f"Source {number}", published=day)
        made.append(in_context(insight=insight, polarity=signs.get(text, 0), vector=(1.0,)))
    return made


def verdict(asked: Asked, number: int, **changes: Any) -> dict[str, Any]:
    a, b = asked.pairs[number]
    quotes = {"first_quote": asked.claims[a]["evidence"], "second_quote": asked.claims[b]["evidence"]}
    plain = {"relation": "contradicts", "facet": "stance", "reason": "One praises what the other blames"}
    return {"pair": number, **quotes, **plain} | changes


def always(**changes: Any) -> Callable[[Asked], Any]:
    return lambda asked: {"related": [verdict(asked, number, **changes) for number in asked.pairs], "unrelated": []}


def unrelated(asked: Asked) -> Any:
    return {"related": [], "unrelated": list(asked.pairs)}


def judged(
    model: ScriptedModel, folder: Path, contexts: list[ContextClaim], **fields: Any
) -> tuple[list[Relation | None], LlmJudge]:
    settings = load_settings(
        engine="llm",
        openai_base_url=model.url,
        llm_model="scripted",
        llm_cache=folder / "answers.sqlite",
        llm_retries=0,
        **{"llm_swap": 0.0} | fields,
    )
    pairs = [(a, b) for place, a in enumerate(contexts) for b in contexts[place + 1 :]]
    with LlmSession(settings) as session:
        judge = session.judge(local=LocalJudge())
        return judge.judge(pairs, families=Families([])), judge


def test_a_verdict_becomes_a_relation_with_both_quotes(tmp_path: Path) -> None:
    with serving(ScriptedModel(always())) as model:
        (relation,), judge = judged(model, tmp_path, claims(PRAISE, BLAME))
    assert relation is not None
    assert (relation.type, relation.facet) == (RelationType.CONTRADICTS, Facet.STANCE)
    assert relation.judged_by == judge.name == "llm.v1:scripted:2"
    assert relation.a < relation.b
    assert relation.reason.startswith("One praises what the other blames: “Northwind")
    assert all(text.rstrip(".") in relation.reason for text in (PRAISE, BLAME))


def test_a_sentence_with_a_figure_that_no_claim_gives_is_not_taken(tmp_path: Path) -> None:
    with serving(ScriptedModel(always(reason="They differ by 37 percent"))) as model:
        (relation,), _ = judged(model, tmp_path, claims(PRAISE, BLAME))
    assert relation is not None
    assert relation.reason.startswith("The two contradict each other: “")


@pytest.mark.parametrize(
    ("reason", "passes"),
    [
        ("One praises what Northwind’s critics blame", True),
        ("In May one Source praises what the other blames", True),
        ("One praises what Globex blames", False),
        ("One praises what Nord blames", False),
        ("because " * 12_500, False),
        ("", False),
    ],
    ids=["a form of a name", "source and month", "invented name", "like a name", "100 kB", "nothing"],
)
def test_a_reason_says_nothing_that_the_claims_do_not_say(reason: str, passes: bool, tmp_path: Path) -> None:
    with serving(ScriptedModel(always(reason=reason))) as model:
        (relation,), judge = judged(model, tmp_path, claims(PRAISE, BLAME))
    assert relation is not None
    assert relation.reason.startswith("The two contradict each other: “") is not passes
    assert judge.report.reworded == (not passes)
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("move", "passes"),
    [
        ("lease spare servers to rivals", True),
        ("Leasing of servers.", True),
        ("lease servers to Globex", False),
        ("lease 1,000 spare servers", False),
        ("to it", False),
        ("lease servers " * 5, False),
    ],
    ids=["own words", "forms of them", "invented name", "invented figure", "no word", "too long"],
)
def test_a_name_for_the_move_is_made_of_words_of_the_two_claims(move: str, passes: bool, tmp_path: Path) -> None:
    with serving(ScriptedModel(always(move=move))) as model:
        (relation,), _ = judged(model, tmp_path, claims(PRAISE, BLAME))
    assert relation is not None
    assert relation.move == (move.rstrip(".") if passes else "")


@pytest.mark.parametrize(
    "foreign", ["Uno lo elogia y el otro no lo hace por los riesgos", "Один хвалит, другой ругает"]
)
def test_a_reason_in_another_language_goes_back_once_and_is_then_replaced(foreign: str, tmp_path: Path) -> None:
    with serving(ScriptedModel(in_turn(always(reason=foreign), always()))) as model:
        (relation,), judge = judged(model, tmp_path / "once", claims(PRAISE, BLAME))
    assert relation is not None
    assert relation.reason.startswith("One praises what the other blames: “")
    assert "reason must be in the language of the two claims" in model.asked[1].user
    assert judge.report.reworded == 0
    with serving(ScriptedModel(always(reason=foreign))) as model:
        (relation,), judge = judged(model, tmp_path / "twice", claims(PRAISE, BLAME))
    assert relation is not None
    assert relation.judged_by == judge.name
    assert relation.reason.startswith("The two contradict each other: “")
    assert (len(model.asked), judge.report.reworded, judge.report.failed) == (2, 1, 0)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"first_quote": "orthwind leases"}, "the two quotes must be copied exactly"),
        ({"first_quote": "nobody said this"}, "the two quotes must be copied exactly"),
        ({"facet": "update"}, "facet of contradicts must be fact or number or stance"),
        ({"relation": "supersedes", "facet": "update"}, "supersedes needs two known, different dates"),
        ({"relation": "disagrees"}, "no verdict was given"),
    ],
    ids=["cut word", "invented quote", "facet", "undated update", "wrong enum"],
)
def test_a_verdict_that_does_not_pass_is_asked_for_once_more_and_then_left_to_the_local_rules(
    changes: dict[str, Any], says: str, tmp_path: Path
) -> None:
    contexts = claims(PRAISE, BLAME)
    with serving(ScriptedModel(always(**changes))) as model:
        (relation,), judge = judged(model, tmp_path, contexts)
    assert relation == LocalJudge().judge([(contexts[0], contexts[1])], families=Families([]))[0]
    assert len(model.asked) == 2
    assert says in model.asked[1].user
    assert judge.report.failed == 1


def test_the_later_claim_replaces_the_earlier_whatever_the_order_of_asking(tmp_path: Path) -> None:
    contexts = claims(PRAISE, NEWS, dates=("2026-11-02", "2026-11-09"))
    for number, pair in enumerate((contexts, contexts[::-1])):
        with serving(ScriptedModel(always(relation="supersedes", facet="update"))) as model:
            (relation,), _ = judged(model, tmp_path / str(number), pair)
        assert relation is not None
        assert (relation.a, relation.b) == (contexts[1].id, contexts[0].id)


@pytest.mark.parametrize("other", [BLAME, "Northwind sues a regulator."])
def test_a_verdict_that_turns_with_the_order_is_taken_only_where_the_local_rules_agree(
    other: str, tmp_path: Path
) -> None:
    contexts = claims(PRAISE, other)
    local = LocalJudge().judge([(contexts[0], contexts[1])], families=Families([]))[0]
    with serving(ScriptedModel(in_turn(always(), always(relation="agrees", facet="stance")))) as model:
        (relation,), judge = judged(model, tmp_path, contexts, llm_swap=1.0, llm_concurrency=1)
    assert judge.report.wavering == 1
    if local is not None and local.facet is Facet.STANCE:
        assert relation is not None
        assert (relation.type, relation.score) == (RelationType.CONTRADICTS, 0.5)
    else:
        assert relation == local
    first, second = (asked.claims[1]["evidence"] for asked in model.asked)
    assert first != second


def test_a_share_of_the_pairs_is_asked_in_both_orders(tmp_path: Path) -> None:
    contexts = claims(PRAISE, BLAME, NEWS)
    with serving(ScriptedModel(always())) as model:
        _, judge = judged(model, tmp_path, contexts, llm_swap=1.0)
    assert judge.report.both_ways == judge.report.asked == 3
    assert judge.report.wavering == 0


def test_a_run_that_ends_between_the_two_orders_asks_both_again(tmp_path: Path) -> None:
    contexts = claims(PRAISE, BLAME)
    with serving(ScriptedModel(in_turn(always(), Fault(status=401)))) as model, pytest.raises(ServiceRefused):
        judged(model, tmp_path, contexts, llm_swap=1.0, llm_concurrency=1)
    with serving(ScriptedModel(in_turn(always(), unrelated))) as model:
        _, judge = judged(model, tmp_path, contexts, llm_swap=1.0, llm_concurrency=1)
    assert (judge.report.kept, judge.report.both_ways, judge.report.wavering) == (0, 1, 1)


def test_pairs_are_asked_once_and_found_again(tmp_path: Path) -> None:
    contexts = claims(PRAISE, BLAME, NEWS)
    with serving(ScriptedModel(always())) as model:
        first, _ = judged(model, tmp_path, contexts)
        second, _ = judged(model, tmp_path, contexts[::-1])
        assert len(model.asked) == 1
    assert sorted(r.id for r in first if r) == sorted(r.id for r in second if r)


def test_where_the_service_fails_the_local_rules_decide_and_it_is_said(tmp_path: Path) -> None:
    contexts = claims(PRAISE, BLAME)
    with serving(ScriptedModel(in_turn(Fault(status=500)))) as model:
        (relation,), judge = judged(model, tmp_path, contexts, llm_mode="tools")
    assert relation is not None
    assert relation.judged_by == "local.v1"
    assert judge.report.failed == 1


def test_a_pair_that_the_model_calls_unrelated_is_unrelated(tmp_path: Path) -> None:
    with serving(ScriptedModel(unrelated)) as model:
        (relation,), _ = judged(model, tmp_path, claims(PRAISE, BLAME))
    assert relation is None


def test_claims_are_told_once_for_many_pairs(tmp_path: Path) -> None:
    with serving(ScriptedModel(unrelated)) as model:
        judged(model, tmp_path, claims(PRAISE, BLAME, NEWS))
    (asked,) = model.asked
    assert len(asked.pairs) == 3
    assert len(asked.claims) == 3


def test_a_verdict_that_is_not_at_hand_is_fetched_apart_and_counted_once(tmp_path: Path) -> None:
    contexts = claims(PRAISE, BLAME)
    pairs = [(contexts[0], contexts[1])]
    with serving(ScriptedModel(always())) as model:
        settings = load_settings(
            engine="llm", openai_base_url=model.url, llm_model="scripted", llm_cache=tmp_path / "a.sqlite", llm_swap=0.0
        )
        with LlmSession(settings) as session:
            judge = session.judge(local=LocalJudge())
            with pytest.raises(Unanswered) as missing:
                judge.at_hand().judge(pairs, families=Families([]))
            assert not model.asked
            missing.value.fetch()
            (relation,) = judge.at_hand().judge(pairs, families=Families([]))
    assert relation is not None
    assert relation.judged_by == judge.name
    assert len(model.asked) == 1
    assert (judge.report.pairs, judge.report.asked, judge.report.kept) == (1, 1, 0)


def test_a_model_that_is_gone_is_not_waited_for_again_and_again(tmp_path: Path) -> None:
    contexts = claims(PRAISE, BLAME)
    pairs = [(contexts[0], contexts[1])]
    with serving(ScriptedModel(lambda _asked: Fault(status=500))) as model:
        settings = load_settings(
            engine="llm", openai_base_url=model.url, llm_model="scripted", llm_cache=tmp_path / "a.sqlite",
            llm_retries=0, llm_swap=0.0,
        )  # fmt: skip
        with LlmSession(settings) as session:
            judge = session.judge(local=LocalJudge())
            with pytest.raises(Unanswered) as missing:
                judge.at_hand().judge(pairs, families=Families([]))
            missing.value.fetch()
            (relation,) = judge.at_hand().judge(pairs, families=Families([]))
    assert relation is None or relation.judged_by == LocalJudge().name
    assert judge.report.failed == 1
