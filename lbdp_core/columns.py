"""Columns: what each figure of `areas/lsoa.csv` is, in words, in one place.

Builds write these columns, models choose among the predictors, pages and explanations take their words from
here. Ethnicity is not among them: it is kept apart in `areas/ethnicity.csv`, for audit only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Group = Literal[
    "place",
    "age",
    "tenure",
    "accommodation",
    "overcrowding",
    "deprivation",
    "health",
    "community",
    "household",
]
Unit = Literal["share", "percent", "rank", "decile", "score", "ratio", "people", "homes", "people/ha", "people/home"]

CENSUS = "Census 2021, ONS"
IMD19 = "Indices of Deprivation 2019, MHCLG, on LSOAs of 2011 carried to 2021"
IMD25 = "Indices of Deprivation 2025, MHCLG"
MID20 = "mid-2020 population estimates, ONS, on LSOAs of 2011 carried to 2021"
CNI = "Community Needs Index 2023, OCSI"
RANKS = 32_844  # LSOAs of 2011 in England; the 2025 ranks run to 33,755
RANKS_25 = 33_755


@dataclass(frozen=True)
class Column:
    """One figure of an LSOA.

    words:        a label for a table or an axis ("Socially rented homes").
    better_words: what a sentence calls it ("social renting").
    phrase:       a clause for one area, with {v} where the figure goes ("{v} of homes are socially rented").
    what:         how it is counted and what to know before using it.
    predictor:    whether a driver model may use it.
    optional:     absent unless the raw folder holds a file with it.
    """

    name: str
    words: str
    better_words: str
    unit: Unit
    group: Group
    phrase: str
    what: str
    source: str
    predictor: bool = True
    optional: bool = False

    def figure(self, value: float) -> str:
        """The value as a person would write it: "38%", "4,312", "71"."""
        if value != value:
            return "not known"
        match self.unit:
            case "share":
                return f"{100 * value:.0f}%"
            case "percent":
                return f"{value:.0f}%"
            case "rank":
                return f"{value:,.0f}"
            case "people" | "homes" | "decile":
                return f"{value:,.0f}"
            case "people/home":
                return f"{value:.1f}"
            case _:
                return f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"

    def says(self, value: float, london: float | None = None) -> str:
        """One clause about an area: "38% of homes are socially rented (London: 23%)"."""
        clause = self.phrase.replace("{v}", self.figure(value))
        return clause if london is None else f"{clause} (London: {self.figure(london)})"


def _share(
    name: str,
    words: str,
    better: str,
    group: Group,
    phrase: str,
    what: str = "",
    source: str = CENSUS,
    optional: bool = False,
) -> Column:
    """A share from 0 to 1; of households unless `what` says otherwise."""
    return Column(
        name, words, better, "share", group, phrase, what or "Share of households.", source, optional=optional
    )


def _rank(
    name: str, of: str, what: str = "", source: str = IMD19, ranks: int = RANKS, optional: bool = False
) -> Column:
    phrase = f"its rank for {of} is {{v}} of {ranks:,} in England (1 is the most deprived)"
    note = (
        " Where an LSOA was merged, the mean of the ranks of its parts, weighted by population."
        if source == IMD19
        else ""
    )
    what = (what or f"Rank in England for {of}; 1 is the most deprived.") + note
    return Column(name, f"Rank: {of}", of, "rank", "deprivation", phrase, what, source, optional=optional)


DOMAINS_25 = {
    "income": "low income",
    "employment": "people kept out of work",
    "education": "lack of education and skills",
    "health": "poor health and disability",
    "crime": "crime",
    "housing": "barriers to housing and services",
    "environment": "poor living environment",
}
_PERSONS = "Share of residents."
_OCCUPANCY = "Share of households, by bedrooms against what the household needs (occupancy rating)."
_DIMENSIONS = "Share of households, of four dimensions: employment, education, health and disability, housing."
_HOME = "Share of households by the accommodation they live in."

COLUMNS: tuple[Column, ...] = (
    Column(
        "households", "Households", "the number of homes", "homes", "place", "it has {v} households",
        "Households with a resident, the sum of the tenure table: the exposure of a rate. Counts are "
        "perturbed by about one.", CENSUS, predictor=False,
    ),
    Column(
        "residents", "Residents", "the number of residents", "people", "place", "it has {v} residents",
        "Usual residents, the sum of the age table; the census fell in lockdown (March 2021).", CENSUS,
        predictor=False,
    ),
    Column(
        "people_per_household", "Residents per household", "the size of households", "people/home",
        "household", "there are {v} residents to a household",
        "Residents by households; counts people in communal homes too.", CENSUS,
    ),
    Column(
        "density", "Residents per hectare", "how densely people live", "people/ha", "place",
        "{v} people live on a hectare",
        "Residents by the area of the published boundary, parks and water included.",
        f"{CENSUS}; boundaries of 2021, ONS",
    ),
    _share(
        "owned_outright", "Homes owned outright", "owning outright", "tenure",
        "{v} of homes are owned outright",
    ),
    _share(
        "mortgage", "Homes with a mortgage or shared ownership", "owning with a mortgage", "tenure",
        "{v} of homes are owned with a mortgage", "Share of households; shared ownership is counted here.",
    ),
    _share(
        "social_rented", "Socially rented homes", "social renting", "tenure",
        "{v} of homes are socially rented",
    ),
    _share(
        "private_rented", "Privately rented homes", "private renting", "tenure",
        "{v} of homes are privately rented",
        "Share of households; homes lived in rent free are counted here.",
    ),
    _share(
        "detached", "Detached houses", "detached houses", "accommodation",
        "{v} of homes are detached houses", _HOME,
    ),
    _share(
        "semi", "Semi-detached houses", "semi-detached houses", "accommodation",
        "{v} of homes are semi-detached houses", _HOME,
    ),
    _share(
        "terraced", "Terraced houses", "terraced houses", "accommodation",
        "{v} of homes are terraced houses", _HOME,
    ),
    _share(
        "flat_purpose_built", "Flats in purpose-built blocks", "purpose-built flats", "accommodation",
        "{v} of homes are flats in purpose-built blocks", _HOME,
    ),
    _share(
        "flat_converted", "Flats in converted or shared houses", "flats in converted houses",
        "accommodation", "{v} of homes are in converted or shared buildings",
        _HOME + " Bedsits and converted warehouses are counted here.",
    ),
    _share(
        "flat_commercial", "Homes in commercial buildings", "homes over shops", "accommodation",
        "{v} of homes are in commercial buildings", _HOME + " For instance over a shop.",
    ),
    _share(
        "overcrowded", "Overcrowded homes", "overcrowding", "overcrowding",
        "{v} of homes have too few bedrooms", _OCCUPANCY + " At least one bedroom too few.",
    ),
    _share(
        "underoccupied", "Homes with two or more spare bedrooms", "spare bedrooms", "overcrowding",
        "{v} of homes have two or more spare bedrooms", _OCCUPANCY + " At least two bedrooms to spare.",
    ),
    _share(
        "deprived_1", "Households deprived in one dimension", "deprivation in one dimension", "deprivation",
        "{v} of households are deprived in one dimension", _DIMENSIONS,
    ),
    _share(
        "deprived_2plus", "Households deprived in two or more dimensions", "deprived households",
        "deprivation", "{v} of households are deprived in two or more dimensions", _DIMENSIONS,
    ),
    _share(
        "deprived_3plus", "Households deprived in three or four dimensions", "severely deprived households",
        "deprivation", "{v} of households are deprived in three or more dimensions", _DIMENSIONS,
    ),
    _share(
        "disabled", "Disabled residents", "disability", "health", "{v} of residents are disabled",
        "Share of residents disabled under the Equality Act, by their own answer.",
    ),
    _share(
        "age_0_15", "Residents aged 0 to 15", "children", "age", "{v} of residents are aged 15 or under",
        _PERSONS,
    ),
    _share(
        "age_16_24", "Residents aged 16 to 24", "people aged 16 to 24", "age",
        "{v} of residents are aged 16 to 24", _PERSONS,
    ),
    _share(
        "age_25_34", "Residents aged 25 to 34", "people aged 25 to 34", "age",
        "{v} of residents are aged 25 to 34", _PERSONS,
    ),
    _share(
        "age_35_49", "Residents aged 35 to 49", "people aged 35 to 49", "age",
        "{v} of residents are aged 35 to 49", _PERSONS,
    ),
    _share(
        "age_50plus", "Residents aged 50 and over", "people aged 50 and over", "age",
        "{v} of residents are aged 50 or over", _PERSONS,
    ),
    _share(
        "aged_65plus", "Residents aged 65 and over", "older people", "age",
        "{v} of residents are aged 65 or over",
        _PERSONS + " Estimates of mid-2020, which exceed the census by up to a third in inner London.",
        MID20,
    ),
    _share(
        "aged_75plus", "Residents aged 75 and over", "people aged 75 and over", "age",
        "{v} of residents are aged 75 or over", _PERSONS + " Estimates of mid-2020.", MID20,
    ),
    Column(
        "community_needs", "Community needs score", "community needs", "score", "community",
        "its community needs score is {v}", "Higher is more need. Modelled.", CNI,
    ),
    Column(
        "civic_assets", "Civic assets score", "few civic assets", "score", "community",
        "its score for lack of civic assets is {v}",
        "Higher is fewer community, cultural and leisure assets near by. Modelled.", CNI,
    ),
    Column(
        "connectedness", "Connectedness score", "poor connectedness", "score", "community",
        "its score for poor connectedness is {v}",
        "Higher is worse connected, physically, digitally and socially. Modelled.", CNI,
    ),
    Column(
        "engaged", "Active and engaged community score", "low engagement", "score", "community",
        "its score for low community engagement is {v}", "Higher is less engaged. Modelled.", CNI,
    ),
    Column(
        "loneliness", "Loneliness", "loneliness", "percent", "community",
        "{v} of residents are lonely by a model",
        "Percent of residents, modelled from a survey, not counted; neighbouring LSOAs often share one "
        "value.", "British Red Cross (MIT licence)",
    ),
    _rank("imd2019_rank", "deprivation overall in 2019"),
    _rank("income_rank", "low income"),
    _rank("employment_rank", "people kept out of work"),
    _rank("education_rank", "lack of education and skills"),
    _rank("health_rank", "poor health and disability"),
    _rank("crime_rank", "crime"),
    _rank("housing_rank", "barriers to housing and services"),
    _rank("environment_rank", "poor living environment"),
    _rank(
        "indoors_rank", "poor housing quality",
        "Rank in England of the indoors sub-domain: homes in poor condition or without central heating; "
        "1 is the worst.",
    ),
    _rank(
        "outdoors_rank", "poor air and road safety",
        "Rank in England of the outdoors sub-domain; 1 is the worst.",
    ),
    _rank("imd2025_rank", "deprivation overall in 2025", source=IMD25, ranks=RANKS_25),
    Column(
        "imd2025_decile", "Decile of deprivation in 2025", "the decile of deprivation", "decile",
        "deprivation", "it is in decile {v} of England for deprivation (1 is the most deprived)",
        "1 is the most deprived tenth of England.", IMD25, predictor=False,
    ),
    *(
        _rank(f"imd2025_{domain}_rank", f"{of} in 2025", source=IMD25, ranks=RANKS_25, optional=True)
        for domain, of in DOMAINS_25.items()
    ),
    Column(
        "comparative_illness", "Comparative illness and disability", "illness and disability", "ratio",
        "health", "its illness and disability ratio is {v}",
        "People on health-related benefits against what their age and sex would lead one to expect; 100 "
        "is England.", IMD19,
    ),
    _share(
        "income_deprived_older", "Older people on low income", "older people on low income", "deprivation",
        "{v} of people aged 60 or over live on low income",
        "People aged 60 and over in income-deprived families (2015, rounded to 5) by the mid-2020 "
        "population aged 60 and over; where fewer than 10 were counted the publisher hides the figure "
        "and 5 is used.", f"{IMD19}; {MID20}",
    ),
    _share(
        "one_person", "People living alone", "people living alone", "household",
        "{v} of households are one person", "Share of households, whatever the person's age.",
        f"{CENSUS}, household composition", optional=True,
    ),
    _share(
        "one_person_65plus", "People aged 66 and over living alone", "older people living alone",
        "household", "{v} of households are one person aged 66 or over",
        "Share of households; the census draws the line at 66, the age of the state pension.",
        f"{CENSUS}, TS003", optional=True,
    ),
    _share(
        "one_person_other", "People under 66 living alone", "younger people living alone", "household",
        "{v} of households are one person under 66", "Share of households.", f"{CENSUS}, TS003",
        optional=True,
    ),
    _share(
        "lone_parent", "Lone-parent households", "lone parents", "household",
        "{v} of households are lone-parent families", "Share of households, with children of any age.",
        f"{CENSUS}, TS003", optional=True,
    ),
    _share(
        "smoking", "Smokers", "smoking", "health", "{v} of adults smoke",
        "Share of adults, as the file given counts them.", "a file of your own", optional=True,
    ),
)  # fmt: skip

BY_NAME = {c.name: c for c in COLUMNS}
PREDICTORS = tuple(c.name for c in COLUMNS if c.predictor)
OVERALL = ("imd2019_rank", "imd2025_rank")  # the whole index, oldest first


def deprivation(held: Collection[str], newest: bool = False) -> str:
    """The rank of the whole index that a table holds: the older of two, which was known for more of the years.

    newest: the newer of two.

    >>> deprivation(["imd2019_rank", "imd2025_rank"]), deprivation(["imd2025_rank"])
    ('imd2019_rank', 'imd2025_rank')
    """
    return [name for name in OVERALL if name in held][-1 if newest else 0]
