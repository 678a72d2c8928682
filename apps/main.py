"""Entry of the screen: one page for each registered theme, and a home page that asks their questions."""

from pathlib import Path

import streamlit as st

from lbdp_core.themes import THEMES

HERE = Path(__file__).resolve().parent

ICON = str(HERE / "static" / "icon.png")  # a local file: an icon by name would be fetched from a font service

st.set_page_config("London Borough Data Partnership", ICON, layout="wide")
st.logo(ICON, size="medium")
pages = [st.Page(HERE / "views" / "home.py", title="Home", default=True)]
pages += [st.Page(HERE / "views" / f"{t.slug}.py", title=t.title, url_path=t.slug) for t in THEMES]
st.navigation(pages, position="top").run()
