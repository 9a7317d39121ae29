"""Notice what is read twice: one text again, or one id with another text."""

from collections import OrderedDict
from dataclasses import dataclass

from extract.readers.notices import Notice
from graph.models import Insight

# Notices are a courtesy, the graph itself keeps one insight of a text: so old ones may be forgotten.
_REMEMBERED = 50_000

_Details = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class Repeats:
    """Remember the latest insights, so that a text or an id that comes again is noticed."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, tuple[Place, _Details]] = OrderedDict()
        self._ids: OrderedDict[tuple[str, str], tuple[Place, str]] = OrderedDict()

    def look_at(self, insight: Insight, place: Place) -> tuple[bool, list[Notice]]:
        """Return whether `insight` says anything new, and what there is to say about repetition."""
        notices = []
        details = (
            insight.external_id,
            insight.episode,
            insight.speaker,
            insight.published,
            insight.url,
            insight.source.name,
            insight.source.kind,
        )
        before = self._texts.get(insight.id)
        if before:
            message = f"The same text stands in {before[0]}; it counts once, with the earliest date."
            notices.append(Notice("notice", place.file, place.line, message))
        else:
            self._texts[insight.id] = (place, details)
        if insight.external_id is not None:
            key = (insight.source.id, insight.external_id)
            first, identity = self._ids.setdefault(key, (place, insight.id))
            if identity != insight.id:
                message = f"The id {insight.external_id!r} has another text in {first}; both were read."
                notices.append(Notice("notice", place.file, place.line, message))
        for remembered in (self._texts, self._ids):
            if len(remembered) > _REMEMBERED:
                remembered.popitem(last=False)
        return before is None or before[1] != details, notices
