"""Whatever a text says, page and report show its words and nothing else."""

from html.parser import HTMLParser

import pytest
from builders import a_claim, an_insight
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from dashboard.safe import markdown_link, markdown_marked, markdown_text, marked, safe_url, visible
from graph.answers import Quote
from graph.models import Modality, Polarity

TEXTS = some.text(
    alphabet=some.sampled_from("ab1 .-+#*_[]()<>&`~|\\$!:/\"'@={}\n\t“”\u202e\u200b\u2028é中"), max_size=60
)


class Reader(HTMLParser):
    """Collects tags, and the text as a browser would show it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the name is given
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def a_quote(text: str, start: int = 0, end: int | None = None) -> Quote:
    insight = an_insight(text=text)
    claim = a_claim(insight=an_insight())
    return Quote(
        claim_id=claim.id,
        insight_id=insight.id,
        text=text,
        start=start,
        end=len(text) if end is None else end,
        actor="Northwind",
        strategy="lease servers",
        stance=None,
        polarity=Polarity.NEUTRAL,
        modality=Modality.ASSERTED,
        source="The Daily",
        source_kind="named",
        speaker=None,
        holder=None,
        episode=None,
        published=None,
        week=None,
        url=None,
        confidence=1,
        extracted_by="local.v1",
    )


def as_html(markdown: str) -> Reader:
    return Reader(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


@given(TEXTS)
def test_markdown_shows_the_words_and_nothing_else(text: str) -> None:
    shown = as_html(f"> {markdown_text(text)}")
    assert set(shown.tags) <= {"blockquote", "p"}
    assert shown.text.replace("\u2060", "").split() == visible(text).split()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_markdown(text: str) -> None:
    shown = as_html(markdown_text(text))
    assert set(shown.tags) <= {"p"}
    assert shown.text.replace("\u2060", "").split() == visible(text).split()


@pytest.mark.parametrize("text", ["https://evil.example", "www.evil.example", "me@evil.example", "mailto:a@b.example"])
def test_a_bare_address_does_not_become_a_link_on_github(text: str) -> None:
    assert text not in markdown_text(text).replace("\\", "")


@given(TEXTS.filter(lambda text: text.strip()), some.data())
def test_marked_evidence_is_bold_once_in_markdown(text: str, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(text) - 1))
    end = data.draw(some.integers(start + 1, len(text)))
    if not visible(text[start:end]):
        return
    shown = as_html(f"“{markdown_marked(a_quote(text, start, end))}”")
    assert shown.tags == ["p", "strong"]


@given(TEXTS.filter(lambda text: text.strip()), some.data())
def test_marked_evidence_is_marked_once_in_html(text: str, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(text) - 1))
    end = data.draw(some.integers(start + 1, len(text)))
    shown = Reader(str(marked(a_quote(text, start, end))))
    assert shown.tags == ["mark"]
    assert "".join(shown.text.split()) == "".join(visible(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_html(text: str) -> None:
    assert Reader(str(marked(a_quote(text)))).tags == ["mark"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.example",
        "https://user@evil.example",
        "https://evil.example/\"onmouseover='x'",
        "http://[broken",
        "https://",
        "",
    ],
)
def test_only_plain_web_addresses_are_followed(url: str) -> None:
    assert safe_url(url) is None
    assert "](" not in markdown_link("source", url)


def test_a_link_in_markdown_ends_where_its_address_ends() -> None:
    shown = as_html(markdown_link("so [it](is)", "https://example.org/a_(b)*c*?d=1&e=2"))
    assert shown.tags == ["p", "a"]
    assert shown.text.strip() == "so [it](is)"
