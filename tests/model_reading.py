"""Read labelled insights with the llm engine and the scripted model."""

from pathlib import Path
from typing import Any

from builders import an_insight
from labelled_answers import Labels
from model_settings import asking
from scripted_model import ScriptedModel

from extract.claims import Skipped
from extract.llm.session import LlmSession
from graph.models import Extraction
from graph.settings import Settings

KEY = "sk-very-secret-0123456789"
LABELS = Labels(*(f"train/t{number}" for number in range(1, 12)))
TEXTS = LABELS.texts[:200]


def settings(model: ScriptedModel, folder: Path, **fields: Any) -> Settings:
    usual = {"llm_timeout": 5, "llm_concurrency": 1, "llm_context": 2500, "openai_api_key": KEY}
    return asking(model, folder, **usual | fields)


def read(model: ScriptedModel, folder: Path, texts: list[str], **fields: Any) -> list[Extraction | Skipped]:
    with LlmSession(settings(model, folder, **fields)) as session:
        return list(session.extractor.extract([an_insight(text=text) for text in texts]))


def number_of_claims(results: list[Extraction | Skipped]) -> list[int | str]:
    return [str(result) if isinstance(result, Skipped) else len(result.claims) for result in results]
