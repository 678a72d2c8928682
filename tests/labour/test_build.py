"""Building: shift-share and shares without small cells; Nomis as published, with lines above its header."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.boroughs import CODES
from lbdp_core.labour.build.tables import MONTHS, _effects, _matrix, _nomis, _rates, _whole_years
from lbdp_core.labour.schema import AREA, KINDS, LOCAL, NOMIS, not_a_rate, not_work, year_of
from tests.labour.workbooks import REGION

PART_OF = "of a month or a quarter, and not of a year"
HEADER = '"DATE_NAME","GEOGRAPHY_CODE","GEOGRAPHY_NAME","MEASURE_NAME","OBS_VALUE"'


def nomis(folder, months=12):
    lines = ['"claimant count"', '"ONS Crown Copyright Reserved [from Nomis]"', "", HEADER]
    for month in range(1, months + 1):
        kind = "Claimants as a proportion of residents aged 16-64"
        lines.append(f'"{month:02d} 2025","E09000002","Barking and Dagenham","{kind}",{6 + month % 2}')
        lines.append(f'"{month:02d} 2025","E09000002","Barking and Dagenham","Claimant count",9000')
    path = folder / "nomis.csv"
    path.write_text("\n".join(lines), "utf-8")
    return door.inventory(folder, (NOMIS,))


def test_shift_share_is_kept_of_occupations_whose_years_are_shown():
    name = "11 Corporate managers and directors"
    cells = {"region": REGION, "table": "shift_share", "row": name, "measure": "scale 2020-2035", "value": 3.0}
    book = pd.DataFrame([cells, cells | {"row": "63 Community"}])
    years = pd.DataFrame({"region": REGION, "table": "occupations", "row": [name, "63 Community"], "measure": "2020",
                          "thousands": [44.0, None]})  # fmt: skip
    assert _effects(book, years)["row"].tolist() == [name]


def test_shares_of_an_industry_leave_small_cells_out_and_add_up():
    cells = {"industry": "Care", "table": "matrix", "region": "Greater London", "measure": "2035"}
    book = pd.DataFrame([cells | {"row": name, "value": value} for name, value in
                         (("Managers", 30.0), ("Carers", 70.0), ("Trades", 9.9), ("Total", 109.9))])  # fmt: skip
    made = _matrix(book).set_index("group")["share"]
    assert made.to_dict() == {"Managers": 0.3, "Carers": 0.7}


def test_a_year_of_nomis_is_the_mean_of_its_twelve_months(tmp_path):
    (made,) = _nomis(nomis(tmp_path), [])
    assert made[["code", "year", "value"]].to_dict("records") == [{"code": "E09000002", "year": 2025, "value": 6.5}]


def test_signs_of_nomis_in_place_of_a_figure_leave_the_year_out_and_are_counted(tmp_path):
    """It writes "-" for what it has not, and "!" for what it does not give."""
    folder = nomis(tmp_path)
    path = tmp_path / "nomis.csv"
    for sign in ("-", "!"):
        path.write_text(path.read_text("utf-8").replace(",6\n", f",{sign}\n", 1), "utf-8")
    lines = []
    (made,) = _nomis(folder, lines)
    assert made.empty
    assert sum(lines[0]["missing"]["value"].values()) == 2
    assert lines[0]["set_aside"]["no value given"] == 2


def by_month(folder, measure="Claimants as a proportion of residents aged 16-64", flags=False, heads=(AREA[5],)):
    """The table that Nomis gives: what is measured stands over the header, a column a month, notes below."""
    months = [f"{month} 2025" for month in MONTHS]
    beside = [""] * flags
    lines = [["claimant count by sex and age"], ["measure :", measure], ["gender :", "Total"], [],
             [*heads, *(cell for month in months for cell in (month, *["Flags"] * flags))]]  # fmt: skip
    for place, rate in (("Hackney", 6), ("gor:London", 5), ("England", 4), ("Leeds", 4)):
        lines.append([place, *heads[1:], *(cell for n in range(12) for cell in (f"{rate + n % 2}", *beside))])
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in [*lines, [], ["-", "Not available."]])
    (folder / "nomis.csv").write_text(f"{text}\n", "utf-8")
    return door.inventory(folder, KINDS)


@pytest.mark.parametrize("more", [{}, {"flags": True}, {"heads": ("Area", "mnemonic")}])
def test_a_table_of_nomis_with_a_column_a_month_gives_the_same_mean(tmp_path, more):
    lines = []
    (made,) = _nomis(by_month(tmp_path, **more), lines)
    assert dict(zip(made["code"], made["value"], strict=True)) == {"E09000012": 6.5, "E12000007": 5.5, "E92000001": 4.5}
    assert set(made["year"]) == {2025}
    assert lines[0]["set_aside"] == {"not a London borough, London or England": 2}


def test_a_table_of_nomis_of_people_and_not_of_rates_is_set_aside(tmp_path):
    lines = []
    (made,) = _nomis(by_month(tmp_path, measure="Claimant count"), lines)
    assert made.empty
    assert "another measure than the share of residents aged 16 to 64" in lines[0]["set_aside"]


def test_local_statistics_of_months_or_quarters_are_no_years():
    kinds = {"2025-01-01/P1Y": "", "2025": "", "2025-11-01/P1M": PART_OF, "2025-Q3": PART_OF}
    for period, why in kinds.items():
        row = {"code": ["E09000002"], "indicator": ["Claimant Count"], "period": [period], "value": [5.0]}
        assert not_work(pd.DataFrame(row)).tolist() == [why]
    rows = {"code": ["E09000002"] * 2, "indicator": ["Claimant Count"] * 2, "period": ["2025-01-01", "2025-02-01"],
            "value": [5.0, 6.0]}  # fmt: skip
    assert not_work(pd.DataFrame(rows)).tolist() == [PART_OF] * 2


def test_years_of_months_are_read_as_excel_shortens_them():
    assert year_of(pd.Series(["Nov-25", "November 2025", "2025-11"])).tolist() == [2025] * 3


def test_a_year_that_is_not_over_is_left_out(tmp_path):
    (made,) = _nomis(nomis(tmp_path, months=11), [])
    assert made.empty


def test_rows_of_nomis_that_are_not_the_rate_are_set_aside_with_a_reason():
    """The bulk file has women and men, ages, three denominators and percentages beside the values."""
    share = "Claimants as a proportion of residents aged 16-64"
    right = {"borough_code": CODES[0], "measure": share, "sex": "Total", "age": "All categories: Age 16+",
             "form": "Value", "value": 5.0}  # fmt: skip
    wrong = [{"borough_code": "E06000001"}, {"measure": "Claimants as a proportion of economically active residents "
             "aged 16+"}, {"sex": "Male"}, {"age": "Aged 18-24"}, {"form": "Percent"}, {"value": None}]  # fmt: skip
    months = [f"{month} 2025" for month in range(1, 13)]
    rows = pd.DataFrame([{"date": month, **right, **other} for other in ({}, *wrong) for month in months])
    why = not_a_rate(rows)
    assert why[:12].eq("").all()
    assert why[12:].tolist() == [reason for reason in ("not a London borough, London or England", "another measure "
                                 "than the share of residents aged 16 to 64", "of women or men alone", "of some ages",
                                 "not a value", "no value given") for _ in months]  # fmt: skip


def test_of_two_files_the_one_that_goes_on_longer_has_the_revisions(tmp_path):
    """Whatever they are called: the newest release of a table often sorts before the older one."""
    names = ["areacd", "indicator", "period", "observation"]
    for name, last, rate in (("claimants.csv", 2025, 5.5), ("claimants_to_2024.csv", 2024, 5)):
        years = range(2001, last + 1)
        rows = [(code, "Claimant Count", f"{year}-01-01/P1Y", rate) for code in CODES for year in years]
        pd.DataFrame(rows, columns=names).to_csv(tmp_path / name, index=False)
    made = _rates(door.inventory(tmp_path, (LOCAL,)), [])
    assert sorted(made["year"].unique()) == [*range(2001, 2026)]
    assert made["value"].eq(5.5).all()


def test_a_year_that_lacks_a_borough_is_left_out_and_the_borough_named():
    rates = [{"code": code, "indicator": "claimants", "year": year, "value": 5.0} for code in (*CODES, "E92000001")
             for year in (2024, 2025)]  # fmt: skip
    rates = pd.DataFrame([row for row in rates if (row["code"], row["year"]) != ("E09000003", 2025)])
    made, lacking = _whole_years(rates)
    assert set(made["year"]) == {2024}
    assert lacking == {"2025": ["Barnet"]}
