"""What a meeting may ask for, how coarse, of how many boroughs; and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, choice, number
from lbdp_core.sharing.baseline import ORIGINS
from lbdp_core.sharing.schema import NAMES

NOTHING, MAIN, SMALLEST, ALL = "none", "main", "smallest", "all"
ASKS = {
    NOTHING: "Nothing",
    MAIN: "Its first field alone",
    SMALLEST: "The smallest ask that is as good",
    ALL: "Every field",
}
PLACES = {"uprn": "UPRN (each home)", "postcode": "Postcode", "lsoa": "LSOA", "ward": "Ward"}
AGES = {"years": "In years", "band": "In bands"}
DATA, ASK, LOOK = "What is asked for", "How much of it", "What is looked at"


@dataclass(frozen=True, kw_only=True)
class SharingLevers(Levers):
    """Nothing is shared unless somebody asks: the default is what is held already."""

    boroughs: float = number(
        33, "Boroughs that share", unit="boroughs", range=(1, 33, 1), group=ASK, swing=(8, 33),
        why="In an order drawn by lot once; a dataset that covers fewer has no more to give. With fewer than four "
        "nothing is concluded.",
    )  # fmt: skip
    ask: str = choice(
        NOTHING, "Fields shared", ASKS, group=ASK,
        why="The smallest ask is found on all unseen years but the last; each is judged with what the others chose.",
    )  # fmt: skip
    place: str = choice(
        "lsoa", "Place given as", PLACES, group=ASK,
        why="The model counts by LSOA: a UPRN or a postcode adds risk and no lift to it. A ward loses lift. By LSOA or "
        "ward no name is shared. Where figures are held by area already, there are no homes to give.",
    )  # fmt: skip
    age: str = choice(
        "band", "Age given", AGES, group=ASK,
        why="Counts by area are the same from years or bands; the risk is not. Without an age, nothing changes.",
    )  # fmt: skip
    dataset: str = choice(
        "withheld", "Dataset", NAMES, group=DATA, kind="view",
        why="The first is real (disability, overcrowding, pensioner poverty) and withheld from the model for the "
        "purpose; those called planted are synthetic, with effects that are known.",
    )  # fmt: skip
    years: float = number(
        ORIGINS, "Unseen years", unit="years", range=(1, ORIGINS, 1), group=LOOK, kind="view",
        why="The last years, each predicted from the years before it alone.",
    )  # fmt: skip
    visits: float = number(
        80_000, "Home visits a year", unit="visits", range=(10_000, 200_000, 5_000), group=LOOK, kind="view",
        why="The same visits, steered without the dataset and with it. 80,000 a year is an assumption.",
    )  # fmt: skip
    borough: str = borough_lever(LOOK, "")


OPENING = "Everything is asked for"
PRESETS = {
    "Nothing is shared": SharingLevers(),
    OPENING: SharingLevers(ask=ALL),
    "Every field, home by home": SharingLevers(ask=ALL, place="uprn", age="years", dataset="bins"),
    "The smallest ask as good": SharingLevers(ask=SMALLEST),
    "Eight boroughs share every field": SharingLevers(ask=ALL, boroughs=8),
}
