"""Whatever the service does, every insight is stored or named with its reason, and nothing is asked twice."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import an_insight
from model_process import faultline, write_insights
from model_reading import KEY, LABELS, TEXTS, number_of_claims, read, settings
from scripted_model import Answer, Asked, Fault, ScriptedModel, in_turn, serving

from extract.claims import Skipped
from extract.llm.session import LlmSession
from graph.errors import ServiceUnreachable
from graph.models import Extraction
from graph.store import open_store

CUT = '{"insights": [{"insight": 1, "claims": [{"quote": "'


def left_out(_asked: Asked) -> Any:
    return {"insights": []}


def about(text: str, answer: Answer | Fault) -> Answer:
    """Answer by the labels, except where `text` is asked about."""

    def given(asked: Asked) -> Any:
        if asked.kind == "claims" and text in asked.insights.values():
            return answer if isinstance(answer, Fault) else answer(asked)
        return LABELS(asked)

    return given


def changed(text: str, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> Answer:
    """Answer by the labels, with the claims of `text` changed."""

    def given(asked: Asked) -> Any:
        answer = LABELS(asked)
        for entry in answer.get("insights", ()):
            if asked.insights[entry["insight"]] == text:
                entry["claims"] = change(entry["claims"])
        return answer

    return given


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(text=CUT, finish="length"), "the answer was cut short"),
        (Fault(text=CUT), "the answer was of another form than asked for"),
        (Fault(text="I would rather talk about the weather."), "the answer was of another form than asked for"),
    ],
    ids=["cut short", "broken JSON", "prose"],
)
def test_an_insight_that_cannot_be_had_costs_no_other_of_its_batch(fault: Fault, reason: str, tmp_path: Path) -> None:
    texts = TEXTS[:5]
    with serving(ScriptedModel(in_turn(LABELS, about(texts[2], fault)))) as model:
        read(model, tmp_path, TEXTS[5:6])
        results = read(model, tmp_path, texts)
    assert number_of_claims(results) == [reason if t == texts[2] else len(LABELS.claims(t)) for t in texts]


def test_a_refusal_costs_its_insight_alone(tmp_path: Path) -> None:
    texts = TEXTS[:4]
    with serving(ScriptedModel(about(texts[0], Fault(refusal="I cannot help with that.")))) as model:
        results = read(model, tmp_path, texts, llm_mode="tools")
    assert str(results[0]) == "the model refused to answer"
    assert all(isinstance(result, Extraction) for result in results[1:])


def test_insights_that_an_answer_leaves_out_are_asked_for_once_more(tmp_path: Path) -> None:
    model = ScriptedModel(in_turn(left_out, LABELS))
    with serving(model):
        results = read(model, tmp_path, TEXTS[:2])
    assert number_of_claims(results) == [len(LABELS.claims(text)) for text in TEXTS[:2]]
    assert len(model.of("claims")) == 2


def test_an_answer_that_counts_from_nought_is_read_as_it_is_meant(tmp_path: Path) -> None:
    def from_nought(asked: Asked) -> Any:
        answer = LABELS(asked)
        for entry in answer["insights"]:
            entry["insight"] -= 1
        return answer

    with serving(ScriptedModel(from_nought)) as model:
        results = read(model, tmp_path, TEXTS[:2])
    assert number_of_claims(results) == [len(LABELS.claims(text)) for text in TEXTS[:2]]


def test_an_empty_answer_is_no_answer(tmp_path: Path) -> None:
    with serving(ScriptedModel(left_out)) as model:
        assert number_of_claims(read(model, tmp_path, TEXTS[:1])) == ["the model left it out of its answer twice"]


def test_a_claim_that_fails_goes_back_once_with_the_sentence_and_counts_when_corrected(tmp_path: Path) -> None:
    right = LABELS.claims(TEXTS[0])
    wrong = changed(TEXTS[0], lambda claims: [claims[0] | {"quote": "a quote that nobody wrote"}, *claims[1:]])

    def answer(asked: Asked) -> Any:
        return (
            {"items": [{"item": n, "claim": right[0]} for n in asked.items]} if asked.kind == "repair" else wrong(asked)
        )

    with serving(ScriptedModel(answer)) as model:
        results = read(model, tmp_path, TEXTS[:1])
    assert number_of_claims(results) == [len(right)]
    (repair,) = model.of("repair")
    text, given, sentence = repair.items[1]
    assert (text, given["quote"]) == (TEXTS[0], "a quote that nobody wrote")
    assert sentence == 'quote must be copied exactly from the insight; "a quote that nobody wrote" was not found.'


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "a quote that nobody wrote"},
        {"polarity": "splendid"},
        {"modality": "sung"},
        {"actor": "Zzyzx Corp", "actor_mention": "it was"},
        {"strategy": "арендовать мощности"},
    ],
    ids=["invented quote", "wrong polarity", "wrong modality", "invented actor", "other language"],
)
def test_a_claim_that_fails_twice_is_dropped_and_counted(change: dict[str, str], tmp_path: Path) -> None:
    answer = changed(TEXTS[0], lambda claims: [claim | change for claim in claims])
    with serving(ScriptedModel(answer)) as model, LlmSession(settings(model, tmp_path)) as session:
        results = list(session.extractor.extract([an_insight(text=TEXTS[0])]))
        said = [str(notice) for notice in session.notices()]
    assert number_of_claims(results) == [0]
    assert any(f"{len(LABELS.claims(TEXTS[0]))} of its statements were dropped" in line for line in said)
    assert len(model.of("repair")) == 1


def test_claims_said_twice_and_endless_reasons_do_no_harm(tmp_path: Path) -> None:
    def change(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [claim | {"reasoning": "because " * 12_500} for claim in claims] * 2

    with serving(ScriptedModel(changed(TEXTS[0], change))) as model:
        results = read(model, tmp_path, TEXTS[:1])
    assert number_of_claims(results) == [len(LABELS.claims(TEXTS[0]))]


def test_the_wait_that_the_service_asks_for_is_kept(tmp_path: Path) -> None:
    busy = Fault(status=429, headers=(("Retry-After", "1"),))
    with serving(ScriptedModel(in_turn(busy, LABELS))) as model:
        started = time.monotonic()
        results = read(model, tmp_path, TEXTS[:1], llm_retries=1)
        assert time.monotonic() - started >= 1
    assert isinstance(results[0], Extraction)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(status=500), "the service answered 500: scripted"),
        (Fault(hang=1.5), "the model service did not answer in time"),
        (Fault(cut=True), "the connection to the model service broke"),
        (Fault(status=429), "the service answered 429: scripted"),
    ],
    ids=["500", "timeout", "cut line", "429"],
)
def test_a_batch_that_the_service_fails_on_is_named_and_asked_again_next_time(
    fault: Fault, reason: str, tmp_path: Path
) -> None:
    with serving(ScriptedModel(in_turn(LABELS, fault, LABELS))) as model:
        first = read(model, tmp_path, TEXTS[:20], llm_timeout=1, llm_context=8000)
        assert isinstance(first[0], Extraction)
        failed = [text for text, result in zip(TEXTS, first, strict=False) if isinstance(result, Skipped)]
        assert {str(result) for result in first if isinstance(result, Skipped)} == {reason}
        before = len(model.asked)
        again = read(model, tmp_path, TEXTS[:20])
        asked_again = [text for asked in model.asked[before:] for text in asked.insights.values()]
    assert sorted(asked_again) == sorted(failed)
    assert all(isinstance(result, Extraction) for result in again)


def test_a_service_that_fails_again_and_again_is_left_alone(tmp_path: Path) -> None:
    with serving(ScriptedModel(in_turn(LABELS, Fault(status=503)))) as model:
        results = read(model, tmp_path, TEXTS[:60])
        assert len(model.asked) == 4
    assert "Not asked: the model service failed 3 times running" in {str(r) for r in results}


def test_nobody_listening_ends_the_run_at_once(tmp_path: Path) -> None:
    nobody = ScriptedModel(LABELS, url="http://127.0.0.1:9/v1")
    with pytest.raises(ServiceUnreachable, match=r"127\.0\.0\.1:9") as caught:
        read(nobody, tmp_path, TEXTS[:1])
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    "around",
    ["```json\n{}\n```", "Here you are:\n{}\nAnything else?", '<think>Is it {{"insights": []}}?</think>\n{}'],
    ids=["fence", "prose", "thoughts"],
)
def test_a_server_that_knows_no_form_of_answer_is_asked_in_plain_text(around: str, tmp_path: Path) -> None:
    def answer(asked: Asked) -> Any:
        return Fault(text=around.format(json.dumps(LABELS(asked))))

    with serving(ScriptedModel(answer)) as model:
        results = read(model, tmp_path, TEXTS[:2])
        assert number_of_claims(results) == [len(LABELS.claims(text)) for text in TEXTS[:2]]
        before = len(model.asked)
        read(model, tmp_path, TEXTS[2:3])
    assert [asked.mode for asked in model.asked[before:]] == ["text"]


def all_faults() -> tuple[Answer, list[str]]:
    """Return answers with every fault in them, and the text that stands for each."""
    marked = dict(zip(range(10, 140, 10), TEXTS[10:140:10], strict=True))
    faults: dict[str, Any] = {
        marked[10]: in_turn(Fault(status=429, headers=(("Retry-After", "1"),)), LABELS),
        marked[20]: Fault(status=500),
        marked[30]: Fault(hang=6),
        marked[40]: Fault(cut=True),
        marked[50]: Fault(text=CUT, finish="length"),
        marked[60]: Fault(text=CUT),
        marked[70]: changed(marked[70], lambda claims: [claim | {"polarity": "splendid"} for claim in claims]),
        marked[80]: changed(marked[80], lambda claims: [claim | {"quote": "nobody wrote this"} for claim in claims]),
        marked[90]: Fault(refusal="No."),
        marked[100]: left_out,
        marked[110]: changed(marked[110], lambda claims: claims * 3),
        marked[120]: changed(marked[120], lambda claims: [c | {"reasoning": "x" * 100_000} for c in claims]),
        marked[130]: changed(marked[130], lambda claims: [c | {"strategy": "сдавать"} for c in claims]),
    }

    def answer(asked: Asked) -> Any:
        fault = next((faults[text] for text in asked.insights.values() if text in faults), LABELS)
        return fault if isinstance(fault, Fault) else fault(asked)

    return answer, list(faults)


def test_every_fault_in_one_run_of_two_hundred_insights(tmp_path: Path) -> None:
    answer, marked = all_faults()
    write_insights(tmp_path / "in.jsonl", TEXTS)
    command = ("run", "in.jsonl", "--engine", "llm", "--judge", "local", "--store", "g.lbug", "--json")
    with serving(ScriptedModel(answer)) as model:
        first = faultline(model, tmp_path, *command, key=KEY)
        assert first.returncode == 3, first.stderr
        problems = [n["message"] for n in json.loads(first.stdout)["notices"] if n["level"] == "problem"]
        with open_store(str(tmp_path / "g.lbug"), read_only=True) as store:
            assert store.meta()["insights"] == len(TEXTS)
        named = {text for text in TEXTS for message in problems if repr(text[:60]) in message}
        assert {marked[place] for place in (1, 2, 3, 4, 5, 8, 9)} <= named
        assert not {marked[place] for place in (0, 6, 7, 10, 11, 12)} & named
        before = len(model.asked)
        model.answer = LABELS
        second = faultline(model, tmp_path, *command, key=KEY)
        assert second.returncode == 0, second.stderr
        asked_again = {text for asked in model.asked[before:] for text in asked.insights.values()}
    assert asked_again == named
    for output in (first.stdout, first.stderr, second.stdout, second.stderr):
        assert KEY not in output
        assert "Traceback" not in output
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes()


def test_a_server_that_came_to_understand_another_way_of_asking_is_asked_in_that_way(tmp_path: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        read(model, tmp_path, TEXTS[:1])
        model.modes = frozenset({"json"})
        results = read(model, tmp_path, TEXTS[1:2])
    assert [asked.mode for asked in model.asked] == ["json_schema", "json"]
    assert isinstance(results[0], Extraction)
