"""Look at what Faultline needs: is it there, does it answer, and how to mend it."""

import importlib.util
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from graph.errors import FaultlineError, SettingsError
from graph.files import data_path
from graph.settings import CONFIG_FILE, Settings
from graph.store import open_store

PACKAGES = ("spacy", "networkx", "ladybug", "neo4j", "streamlit", "openai", "instructor")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str
    exit_code: int = 1


def examine(settings: Settings) -> list[Check]:
    """Check Python, packages, models, settings file, store, and the model service where one is configured."""
    checks = [Check("Python", sys.version_info[:2] == (3, 11), sys.version.split()[0])]
    checks += [Check(name, True, version(name)) for name in PACKAGES]
    checks += [_pipeline(settings), _data(), _config(), _store(settings), _pdf()]
    if settings.smtp_host is not None:
        checks.append(_mail(settings))
    if settings.engine == "llm" or settings.llm_model is not None:
        checks.append(_model(settings))
    return checks


def _pipeline(settings: Settings) -> Check:
    name = settings.spacy_model
    found = importlib.util.find_spec(name) is not None or Path(name).exists()
    detail = name if found else f"{name} is not installed. Install it, or unset FAULTLINE_SPACY_MODEL."
    return Check("spaCy pipeline", found, detail)


def _data() -> Check:
    try:
        return Check("names and models", data_path("aliases", "aliases.csv").is_file(), "shipped files are in place")
    except FileNotFoundError as error:
        return Check("names and models", False, str(error))


def _config() -> Check:
    path = Path(CONFIG_FILE)
    return Check("settings", True, f"environment and {path}" if path.exists() else f"environment; no {path} here")


def _pdf() -> Check:
    found = importlib.util.find_spec("typst") is not None
    detail = f"typst {version('typst')}" if found else "not possible without the package typst; nothing else needs it"
    return Check("reports as PDF", True, detail)


def _mail(settings: Settings) -> Check:
    from dashboard.report.sending import mail_server  # noqa: PLC0415 - only where one is set

    try:
        server = mail_server(settings)
    except SettingsError as error:
        return Check("mail", False, str(error), error.exit_code)
    return Check("mail", True, f"{server.host}:{server.port}, {server.security}, as {server.sender.addr_spec}")


def _model(settings: Settings) -> Check:
    from dashboard.model_checks import model_service  # noqa: PLC0415 - only where a model is configured

    ok, detail, exit_code = model_service(settings)
    return Check("model service", ok, detail, exit_code)


def _store(settings: Settings) -> Check:
    is_address = "://" in settings.store
    if not is_address and not Path(settings.store).exists():
        return Check("store", True, f"{settings.store} is not there yet; `faultline run` makes it")
    try:
        with open_store(settings.store, read_only=True) as store:
            held = store.meta()
    except FaultlineError as error:
        return Check("store", False, str(error), error.exit_code)
    amount = ", ".join(f"{held[kind]:,} {kind}" for kind in ("sources", "insights", "claims", "debates"))
    return Check("store", True, f"{settings.store}: {amount}")
