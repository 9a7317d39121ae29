"""What turns insights into claims, and the engines that do."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from graph.errors import UsageError
from graph.models import Extraction, Insight
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
    raise UsageError(f"There is no engine called {engine!r}. Use 'local'.")
