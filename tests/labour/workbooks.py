"""A made-up workbook in the layout of the Skills Imperative tables: other sheet names, order and region."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

OCCUPATIONS = {"11 Corporate managers and directors": (40.0, 44.0, 50.0, 58.0), "51 Skilled agricultural": (9.0,) * 4}
REGION = "North of Nowhere"


def rows() -> dict[str, list[list[Any]]]:
    years = [2015, 2020, 2025, 2035]
    occupations = [
        [f"Occupation Table 2  Employment Change by Occupation, 2015-2035, {REGION}"],
        ["Levels (000s)", None, None, None, None, "2020 - 2035"],
        ["", *years, "Net Change", "Replacement Demand", "Total Requirement"],
        *([name, *each, each[-1] - each[1], 30, each[-1] - each[1] + 30] for name, each in OCCUPATIONS.items()),
        ["All occupations", 49, 53, 59, 67, 14, 60, 74],
        ["Shares (% of total)"],
        ["11 Corporate managers and directors", 81, 83, 85, 87],
    ]  # fmt: skip
    industries = [
        [f"Industry Table 2  Employment by Industry Group, 2015-2035, {REGION}"],
        ["", *years],
        ["Construction", 30, 31, 32, 33],
        ["All industries", 49, 53, 59, 67],
    ]
    shift = [
        [f"ShiftShare Table 1  Shift-share by occupation, 2020-2035, {REGION}"],
        [None, "Base year", None, "", "Target year", None, None, "Change", "2020-2035", None, "Scale effect", None,
         None, "Occupation effect", None, None, "Industry mix effect"],
        ["11 Corporate managers and directors", 44, 80, None, 58, 85, None, 14, 3, None, 11, 2, None, 2, 1, None, 1, 1],
    ]  # fmt: skip
    matrix = [
        [f"Industry and Occupation Table 1  Occupation composition by gender, 2015-2035, {REGION}"],
        ["Industry 8 : Construction", 2020, None, None, 2035],
        ["", "Male", "Female", "Total", "Male", "Female", "Total"],
        ["Managers, directors and senior officials", 10, 5, 15, 12, 8, 20],
    ]
    return {"Front": [["Read me"]], "C": matrix, "A": shift, "D": industries, "B": occupations}


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for line in table:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
