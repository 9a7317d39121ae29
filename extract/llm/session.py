"""Put the parts of the llm engine together: one model, one file of answers, one count of what is used."""

from types import TracebackType
from typing import Self

from extract.llm.answers import AnswerStore
from extract.llm.client import ModelClient
from extract.llm.extractor import LlmExtractor
from extract.llm.forms import SMALL_CONTEXT, FullForm, ShortForm
from extract.llm.judge import LlmJudge
from extract.llm.spending import Meter, Price
from extract.readers.notices import Notice
from graph.relate.judge import Judge
from graph.settings import Settings

_PLACE = "model"


class LlmSession:
    """One run's dealings with a model.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings) -> None:
        price = None if settings.llm_price is None else Price.parse(settings.llm_price)
        self._settings = settings
        self.meter = Meter(price, settings.llm_max_cost)
        self.answers = AnswerStore(settings.llm_cache.expanduser())
        self.client = ModelClient(settings, answers=self.answers, meter=self.meter)
        self.extractor = LlmExtractor(
            self.client,
            answers=self.answers,
            form=ShortForm(self.client) if is_short(settings) else FullForm(self.client, context=settings.llm_context),
            concurrency=settings.llm_concurrency,
        )
        self._judge: LlmJudge | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and file."""
        self.client.close()
        self.answers.close()

    def judge(self, *, local: Judge, everything: bool = False) -> LlmJudge:
        """Return the judge that asks the model, with the local rules beside it."""
        self._judge = LlmJudge(
            self.client,
            answers=self.answers,
            local=local,
            context=self._settings.llm_context,
            concurrency=self._settings.llm_concurrency,
            swap=self._settings.llm_swap,
            everything=everything,
        )
        return self._judge

    def notices(self) -> list[Notice]:
        """Say what was asked, what it took, and what did not pass."""
        said = [Notice("notice", _PLACE, None, f"{self.client.model}: {self.meter.use}.")]
        dropped = self.extractor.dropped
        if dropped:
            reasons = ", ".join(f"{count} {fault}" for fault, count in sorted(dropped.items()))
            said.append(Notice("notice", _PLACE, None, f"{dropped.total()} of its statements were dropped: {reasons}."))
        if self._judge is not None:
            said += _about_pairs(self._judge)
        return said


def is_short(settings: Settings) -> bool:
    """Tell whether claims are asked for in short: as the settings say, else where the context is small."""
    return settings.llm_prompt == "short" or (settings.llm_prompt == "auto" and settings.llm_context < SMALL_CONTEXT)


def _about_pairs(judge: LlmJudge) -> list[Notice]:
    report = judge.report
    said = [
        Notice(
            "notice",
            _PLACE,
            None,
            f"Of {report.pairs:,} pairs {report.asked:,} were asked about, {report.kept:,} had been before and "
            f"{report.settled:,} were settled without; {report.both_ways:,} in both orders, {report.wavering:,} of "
            "them answered differently.",
        )
    ]
    if report.reworded:
        message = f"{report.reworded:,} of the model's reasons said what the claims do not say, and were replaced."
        said.append(Notice("notice", _PLACE, None, message))
    if report.failed:
        message = f"{report.failed:,} pairs keep the verdict of the local rules, for the model gave none: {report.why}."
        said.append(Notice("problem", _PLACE, None, message))
    return said
