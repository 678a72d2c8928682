"""Building: small cells and what tells them are blank; Nomis as published, with lines above its header."""

from __future__ import annotations

import pandas as pd

from lbdp_core import door
from lbdp_core.labour.build.tables import _levels, _matrix, _nomis
from lbdp_core.labour.schema import NOMIS, WORKBOOK
from tests.labour.workbooks import rows, workbook

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


def test_a_small_cell_is_blank_and_so_is_what_would_tell_it():
    book = door.read(workbook(rows()), WORKBOOK, "book.xlsx")
    table = _levels(book, ("occupations",)).set_index(["row", "measure"])["thousands"]
    assert table["51 Skilled agricultural"].drop("replacement").isna().all()
    assert table["11 Corporate managers and directors"].notna().all()


def test_shares_of_an_industry_leave_small_cells_out_and_add_up():
    cells = {"industry": "Care", "table": "matrix", "region": "Greater London", "measure": "2035"}
    book = pd.DataFrame([cells | {"row": name, "value": value} for name, value in
                         (("Managers", 30.0), ("Carers", 70.0), ("Trades", 9.9), ("Total", 109.9))])  # fmt: skip
    made = _matrix(book).set_index("group")["share"]
    assert made.to_dict() == {"Managers": 0.3, "Carers": 0.7}


def test_a_year_of_nomis_is_the_mean_of_its_twelve_months(tmp_path):
    (made,) = _nomis(nomis(tmp_path), [])
    assert made[["code", "year", "value"]].to_dict("records") == [{"code": "E09000002", "year": 2025, "value": 6.5}]


def test_a_year_that_is_not_over_is_left_out(tmp_path):
    (made,) = _nomis(nomis(tmp_path, months=11), [])
    assert made.empty
