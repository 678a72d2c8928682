"""Entry of the screen: one page for each registered theme, and a home page that asks their questions.

A theme that the data folder does not hold keeps its address, so that a link to it says why, but is not listed.
"""

import base64
from functools import partial
from pathlib import Path

import streamlit as st

from apps import access, shell
from apps.shell import parts, present, state, tour, visitor
from lbdp_core.sources import DataError
from lbdp_core.themes import THEMES

DRAWN = base64.b64encode(Path(__file__).with_name("static").joinpath("icon.png").read_bytes()).decode()
ICON = f"data:image/png;base64,{DRAWN}"  # it stands on the page that asks to sign in, to which no file is sent

st.set_page_config("London Borough Data Partnership", ICON, layout="wide")
st.logo(ICON, size="medium")
try:
    listed = state.themes()
except DataError:  # each page says what is wrong with the folder
    listed = THEMES
pages = {
    theme.slug: st.Page(
        partial(shell.page, theme.slug),
        title=theme.title,
        url_path=theme.slug,
        visibility="visible" if theme in listed else "hidden",
    )
    for theme in THEMES
}
borough = st.Page(partial(shell.borough, pages), title="One borough", url_path=shell.BOROUGH)
meeting = st.Page(shell.meeting, title="The meeting", url_path=shell.MEETING, visibility="hidden")
home = st.Page(partial(shell.home, pages), title="Home", default=True)
listed_pages = [home, borough, *pages.values(), meeting]
if access.sign_in():
    listed_pages.append(st.Page(visitor.account, title="Your account", url_path=visitor.ACCOUNT))
pages |= {shell.BOROUGH: borough, shell.MEETING: meeting}
st.session_state[present.HOME] = home
slides = tour.asked() or parts.presents()  # the back row cannot read a navigation bar
page = st.navigation(listed_pages, position="hidden" if slides or not visitor.may("view") else "top")
visitor.enter()
visitor.opened(page.url_path or "home")
page.run()
