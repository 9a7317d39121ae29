"""Let a reader take away what a page shows, as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from graph.answers import DebateAnswer, DebateCard, Quote

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def offer(rows: Sequence[Mapping[str, Any]], name: str) -> None:
    """Show two buttons that save `rows` as ``<name>.csv`` and ``<name>.json``; none where there is nothing."""
    if not rows:
        return
    with st.container(horizontal=True):
        # Written when somebody clicks, not on every run.
        st.download_button("CSV", lambda: as_csv(rows), f"{name}.csv", "text/csv", on_click="ignore")
        st.download_button("JSON", lambda: as_json(rows), f"{name}.json", "application/json", on_click="ignore")


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV in UTF-8; text that a spreadsheet would take for a formula gets an apostrophe.

    Examples
    --------
    >>> as_csv([{"actor": "=1+1", "claims": -2}]).decode("utf-8-sig").split()
    ['actor,claims', "'=1+1,-2"]
    """
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows([{name: _harmless(value) for name, value in row.items()} for row in rows])
    # With a mark of its encoding, or spreadsheets take it for another.
    return stream.getvalue().encode("utf-8-sig")


def as_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as a JSON list."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1, default=str).encode()


def quote_row(quote: Quote, **first: Any) -> dict[str, Any]:
    """Return a quote as one row, after the columns `first`."""
    return first | {
        "actor": quote.actor,
        "strategy": quote.strategy,
        "stance": quote.stance,
        "polarity": int(quote.polarity),
        "modality": quote.modality.value,
        "evidence": quote.evidence,
        "text": quote.text,
        "source": quote.source,
        "holder": quote.holder,
        "speaker": quote.speaker,
        "episode": quote.episode,
        "published": quote.published,
        "url": quote.url,
        "confidence": quote.confidence,
        "extracted_by": quote.extracted_by,
        "claim": quote.claim_id,
        "insight": quote.insight_id,
    }


def debate_rows(debate: DebateAnswer) -> list[dict[str, Any]]:
    """Return the quotes of a debate, a row each, with the side that they take."""
    return card_rows(debate) + [
        quote_row(quote, debate=debate.id, side="", position="reported") for quote in debate.neutral
    ]


def card_rows(debate: DebateCard | DebateAnswer) -> list[dict[str, Any]]:
    """Return the quotes of a debate that take a side, a row each."""
    return [
        quote_row(quote, debate=debate.id, side=side.letter, position=side.label)
        for side in debate.sides
        for quote in side.quotes
    ]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
