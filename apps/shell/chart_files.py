"""Chart files: a chart as a picture that can stand alone in a report, made only when somebody asks for it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from apps.shell import download_button, panel, state
from lbdp_core import scenarios
from lbdp_core.charts import Picture
from lbdp_core.levers import Levers
from lbdp_core.pipeline import Opened

FORMS = {"PNG": "image/png", "SVG": "image/svg+xml"}


def buttons(shown: Picture, name: str) -> None:
    """Two buttons, for the theme and the levers of the page as it stands; none where no theme is open."""
    slug = panel.open_theme()
    if not slug:
        return
    it = state.opened(slug)
    levers = panel.current(it.theme)
    with st.container(horizontal=True):
        for form, mime in FORMS.items():
            make, key = partial(made, it, levers, shown, form), f"{slug}:chart:{name}:{form}"
            download_button.button(f"This chart ({form})", make, file_name(it, levers, shown, form), mime, key)


def file_name(it: Opened, levers: Levers, shown: Picture, form: str) -> str:
    """The scenario, and what the chart shows."""
    stem = scenarios.file_stem(it.theme.slug, levers, it.theme.presets)
    return f"{stem}-{scenarios.plain_name(shown.title or 'chart')[:40].strip('-')}.{form.lower()}"


def made(it: Opened, levers: Levers, shown: Picture, form: str) -> bytes:
    """The chart with its title above, and below it the place, the scenario, the source and its date."""
    from lbdp_core import brief
    from lbdp_core.brief import pictures, words

    said = f"{brief.place(levers)}. Scenario: {brief.scenario(it, levers)}. {words.levers(brief.moved(levers))}"
    about = f"{it.theme.question} {said} {brief.source_line(it, levers)}"
    drawn = pictures.framed(shown, shown.title or shown.alt, about)
    return pictures.png(drawn) if form == "PNG" else drawn.encode()
