"""Decide what of a record can be kept: which fields an insight has, and what their values may be."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from extract.readers.lines import damage
from extract.readers.notices import Level, Trouble
from graph.models import Insight, Source

FIELDS = ("id", "source", "episode", "speaker", "published", "url", "text")
"""The fields of a record, as JSON keys or CSV columns."""

TEXT_LIMIT = 20_000
"""Characters that an insight may have; it is meant to be a short paragraph."""

_LIMITS = {"id": 200, "source": 200, "episode": 500, "speaker": 200, "published": 100, "url": 2000}

# Control characters could steer a terminal, direction marks could turn quotes around on a page.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one record as a format found them, and the line where it stands."""

    line: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a file's insights when the records do not say: the name of the source."""

    file: str
    source: Source


@dataclass(frozen=True, slots=True)
class Verdict:
    """The insight of a record, None where it has none, and what there is to say about it."""

    insight: Insight | None
    troubles: tuple[Trouble, ...] = ()


class _Unusable(Exception):
    """A value cannot be used; the message says why and how to mend it."""

    level: Level = "problem"


class _NotWanted(_Unusable):
    """A value is left out, and nothing has to be mended."""

    level = "notice"


def fields_of(raw: Mapping[str, object]) -> dict[str, object]:
    """Return the fields by their names in lower case, without those that are empty."""
    return {str(name).strip().lower(): value for name, value in raw.items() if value is not None}


def to_insight(record: Record, origin: Origin) -> Verdict:
    """Turn a record into an insight, or say why not.

    Text and source have to be right, for they make the insight what it is. Another field that
    cannot be used is left out, and that is said.

    Examples
    --------
    >>> origin = Origin("weeks.jsonl", Source(name="weeks"))
    >>> to_insight(Record(7, {"text": "Meta sells compute.", "published": "yesterday"}), origin).troubles[0].message
    "'yesterday' is not a date, so the insight is undated. Write it as 2026-11-24."
    """
    try:
        text, source = _text(record.fields.get("text")), _source(record.fields.get("source"), origin)
    except _Unusable as why:
        return Verdict(None, (Trouble(record.line, str(why)),))
    troubles = []
    if _UNSEEN.search(str(record.fields["text"])):
        troubles.append(Trouble(record.line, "Control characters in the text were left out.", "notice"))
    kept: dict[str, str | None] = {}
    for name, read in _OPTIONAL.items():
        try:
            kept[name] = read(name, record.fields.get(name))
        except _Unusable as why:
            troubles.append(Trouble(record.line, str(why), why.level))
    kept["external_id"] = kept.pop("id", None)
    insight = Insight.model_validate({**kept, "source": source, "text": text, "source_file": origin.file})
    return Verdict(insight, tuple(troubles))


def _text(value: object) -> str:
    if value is None:
        raise _Unusable("The record has no text. Give it a field `text`, or remove it.")
    if not isinstance(value, str):
        raise _Unusable(f"The text is {_kind(value)}. Write it as a string.")
    if why := damage(value):
        raise _Unusable(f"The text {why}. Save the file as UTF-8.")
    text = clean(value)
    if not any(character.isalnum() for character in text):
        raise _Unusable("The text is blank. Fill it in, or remove the record.")
    if len(text) > TEXT_LIMIT:
        raise _Unusable(f"The text has {len(text):,} characters, more than {TEXT_LIMIT:,}. Cut it into insights.")
    return text


def _source(value: object, origin: Origin) -> Source:
    name = _string("source", value)
    return origin.source if name is None else Source(name=name, kind="named")


def _string(name: str, value: object) -> str | None:
    """Return a field's text, None where it is blank."""
    if value is None:
        return None
    if name == "id" and type(value) is int:
        value = str(value)
    so = "the record was not read" if name == "source" else "it was left out"
    if not isinstance(value, str):
        raise _Unusable(f"The field `{name}` is {_kind(value)}, so {so}. Write it as a string.")
    if why := damage(value):
        raise _Unusable(f"The field `{name}` {why}, so {so}. Save the file as UTF-8.")
    text = clean(value)
    if len(text) > _LIMITS[name]:
        raise _Unusable(f"The field `{name}` is longer than {_LIMITS[name]:,} characters, so {so}. Shorten it.")
    return text or None


def _date(name: str, value: object) -> str | None:
    text = _string(name, value)
    try:
        return None if text is None else utc_date(text)
    except (ValueError, OverflowError) as error:
        raise _Unusable(f"{text!r} is not a date, so the insight is undated. Write it as 2026-11-24.") from error


def _address(name: str, value: object) -> str | None:
    text = _string(name, value)
    if text is None or _is_web_address(text):
        return text
    raise _NotWanted(f"The address {text[:80]!r} is not an http(s) one and was left out.")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text
    except ValueError:
        return False


_OPTIONAL: Mapping[str, Callable[[str, object], str | None]] = {
    "id": _string,
    "episode": _string,
    "speaker": _string,
    "published": _date,
    "url": _address,
}


def utc_date(value: str) -> str:
    """Return the ISO date of an ISO date or time; a time with a zone counts in UTC.

    Examples
    --------
    >>> utc_date("2026-11-24"), utc_date("2026-11-24T23:30:00-05:00")
    ('2026-11-24', '2026-11-25')
    """
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        moment = datetime.fromisoformat(value)
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date().isoformat()


def clean(value: str) -> str:
    r"""Return `value` in NFC, with one blank between words and no character that steers a display.

    Examples
    --------
    >>> clean(" Meta\x00 is\tselling ")
    'Meta is selling'
    """
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub(" ", value)).split())


def _kind(value: object) -> str:
    names = {"bool": "true or false", "int": "a number", "float": "a number", "list": "a list", "dict": "an object"}
    return names.get(type(value).__name__, "of another type")
