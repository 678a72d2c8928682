"""Datasets that the bench can try: what their fields are, how real they are, and what was planted in them.

A real one is a published figure that the base model is not shown. A synthetic one is made by a seeded generator
(`build/planting.py`) and shows how the bench works; it says nothing about what such records would really add.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lbdp_core.door import Kind


@dataclass(frozen=True)
class Field:
    """One field of a dataset that can be counted by area.

    short: what a chart calls it.
    per:   "home" for a count, whose root per household the model sees; "share" for a published share, by its root.
    """

    name: str
    words: str
    short: str
    per: Literal["home", "share"] = "home"


@dataclass(frozen=True)
class Dataset:
    """What a borough or an office might be asked for.

    year:    of the data: a dataset of a year that is not over before an unseen year begins is a retrospective
    association.
    ratio:   planted rate ratio for one standard deviation of the first field; None where nothing was planted.
    made:    how it came about, in a sentence for the page.
    boroughs: how many it covers.
    """

    key: str
    words: str
    kind: Literal["real", "synthetic"]
    year: int
    fields: tuple[Field, ...]
    made: str
    ratio: float | None = None
    boroughs: int = 33

    @property
    def table(self) -> str:
        """Where its figures by area are kept."""
        return f"sharing/{self.key}.csv"


PLANTED_ONE = "Made up for this page. It shows how the test works, not what real records would add."
WITHHELD = ("disabled", "overcrowded", "income_deprived_older")  # what the base model is not shown
OWN, OLD = "own", "old_codes"
BUNDLED: Mapping[str, Dataset] = {
    d.key: d
    for d in (
        Dataset(
            "withheld",
            "Disability, overcrowding and pensioner poverty",
            "real",
            2021,
            (
                Field("disabled", "Disabled residents", "disability", "share"),
                Field("overcrowded", "Overcrowded homes", "overcrowding", "share"),
                Field("income_deprived_older", "Older people on low income", "older people on low income", "share"),
            ),
            "Published figures (Census 2021 and the Indices of Deprivation 2019). We hide them from the model here, to "
            "measure what they add.",
        ),
        Dataset(
            "bins",
            "Assisted bin collections",
            "synthetic",
            2016,
            (
                Field("collections", "Homes with an assisted collection", "collections"),
                Field("aged_75_plus", "of them, with somebody aged 75 or over", "aged 75+"),
                Field("lives_alone", "of them, where somebody lives alone", "lives alone"),
                Field("medical_reason", "of them, for a medical reason", "medical reason"),
                Field("long_standing", "of them, for five years or more", "five years or more"),
            ),
            f"{PLANTED_ONE} We built in these effects: 1.15 times the fires for each standard deviation of "
            "collections, and 1.06 times for living alone. The other fields have none.",
            1.15,
        ),
        Dataset(
            "allowance",
            "Disability allowance",
            "synthetic",
            2016,
            (
                Field("claimants", "People with the allowance", "claimants"),
                Field("mobility_award", "of them, with a mobility award", "mobility award"),
                Field("aged_65_plus", "of them, aged 65 or over", "aged 65+"),
            ),
            f"{PLANTED_ONE} We built in 1.10 times the fires for each standard deviation of claimants. Half of the "
            "differences follow deprivation, which the model already knows.",
            1.10,
        ),
        Dataset(
            "placebo",
            "Library members (a placebo)",
            "synthetic",
            2016,
            (Field("members", "Library members", "members"),),
            f"{PLANTED_ONE} Members live where children live, and have no effect on fires.",
            1.0,
        ),
        Dataset(
            "eight",
            "Assisted bin collections of eight boroughs",
            "synthetic",
            2016,
            (
                Field("collections", "Homes with an assisted collection", "collections"),
                Field("lives_alone", "of them, where somebody lives alone", "lives alone"),
            ),
            f"{PLANTED_ONE} It covers eight boroughs, chosen at random. We built in 1.05 times the fires for each "
            "standard deviation of collections.",
            1.05,
            8,
        ),
        Dataset(
            OLD,
            "Pendant alarms by LSOA of 2011",
            "synthetic",
            2016,
            (Field("alarms", "Homes with a pendant alarm", "alarms"),),
            f"{PLANTED_ONE} Counts by 2011 LSOA, shared between 2021 LSOAs by homes. We built in 1.12 times the fires "
            "for each standard deviation of alarms.",
            1.12,
        ),
    )
}
EMPTY = Dataset(
    OWN,
    "Your own file",
    "real",
    0,
    (Field("count", "Your count", "your count"),),
    "Add a file of counts below to test it.",
)
NAMES: Mapping[str, str] = {  # as a box a fifth of a projector wide can hold them, what is planted first
    "withheld": "Disability and two more",
    "bins": "Made-up: assisted bins",
    "allowance": "Made-up: allowance",
    "placebo": "Made-up: placebo",
    "eight": "Made-up: eight boroughs",
    OLD: "Made-up: old area codes",
    OWN: "Your own file",
}
KINDS: tuple[Kind, ...] = ()  # it is built from tables that other parts of the suite have built
