"""Make ids from content, so that reading the same thing twice gives the same node."""

import hashlib
import unicodedata
from datetime import date

# 80 bits: the chance of any collision among a billion ids is about one in two million.
_HEX_DIGITS = 20


def content_id(*parts: str | int) -> str:
    """Hash parts into a short id; parts never run into each other.

    Parameters
    ----------
    *parts : str or int
        What identifies the thing, in a fixed order.

    Returns
    -------
    str
        20 hexadecimal digits.

    Examples
    --------
    >>> content_id("ab", "c") == content_id("a", "bc")
    False
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:_HEX_DIGITS]


def normal_text(text: str) -> str:
    r"""Return `text` in NFC with every run of white space made one blank.

    Examples
    --------
    >>> normal_text(" Meta  is\nselling ")
    'Meta is selling'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def normal_name(name: str) -> str:
    """Return a name as it is compared: NFC, one blank between words, case folded."""
    return normal_text(name).casefold()


def source_id(name: str) -> str:
    """Return the id of the source called `name`, whatever its case."""
    return content_id("source", normal_name(name))


def insight_id(source: str, text: str) -> str:
    """Return the id of the insight with this `text` from the source with id `source`."""
    return content_id("insight", source, normal_text(text))


def claim_id(insight: str, extracted_by: str, start: int, end: int, mention_start: int) -> str:
    """Return the id of the claim that `extracted_by` read from ``[start, end)`` of an insight."""
    return content_id("claim", insight, extracted_by, start, end, mention_start)


def extraction_id(insight: str, extracted_by: str) -> str:
    """Return the id of one reading of an insight."""
    return content_id("extraction", insight, extracted_by)


def entity_id(key: str) -> str:
    """Return the id of the entity whose resolution key is `key`."""
    return content_id("entity", normal_name(key))


def relation_id(a: str, b: str) -> str:
    """Return the id of the relation between two claims, the same from either side.

    Examples
    --------
    >>> relation_id("f2", "a1")
    'a1~f2'
    """
    return "~".join(sorted((a, b)))


def iso_week(day: str | None) -> str | None:
    """Return the ISO week of an ISO date, or None where the date is unknown.

    Examples
    --------
    >>> iso_week("2027-01-01")
    '2026-W53'
    """
    if day is None:
        return None
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04d}-W{week:02d}"
