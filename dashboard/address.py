"""Ask what a reader wants to see, and keep it in the address, so that it can be sent to somebody else.

The address is what counts: every run sets the widgets to what it says, and a widget that is changed
changes the address.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

PAGE = "page"
_LONGEST = 400  # options in one list: more is searched for, not scrolled


def asked(name: str) -> str | None:
    """Return what the address says under `name`."""
    return st.query_params.get(name) or None


def number(name: str, default: int) -> int:
    """Return the whole number from 1 that the address gives under `name`, else `default`."""
    text = asked(name) or ""
    # isdecimal alone lets other scripts' digits pass, which int takes as well.
    return max(1, int(text)) if text.isdecimal() and len(text) < len("1000000") else default


def put(**values: str | int | None) -> None:
    """Change the address; None takes a value out."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)


def choose(
    label: str,
    options: Mapping[str, int],
    *,
    name: str,
    words: Callable[[str], str] = str,
    placeholder: str = "any",
) -> str | None:
    """Ask for one of `options`, each shown with its count; None where nothing is chosen."""
    current = asked(name)
    listed = list(options)[:_LONGEST]
    if current is not None and current not in listed:
        listed.append(current)
    st.session_state[_key(name)] = current
    chosen: str | None = st.selectbox(
        label,
        listed,
        index=None,
        key=_key(name),
        placeholder=placeholder,
        format_func=lambda option: f"{words(option)} ({options.get(option, 0):,})",
        on_change=_keep,
        args=(name, None),
    )
    return chosen


def choose_always(label: str, options: Sequence[str], *, name: str, words: Callable[[str], str] = str) -> str:
    """Ask for one of `options`, the first of which stands where the address says nothing that fits."""
    current = asked(name)
    st.session_state[_key(name)] = current if current in options else options[0]
    return str(
        st.selectbox(label, options, key=_key(name), format_func=words, on_change=_keep, args=(name, options[0]))
    )


def search(label: str, *, name: str, placeholder: str = "") -> str:
    """Ask for words."""
    st.session_state[_key(name)] = asked(name) or ""
    return st.text_input(
        label, key=_key(name), placeholder=placeholder, on_change=_keep, args=(name, ""), max_chars=200
    ).strip()


def turn_pages(total: int, *, size: int) -> tuple[int, int]:
    """Return which of `total` things to show, as a slice, below buttons that turn the page where there are more."""
    last = max(1, -(-total // size))
    current = min(number(PAGE, 1), last)
    return (current - 1) * size, current * size


def page_buttons(total: int, *, size: int) -> None:
    """Show where in a list the reader is, with buttons to go on and back."""
    last = max(1, -(-total // size))
    current = min(number(PAGE, 1), last)
    if last == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("← Previous", disabled=current == 1, on_click=put, kwargs={PAGE: current - 1})
        st.text(f"Page {current:,} of {last:,}")
        st.button("Next →", disabled=current == last, on_click=put, kwargs={PAGE: current + 1})


def _key(name: str) -> str:
    return f"asked {name}"


def _keep(name: str, default: str | None) -> None:
    value = st.session_state[_key(name)]
    # Another list: its first page.
    put(**{name: None if value in (None, "", default) else value, PAGE: None})
