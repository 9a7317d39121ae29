"""Set up the templates: HTML and Markdown that escape all they are given, and plain text."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard import safe, words
from dashboard.figures import side_class, stance_bar
from graph.answers import Quote
from graph.wording import gerund

_HERE = Path(__file__).resolve().parent
_FOLDERS = (_HERE / "templates", _HERE / "report" / "templates")

_WORDS: Mapping[str, Callable[..., object]] = {
    "counted": words.counted,
    "day": words.day,
    "split_kind": words.split_kind,
    "split_line": words.split_line,
    "side_count": words.side_count,
    "byline": words.byline,
    "small_print": words.small_print,
    "figure": words.figure,
    "week_name": words.week_name,
    "gerund": gerund,
}


def html_templates() -> Environment:
    """Return the environment of the HTML templates: whatever they are given is escaped."""
    environment = _environment(finalize=_visible)
    environment.globals.update(
        _WORDS,
        marked=safe.marked,
        marked_all=safe.marked_all,
        by_insight=by_insight,
        safe_url=safe.safe_url,
        side_class=side_class,
        stance_bar=stance_bar,
        page_address=page_address,
    )
    return environment


def markdown_templates() -> Environment:
    """Return the environment of the Markdown templates: whatever they are given shows as plain words."""
    environment = _environment(finalize=_plain_in_markdown)
    environment.globals.update(
        _WORDS,
        marked=lambda quote: Markup(safe.markdown_marked(quote)),  # noqa: S704 - escaped for Markdown
        link=lambda label, url: Markup(safe.markdown_link(label, url)),  # noqa: S704 - escaped for Markdown
        safe_url=safe.safe_url,
    )
    return environment


def text_templates() -> Environment:
    """Return the environment in which the Markdown templates give plain text: words as they are, addresses in full."""
    environment = _environment(finalize=_plain)
    environment.globals.update(
        _WORDS,
        marked=lambda quote: _plain(quote.text),
        link=lambda label, url: _plain(label if safe.safe_url(url) is None else f"{label}: {url}"),
        safe_url=safe.safe_url,
    )
    return environment


def page_address(page: str, **asked: str) -> str:
    """Return the address of a page, seen from any other page.

    Examples
    --------
    >>> page_address("actors", actor="A & B")
    'actors?actor=A+%26+B'
    """
    return f"{page}?{urlencode(asked)}"


def by_insight(quotes: Iterable[Quote]) -> list[list[Quote]]:
    """Put the quotes of one insight together, where its first one stands."""
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.insight_id, []).append(quote)
    return list(groups.values())


def _environment(*, finalize: Callable[[Any], Any]) -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _visible(value: Any) -> Any:
    return safe.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _plain_in_markdown(value: Any) -> Any:
    # Markup marks what is Markdown already, so that the HTML escaping lets it be.
    return value if isinstance(value, Markup) else Markup(safe.markdown_text(str(value)))  # noqa: S704


def _plain(value: Any) -> Markup:
    return value if isinstance(value, Markup) else Markup(safe.visible(str(value)))  # noqa: S704 - for no browser
