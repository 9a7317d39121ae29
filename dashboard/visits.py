"""Know when a reader was here last, from what their own browser keeps; nothing is kept on the server."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.address import asked

# A visit lasts as long as the browser's tab: what is new stays new until it is closed.
_SCRIPT = """
export default function ({ setStateValue }) {
  let before = "";
  try {
    before = sessionStorage.getItem("faultline-before");
    if (before === null) {
      before = localStorage.getItem("faultline-visit") ?? "";
      sessionStorage.setItem("faultline-before", before);
    }
    localStorage.setItem("faultline-visit", new Date().toISOString());
  } catch (error) {
    before = "";  // this browser keeps nothing
  }
  setStateValue("before", before);
}
"""


def last_visit() -> tuple[datetime | None, bool]:
    """Return when the reader was here before, and whether that is known yet.

    ``?since=2026-11-20`` in the address counts instead of what the browser says.
    """
    given = asked("since")
    if given is not None:
        return _moment(given), True
    told = st.components.v2.component("faultline_last_visit", js=_SCRIPT)(
        key="last visit", on_before_change=lambda: None
    )
    before = getattr(told, "before", None)
    return (None, False) if before is None else (_moment(before), True)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
