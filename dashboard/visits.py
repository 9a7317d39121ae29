"""Know when a reader was here last, from what their own browser keeps; nothing is kept on the server.

The browser tells it in two cookies when it connects, so that the page never asks to be run a second time: an element
that did so in the moment of a click on a link left the next page empty.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from dashboard.address import asked

_SCRIPT = """
export default function () {
  const kept = Object.fromEntries(document.cookie.split("; ").map((pair) => pair.split("=")));
  const keep = (name, value, seconds) => {
    document.cookie = `${name}=${value}; Max-Age=${seconds}; Path=/; SameSite=Lax`;
  };
  const before = kept["faultline-before"] ?? kept["faultline-latest"] ?? "";
  // What is new stays new while a visit lasts, and half an hour without a look at the overview ends it.
  keep("faultline-before", before, 30 * 60);
  keep("faultline-latest", Math.floor(Date.now() / 1000), 400 * 24 * 3600);
}
"""


def last_visit() -> datetime | None:
    """Return when the reader was here before, None on a first visit or where the browser keeps nothing.

    ``?since=2026-11-20`` in the address counts instead of what the browser says.
    """
    given = asked("since")
    return _before(st.context.cookies) if given is None else _day(given)


def remember_visit() -> None:
    """Have the browser keep that its reader is here now."""
    st.components.v2.component("faultline_visit", js=_SCRIPT)(key="visit")


def _before(cookies: Mapping[str, str]) -> datetime | None:
    told = cookies.get("faultline-before", cookies.get("faultline-latest", ""))
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _day(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
