"""A made-up London in the publishers' layouts: 33 boroughs, every figure by rule, so that answers can be worked out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from lbdp_core import door, geography
from lbdp_core.areas import kinds as areas
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.health import schema
from lbdp_core.health.schema import AGES

LAST = 90


def people(borough: int, year: int) -> np.ndarray:
    """Residents by single age: fewer with age, more in later boroughs, one in a hundred more each year."""
    shape = np.round(1_000 + 10 * borough - 8.0 * np.arange(LAST + 1))
    return np.round(shape * 1.01 ** (year - 2010))


def by_age(years: range) -> pd.DataFrame:
    """The GLA layout of 2014: ages across, `&` in names, aggregates without a code, London and a region."""
    rows = []
    for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True)):
        for year in years:
            ages = people(n, year)
            rows.append([n + 1, code, year, name.replace(" and ", " & "), ages.sum(), *ages])
    everywhere = sum(people(n, years[0]) for n in range(33))
    rows.append([34, None, years[0], "Central", everywhere.sum(), *everywhere])
    rows.append([38, "E12000007", years[0], "Greater London", everywhere.sum(), *everywhere])
    head = ["Borough Code", "GSS Code", "Year", "Borough Name", "Total Population", *map(str, range(LAST)), "90+"]
    return pd.DataFrame(rows, columns=head)


def ons_projection(years: range, sexes: tuple[str, ...] = ("males", "females")) -> pd.DataFrame:
    """The layout of ONS sub-national projections: years across, a row per area, sex and age."""
    rows = []
    for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True)):
        counts = np.column_stack([people(n, year) for year in years])
        for sex in sexes:
            part = {"males": 0.4, "females": 0.6, "persons": 1.0}[sex]
            rows.append([code, name, "Population", sex, "All ages", *(counts.sum(axis=0) * part)])
            for age in AGES:
                band = "90 and over" if age == LAST else str(age)
                rows.append([code, name, "Population", sex, band, *(counts[age] * part)])
    rows.append(["E12000007", "London", "Population", sexes[0], "0", *([5.0] * len(years))])
    return pd.DataFrame(rows, columns=["AREA_CODE", "AREA_NAME", "COMPONENT", "SEX", "AGE_GROUP", *map(str, years)])


def gla_by_year(years: range) -> pd.DataFrame:
    """The GLA layout since 2016: gss_code, borough, age, sex, and years across."""
    table = ons_projection(years)
    table = table[table["AGE_GROUP"].ne("All ages") & table["AREA_CODE"].str.startswith("E09")]
    age = table["AGE_GROUP"].replace({"90 and over": "90"})
    head = pd.DataFrame({"gss_code": table["AREA_CODE"], "borough": table["AREA_NAME"], "age": age})
    sex = table["SEX"].map({"males": "male", "females": "female"})
    return pd.concat([head.assign(sex=sex), table[list(map(str, years))]], axis=1)


def mid_year(year: int = 2020, times: float = 1.1) -> pd.DataFrame:
    """The mid-year estimate by borough and single age, `times` the projection."""
    rows = [[c, n, 0, *np.round(people(i, year) * times)] for i, (c, n) in enumerate(zip(CODES, NAMES, strict=True))]
    for row in rows:
        row[2] = sum(row[3:])
    return pd.DataFrame(rows, columns=["ltla21_code", "ltla21_name", "total_population", *map(str, range(LAST)), "90+"])


def persons(year: int, times: float = 1.0) -> pd.DataFrame:
    """The mid-year estimate as a copy has it: code, name and all, ages across, areas elsewhere among them, no year."""
    head = {"ltla21_code": "code", "ltla21_name": "name", "total_population": "all"}
    table = mid_year(year, times).rename(columns=head)
    elsewhere = table.head(1).assign(code="E06000001", name="Hartlepool")
    return pd.concat([elsewhere, table], ignore_index=True)


def mid_year_series(years: range) -> pd.DataFrame:
    """The layout of the detailed series of ONS estimates: sex as 1 and 2, population_2021 and so on."""
    table = gla_by_year(years).rename(columns={str(y): f"population_{y}" for y in years})
    table = table.rename(columns={"gss_code": "ladcode23", "borough": "laname23"})
    return table.assign(sex=table["sex"].map({"male": 1, "female": 2}))


def bands(borough: int) -> dict[str, float]:
    """The census of a borough: residents of the projection of 2021, 45 men to 55 women at every age."""
    ages = people(borough, 2021)
    edges = {"under_1": (0, 1), "0": (0, 16), "16": (16, 25), "25": (25, 35), "35": (35, 50), "50": (50, 65)}
    edges |= {"65": (65, 75), "75": (75, 91), "working": (16, 65), "50+": (50, 91)}
    return {name: float(ages[low:high].sum()) for name, (low, high) in edges.items()} | {"all": float(ages.sum())}


def census(slip: bool = True) -> pd.DataFrame:
    """The census table of sex and three broad ages; with `slip`, babies counted twice and nobody of 75 and over."""
    rows = []
    for n, code in enumerate(CODES):
        b = bands(n)
        young = b["0"] + (b["under_1"] if slip else 0)
        old = b["65"] + (0 if slip else b["75"])
        row: dict[str, object] = {"ltla21_code": code, "total_population": b["all"]}
        for sex, part in (("females", 0.55), ("males", 0.45)):
            row |= {f"total_{sex}": b["all"] * part, f"younger_{sex}": young * part}
            row |= {f"working_age_{sex}": b["working"] * part, f"older_{sex}": old * part}
        rows.append(row)
    return pd.DataFrame(rows)


def lsoa_ages() -> pd.DataFrame:
    """The census age table by LSOA, one LSOA a borough."""
    words = {"0": "Aged 15 years and under", "16": "Aged 16 to 24 years", "25": "Aged 25 to 34 years"}
    words |= {"35": "Aged 35 to 49 years", "50+": "Aged 50 years and over"}
    rows = [
        [f"E0100{n:04d}", f"Area {n}", k, text, bands(n)[key]]
        for n in range(33)
        for k, (key, text) in enumerate(words.items(), 1)
    ]
    head = ["Lower layer Super Output Areas Code", "Lower layer Super Output Areas", "Age (5 categories) Code"]
    return pd.DataFrame(rows, columns=[*head, "Age (5 categories)", "Observation"])


def lookup() -> pd.DataFrame:
    rows = [[f"Area {n}", f"E0100{n:04d}", "Ward", f"E0500{n:04d}", NAMES[n], CODES[n]] for n in range(33)]
    head = ["lsoa21_name", "lsoa21_code", "ward24_name", "ward24_code", "ltla24_name", "ltla24_code"]
    return pd.DataFrame(rows, columns=head)


def disability(share: float = 0.2) -> pd.DataFrame:
    rows = [
        [f"E0100{n:04d}", text, round(bands(n)["all"] * part)]
        for n in range(33)
        for text, part in (
            ("Disabled under the Equality Act", share),
            ("Not disabled under the Equality Act", 1 - share),
        )
    ]
    return pd.DataFrame(rows, columns=["lsoa21_code", "disability", "n"])


def life(years: range = range(2019, 2031)) -> pd.DataFrame:
    """Period life expectancy: women live three years longer, both a tenth of a year more each year."""
    rows = [
        [year, sex, age, round((22 if sex == 1 else 25) - 0.55 * (age - 65) + 0.1 * (year - 2021), 1)]
        for year in years
        for sex in (2, 1)
        for age in range(55, 91)
    ]
    return pd.DataFrame(rows, columns=["year", "sex", "age", "ex"])


def fingertips(value: float = 20.0) -> pd.DataFrame:
    """One indicator, diagnosed high blood pressure, in the published header: England twice, a suppressed borough."""
    head = [
        *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex"),
        *("Age", "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
        *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend"),
        *("Compared to England value or percentiles", "Compared to percentiles", "Time period Sortable", "New data"),
        *("Compared to goal", "Time period range"),
    ]
    rows = []

    def add(code: str, name: str, what: object, category: str = "", note: str = "", year: int = 2015) -> None:
        row = dict.fromkeys(head, "")
        row |= {"Indicator ID": "92659", "Indicator Name": "Estimated prevalence of diagnosed hypertension (16+)"}
        row |= {"Area Code": code, "Area Name": name, "Sex": "Persons", "Age": "16+ yrs", "Category": category}
        row |= {"Time period": str(year), "Value": str(what), "Value note": note, "Time period Sortable": f"{year}0000"}
        rows.append(row)

    add("E92000001", "England", 14.0)
    add("E92000001", "England", 13.0, category="Most deprived decile (IMD2015)")
    for code, name in zip(CODES[1:], NAMES[1:], strict=True):
        if name == "Camden":
            add(code, name, "*", note="Value suppressed for disclosure control due to small count")
        else:
            add(code, name, value / 2, year=2014)
            add(code, name, value)
    return pd.DataFrame(rows, columns=head)


def health_index() -> pd.DataFrame:
    """Dementia at 1% everywhere, but for Barnet, whose figure cannot be right."""
    rows = [
        [code, float(year), "Dementia", 9.0 if NAMES[n] == "Barnet" else 1.0]
        for n, code in enumerate(CODES)
        for year in range(2018, 2022)
        if n
    ]
    return pd.DataFrame(rows, columns=["ltla21_code", "year", "indicator", "value"])


def folder(root: Path, **changed: pd.DataFrame | None) -> Path:
    """A folder of all the files above, some of them changed or (None) left out."""
    files: dict[str, pd.DataFrame | None] = {
        "round.csv": by_age(range(2001, 2042)),
        "mid_2020.csv": mid_year(),
        "census.csv": census(),
        "lsoa_ages.csv": lsoa_ages(),
        "lookup.csv": lookup(),
        "disability.csv": disability(),
        "life.csv": life(),
        "fingertips.csv": fingertips(),
        "health_index.csv": health_index(),
    }
    root.mkdir(parents=True, exist_ok=True)
    for name, table in (files | {f"{key}.csv": value for key, value in changed.items()}).items():
        if table is not None:
            (root / name).write_text(table.to_csv(index=False), "utf-8")
    return root


def inventory(root: Path) -> door.Inventory:
    """What the door makes of a folder."""
    return door.inventory(root, (*schema.KINDS, areas.AGE, areas.DISABILITY, geography.WARD_LOOKUP))
