"""Buildings: fires by type of home, as rates where the homes are counted and as counts where they are not."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture, ranges
from lbdp_core.charts.lines import lines
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.studies.buildings import BUILT, CONVERTED, FEW, GROUPS, HMO, HOUSE, LICENCES, SHELTERED
from lbdp_core.formatting import number
from lbdp_core.scene import Picks, Scene, Shown, Tables

Row = Mapping[Hashable, Any]
WHERE, WHEN, LONDON = "Place", "Years", "London"
LEAST = 500  # homes: of fewer no rate is drawn, since its range would hide the others
ALONE = (HOUSE, BUILT, CONVERTED)  # groups that are told apart year by year
COLUMNS = ["Type of home", "Fires", "Homes in 2021", "Fires per 1,000 homes a year", "95%"]


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """London or a borough; the last three years, whose homes are nearest to those counted, or all."""
    table = tables["buildings"]
    places = table["place"].unique()
    spans = [p for p in table["period"].unique() if "-" in p]
    return {WHERE: (LONDON, *sorted(p for p in places if p != LONDON)), WHEN: tuple(reversed(spans))}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Rates and counts of the place."""
    place, span = picks[WHERE], picks[WHEN]
    table = tables["buildings"]
    here = table[table["place"] == place]
    found = _at(here, span)
    sentences = (_said(found, place, span), *_trend(here, place), _hmo(found, place, span), _mismatch(span))
    return Shown(
        sentences,
        pictures=(_rates(table, place, span), _by_year(here, place), _licences(here, place)),
        sheets=(
            ("Rates, for types whose homes are counted", _rate_sheet(found)),
            ("Counts, for all other types", _count_sheet(here)),
        ),
        file=here.drop(columns="place"),
    )


def _at(here: pd.DataFrame, period: str) -> dict[str, Row]:
    """The rows of a period by group."""
    return {str(row["group"]): row for row in here[here["period"] == period].to_dict("records")}


def _words(period: str) -> str:
    return period.replace("-", " to ")


def _rate(row: Row) -> str:
    if row["figure"] != row["figure"]:
        return "no rate, because no such homes are counted"
    return f"{row['figure']:.2f} (95% {row['low']:.2f} to {row['high']:.2f})"


def _said(found: Mapping[str, Row], place: str, span: str) -> str:
    parts = [f"{group.lower()} {_rate(found[group])}" for group in (BUILT, CONVERTED, HOUSE)]
    return (
        f"Dwelling fires per 1,000 homes a year in {place}, {_words(span)}: {', '.join(parts)}. Different people live "
        "in flats and houses, so the difference is not the building alone."
    )


def _trend(here: pd.DataFrame, place: str) -> list[str]:
    slopes = _at(here, "slope")
    told = [
        f"{group.lower()} {number(row['figure'], 1)}% a year (95% {number(row['low'], 1)} to {number(row['high'], 1)})"
        for group, row in slopes.items()
        if group in ALONE
    ]
    if not told:
        return [f"{place} has fewer than {FEW} fires of each type, too few for a trend."]
    return [
        f"Change in fires in {place} over all years: {', '.join(told)}. These are counts, as we know homes for one "
        "year."
    ]


def _hmo(found: Mapping[str, Row], place: str, span: str) -> str:
    fires = {licence: f"{_fires(found, f'HMO: {licence}'):,.0f} {licence}" for licence in LICENCES}
    if not _fires(found, HMO):
        return f"No fires were recorded in houses in multiple occupation (HMO) in {place}, {_words(span)}."
    return (
        f"Houses in multiple occupation (HMO) in {place} had {_fires(found, HMO):,.0f} fires in {_words(span)}: "
        f"{', '.join(fires.values())}, as the crew recorded it. There is no rate, because we do not know how many such "
        "homes there are. A licence does not show that a house is safer."
    )


def _fires(found: Mapping[str, Row], group: str) -> float:
    return float(found[group]["fires"]) if group in found else 0.0


def _mismatch(span: str) -> str:
    return (
        f"Homes are from the March 2021 census and fires from {_words(span)}, so rates are wrong where many homes were "
        "built. The census counts sheltered flats as purpose-built flats, but their fires are recorded separately: we "
        "give both rates. It counts bedsits and shared houses as converted, but the Brigade may record their fires as "
        "HMO. Ranges show luck alone (exact Poisson)."
    )


def _rates(table: pd.DataFrame, place: str, span: str) -> Picture:
    """The place's rates, each above London's."""
    rows = []
    for group in GROUPS:
        for where in dict.fromkeys((place, LONDON)):
            row = _at(table[table["place"] == where], span)[group]
            if row["homes"] >= LEAST:
                name = group if where == place else f"   London: {group[0].lower()}{group[1:]}"
                rows.append((name, row["figure"], row["low"], row["high"], _rate(row)))
    frame = pd.DataFrame(rows, columns=["row", "value", "low", "high", "words"])
    alt = f"{place}, {_words(span)}: " + "; ".join(f"{row.strip()} {words}" for row, *_, words in rows)
    shown = frame[["row", "words"]].rename(columns={"row": "Type of home", "words": "Fires per 1,000 homes a year"})
    note = (
        f"Grey: what luck alone allows (95%). Homes are from 2021. Types with fewer than {LEAST} homes are in the "
        "table only."
    )
    return ranges(frame, list(frame["row"]), "Rates by type of home", "fires per 1,000 homes a year", alt, shown, note)


def _by_year(here: pd.DataFrame, place: str) -> Picture:
    """Rates of the three types year by year."""
    single = here[here["group"].isin(ALONE) & ~here["period"].str.contains("-|slope") & (here["homes"] >= LEAST)]
    frame = single[["period", "group", "figure", "low", "high"]]
    frame = frame.rename(columns={"group": "kind", "figure": "value"})
    kinds = [group for group in ALONE if (frame["kind"] == group).any()]
    table = single[["period", "group", "fires", "figure", "low", "high"]].round(2)
    table.columns = pd.Index(["Year", "Type of home", "Fires", "Per 1,000 homes", "Low", "High"])
    first, last = single["period"].min(), single["period"].max()
    alt = f"{place}: " + "; ".join(_ends(single[single["group"] == group], group) for group in kinds)
    note = (
        "Bands: what luck allows (95%). We use the homes of 2021 for every year, so early rates are too low. "
        f"{first} to {last}."
    )
    return lines(frame, kinds, "Rates year by year", "fires per 1,000 homes", alt, table, note)


def _ends(one: pd.DataFrame, group: str) -> str:
    first, last = one.iloc[0], one.iloc[-1]
    return f"{group.lower()} {first['figure']:.2f} in {first['period']}, {last['figure']:.2f} in {last['period']}"


def _licences(here: pd.DataFrame, place: str) -> Picture:
    """Counts of fires in houses in multiple occupation by licence."""
    names = {f"HMO: {licence}": licence.capitalize() for licence in LICENCES}
    single = here[here["group"].isin(list(names)) & ~here["period"].str.contains("-|slope")]
    frame = pd.DataFrame({"period": single["period"], "kind": single["group"].map(names), "value": single["fires"]})
    table = frame.pivot_table(index="period", columns="kind", values="value", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=list(names.values()), fill_value=0).astype(int)
    table = table.rename_axis("Year").reset_index()
    alt = f"{place}, fires in houses in multiple occupation: " + "; ".join(
        f"{name.lower()} {table[name].iloc[0]} in {table['Year'].iloc[0]}, {table[name].iloc[-1]} in "
        f"{table['Year'].iloc[-1]}"
        for name in names.values()
    )
    note = (
        "These are counts, not rates. In these years the rules for licences changed (since October 2018 all houses "
        "with five or more people need one), and so did how crews record them."
    )
    title = "Fires in houses in multiple occupation, by licence"
    return lines(frame, list(names.values()), title, "fires", alt, table, note)


def _rate_sheet(found: Mapping[str, Row]) -> pd.DataFrame:
    rows = [
        (
            group,
            f"{row['fires']:,.0f}",
            f"{row['homes']:,.0f}",
            "–" if row["figure"] != row["figure"] else f"{row['figure']:.2f}",
            "–" if row["figure"] != row["figure"] else f"{row['low']:.2f} to {row['high']:.2f}",
        )
        for group, row in ((group, found[group]) for group in GROUPS)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _count_sheet(here: pd.DataFrame) -> pd.DataFrame:
    """Fires of what is counted only, in all years and in the last three."""
    spans = [p for p in here["period"].unique() if "-" in p]
    counted = here[(here["kind"] == "count") & here["period"].isin(spans)]
    wide = counted.pivot_table(index="group", columns="period", values="fires", aggfunc="sum")
    wide = wide.reindex(counted["group"].unique())
    first = [SHELTERED, *(g for g in wide.index if g != SHELTERED)]
    table = pd.DataFrame({"What": [g.replace("HMO: ", f"{HMO}: ") for g in first]})
    for span in spans:
        table[_words(span)] = [f"{v:,.0f}" for v in wide.loc[first, span]]
    return table


BUILDINGS = Scene("In which kinds of homes are the fires?", show, choices, tables=("buildings",))
