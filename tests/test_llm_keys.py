"""A key is used and never repeated, and what is missing is named."""

from pathlib import Path

import pytest
from model_reading import KEY, LABELS, TEXTS, read
from scripted_model import Fault, ScriptedModel, in_turn, serving

from extract.llm.session import LlmSession
from graph.errors import ServiceRefused, ServiceUnreachable, SettingsError
from graph.models import Extraction
from graph.settings import load_settings


def test_a_key_that_is_refused_ends_the_run_and_is_not_repeated(tmp_path: Path) -> None:
    refused = Fault(status=401, message=f"Incorrect API key provided: {KEY}")
    with (
        serving(ScriptedModel(in_turn(refused))) as model,
        pytest.raises(ServiceRefused, match="OPENAI_API_KEY") as caught,
    ):
        read(model, tmp_path, TEXTS[:1])
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("address", ["http://ann:{}@127.0.0.1:9/v1", "http://127.0.0.1:9/v1?key={}"])
def test_a_key_in_the_address_is_not_repeated(address: str, tmp_path: Path) -> None:
    nobody = ScriptedModel(LABELS, url=address.format(KEY))
    with pytest.raises(ServiceUnreachable, match=r"127\.0\.0\.1:9/v1") as caught:
        read(nobody, tmp_path, TEXTS[:1])
    assert KEY not in str(caught.value)


def test_white_space_around_a_key_does_no_harm(tmp_path: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model:
        results = read(model, tmp_path, TEXTS[:1], openai_api_key=f" {KEY}\r\n")
    assert isinstance(results[0], Extraction)
    sent = {name.lower(): value for name, value in model.headers[0].items()}
    assert sent["authorization"] == f"Bearer {KEY}"


def test_a_key_that_cannot_be_sent_is_not_repeated(tmp_path: Path) -> None:
    with serving(ScriptedModel(LABELS)) as model, pytest.raises(SettingsError, match="OPENAI_API_KEY") as caught:
        read(model, tmp_path, TEXTS[:1], openai_api_key=f"{KEY}–0")
    assert KEY not in str(caught.value)


def test_without_a_model_or_an_address_it_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="FAULTLINE_MODEL"):
        LlmSession(load_settings(engine="llm", llm_cache=tmp_path / "a"))
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        LlmSession(load_settings(engine="llm", llm_cache=tmp_path / "a", llm_model="m"))
