"""Kinds: the layouts of census, deprivation, population and lookup files that the tables are made from."""

from __future__ import annotations

from lbdp_core.door import Column, Kind
from lbdp_core.geography import OGL, ONS

ONS_ONLY, MHCLG = "Office for National Statistics", "Ministry of Housing, Communities and Local Government"

LSOA21 = Column(
    "code",
    ("lsoa21_code", "LSOA21CD", "LSOA code (2021)", "Lower layer Super Output Areas Code", "geography code"),
    filled=True,
)
LSOA11 = Column("lsoa11", ("lsoa11_code", "LSOA11CD", "LSOA code (2011)"), filled=True)


def _number(name: str, *spellings: str, needed: bool = True, low: float | None = 0) -> Column:
    return Column(name, spellings, "number", needed=needed, low=low)


def _counted(name: str, what: str, *category: str, low: float = 0) -> Kind:
    """A census table in long form: an area, a category and a count a row."""
    columns = (LSOA21, Column("category", category, filled=True), _number("n", "n", "Observation", low=low))
    return Kind(name, f"the Census 2021 table of {what}", ONS_ONLY, OGL, columns, unit="count")


TENURE = _counted("census_tenure", "tenure", "tenure", "Tenure of household (9 categories)")
ACCOMMODATION = _counted("census_accommodation", "accommodation type", "type", "Accommodation type (8 categories)")
OCCUPANCY = _counted(
    "census_occupancy", "occupancy rating", "occupancy_rating", "Occupancy rating for bedrooms (6 categories)"
)
DIMENSIONS = _counted(
    "census_deprivation",
    "household deprivation",
    "deprivation_dimensions",
    "Household deprivation (6 categories)",
)
DISABILITY = _counted("census_disability", "disability", "disability", "Disability (3 categories)")
AGE = _counted("census_age", "age", "Age (5 categories)", "Age (6 categories)")
ETHNICITY = _counted("census_ethnicity", "ethnic group", "ethnic_group", "Ethnic group (6 categories)")
COMPOSITION = _counted(
    "census_composition",
    "household composition (TS003)",
    "Household composition (15 categories)",
    "Household composition (6 categories)",
    "Household composition",
)


def _bulk(name: str, *categories: str) -> Column:
    """As the bulk file names it, and as a query on Nomis does, which leaves the table's name off."""
    spellings = [f"Household composition: {c}{end}" for c in categories for end in ("; measures: Value", "")]
    return _number(name, *spellings, *categories)


COMPOSITION_BULK = Kind(
    "census_composition_bulk",
    "the Nomis table of household composition (TS003)",
    ONS_ONLY,
    OGL,
    (
        Column("code", ("geography code", "mnemonic"), filled=True),
        _bulk("total", "Total", "Total: All households"),
        _bulk("one_person_65plus", "One-person household: Aged 66 years and over"),
        _bulk("one_person_other", "One-person household: Other"),
        _bulk(
            "lone_parent",
            "Single family household: Lone parent family",
            "Single family household: Lone parent",
        ),
    ),
    unit="area",
)
HOUSEHOLDS = Kind(
    "census_households",
    "the Census 2021 counts of households of one person by LSOA",
    ONS_ONLY,
    OGL,
    (LSOA21, _number("households", "households"), _number("one_person", "one_person_household")),
    unit="area",
)
SMOKING = Kind(
    "smoking",
    "a table of smoking by LSOA",
    "as given",
    "as given",
    (
        LSOA21,
        Column("smoking", ("smoking", "smoking prevalence", "smokers", "smoking rate", "smoking share",
                           "smoking percent", "share smoking", "percent smoking", "current smokers"),
               "number", low=0, high=1, share=True),
    ),
    unit="area",
)  # fmt: skip

_RANK = "Rank (where 1 is most deprived)"


def _rank(name: str, *spellings: str, needed: bool = True) -> Column:
    return _number(name, *spellings, needed=needed, low=1)


_INDOORS = ("Indoors_rank", f"Indoors Sub-domain {_RANK}")
_OUTDOORS = ("Outdoors_rank", f"Outdoors Sub-domain {_RANK}")
IMD_2019 = Kind(
    "imd_2019",
    "the ranks of the Indices of Deprivation 2019",
    MHCLG,
    OGL,
    (
        LSOA11,
        _rank("imd2019_rank", "IMD_rank", f"Index of Multiple Deprivation (IMD) {_RANK}"),
        _rank("income_rank", "Income_rank", f"Income {_RANK}"),
        _rank("employment_rank", "Employment_rank", f"Employment {_RANK}"),
        _rank("education_rank", "Education_rank", f"Education, Skills and Training {_RANK}"),
        _rank("health_rank", "Health_rank", f"Health Deprivation and Disability {_RANK}"),
        _rank("crime_rank", "Crime_rank", f"Crime {_RANK}"),
        _rank("housing_rank", "Housing_and_Access_rank", f"Barriers to Housing and Services {_RANK}"),
        _rank("environment_rank", "Environment_rank", f"Living Environment {_RANK}"),
        _rank("indoors_rank", *_INDOORS, needed=False),
        _rank("outdoors_rank", *_OUTDOORS, needed=False),
    ),
    unit="area",
)
IMD_2019_SUBDOMAINS = Kind(
    "imd_2019_subdomains",
    "the sub-domain ranks of the Indices of Deprivation 2019",
    MHCLG,
    OGL,
    (LSOA11, _rank("indoors_rank", *_INDOORS), _rank("outdoors_rank", *_OUTDOORS)),
    unit="area",
)
IMD_2019_INDICATORS = Kind(
    "imd_2019_indicators",
    "the indicators of the Indices of Deprivation 2019",
    MHCLG,
    OGL,
    (
        LSOA11,
        _number("comparative_illness", "comparative_illness_and_disability_ratio_indicator"),
        _number("older_people", "income_deprivation_affecting_older_people_index_idaopi_numerator"),
    ),
    unit="area",
)
IMD_2025 = Kind(
    "imd_2025",
    "the Index of Multiple Deprivation 2025",
    MHCLG,
    OGL,
    (
        LSOA21,
        _rank("imd2025_rank", "imd_rank", f"Index of Multiple Deprivation (IMD) {_RANK}"),
        _rank(
            "imd2025_decile",
            "imd_dec",
            "imd_decile",
            "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
        ),
    ),
    unit="area",
)
IMD_2025_DOMAINS = Kind(
    "imd_2025_domains",
    "the Indices of Deprivation 2025 by domain",
    MHCLG,
    OGL,
    (
        *IMD_2025.columns,
        _rank("imd2025_income_rank", "Income_rank", f"Income {_RANK}"),
        _rank("imd2025_employment_rank", "Employment_rank", f"Employment {_RANK}"),
        _rank("imd2025_education_rank", "Education_rank", f"Education, Skills and Training {_RANK}"),
        _rank("imd2025_health_rank", "Health_rank", f"Health Deprivation and Disability {_RANK}"),
        _rank("imd2025_crime_rank", "Crime_rank", f"Crime {_RANK}"),
        _rank(
            "imd2025_housing_rank",
            "Housing_and_Services_rank",
            "Housing_and_Access_rank",
            f"Barriers to Housing and Services {_RANK}",
        ),
        _rank("imd2025_environment_rank", "Environment_rank", f"Living Environment {_RANK}"),
    ),
    unit="area",
)
COMMUNITY = Kind(
    "community_needs",
    "the Community Needs Index",
    "OCSI (Oxford Consultants for Social Inclusion)",
    OGL,
    (
        LSOA21,
        _number("community_needs", "Community Needs Index 2023 Score", low=None),
        _number("civic_assets", "Civic Assets Domain Score", low=None),
        _number("connectedness", "Connectedness Domain Score", low=None),
        _number("engaged", "Active and Engaged Community Domain Score", low=None),
    ),
    unit="area",
)
LONELINESS = Kind(
    "loneliness",
    "the table of modelled loneliness",
    "British Red Cross",
    "MIT",
    (LSOA21, _number("loneliness", "perc", "loneliness percent")),
    unit="area",
)
POPULATION = Kind(
    "population_2020",
    "the mid-2020 population by single year of age and LSOA of 2011",
    ONS_ONLY,
    OGL,
    (
        LSOA11,
        _number("total", "total_population", "All Ages"),
        *(_number(f"age_{age}", f"{age}") for age in range(60, 91)),  # "90+" is read as 90
    ),
    unit="area",
)
LOOKUP_11_21 = Kind(
    "lookup_lsoa11_lsoa21",
    "the lookup from LSOAs of 2011 to LSOAs of 2021",
    ONS,
    OGL,
    (
        LSOA11,
        Column("lsoa21", ("lsoa21_code", "LSOA21CD"), filled=True),
        Column("change", ("change_code", "CHGIND"), pattern="[USMX]", filled=True),
    ),
    unit="pair",
)

COUNTED = (TENURE, ACCOMMODATION, OCCUPANCY, DIMENSIONS, DISABILITY, AGE)
OPTIONAL = (COMPOSITION, COMPOSITION_BULK, HOUSEHOLDS, SMOKING)
KINDS = (
    *COUNTED,
    ETHNICITY,
    *(IMD_2019, IMD_2019_SUBDOMAINS, IMD_2019_INDICATORS, IMD_2025, IMD_2025_DOMAINS),
    *(COMMUNITY, LONELINESS, POPULATION, LOOKUP_11_21),
    *OPTIONAL,
)
