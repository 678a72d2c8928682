"""Small H-CLIC workbooks in the layouts that were published: sheet names, depth of headers and leftovers differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

ENGLAND, LONDON, BARNET, CAMDEN, YORK = "E92000001", "E12000007", "E09000003", "E09000007", "E06000014"
NAMES = {ENGLAND: "ENGLAND", LONDON: "London", BARNET: "Barnet", CAMDEN: "Camden", YORK: "York"}
SPANS = ("January to March", "April to June", "July to September", "October to December")
Sheet = list[list[Any]]
FAMILY = "Family or friends no longer willing or able to accommodate"
ASYLUM = "Required to leave accommodation provided by Home Office as asylum support"
AST = "End of assured shorthold (AST) private rented tenancy, due to.."
BB = "Bed and breakfast hotels (including shared annexes)"
NIGHTLY = "Nightly paid, privately managed accommodation, self-contained"
ACCEPTED = "Homeless + priority need + unintentionally homeless (acceptance)"
SIX_WEEKS = "Total with children and resident more than 6 weeks"
PROJECTED = "Number of households (2016-based household projections for 2018)3  (000s)"
INITIAL = "Table A1 - Number of households by initial assessment of homelessness circumstances and needs"
OWED = "Table A1 - Number of households assessed and owed a prevention or relief duty"
# In the order of the columns that `COLUMNS` gives; E England, L London, B Barnet, C Camden, Y York.
FIGURES: dict[str, dict[str, Sequence[Any]]] = {
    "A1": {
        "E": (74050, 67770, 37850, 4950, 29920, 23222.5),
        "L": (15460, 13940, 8170, 950, 5780, 3513.589),
        "B": (900, 850, 413, 46, 437, 157.461),
        "C": ("..", "..", "..", "..", "..", 119.212),
        "Y": (188, 187, 115, 15, 72, 88.352),
    },
    "A2": {
        "E": (37850, 900, 170, 5000, 120),
        "L": (8170, 280, 31, 1500, 17),
        "B": (413, 50, 6, 90, 3),
        "C": ("..", "..", "..", "..", ".."),
        "Y": (115, 9, 1, 8, 0),
    },
    "A2R": {
        "E": (29920, 500, 80, 4000, 800),
        "L": (5780, 140, 20, 1700, 153),
        "B": (437, 30, 2, 110, 8),
        "C": ("..", "..", "..", "..", ".."),
        "Y": (72, 4, 0, 20, 1),
    },
    "A4": {
        "E": (29920, 1760),
        "L": (5780, 380),
        "B": (437, 11),
        "C": ("..", ".."),
        "Y": (72, 3),
    },
    "P1": {
        "E": (26390, 14970, 5510),
        "L": (3940, 1920, 1190),
        "B": (100, 60, 20),
        "C": ("..", "..", ".."),
        "Y": (50, 20, 9),
    },
    "R1": {
        "E": (22970, 10050, 6970),
        "L": (2630, 920, 1140),
        "B": (120, 40, 50),
        "C": ("..", "..", ".."),
        "Y": (30, 9, 9),
    },
    "MD1": {"E": (12250, 7070), "L": (3000, 2010), "B": (80, 51), "C": ("..", ".."), "Y": (9, 3)},
    "TA1": {
        "E": (83430, 23222.5, 61730, 124610, 6900, 860, 21730, 23740),
        "L": (56190, 3513.589, 43840, 88190, 2800, 270, 17740, 21320),
        "B": (2709, 157.461, 1489, 3022, 4, "-", 1100, 900),
        "C": ("..", 119.212, "..", "..", "..", "..", "..", ".."),
        "Y": (54, 88.352, 30, 61, 12, 0, 1, 2),
    },
}


def deep(
    title: str, lines: Sequence[Mapping[int, str]], figures: Mapping[str, Sequence[Any]], at: Sequence[int]
) -> Sheet:
    """A sheet: a title, the lines of the header (column -> words), and a row an area with its figures at `at`."""
    rows: Sheet = [[title]]
    width = max((*at, *(i for line in lines for i in line))) + 1
    for line in lines:
        rows.append([line.get(i) for i in range(width)])
    for letter, code in zip("ELELBCY", (ENGLAND, LONDON, None, LONDON, BARNET, CAMDEN, YORK), strict=True):
        if code is None:
            rows += [["-", "Rest of England"], [None]]
            continue
        row: list[Any] = [code, NAMES[code], *([None] * (width - 2))]
        for i, value in zip(at, figures[letter], strict=True):
            row[i] = value
        rows.append(row)
    return [*rows, [None], [None, "Notes"], [1, "Totals include estimates."]]


def old(quarter: str = "2018Q3", dated: str = "Revised 18th December 2019", **changed: Any) -> dict[str, Sheet]:
    """The layout of 2018: suffixes on the sheets, headers of two or three lines, reasons for both duties in one."""
    f = FIGURES | changed
    when, on = span(quarter), f" - {short(quarter)}"
    both = {
        k: [a + b if isinstance(a, int) else a for a, b in zip(f["A2"][k], f["A2R"][k], strict=True)] for k in "ELBCY"
    }
    return {
        "Contents": contents(when, dated),
        "LA dropdown (A1-A11)": [["Select an authority"]],
        f"A1{on}": deep(
            f"{OWED}\nEngland, {when}",
            (
                {11: "Number of households"},
                {4: "Total initial assessments1,2", 6: "Assessed as owed a duty", 11: "No duty owed"},
                {
                    6: "Total",
                    7: "Threatened with homelessness - \nPrevention duty owed",
                    8: "Of which:",
                    9: "Homeless - \nRelief duty owed",
                },
                {8: "due to service of valid Section 21 Notice3"},
            ),
            {k: v[:5] for k, v in f["A1"].items()},
            (4, 6, 7, 8, 9),
        ),
        f"A2{on}": deep(
            f"Table A2 - Reason for loss of last settled home\nEngland, {when}",
            (
                {
                    4: "Total owed a prevention or relief duty1",
                    6: AST,
                    21: "End of non-AST private rented tenancy",
                    22: FAMILY,
                    38: ASYLUM,
                },
                {6: "Total", 8: "Of which:"},
                {8: "Rent arrears, due to.."},
            ),
            both,
            (4, 6, 21, 22, 38),
        ),
        f"P1{on}": deep(
            f"Table P1 - Reason for households' prevention duty ending\nEngland, {when}",
            (
                {17: "Number of households"},
                {
                    4: "Total number of households where prevention duty ended1,2",
                    6: "Secured accommodation for 6+ months",
                    10: "Homeless (including intentionally homeless)",
                },
                {6: "Total", 7: "Stayed in existing accommodation"},
            ),
            f["P1"],
            (4, 6, 10),
        ),
        f"R1{on}": deep(
            f"Table R1 - Reason for households' relief duty ending\nEngland, {when}",
            (
                {
                    4: "Total number of households \nwhere relief duty ended1,2 ",
                    5: "Secured \naccommodation for 6+ months3",
                    6: "56 days \nelapsed",
                },
            ),
            f["R1"],
            (4, 5, 6),
        ),
        f"MD1{on}": deep(
            f"Table MD1 - Outcome of main duty decisions\nEngland, {when}",
            ({4: "Total main duty decisions for eligible households1", 5: ACCEPTED},),
            f["MD1"],
            (4, 5),
        ),
        f"TA1{on}": deep(
            "Table TA1 - Households in temporary accommodation at end of quarter\nEngland, 30 September",
            (
                {
                    4: "Total number of households in TA5,8 ",
                    5: PROJECTED,
                    7: "Total number of households in TA with children",
                    8: "Total number of children in TA",
                    10: BB,
                    16: NIGHTLY,
                    31: "In TA in another local authority district",
                },
                {10: "Total number of households", 12: SIX_WEEKS, 16: "Total number of households"},
            ),
            f["TA1"],
            (4, 5, 7, 8, 10, 12, 16, 31),
        ),
    }


REASONS = {
    6: AST,
    26: "End of non-AST private rented tenancy",
    27: FAMILY,
    54: ASYLUM,
    55: "Home no longer suitable",
}


def new(quarter: str = "2024Q4", dated: str = "2025-04-30", **changed: Any) -> dict[str, Sheet]:
    """The layout of 2024: leftovers of pivot tables over the header, tables by duty, sheets with a trailing mark."""
    f = FIGURES | changed
    when = span(quarter)
    reasons = (
        {6: "End of private rented tenancy - assured shorthold", 27: FAMILY, 54: ASYLUM},
        {57: "Number of households"},
    )
    return {
        "Contents": [
            [None, None, "Statutory homelessness: \nDetailed local authority-level tables"],
            [None, None, when.replace(" to ", "-")],
            [None, None, dated],
            [None, "Accredited Official Statistics"],
        ],
        "A1": deep(
            f"{INITIAL}\nEngland, {when}",
            (
                {
                    4: "Total number of households assessed1,2",
                    6: "Total households assessed as owed a duty",
                    7: "Threatened with homelessness - Prevention duty owed",
                    8: "     Of which: due to service of valid Section 21 Notice",
                    9: "Homeless - Relief duty owed",
                },
                {
                    4: "Grand Total",
                    7: "Threatened with homelessness – Prevention Duty owed",
                    9: "Already homeless – Relief Duty owed (include accepted local connection)",
                },
                {11: "Number of households"},
                {
                    4: "Total initial assessments1,2,6",
                    6: "Assessed as owed a duty",
                    11: "Withdrew",
                    15: "Number of households\n in area5 (000s)",
                },
                {
                    6: "Total owed a prevention or relief duty",
                    7: "Threatened with homelessness within 56 days - \nPrevention duty owed",
                    8: "Of which:",
                    9: "Homeless - \nRelief duty owed4",
                },
                {8: "due to service of valid Section 21 Notice3"},
            ),
            f["A1"],
            (4, 6, 7, 8, 9, 15),
        ),
        "A2p": deep(
            f"Table A2P - Number of households owed a prevention duty by reason\nEngland, {when}",
            (
                *reasons,
                {4: "Total owed a prevention duty1", **REASONS},
                {6: "Total end\n of AST", 8: "Of which:"},
            ),
            f["A2"],
            (4, 6, 26, 27, 54),
        ),
        "A2R_": deep(
            f"Table A2P - Number of households owed a relief duty by reason\nEngland, {when}",
            (
                *reasons,
                {4: "Total owed a relief duty1", **REASONS},
                {6: "Total end\n of AST", 8: "Of which:"},
            ),
            f["A2R"],
            (4, 6, 26, 27, 54),
        ),
        "A4R": deep(
            f"Table A4R - Number of households owed a relief duty by accommodation\nEngland, {when}",
            (
                {4: "Total owed a  relief duty1,2", 21: "No fixed abode", 27: "Rough\n sleeping"},
                {21: "Total No fixed abode", 22: "Slept rough in the last year"},
            ),
            f["A4"],
            (4, 27),
        ),
        "P1_": deep(
            f"Table P1 - Number of households whose prevention duty ended\nEngland, {when}",
            (
                {
                    4: "Total number of households where prevention duty ended1,2",
                    6: "Secured accommodation for 6+ months",
                    10: "Homeless (including intentionally homeless)",
                },
                {4: "Grand Total", 7: "Secured existing accommodation", 10: "Homeless (inc. intentionally)"},
                {22: "Number of households"},
                {
                    4: "Total number of households whose prevention duty ended1,2",
                    6: "Secured accommodation for 6+ months",
                    10: "Homeless (including intentionally homeless)3",
                },
                {6: "Total secured accommodation", 7: "Stayed in existing accommodation"},
            ),
            f["P1"],
            (4, 6, 10),
        ),
        "R1_": deep(
            f"Table R1 - Number of households whose relief duty ended\nEngland, {when}",
            (
                {
                    4: "Total number of households \nwhose relief duty ended1,2 ",
                    5: "Secured \naccommodation for 6+ months",
                    6: "56 days \nelapsed3",
                },
            ),
            f["R1"],
            (4, 5, 6),
        ),
        "MD1_": deep(
            f"Table MD1 - Number of households by decision on duty owed\nEngland, {when}",
            (
                {
                    4: "Sum of Total main duty decisions",
                    5: "Sum of Homeless + priority need + unintentionally homeless",
                },
                {8: "Number of households"},
                {4: "Total main duty decisions for eligible households1,2", 5: ACCEPTED},
            ),
            f["MD1"],
            (4, 5),
        ),
        "TA1": deep(
            "Table TA1 - Number of households by type of temporary accommodation\nEngland, 31 December",
            (
                {
                    4: "Households in temporary accommodation at end of quarter1",
                    7: "Households in temporary accommodation at end of quarter1 children",
                    10: BB,
                    12: "Sum of Count",
                    16: NIGHTLY,
                },
                {
                    4: "Total number of households in TA1,2,3,4",
                    5: "Number of households in area5  (000s)",
                    7: "Total number of households in TA with children",
                    8: "Total number of children in TA",
                    10: BB,
                    16: NIGHTLY,
                    31: "In TA in another local authority district 8",
                },
                {10: "Total number of households", 12: SIX_WEEKS, 16: "Total number of households"},
            ),
            f["TA1"],
            (4, 5, 7, 8, 10, 12, 16, 31),
        ),
    }


def contents(when: str, dated: str) -> Sheet:
    title = "Statutory homelessness - Detailed local authority-level tables"
    return [[None] * 11 + ["Experimental Statistics"], [None, title], [None, when], [None, "England"], [None, dated]]


def span(quarter: str) -> str:
    return f"{SPANS[int(quarter[5]) - 1]} {quarter[:4]}"


def short(quarter: str) -> str:
    return f"{('Jan-Mar', 'Apr-Jun', 'Jul-Sep', 'Oct-Dec')[int(quarter[5]) - 1]} {quarter[2:4]}"


def write(path: Path, sheets: Mapping[str, Sheet]) -> Path:
    """A workbook of these sheets, in their order."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
