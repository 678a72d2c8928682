"""Census: counts by category to shares, which categories make which column said once as data."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from lbdp_core import relations
from lbdp_core.areas import kinds
from lbdp_core.door import Kind
from lbdp_core.sources import DataError

REST = ""  # categories that count in the whole, and in no column
ABSENT = re.compile("does not apply", re.I)  # people outside households, in the layout of a custom dataset
LAST_OF_2011 = "E01033768"  # the LSOAs of England that are new in 2021 have higher codes

# kind -> column -> what its categories contain. A category may be in several columns ("two or more").
COLUMNS: Mapping[str, Mapping[str, str]] = {
    kinds.TENURE.name: {
        "owned_outright": "owns outright",
        "mortgage": "with a mortgage|shared ownership",
        "social_rented": "^social rented",
        "private_rented": "^private rented|rent free",
    },
    kinds.ACCOMMODATION.name: {
        "detached": "^detached",
        "semi": "^semi-detached",
        "terraced": "^terraced",
        "flat_purpose_built": "purpose-built",
        "flat_converted": "^part of",
        "flat_commercial": "commercial",
        REST: "caravan",
    },
    kinds.OCCUPANCY.name: {
        "overcrowded": r"(^|: )-[12]",
        "underoccupied": r"(^|: )\+2",
        REST: r"(^|: )(0|\+1)",
    },
    kinds.DIMENSIONS.name: {
        "deprived_1": "in one",
        "deprived_2plus": "in (two|three|four)",
        "deprived_3plus": "in (three|four)",
        REST: "not deprived",
    },
    kinds.DISABILITY.name: {"disabled": "^disabled", REST: "^not disabled"},
    kinds.AGE.name: {
        "age_0_15": "15 years and under",
        "age_16_24": "16 to 24",
        "age_25_34": "25 to 34",
        "age_35_49": "35 to 49",
        "age_50plus": "50 years and over",
    },
    kinds.ETHNICITY.name: {
        "asian": "^asian",
        "black": "^black",
        "mixed": "^mixed",
        "white": "^white",
        "other": "^other",
    },
    kinds.COMPOSITION.name: {
        "one_person": "one.person",
        "one_person_65plus": "one.person.*(66|65)",
        "one_person_other": "one.person.*other",
        "lone_parent": "lone parent",
        REST: ".",
    },
}


def shares(frame: pd.DataFrame, kind: Kind, codes: pd.Index) -> tuple[pd.DataFrame, pd.Series]:
    """Share of each column by area, and the whole that it is a share of.

    frame: rows of code, category, n. codes: the areas wanted, in order. Counts are perturbed by about one,
    so that a share is taken of the sum of its own table, never of another table's total.

    Raises:
        DataError: an area is missing, or a category is missing, unknown or there twice.
    """
    label = frame.attrs.get("label", kind.what)
    mine = frame[frame["code"].isin(codes) & ~frame["category"].str.contains(ABSENT)]
    if (again := mine.duplicated(["code", "category"])).any():
        row = mine[again].iloc[0]
        raise DataError(f"{label} counts “{row['category']}” in {row['code']} twice; keep one of the rows.")
    mine = mine[mine["n"].notna()]
    if len(gone := codes[~codes.isin(mine["code"])]):
        of_2011 = _of_2011(frame["code"], gone)
        raise DataError(f"{label} has no count for {len(gone):,} of {len(codes):,} areas, such as {gone[0]}{of_2011}.")
    categories = sorted(mine["category"].unique())
    patterns = {column: re.compile(p, re.I) for column, p in COLUMNS[kind.name].items()}
    if strange := [c for c in categories if not any(p.search(c) for p in patterns.values())]:
        raise DataError(f"{label} has “{strange[0]}”, which is no category of {kind.what}; check the file.")
    members = {column: [c for c in categories if pattern.search(c)] for column, pattern in patterns.items()}
    if kind is not kinds.COMPOSITION and (lacking := [column for column, found in members.items() if not found]):
        raise DataError(f"{label} has no category for {lacking[0]}; give the table with all its categories.")
    wanted = {column: found for column, found in members.items() if found and column != REST}
    counts = relations.table("counts", code="string", category="string", n="float64")
    made = relations.run(relations.shares(counts, wanted), counts=mine[["code", "category", "n"]])
    made = made.set_index("code").reindex(codes)
    return made[list(wanted)], made["whole"].rename(None)


def _of_2011(given: pd.Series, gone: pd.Index) -> str:
    """Said when the codes look like those of 2011: most that are not there are new of 2021, and none that is."""
    if (gone > LAST_OF_2011).mean() <= 0.5 or (given[given.str.startswith("E01")] > LAST_OF_2011).any():
        return ""
    return "; its codes look like LSOAs of 2011, so give the table by LSOA of 2021"
