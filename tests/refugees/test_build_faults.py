"""What cannot be built is one clear sentence each; what can be built without is; breaks are found where they are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lbdp_core.refugees import schema
from lbdp_core.refugees.build import build
from lbdp_core.refugees.build.support import breaks
from lbdp_core.sources import DataError, Workbench
from tests.refugees import files


def refused(root: Path, **changed: pd.DataFrame | None) -> str:
    with pytest.raises(DataError) as fault:
        build(files.inventory(files.folder(root / "raw", **changed)), Workbench(root / "data"))
    text = str(fault.value)
    assert text.endswith(".") and "\n" not in text and "Traceback" not in text
    return text


def held(**changed: bool | int) -> pd.DataFrame:
    """Support as the build makes it."""
    from lbdp_core.refugees.build.support import support

    said = files.support(**changed)
    renamed = said.rename(
        columns={
            "Support Type": "support",
            "UK Region": "region",
            "LAD Code": "borough_code",
            "Local Authority": "borough_name",
            "Accommodation Type": "accommodation",
            "People": "people",
        }
    )
    quarter = said["Date"].map(lambda d: f"{d[:4]}Q{int(d[5:7]) // 3}")
    return support(renamed.assign(quarter=quarter))[0]


def test_breaks_are_found_in_the_data():
    """Hotels: 33 x 20 + 3 x 528 + 33 x 2 in London in March 2023 and 5,000 in Hartlepool were Section 98: 7,310."""
    found = breaks(held())
    assert list(zip(found["quarter"], found["series"], strict=True)) == [
        ("2022Q4", "total"),
        ("2023Q2", "sections"),
        ("2023Q4", "subsistence"),
        ("2024Q1", "subsistence"),
    ]
    assert found["what"][1].startswith("7,310 fewer people under Section 98 and ")


@pytest.mark.parametrize(("moved", "quarter"), [(1, "2023Q1"), (4, "2023Q4")])
def test_the_change_of_labels_is_found_in_the_quarter_in_which_it_comes(moved, quarter):
    found = breaks(held(moved=moved))
    assert found.loc[found["series"] == "sections", "quarter"].tolist() == [quarter]


def test_no_break_is_found_where_there_is_none():
    found = breaks(held(moved=9, ungiven=9))
    assert found["series"].tolist() == ["total"]  # but for the first quarter with Section 98 by borough
    assert breaks(held(after=False)).empty


def test_people_who_leave_section_98_for_nowhere_are_no_change_of_labels():
    table = held(moved=9, ungiven=9)
    gone = table[~(table["section"].eq("s98") & table["quarter"].ge("2023Q2"))]
    assert "sections" not in set(breaks(gone)["series"])


@pytest.mark.parametrize("name", [kind.name for kind in schema.NEEDED])
def test_a_file_that_the_theme_cannot_do_without_is_named(tmp_path, name):
    by_kind = {"asylum_support": "support", "asylum_claims": "claims", "asylum_decisions": "decisions"}
    what = next(kind.what for kind in schema.NEEDED if kind.name == name)
    assert f"does not hold {what}; add it." in refused(tmp_path, **{by_kind.get(name, "awaiting"): None})


SUPPORT = files.support()


def with_first(column: str, value: object) -> pd.DataFrame:
    """Support with one cell changed: that of the first row."""
    frame = SUPPORT.astype({column: "object"})
    frame.loc[0, column] = value
    return frame


def test_a_suppression_symbol_is_missing_and_the_row_set_aside_with_its_reason(tmp_path):
    bench = Workbench(tmp_path / "data")
    report = build(files.inventory(files.folder(tmp_path / "raw", support=with_first("People", "*"))), bench)
    (line,) = (f for f in report["files"] if f["kind"] == "asylum_support")
    assert line["missing"] == {"people": {"suppressed": 1}}
    assert "Asylum support: 1 rows set aside, no number of people." in report["notes"]


def test_rows_whose_date_is_none_are_set_aside_with_the_reason(tmp_path):
    frame = with_first("Date", "total")
    report = build(files.inventory(files.folder(tmp_path / "raw", support=frame)), Workbench(tmp_path / "data"))
    (line,) = (f for f in report["files"] if f["kind"] == "asylum_support")
    assert line["set_aside"] == {"no quarter can be read from its date": 1}
    text = refused(tmp_path / "b", support=SUPPORT.assign(Date="soon"))
    assert "quarter" in text or "no people in a London borough" in text


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [
        ("claims", files.claims, "Quarter"),
        ("resettlement", files.resettlement, "Date"),
        ("grant_rates", files.grant_rates, "Quarter"),
    ],
)
def test_a_table_in_which_no_date_can_be_read_is_one_sentence(tmp_path, name, table, column):
    """DEFECT when this was written: a ValueError of int() comes out of the build, and so a traceback."""
    assert "quarter" in refused(tmp_path, **{name: table().assign(**{column: "soon"})})


def test_grant_rates_that_end_before_the_years_shown_are_one_sentence_or_left_out(tmp_path):
    """DEFECT when this was written: grant_rates() keeps no row, and its as-of date cannot be made of none."""
    old = files.grant_rates().query("Date < '2019'")
    bench = Workbench(tmp_path / "data")
    try:
        build(files.inventory(files.folder(tmp_path / "raw", grant_rates=old)), bench)
    except DataError as fault:
        assert str(fault).endswith(".")
    else:
        assert "refugees/grant_rates.csv" not in bench.entries


def test_a_type_of_support_that_is_not_known_is_set_aside_and_said(tmp_path):
    report = build(
        files.inventory(files.folder(tmp_path / "raw", support=with_first("Support Type", "Section 99"))),
        Workbench(tmp_path / "data"),
    )
    assert "Asylum support: 1 rows set aside, a type of support that is not known." in report["notes"]


def test_support_without_anybody_in_a_borough_is_refused(tmp_path):
    everywhere_else = SUPPORT[~SUPPORT["LAD Code"].str.startswith("E09")]
    assert "no people in a London borough; give the one by authority" in refused(tmp_path, support=everywhere_else)
