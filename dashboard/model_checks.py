"""Look at the model service: is it set up, does it answer, and how can it be asked for typed answers."""

from extract.llm.client import MODES
from extract.llm.session import LlmSession, is_short
from graph.errors import FaultlineError
from graph.settings import Settings


def model_service(settings: Settings) -> tuple[bool, str, int]:
    """Ask the service once in each way; return whether one works, what to say, and the exit code."""
    try:
        with LlmSession(settings) as session:
            refused = {mode: session.client.probe(mode) for mode in MODES}
            address = session.client.address
    except FaultlineError as error:
        return False, str(error), error.exit_code
    understood = [mode for mode, said in refused.items() if said is None]
    if not understood:
        said = "; ".join(f"{mode}: {reason}" for mode, reason in refused.items())
        return False, f"{settings.llm_model} at {address} gives no typed answer. {said}", 1
    return True, f"{settings.llm_model} at {address}, typed answers by {', '.join(understood)}, {_asked(settings)}", 0


def _asked(settings: Settings) -> str:
    if is_short(settings):
        return "asked in short, one insight a request"
    return f"asked in full, requests of {settings.llm_context:,} tokens"
