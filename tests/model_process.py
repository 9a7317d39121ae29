"""Run the command against the scripted model, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripted_model import ScriptedModel


def write_insights(path: Path, texts: Sequence[str], **fields: Any) -> Path:
    """Write texts as JSON lines."""
    rows = [{"id": f"x{number}", "source": "The Daily", "text": text, **fields} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def faultline(
    model: ScriptedModel, folder: Path, *arguments: str, key: str = "none"
) -> subprocess.CompletedProcess[str]:
    """Run the command in `folder`, set up for the scripted service."""
    process = started(model, folder, *arguments, key=key)
    try:
        output, errors = process.communicate(timeout=300)
    finally:
        process.kill()
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def started(model: ScriptedModel, folder: Path, *arguments: str, key: str = "none") -> subprocess.Popen[str]:
    """Start the command in `folder`, set up for the scripted service."""
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment |= {
        "OPENAI_BASE_URL": model.url,
        "OPENAI_API_KEY": key,
        "FAULTLINE_MODEL": "scripted",
        "FAULTLINE_LLM_CACHE": str(folder / "answers.sqlite"),
        "FAULTLINE_LLM_RETRIES": "1",
        "FAULTLINE_LLM_TIMEOUT": "4",
        "FAULTLINE_LLM_CONTEXT": "2500",
        "FAULTLINE_LLM_SWAP": "0",
    }
    command = [sys.executable, "-m", "dashboard.cli", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, cwd=folder, stdout=pipe, stderr=pipe, text=True)
