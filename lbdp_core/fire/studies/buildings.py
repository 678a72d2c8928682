"""Buildings: fires by the type of home, as rates where the homes of a type are counted, else as counts.

Homes by type are Census 2021 households (accommodation type by LSOA), so rates exist for three groups only. The fires
are of many years and the homes of one: where many homes were built since, earlier rates come out too low.

- House or bungalow: "House - single occupancy" and "Bungalow - single occupancy" over detached, semi-detached and
  terraced homes.
- Purpose-built flat: three heights and "Tenement Building" over homes in a purpose-built block of flats or tenement.
  The census counts self-contained sheltered flats among these homes and the Brigade records their fires apart, so the
  rate is also given with them; both, because some sheltered homes are bungalows.
- Converted flat: two heights over homes in part of a converted or shared house, bedsits included, or of another
  converted building. The Brigade records houses in multiple occupation apart: bedsits are among the homes, their fires
  are not among these fires.

Columns:
    place          London or the borough in which the fire's LSOA lies.
    group          type of home; or what is counted only: HMOs by licence and height, flats by height, sheltered, other.
    kind           rate (of `GROUPS`) or count.
    period         all years together ("2009-2021"), the last three, each year, or slope; a borough's single years and
                   slope only for `BY_YEAR`.
    fires          dwelling fires; blank for a slope.
    homes          Census 2021 households of the group; blank for counts and slopes.
    figure         fires per 1,000 homes a year; blank for counts. Slope: percent a year.
    low, high      95%: exact for a Poisson count (Garwood 1936); of a slope with overdispersion included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.counts import garwood
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.studies.trends import log_linear

Array = NDArray[np.float64]
LONDON = "London"
HOUSE, BUILT, SHELTERED_TOO = "House or bungalow", "Purpose-built flat", "Purpose-built or sheltered flat"
CONVERTED, SHELTERED = "Converted flat", "Sheltered housing, self-contained"
HMO, OTHER = "House in multiple occupation", "Other dwelling"
FLATS = ("up to 3 storeys", "4 to 9 storeys", "10 or more storeys")
LICENCES = ("licensed", "unlicensed", "licence not known")
HEIGHTS = ("up to 2 storeys", "3 or more storeys")
GROUPS: Mapping[str, tuple[str, ...]] = {  # group -> columns of homes
    HOUSE: ("detached", "semi", "terraced"),
    BUILT: ("flat_purpose_built",),
    SHELTERED_TOO: ("flat_purpose_built",),
    CONVERTED: ("flat_converted",),
}
BY_YEAR = (HOUSE, BUILT, SHELTERED_TOO, CONVERTED, SHELTERED, HMO, *(f"HMO: {licence}" for licence in LICENCES))
RECENT, FEW = 3, 10  # years; fires below which no slope is fitted


def kinds_of(property_type: str) -> tuple[str, ...]:
    """The groups that a recorded property type belongs to, from the widest to the narrowest.

    >>> kinds_of("Unlicensed House in Multiple Occupation - 3 or more storeys")[1:]
    ('HMO: unlicensed', 'HMO: 3 or more storeys')
    """
    text = property_type.casefold()
    tall = next((h for h in (*FLATS, *HEIGHTS) if h in text), "")
    if "multiple occupation" in text:
        licence = LICENCES[2] if "not known" in text else LICENCES[1] if "unlicensed" in text else LICENCES[0]
        return (HMO, f"HMO: {licence}", f"HMO: {tall or 'storeys not recorded'}")
    if "sheltered" in text:
        return (SHELTERED, SHELTERED_TOO)
    if "purpose built" in text or "tenement" in text:
        return (BUILT, SHELTERED_TOO, *([f"{BUILT}: {tall}"] if tall else []))
    if "converted" in text:
        return (CONVERTED, *([f"{CONVERTED}: {tall}"] if tall else []))
    if text.startswith(("house -", "bungalow -")):
        return (HOUSE,)
    return (OTHER,)


def buildings(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Rates, counts and slopes by type of home, for London and each borough."""
    years = list(evidence.years)
    names = np.unique(evidence.areas["borough"].to_numpy(str))
    counted = _counted(evidence, names)
    homes = _homes(evidence, names)
    rows = [row for (place, group), y in counted.items() for row in _rows(place, group, years, y, homes)]
    columns = ["place", "group", "kind", "period", "fires", "homes", "figure", "low", "high"]
    return pd.DataFrame(rows, columns=columns).round({"homes": 0, "figure": 3, "low": 3, "high": 3})


def _counted(evidence: Evidence, names: Array) -> dict[tuple[str, str], Array]:
    """Fires (years,) by place and group, London first; a group that nobody recorded is left out."""
    table = evidence.by_property
    table = table[table["year"].isin(evidence.years)]
    borough = pd.Series(evidence.areas["borough"].to_numpy(str), index=evidence.areas["code"])
    groups = {text: kinds_of(text) for text in table["property_type"].unique()}
    long = table.assign(place=borough.loc[table["lsoa"]].to_numpy(), group=table["property_type"].map(groups))
    long = long.explode("group")
    everywhere = pd.concat([long.assign(place=LONDON), long])
    wide = everywhere.pivot_table(index=["place", "group"], columns="year", values="fires", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(evidence.years), fill_value=0)
    every = sorted({name for found in groups.values() for name in found} | set(GROUPS), key=_order)
    index = pd.MultiIndex.from_product([[LONDON, *names], every], names=["place", "group"])
    return {(str(p), str(g)): y for (p, g), y in zip(index, wide.reindex(index).fillna(0).to_numpy(float), strict=True)}


def _order(group: str) -> tuple[int, int]:
    """Wide groups first, then what they are made of, in the order in which people would list them."""
    wide = [HOUSE, BUILT, SHELTERED_TOO, CONVERTED, SHELTERED, HMO, OTHER]
    if group in wide:
        return 0, wide.index(group)
    parts = [*(f"{BUILT}: {part}" for part in FLATS), *(f"{CONVERTED}: {part}" for part in HEIGHTS)]
    parts += [f"HMO: {part}" for part in (*LICENCES, *HEIGHTS)]
    return 1, parts.index(group) if group in parts else len(parts)


def _homes(evidence: Evidence, names: Array) -> dict[tuple[str, str], float]:
    """Census households by place and group of `GROUPS`."""
    borough, households = evidence.areas["borough"].to_numpy(str), evidence.households
    found: dict[tuple[str, str], float] = {}
    for group, columns in GROUPS.items():
        homes = evidence.areas[list(columns)].sum(axis=1).to_numpy(float) * households
        found[LONDON, group] = float(homes.sum())
        found |= {(str(name), group): float(homes[borough == name].sum()) for name in names}
    return found


def _rows(
    place: str, group: str, years: Sequence[int], y: Array, homes: Mapping[tuple[str, str], float]
) -> list[tuple[object, ...]]:
    """One group of one place: all years, the last three, each year, and the slope."""
    exposed = homes.get((place, group), np.nan)
    kind = "rate" if (place, group) in homes else "count"
    whole = place == LONDON or group in BY_YEAR
    spans = [slice(0, None), slice(-RECENT, None), *(slice(k, k + 1) for k in range(len(years) if whole else 0))]
    found: list[tuple[object, ...]] = []
    for span in spans:
        in_years, fires = years[span], float(y[span].sum())
        period = f"{in_years[0]}-{in_years[-1]}" if len(in_years) > 1 else str(in_years[0])
        scale = 1_000 / (exposed * len(in_years)) if exposed > 0 else np.nan
        low, high = (v * scale for v in garwood(fires))
        found.append((place, group, kind, period, fires, exposed, fires * scale, low, high))
    if whole and y.sum() >= FEW and len(years) > 2:
        slope = log_linear(np.array(years), y)
        change = (100 * np.expm1(v) for v in (slope.per_year, slope.low, slope.high))
        found.append((place, group, kind, "slope", np.nan, np.nan, *change))
    return found
