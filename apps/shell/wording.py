"""Words on a page: numbers, changes and ranges as people write them, and text that cannot turn into markup."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lbdp_core.formatting import number
from lbdp_core.result import Headline

NO_WIDTH = "\u2060"
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*:(?=//)|\bwww(?=\.)|@|\b(mailto|xmpp|data|javascript):(?=\S)", re.IGNORECASE)
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+|~$:!&-])")


def plain(text: object) -> str:
    """Text with every character that Markdown would act on made harmless, and no address that a browser could follow.

    >>> print(plain("*new* plan"))
    \\*new\\* plan
    """
    return _MARKUP.sub(r"\\\1", unlinked(text))


def unlinked(text: object) -> str:
    """Text without an address that a browser could follow, for what is shown as it is.

    Markdown makes links of bare addresses whether their characters are escaped or not, so each is broken by a character
    that has no width.
    """
    return _ADDRESS.sub(f"\\g<0>{NO_WIDTH}", str(text))


def span(low: float | None, high: float | None, h: Headline) -> str:
    """The likely range of a figure."""
    return f"{number(low, h.decimals, h.unit)} to {number(high, h.decimals, h.unit)}"


@contextmanager
def part(what: str) -> Iterator[None]:
    """One part of a page: if it fails, one sentence stands in its place and the rest of the page is drawn."""
    try:
        yield
    except Exception:
        noted("%s could not be drawn", what)
        st.error(f"{what} could not be shown. The rest of this page still works. The server's log says why.")


def noted(what: str, *of: str) -> None:
    """Write the error that is being handled into the server's log: its kind and where in the program, and no value.

    The words of an error can hold what somebody typed or brought.
    """
    kind, _, trace = sys.exc_info()
    silent = type(kind.__name__ if kind else "", (Exception,), {"__module__": "builtins"})
    logging.getLogger("lbdp").error(what, *of, exc_info=(silent, silent(), trace))
