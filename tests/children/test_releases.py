"""What a file in the layout of Explore Education Statistics says of the indicators, under any names of its columns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.children.releases import NOWHERE, REGION, UNUSED, Release, years
from lbdp_core.children.schema import STATISTICS
from lbdp_core.sources import DataError
from tests.children import files

RENAMED = {
    "Referrals": "referral_count",
    "Re_referrals": "rereferral_count",
    "Re_referrals_percent": "rereferral_percent",
    "No_Further_Action": "no_further_action_count",
}


def read(root: Path, table: pd.DataFrame, name: str = "a.csv") -> pd.DataFrame:
    path = root / name
    table.to_csv(path, index=False, encoding="utf-8-sig")
    return door.read(path, STATISTICS, name)


def figures(root: Path, table: pd.DataFrame) -> pd.DataFrame:
    found = Release(read(root, table)).figures
    return found.sort_values(["indicator", "place", "year"], ignore_index=True)


def one(table: pd.DataFrame, key: str, place: str, year: int) -> pd.Series:
    return table[(table["indicator"] == key) & (table["place"] == place) & (table["year"] == year)].iloc[0]


def test_periods_of_four_and_of_six_digits_are_the_year_in_which_they_end():
    found = years(pd.Series(["2024", "202324", "199900", "soon", "20231"]))
    assert found[:3].tolist() == [2024, 2024, 2000]
    assert found[3:].isna().all()


def test_counts_in_columns(tmp_path):
    table = figures(tmp_path, files.referrals())
    assert set(table["indicator"]) == {"referrals", "rereferrals", "no_further_action"}
    rows = files.referrals()
    barnet = rows[(rows["la_name"] == "Barnet") & (rows["time_period"] == 2024)].iloc[0]
    number = str(barnet["old_la_code"])
    assert one(table, "rereferrals", number, 2024)["n"] == float(barnet["Re_referrals"])
    assert one(table, "rereferrals", number, 2024)["of"] == float(barnet["Referrals"])
    assert one(table, "rereferrals", number, 2024)["value"] == float(barnet["Re_referrals_percent"])
    assert one(table, "referrals", "England", 2024)["n"] == sum(
        float(v) for v in rows.loc[(rows["time_period"] == 2024) & rows["geographic_level"].eq("National"), "Referrals"]
    )


def test_a_release_with_other_names_in_another_order_says_the_same(tmp_path):
    table = files.referrals()
    renamed = table.rename(columns=RENAMED)
    renamed = renamed[[*reversed(list(renamed))]].assign(referral_child_count="7", extra_note="as published")
    pd.testing.assert_frame_equal(figures(tmp_path, table), figures(tmp_path, renamed))


def test_categories_in_rows_with_other_words_say_the_same(tmp_path):
    table = files.looked_after()
    other = table.replace(
        {
            "population_type": {
                "Children looked after on 31 March each year": "CLA at 31 March",
                "Children starting to be looked after each year": "Children starting to be looked after",
            }
        }
    ).rename(columns={"children_count": "number_of_children", "population_type": "cla_group"})
    pd.testing.assert_frame_equal(figures(tmp_path, table), figures(tmp_path, other))
    assert set(figures(tmp_path, table)["indicator"]) == {"looked_after", "entering_care", "leaving_care"}
    assert one(figures(tmp_path, table), "looked_after", "203", 2024)["of"] > 0


def test_a_percentage_stands_where_a_release_gives_no_counts(tmp_path):
    table = files.referrals().drop(columns=["Referrals", "No_Further_Action"])
    assert figures(tmp_path, table).empty  # a part without its whole is no share
    suppressed = files.referrals()
    suppressed.loc[suppressed["old_la_code"].eq(203), "Re_referrals"] = "c"
    found = one(figures(tmp_path, suppressed), "rereferrals", "203", 2024)
    assert pd.isna(found["n"])
    assert found["value"] > 0
    assert found["why"] == "suppressed"


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("c", "suppressed"),
        ("x", "not available"),
        ("z", "does not apply"),
        ("u", "unreliable"),
        (":", "not available"),
        ("low", "rounds to zero"),
        ("k", "rounds to zero"),
        ("", "not available"),
    ],
)
def test_a_symbol_is_missing_for_its_reason(symbol, why, tmp_path):
    table = files.protection().astype({"CPP_At31": "object"})
    table.loc[table["la_name"].eq("Brent"), "CPP_At31"] = symbol
    brent = str(files.DFE[files.COUNCILS.index("Brent")])
    found = one(figures(tmp_path, table), "plans", brent, 2024)
    assert pd.isna(found["n"])
    assert found["why"] == why


def test_text_in_a_column_of_counts_is_refused_with_row_and_column(tmp_path):
    table = files.protection().astype({"CPP_At31": "object"})
    table.loc[table["la_name"].eq("Brent"), "CPP_At31"] = "about 40"
    with pytest.raises(DataError, match="“about 40” in row 10, column CPP_At31"):
        figures(tmp_path, table)


def test_a_breakdown_is_not_taken_for_the_whole(tmp_path):
    """By age and sex a council has several rows a year: only those of all of them are read."""
    table = files.protection()
    by_sex = pd.concat([table.assign(sex="Total"), table.assign(sex="Female", CPP_At31="1")], ignore_index=True)
    assert one(figures(tmp_path, by_sex), "plans", "203", 2024)["n"] > 1
    no_total = pd.concat([table.assign(sex="Male"), table.assign(sex="Female")], ignore_index=True)
    assert figures(tmp_path, no_total).empty


def test_population_is_of_the_middle_of_the_year_before(tmp_path):
    found = figures(tmp_path, files.population())
    assert set(found["indicator"]) == {"children"}
    assert found["year"].min() == files.YEARS[0]


def test_rows_that_are_not_used_say_why(tmp_path):
    table = files.care_leavers()
    table.loc[0, "time_period"] = 99
    why = Release(read(tmp_path, table)).unused
    assert set(why) == {"", REGION, NOWHERE, UNUSED}
    assert why[0] == NOWHERE
    assert why[table["breakdown"].eq("No information") & table["la_name"].eq("Barnet")].eq(UNUSED).all()
    assert why[table["breakdown"].eq("Suitability total") & table["la_name"].eq("Barnet")].eq("").all()
