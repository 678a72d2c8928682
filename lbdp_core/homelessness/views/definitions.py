"""Definitions: three counts that are taken for one another, and the quarters of CHAIN that are held."""

from __future__ import annotations

import pandas as pd

from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.views import here
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

STRIP = pd.DataFrame(
    [
        (
            "CHAIN",
            "people seen sleeping rough by commissioned outreach workers in London, over a quarter or a year; each "
            "person once",
            "not who is hidden: sofas, squats, buses; not who was never met",
            "GLA, Homeless Link",
        ),
        (
            "Autumn snapshot",
            "people counted or estimated to sleep rough on one night between October and November, in every authority "
            "of England",
            "not comparable with a year's total: one night, not twelve months",
            "MHCLG",
        ),
        (
            "H-CLIC",
            "households that applied and were owed a duty, and households in temporary accommodation at a quarter's "
            "end",
            "not people who never applied or were not eligible; households, not people",
            "MHCLG",
        ),
    ],
    columns=["Name", "It counts", "It does not count", "Publisher"],
)
SHORT = "CHAIN is not the snapshot, and neither is H-CLIC"


def definitions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The strip, CHAIN's three states, and the quarters that are held."""
    chain = result.extras["chain"]
    words = {"quarter": "Quarter", "new": "New", "living": "Living on the streets", "intermittent": "Intermittent"}
    held = chain.rename(columns=words)
    for name in list(words.values())[1:]:
        held[name] = [f"{n:,.0f}" for n in held[name]]
    kind = "synthetic boroughs" if model.synthetic and here.where(result) != "London" else "published totals as read"
    text = (
        "New people were never seen before; people living on the streets are seen again and again over weeks; the "
        "others come and go. Over a year CHAIN tells flow, stock and returners apart instead, so that a quarter's "
        "three parts are not the year's."
    )
    sheets = ((SHORT, STRIP), (f"People seen in {here.where(result)} by quarter: {kind}", held))
    return Shown((text,), sheets=sheets, notes=(here.noted(model, result, "Quarters are of the calendar year."),))


DEFINITIONS = Scene("CHAIN, snapshot, H-CLIC: what does each count?", definitions)
