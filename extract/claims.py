"""What turns insights into claims and pairs of claims into verdicts, and the engines that do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from extract.readers.notices import Notice
from graph.errors import UsageError
from graph.models import Extraction, Insight
from graph.relate import LocalJudge
from graph.relate.judge import Judge
from graph.settings import Settings


class Skipped(Exception):
    """One insight could not be read; the rest of the batch can."""


class ClaimExtractor(Protocol):
    """Reads insights into claims, in batches.

    The reading of an insight depends on that insight and on static data only.
    """

    name: str
    """What stands in ``extracted_by``, such as ``local.v1``."""

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        """Yield one result for each insight, in order; a failed one yields `Skipped` with the reason."""


@runtime_checkable
class StartsEarly(Protocol):
    """An extractor that can be at work while the caller is."""

    def begin(self, insights: Sequence[Insight]) -> None:
        """Start on insights that `extract` will be asked for next."""


def _nothing() -> list[Notice]:
    return []


@dataclass(frozen=True, slots=True)
class Engine:
    """What a run reads and judges with.

    Attributes
    ----------
    notices : callable
        Says at the end of a run what it took and what did not pass.
    """

    extractor: ClaimExtractor
    judge: Judge
    notices: Callable[[], list[Notice]] = _nothing


def make_engine(settings: Settings) -> Engine:
    """Return the engine and the judge that the settings ask for.

    Raises
    ------
    SettingsError
        If the model's name, or its key and address, are missing.
    """
    judged_by_model = settings.judge in {"llm", "all"} or (settings.judge == "auto" and settings.engine == "llm")
    if settings.engine == "local" and not judged_by_model:
        return Engine(make_extractor("local", settings=settings), LocalJudge())
    from extract.llm.session import LlmSession  # noqa: PLC0415 - its clients take a second to import

    session = LlmSession(settings)
    local = LocalJudge()
    return Engine(
        session.extractor if settings.engine == "llm" else make_extractor("local", settings=settings),
        session.judge(local=local, everything=settings.judge == "all") if judged_by_model else local,
        session.notices,
    )


def make_extractor(engine: str, *, settings: Settings) -> ClaimExtractor:
    """Return the extractor called `engine`.

    Raises
    ------
    UsageError
        If there is no engine of that name.
    """
    if engine == "local":
        from extract.local.extractor import LocalExtractor  # noqa: PLC0415 - spaCy takes a second to import

        return LocalExtractor(spacy_model=settings.spacy_model)
    if engine == "llm":
        from extract.llm.session import LlmSession  # noqa: PLC0415 - its clients take a second to import

        return LlmSession(settings).extractor
    raise UsageError(f"There is no engine called {engine!r}. Use 'local' or 'llm'.")
