"""Write contradictions as an Atom feed (RFC 4287) in which an entry keeps its id for good."""

import uuid
from xml.etree import ElementTree as ET

from dashboard.safe import visible
from dashboard.templating import html_templates
from dashboard.words import split_kind
from graph.answers import Contradiction, Quote
from graph.store import Reader
from graph.week_answers import FeedEntry
from graph.weekly import feed_entries, week_days

WEEKS = 8
ENTRIES = 200
_ATOM = "http://www.w3.org/2005/Atom"
# Ids are hashes under a name of our own: they need no domain, and say nothing of where they were made.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:faultline:contradictions")


def write_feed(store: Reader, *, last_week: str, page_url: str | None = None) -> bytes:
    """Return the feed of the contradictions of the weeks up to `last_week`, newest first.

    Parameters
    ----------
    store : Reader
    last_week : str
        ISO week.
    page_url : str, optional
        Address of the page, for links to the debates.
    """
    entries, total = feed_entries(store, last_week=last_week, weeks=WEEKS, limit=ENTRIES)
    entries.sort(key=lambda entry: (_updated(entry.pair, last_week), entry.pair.relation_id), reverse=True)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    _add(feed, "id", f"urn:uuid:{_NAMESPACE}")
    _add(feed, "title", "Faultline: contradictions")
    shown = f"{len(entries)} of {total}" if len(entries) < total else str(total)
    _add(feed, "subtitle", f"New contradictions of the {WEEKS} weeks up to {last_week}: {shown}")
    newest = max((_updated(entry.pair, last_week) for entry in entries), default=_midnight(week_days(last_week)[0]))
    _add(feed, "updated", newest)
    _add(ET.SubElement(feed, _tag("author")), "name", "Faultline")
    _add(feed, "generator", "Faultline")
    if page_url is not None:
        ET.SubElement(feed, _tag("link"), {"rel": "alternate", "type": "text/html", "href": f"{page_url}/"})
    for entry in entries:
        _add_entry(feed, entry, last_week=last_week, page_url=page_url)
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_entry(feed: ET.Element, entry: FeedEntry, *, last_week: str, page_url: str | None) -> None:
    pair = entry.pair
    element = ET.SubElement(feed, _tag("entry"))
    _add(element, "id", entry_id(pair.relation_id))
    _add(element, "title", f"{pair.a.title}: {split_kind(pair.facet)}")
    _add(element, "updated", _updated(pair, last_week))
    for source in sorted({pair.a.source, pair.b.source}):
        _add(ET.SubElement(element, _tag("author")), "name", source)
    ET.SubElement(element, _tag("category"), {"term": pair.facet.value, "label": split_kind(pair.facet)})
    if page_url is not None:
        address = f"{page_url}/?debate={pair.relation_id}"
        ET.SubElement(element, _tag("link"), {"rel": "alternate", "type": "text/html", "href": address})
    # A later quote last, as it was said.
    quotes = sorted(
        (pair.a, pair.b), key=lambda quote: (quote.counted_week or "", quote.published or "", quote.claim_id)
    )
    html = html_templates().get_template("entry.html.jinja").render(pair=pair, quotes=quotes, question=entry.question)
    _add(element, "content", html, type="html")


def _age(quote: Quote) -> tuple[str, str, str]:
    return quote.counted_week or "", quote.published or "", quote.claim_id


def entry_id(relation_id: str) -> str:
    """Return the id under which a feed carries a relation, whichever debate holds it.

    Examples
    --------
    >>> entry_id("a1~f2")
    'urn:uuid:2f62daf9-63b7-5c3b-bf1e-cc3f65c0af9e'
    """
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, relation_id)}"


def _updated(pair: Contradiction, last_week: str) -> str:
    """Return when the later quote was published; of an undated one, the Monday of the week it counts in."""
    days = [quote.published for quote in (pair.a, pair.b) if quote.published]
    week = pair.counted_week or last_week
    monday = week_days(week)[0]
    return _midnight(max([*days, monday] if len(days) < 2 else days))


def _midnight(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    element = ET.SubElement(parent, _tag(name), attributes)
    # `visible` also takes the characters that XML has no way to write, not even escaped.
    element.text = visible(text)


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
