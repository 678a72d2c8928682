"""Entry of the screen: one page for each registered theme, and a home page that asks their questions.

A theme that the data folder does not hold keeps its address, so that a link to it says why, but is not listed.
"""

from pathlib import Path

import streamlit as st

from apps.shell import state
from lbdp_core.sources import DataError
from lbdp_core.themes import THEMES

HERE = Path(__file__).resolve().parent

ICON = str(HERE / "static" / "icon.png")  # a local file: an icon by name would be fetched from a font service

st.set_page_config("London Borough Data Partnership", ICON, layout="wide")
st.logo(ICON, size="medium")
pages = [st.Page(HERE / "views" / "home.py", title="Home", default=True)]
try:
    listed = state.themes()
except DataError:  # each page says what is wrong with the folder
    listed = THEMES
pages += [
    st.Page(
        HERE / "views" / f"{t.slug}.py",
        title=t.title,
        url_path=t.slug,
        visibility="visible" if t in listed else "hidden",
    )
    for t in THEMES
]
st.navigation(pages, position="top").run()
