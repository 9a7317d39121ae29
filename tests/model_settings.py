"""Settings under which a scripted model is asked."""

from pathlib import Path
from typing import Any

from scripted_model import ScriptedModel

from graph.settings import Settings, load_settings


def asking(model: ScriptedModel, folder: Path, **fields: Any) -> Settings:
    """Return settings that ask `model`, keep its answers in `folder` and try nothing twice, but for `fields`."""
    asked = {
        "engine": "llm",
        "openai_base_url": model.url,
        "llm_model": "scripted",
        "llm_cache": folder / "answers.sqlite",
        "llm_retries": 0,
    }
    return load_settings(**asked | fields)
