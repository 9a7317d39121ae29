"""Ask readers who they are, where somebody has set that up; without it everybody may enter.

Streamlit speaks OpenID Connect by itself: its file ``.streamlit/secrets.toml`` names the provider in a
section ``[auth]``.
"""

from importlib.util import find_spec

import streamlit as st

from dashboard import components


def may_enter() -> bool:
    """Return whether the reader may see the page; else ask them to log in."""
    if not _asked_for():
        return True
    if find_spec("authlib") is None:
        st.header("Login is set up, but cannot work")
        components.empty("The package Authlib is missing. Install it beside Faultline:", "pip install 'authlib>=1.6'")
        return False
    if not st.user.get("is_logged_in"):
        st.header("Please log in")
        st.text("This page is for people who are known to its owner.")
        st.button("Log in", on_click=st.login, type="primary")
        return False
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.text(str(st.user.get("name") or st.user.get("email") or "Logged in"))
        st.button("Log out", on_click=st.logout)
    return True


def _asked_for() -> bool:
    # Looking into secrets where there are none is an error.
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets
