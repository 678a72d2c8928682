"""Explanation: what one part of Explain shows, as an HTML file that opens from disk and fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np
import pandas as pd

from lbdp_core import scenarios, static_shapes
from lbdp_core.brief import area_map, content, numbers, page_html, pictures
from lbdp_core.brief.record import Drawing
from lbdp_core.levers import Levers
from lbdp_core.pipeline import Opened
from lbdp_core.places import LONDON
from lbdp_core.scene import Shown


def write(it: Opened, question: str, shown: Shown, levers: Levers | None = None) -> bytes:
    """The page; tables pass disclosure control.

    levers: the scenario that it follows; None where it tells of the published model.

    Raises:
        DataError: the data folder lacks the shapes of a map.
    """
    return page_html.whole(question, _parts(it, question, shown, levers))


def _parts(it: Opened, question: str, shown: Shown, levers: Levers | None) -> Iterator[str]:
    yield f"<h1>{escape(question)}</h1>"
    source = content.source_line(it, levers or it.theme.levers())
    yield f'<p class="data">{escape(it.theme.title)}. {escape(source)}</p>'
    if levers is not None:
        scenario = f"{content.place(levers)}. Scenario: {content.scenario(it, levers)}."
        command = scenarios.command(it.theme.slug, levers, it.theme.presets)
        yield f"<p>{escape(scenario)} <code>{escape(command)}</code></p>"
    yield from (f"<p>{escape(line)}</p>" for line in shown.sentences)
    if shown.cards:
        cards = pd.DataFrame(shown.cards, columns=["What", "Answer", "How to read it"])
        yield page_html.table(numbers.table(cards, it.release, question))
    yield f'<div class="alone">{"".join(map(page_html.figure, _drawings(it, shown)))}</div>'
    for heading, frame in (*shown.sheets, *shown.tables):
        yield page_html.table(numbers.table(frame, it.release, heading or question))
    for passed, test, words in shown.checks:
        yield f"<p><b>{escape(test)}: {'holds' if passed else 'fails'}.</b> {escape(words)}</p>"
    yield from (f'<p class="note">{escape(line)}</p>' for line in shown.notes)


def _drawings(it: Opened, shown: Shown) -> Iterator[Drawing]:
    if shown.measure is not None:
        ground = static_shapes.ground(it.shelf, it.shelf.place("geography/boroughs.json").parent)
        by = {"lsoa": ground.places.labels, "ward": ground.ward, "borough": ground.borough}
        names, none = [str(n) for n in by[shown.measure.level]], np.zeros(len(shown.measure.values), dtype=bool)
        yield area_map.draw(it.shelf, shown.measure, none, names, ~none, LONDON)
    yield from (pictures.drawing(picture) for picture in shown.pictures)
