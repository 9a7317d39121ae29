"""What was answered once is not asked again, however the run ended."""

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from model_process import faultline, started, write_insights
from model_reading import LABELS, TEXTS, read
from scripted_model import Asked, Fault, ScriptedModel, in_turn, serving

from graph.errors import ServiceRefused
from graph.models import Extraction


def test_a_kept_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        first = read(model, tmp_path, TEXTS[:2])
        with sqlite3.connect(tmp_path / "answers.sqlite") as file:
            file.execute("UPDATE answers SET answer = '{\"claims\": 7}'")
        assert read(model, tmp_path, TEXTS[:2]) == first
    assert len(model.asked) == 2


def test_what_was_answered_before_a_run_was_killed_is_not_asked_again(tmp_path: Path) -> None:
    with serving(ScriptedModel(in_turn(LABELS, LABELS, Fault(status=401)))) as model:
        with pytest.raises(ServiceRefused):
            read(model, tmp_path, TEXTS[:20])
        answered = [text for asked in model.asked[:2] for text in asked.insights.values()]
        model.answer = LABELS
        before = len(model.asked)
        results = read(model, tmp_path, TEXTS[:20])
        asked_again = [text for asked in model.asked[before:] for text in asked.insights.values()]
    assert not set(answered) & set(asked_again)
    assert all(isinstance(result, Extraction) for result in results)


def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    write_insights(tmp_path / "in.jsonl", TEXTS[:20])
    command = ("run", "in.jsonl", "--engine", "llm", "--judge", "local", "--store", "g.lbug")
    fourth = threading.Event()

    def stuck(_asked: Asked) -> Any:
        fourth.set()
        return Fault(hang=3)

    with serving(ScriptedModel(in_turn(LABELS, LABELS, LABELS, stuck))) as model:
        process = started(model, tmp_path, *command, "--quiet")
        assert fourth.wait(timeout=120)
        time.sleep(0.5)
        process.kill()
        process.communicate()
        answered = {text for asked in model.asked[:3] for text in asked.insights.values()}
        before = len(model.asked)
        model.answer = LABELS
        done = faultline(model, tmp_path, *command)
        assert done.returncode == 0, done.stderr
        asked_again = {text for asked in model.asked[before:] for text in asked.insights.values()}
    assert asked_again == set(TEXTS[:20]) - answered


def test_requests_run_side_by_side_up_to_the_limit(tmp_path: Path) -> None:
    running, most = set[int](), [0]
    lock = threading.Lock()

    def answer(asked: Asked) -> Any:
        with lock:
            running.add(id(asked))
            most[0] = max(most[0], len(running))
        time.sleep(0.3)
        with lock:
            running.discard(id(asked))
        return LABELS(asked)

    with serving(ScriptedModel(answer)) as model:
        results = read(model, tmp_path, TEXTS[:40], llm_concurrency=3)
    assert most[0] == 3
    assert all(isinstance(result, Extraction) for result in results)
