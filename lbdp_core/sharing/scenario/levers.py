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
    MAIN: "The first field only",
    SMALLEST: "Only the fields that help",
    ALL: "Every field",
}
PLACES = {"uprn": "Each home (UPRN)", "postcode": "Postcode", "lsoa": "Small area (LSOA)", "ward": "Ward"}
AGES = {"years": "In years", "band": "In bands"}
DATA, ASK, LOOK = "What to ask for", "How much of it", "What to look at"


@dataclass(frozen=True, kw_only=True)
class SharingLevers(Levers):
    """What is shared, how coarse and by how many boroughs. `SharingLevers()` shares nothing."""

    boroughs: float = number(
        33, "Boroughs that share", unit="boroughs", range=(1, 33, 1), group=ASK, swing=(8, 33),
        why="Boroughs join in an order drawn once at random. A dataset that covers fewer boroughs adds no more. "
        "Fewer than "
        "four boroughs are too few for a verdict.",
    )  # fmt: skip
    ask: str = choice(
        NOTHING, "Fields shared", ASKS, group=ASK,
        why="“Only the fields that help” finds the fewest fields that predict as well as all of them. It chooses "
        "them on "
        "other years than the one it is tested on.",
    )  # fmt: skip
    place: str = choice(
        "lsoa", "Place shared as", PLACES, group=ASK,
        why="The model counts by small area (LSOA, about 700 homes). Sharing homes or postcodes adds risk but no "
        "accuracy. "
        "Wards are less accurate. By area nobody's name is shared.",
    )  # fmt: skip
    age: str = choice(
        "band", "Age shared", AGES, group=ASK,
        why="Years and bands give the same counts by area, but years carry more risk. It changes nothing if the "
        "dataset "
        "has no age.",
    )  # fmt: skip
    dataset: str = choice(
        "withheld", "Dataset", NAMES, group=DATA, kind="view",
        why="The first is real: disability, overcrowding and pensioner poverty, hidden from the model for this "
        "test. The "
        "others are made up, with effects that we know.",
    )  # fmt: skip
    years: float = number(
        ORIGINS, "Years to test on", unit="years", range=(1, ORIGINS, 1), group=LOOK, kind="view",
        why="The most recent years. The model predicts each one from earlier years only.",
    )  # fmt: skip
    visits: float = number(
        80_000, "Home visits a year", unit="visits", range=(10_000, 200_000, 5_000), group=LOOK, kind="view",
        why="The same visits, planned without the dataset and with it. 80,000 a year is our assumption.",
    )  # fmt: skip
    borough: str = borough_lever(LOOK, "")


OPENING = "Nothing is shared"
PRESETS = {
    OPENING: SharingLevers(),
    "Every field is shared": SharingLevers(ask=ALL),
    "Every field, home by home": SharingLevers(ask=ALL, place="uprn", age="years", dataset="bins"),
    "Only the fields that help": SharingLevers(ask=SMALLEST),
    "Eight boroughs share every field": SharingLevers(ask=ALL, boroughs=8),
}
