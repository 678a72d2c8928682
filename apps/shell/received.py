"""Received: what a person put into a file box, taken out of the server's keeping as it is read, and why it is refused.

Streamlit keeps the bytes of a file until its session ends, whatever becomes of them on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from apps.shell import wording
from lbdp_core.sources import DataError

UNREAD = "This file could not be read to its end; save it anew as CSV, with one header row, and give it again."


def files(key: str) -> list[tuple[str, bytes]]:
    """Name and bytes of each file in the box of that key, which the server no longer keeps; none where it is empty."""
    sent, ctx = st.session_state.get(key), get_script_run_ctx()
    given = [one for one in (sent if isinstance(sent, list) else [sent]) if isinstance(one, UploadedFile)]
    if ctx is not None and isinstance(ctx.uploaded_file_mgr, MemoryUploadedFileManager):
        for one in given:
            ctx.uploaded_file_mgr.remove_file(ctx.session_id, one.file_id)
    return [(one.name, one.getvalue()) for one in given]


@contextmanager
def refusing(refuse: Callable[[DataError], None]) -> Iterator[None]:
    """Read a file within: what is wrong with it is told to `refuse`, and an error of ours as one sentence.

    Example: a parser that fails with the value that it could not read must not send that value to the server's log.
    """
    try:
        yield
    except DataError as fault:
        refuse(fault)
    except Exception:
        wording.noted("A file could not be read")
        refuse(DataError(UNREAD))
