"""Download button: the one button by which a file leaves the page; nothing is made before somebody presses it.

What goes into a file has been released before (docs/decisions/0016): tables by `exports.export`, and papers are words
made of a result, which is made of released figures alone.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from apps.shell import visitor


def button(label: str, make: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    """A button that makes a file when it is pressed, and changes nothing on the page."""
    noted = visitor.noting("exported", f"{key.partition(':')[0]}: {name.rpartition('.')[2]}", make)
    st.download_button(label, noted, name, mime, key=key, on_click="ignore", icon=":material/download:")
