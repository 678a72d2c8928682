"""Deprivation and age from LSOAs of 2011, carried to the LSOAs of 2021."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.areas.lookups import Carry

# The publisher rounds the numerator to 5 and hides it below 10: what is hidden lies between 0 and 9.
HIDDEN_OLDER_PEOPLE = 5.0


def ranks(frame: pd.DataFrame, carry: Carry) -> pd.DataFrame:
    """Ranks of 2019 by LSOA of 2021; in a merged area a mean of ranks, which is no longer a whole number."""
    by_code = frame.set_index("lsoa11")
    return pd.DataFrame({c: carry.mean(by_code[c]).round(1) for c in by_code}, index=carry.lsoa21)


def older(population: pd.DataFrame, carry: Carry) -> pd.DataFrame:
    """Shares of residents aged 65 and over and 75 and over at mid-2020."""
    by_code = population.set_index("lsoa11")
    total = by_code["total"].clip(lower=1)
    return pd.DataFrame(
        {f"aged_{age}plus": carry.mean(people_from(by_code, age) / total) for age in (65, 75)},
        index=carry.lsoa21,
    )


def indicators(frame: pd.DataFrame, population: pd.DataFrame, carry: Carry) -> tuple[pd.DataFrame, dict[str, int]]:
    """Comparative illness, and older people on low income as a share of people aged 60 and over.

    The numerator is of 2015 and the denominator of mid-2020: where many older people left, the quotient can
    pass 1, and is held there. Returns also how many figures were hidden by the publisher, and held at 1.
    """
    by_code = frame.set_index("lsoa11")
    over_60 = people_from(population.set_index("lsoa11"), 60).clip(lower=1)
    numerator = by_code["older_people"].reindex(carry.lsoa11)
    hidden = numerator.isna()
    share = numerator.fillna(HIDDEN_OLDER_PEOPLE) / over_60.reindex(carry.lsoa11)
    weight = over_60.reindex(carry.lsoa11).to_numpy(dtype=float)
    values = {
        "comparative_illness": carry.mean(by_code["comparative_illness"]),
        "income_deprived_older": carry.mean(share.clip(upper=1), weight),
    }
    counts = {
        "older_people_hidden_by_publisher_lsoa11": int(hidden.sum()),
        "older_people_share_held_at_one_lsoa11": int((share > 1).sum()),
    }
    return pd.DataFrame(values, index=carry.lsoa21), counts


def people_from(by_code: pd.DataFrame, age: int) -> pd.Series:
    """Residents aged `age` (60 or more) and over, by LSOA of 2011."""
    names = [f"age_{a}" for a in np.arange(age, 91)]
    return by_code[names].sum(axis=1)
