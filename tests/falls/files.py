"""Files of the falls theme in their publishers' layouts."""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import CODES, NAMES

NAME = "Emergency hospital admissions due to falls in people aged 65 and over"
COMBINED = "Value for Hackney and City of London combined"


def fingertips(counts: dict[str, float], period: str = "2023/24") -> pd.DataFrame:
    """Indicator 22401 in the published header: the boroughs named, an older year, women alone, England, a region, a
    category of England, and another indicator. Hackney stands for the City of London too, as published.
    """
    head = [
        *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex"),
        *("Age", "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
        *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend"),
        *("Compared to England value or percentiles", "Compared to percentiles", "Time period Sortable", "New data"),
        *("Compared to goal", "Time period range"),
    ]
    rows: list[dict[str, object]] = []

    def add(code: str, name: str, count: object, **other: object) -> None:
        year = str(other.pop("year", period))
        row = dict.fromkeys(head, "") | {"Indicator ID": 22401, "Indicator Name": NAME, "Area Code": code}
        row |= {"Area Name": name, "Sex": "Persons", "Age": "65+ yrs", "Time period": year, "Value": 2000.5}
        row |= {"Count": count, "Time period Sortable": f"{year[:4]}0000", "Time period range": "1y"}
        rows.append(row | other)

    add("E92000001", "England", 210_000)
    add("E92000001", "England", "", **{"Category": "Most deprived decile (IMD2019)"})
    add("E12000007", "London region", 24_000)
    add("E06000001", "Hartlepool", 400)
    for name, count in counts.items():
        note = {"Value note": COMBINED} if name == "Hackney" else {}
        code = CODES[NAMES.index(name)]
        add(code, name, count, **note)
        add(code, name, 1, year="2015/16")
        add(code, name, 2, Sex="Female")
        add(code, name, 3, **{"Indicator ID": 22402})
    if "Hackney" in counts:
        add(CODES[0], NAMES[0], "", **{"Value note": COMBINED})
    return pd.DataFrame(rows, columns=head)
