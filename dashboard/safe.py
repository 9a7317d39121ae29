"""Make untrusted text safe to show: as HTML, as Markdown, as an address.

Every insight, name, label, reason and address came from outside. HTML is only made by templates that
escape what they are given, and by ``marked`` below; Markdown only through ``markdown_text``.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from graph.answers import Quote

# What Markdown gives a meaning to inside a line.
_INLINE = re.compile(r"([\\`*_\[\]<>&|~$^={}#!])")
# What makes the start of a line a list, heading, rule or quotation.
_AT_START = re.compile(r"^(\d{1,9})([.)])|^([-+])")
# GitHub's Markdown makes links of bare addresses even where they are escaped: a word joiner, which
# nobody sees, ends the match.
_AUTOLINK = re.compile(r"(?i)(?<=[a-z]:)(?=//)|(?<=www)(?=\.)|(?<=@)|(?<=mailto:)|(?<=xmpp:)")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_WORD_JOINER = "\u2060"


def visible(text: str) -> str:
    r"""Return `text` on one line, without characters that only steer how other text is shown.

    Direction overrides could make a quote read otherwise than it was written.

    Examples
    --------
    >>> visible("up\u202e and\n down")
    'up and down'
    """
    kept = "".join(" " if unicodedata.category(sign) in {"Zl", "Zp"} else sign for sign in text if not _steers(sign))
    return " ".join(kept.split())


def marked(quote: Quote) -> Markup:
    """Return the insight of `quote` as HTML with its evidence in ``<mark>``."""
    before, evidence, after = evidence_parts(quote)
    return Markup("{}<mark>{}</mark>{}").format(escape(before), escape(evidence), escape(after))


def marked_all(quotes: Sequence[Quote]) -> Markup:
    """Return the insight that all `quotes` stand in as HTML, with the evidence of each in ``<mark>``."""
    first = quotes[0]
    if len(quotes) == 1:
        return marked(first)
    spans = [(quote.start, quote.end) for quote in quotes]
    borders = sorted({0, len(first.text), *(place for span in spans for place in span)})
    parts: list[tuple[bool, str]] = []
    for start, end in pairwise(borders):
        inside = any(span[0] <= start and end <= span[1] for span in spans)
        if parts and parts[-1][0] == inside:
            parts[-1] = (inside, parts[-1][1] + first.text[start:end])
        else:
            parts.append((inside, first.text[start:end]))
    return Markup("").join(
        Markup("<mark>{}</mark>").format(seamed(text)) if inside else escape(seamed(text)) for inside, text in parts
    )


def seamed(text: str) -> str:
    """Return a piece of a text as `visible` does, with the blanks at its ends, which stand between two pieces."""
    inner = visible(text)
    if not inner:
        return " " if text.isspace() else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def evidence_parts(quote: Quote) -> tuple[str, str, str]:
    """Split an insight around the evidence; blanks at the seams stay outside of it."""
    before, evidence, after = (
        quote.text[: quote.start],
        quote.text[quote.start : quote.end],
        quote.text[quote.end :],
    )
    head = " " if before[-1:].isspace() or evidence[:1].isspace() else ""
    tail = " " if after[:1].isspace() or evidence[-1:].isspace() else ""
    before, evidence, after = visible(before), visible(evidence), visible(after)
    return (before + head if before else ""), evidence, (tail + after if after else "")


def safe_url(url: str | None) -> str | None:
    """Return `url` if it is a plain web address that a reader may follow, else None.

    Examples
    --------
    >>> safe_url("https://example.org/a")
    'https://example.org/a'
    >>> safe_url("javascript:alert(1)") is None
    True
    """
    if url is None or any(sign.isspace() or _steers(sign) for sign in url) or re.search(r"[<>\"'\\`]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return url if plain else None


def markdown_text(text: str) -> str:
    r"""Return `text` as Markdown that shows exactly its words: no link, image, HTML or heading.

    Examples
    --------
    >>> markdown_text("# [click](javascript:x) <b>")
    '\\# \\[click\\](javascript:x) \\<b\\>'
    """
    return _at_start(_inline(visible(text)))


def markdown_marked(quote: Quote) -> str:
    """Return the insight of `quote` as Markdown with its evidence in bold."""
    before, evidence, after = (_inline(part) for part in evidence_parts(quote))
    # Markdown only opens and closes bold next to certain characters; the tag means the same.
    opens, closes = ("**", "**") if _bold_works(before, evidence, after) else ("<strong>", "</strong>")
    return f"{_at_start(before)}{opens}{evidence}{closes}{after}"


def markdown_link(label: str, url: str | None) -> str:
    """Return a link to a plain web address, or only the label where the address is not one."""
    address = safe_url(url)
    if address is None:
        return markdown_text(label)
    # Brackets, blanks and backslashes cannot occur in a safe address; parentheses could end it.
    target = address.replace("(", "%28").replace(")", "%29").replace("&", "&amp;").replace("*", "%2A")
    return f"[{markdown_text(label)}]({target})"


def _steers(sign: str) -> bool:
    """Whether a character has no shape of its own but changes how others are shown."""
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}:
        return sign not in "\n\t\r \u200d\u200c\u00ad"
    # What Unicode never gives to a character: XML, and with it SVG and feeds, forbids the last two of a plane.
    return ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef"


def _inline(text: str) -> str:
    joined = _AUTOLINK.sub(_WORD_JOINER, text)
    return _EMOJI.sub(r"\\:", _INLINE.sub(r"\\\1", joined))


def _at_start(text: str) -> str:
    return _AT_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", text, count=1)


def _bold_works(before: str, evidence: str, after: str) -> bool:
    def open_on(outside: str, inside: str) -> bool:
        return inside.isalnum() or not outside or outside.isspace()

    return open_on(before[-1:], evidence[:1]) and open_on(after[:1], evidence[-1:])
