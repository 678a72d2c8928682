"""Visitor: who looks at the page, what they may do here, and what is written down of it.

Where `lbdp serve` was given no sign-in, everybody may do everything, as on a computer of one's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from apps import access
from apps.access import Role
from apps.shell import wording
from lbdp_core.audit import Deed
from lbdp_core.sources import DataError

SEEN = "lbdp:visitor:seen"
ACCOUNT = "account"
TITLE = "London Borough Data Partnership"


def name() -> str:
    """How the provider names who is signed in; "" where nobody signs in."""
    if not access.sign_in():
        return ""
    claims = st.user.to_dict()
    return str(next((claims[key] for key in ("email", "preferred_username", "sub") if claims.get(key)), ""))


def may(role: Role) -> bool:
    """Whether this visitor has a role."""
    sign_in = access.sign_in()
    return sign_in is None or sign_in.has(st.user.to_dict(), role)


def _session() -> str:
    ctx = get_script_run_ctx(suppress_warning=True)
    return ctx.session_id if ctx else ""


def note(did: Deed, what: str) -> None:
    """Write down what the visitor does; raises as `audit.Log.add` does."""
    access.note(name(), _session(), did, what)


def noting(did: Deed, what: str, then: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file, written down when it is asked for; the visitor is who they are now."""
    who, session = name(), _session()

    def noted() -> bytes:
        access.note(who, session, did, what)
        return then()

    return noted


def opened(what: str) -> None:
    """Write down that a page was opened, once until another is; what cannot be written down is not shown."""
    try:
        _once("opened", what)
    except DataError as fault:
        st.error(wording.plain(fault))
        st.stop()


def enter() -> None:
    """Go on with whoever may look; everybody else is asked to sign in, or told that they may not, and the page ends."""
    if access.sign_in() is None:
        return
    if may("view"):
        return
    with st.container(key="lbdp-sign-in"):
        st.title(TITLE, anchor=False)
        if not access.left(st.user.to_dict()):
            st.markdown("Sign in with your organisation's account to open the suite.")
            st.button("Sign in", type="primary", on_click=st.login)
        else:
            _once("refused", "no role")
            st.markdown(
                f"You are signed in as {wording.plain(name())}, but that account may not open the suite yet. "
                "Ask the people who run it to give your account the role to view."
            )
            st.button("Sign out", on_click=st.logout)
    st.stop()


def _once(did: Deed, what: str) -> None:
    if st.session_state.get(SEEN) != (did, what):
        note(did, what)
        st.session_state[SEEN] = (did, what)


def account() -> None:
    """The page that says who is signed in and what they may do, and signs them out."""
    st.title("Your account", anchor=False)
    brings = "You may look and bring files." if may("upload") else "You may look, but not bring files."
    st.markdown(f"You are signed in as {wording.plain(name())}. {brings}")
    st.caption(f"Signing out here signs out every tab. After {access.HOURS} hours you need to sign in again.")
    st.button("Sign out", on_click=st.logout)


def file_box(label: str, what: str, on_change: Callable[..., None], args: tuple[Any, ...], **how: Any) -> None:
    """The one box that takes a file of the visitor's; without the role, a sentence instead.

    what: the kind of file and its theme, for the audit log. The rest is that of `st.file_uploader`.
    """

    def given() -> None:
        try:
            if st.session_state.get(how["key"]):
                note("uploaded", what)
        except DataError as fault:
            st.error(wording.plain(fault))
            return
        on_change(*args)

    if not may("upload"):
        st.info(
            "Your role lets you look, but not bring files. Ask the people who run the suite for the role to upload."
        )
        return
    st.file_uploader(label, on_change=given, **how)
