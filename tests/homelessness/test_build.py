"""From the publishers' layouts to the theme's tables: what is used, set aside, made up and refused."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from lbdp_core import hclic
from lbdp_core.borough_profile import features
from lbdp_core.boroughs import CODES
from lbdp_core.homelessness import THEME, cited
from lbdp_core.homelessness.build import build
from lbdp_core.homelessness.build.rough_sleeping import chain, made_up, shares, snapshot
from lbdp_core.homelessness.load import _states
from lbdp_core.quarters import last_day
from lbdp_core.sources import DataError, Workbench
from tests.hclic_books import LONDON
from tests.homelessness import files


def made(raw, out):
    inventory = files.inventory(raw)
    bench = Workbench(out)
    report = {"hclic": hclic.build(inventory, bench)}
    report["homelessness"] = build(inventory, bench)
    return report, bench.shelf(report)


@pytest.fixture
def small(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    files.quarters(folder)
    files.snapshot_long(folder / "a.csv")
    return folder


def test_both_layouts_of_the_snapshot_say_the_same(tmp_path):
    files.snapshot_long(tmp_path / "long.csv")
    one, [account] = snapshot(files.inventory(tmp_path))
    assert account["used"] == 66
    assert account["set_aside"] == {
        "an area outside London, or a region": 1,
        "a count by sex: totals are used": 66,
    }
    files.snapshot_wide(tmp_path / "wide.csv")
    both, accounts = snapshot(files.inventory(tmp_path))
    pd.testing.assert_frame_equal(one, both)
    assert [a["used"] for a in accounts] == [66, 33]
    assert both["people"].sum() == 660


def test_snapshots_that_disagree_are_refused_by_name(tmp_path):
    files.snapshot_long(tmp_path / "long.csv", 10)
    files.snapshot_wide(tmp_path / "wide.csv", 11)
    with pytest.raises(
        DataError, match=r"^long\.csv and wide\.csv disagree on E09000001 in 2021; keep the one"
    ) as fault:
        snapshot(files.inventory(tmp_path))
    assert str(fault.value).endswith(".")


def test_a_snapshot_without_a_borough_is_refused(tmp_path):
    path = files.snapshot_long(tmp_path / "long.csv")
    kept = [line for line in path.read_text().splitlines() if "E09000007" not in line]
    path.write_text("\n".join(kept))
    with pytest.raises(DataError, match="has no row for E09000007; give all 33 boroughs"):
        snapshot(files.inventory(tmp_path))


def test_without_chain_boroughs_are_dealt_london_s_published_people_and_it_is_said(small, tmp_path):
    report, shelf = made(small, tmp_path / "out")
    table = shelf.table("homelessness/chain.csv")
    sums = table.groupby(["quarter", "state"])["people"].sum()
    for q in cited.QUARTERS:
        assert sums[q.quarter, "new"] == q.new
        assert sums[q.quarter, "living"] == q.living
        assert sums[q.quarter].sum() == q.seen
    assert shelf.origin("homelessness/chain.csv").kind == "synthetic"
    assert "synthetic" in shelf.origin("homelessness/chain.csv").what
    assert report["homelessness"]["chain"] == "synthetic"
    assert shelf.origin("homelessness/snapshot.csv").kind == "real"
    assert report["homelessness"]["books"]["quarters"] == ["2024Q3", "2024Q4"]


def test_what_is_made_up_is_the_same_every_time_and_follows_the_snapshot():
    rows = [(code, 2022, 100 if code == "E09000033" else 20) for code in CODES]
    counted = pd.DataFrame(rows, columns=["code", "year", "people"])
    part = shares(counted)
    assert part.sum() == pytest.approx(1.0)
    assert part["E09000033"] == pytest.approx(2_102 / 11_993)  # published, whatever the snapshot says
    assert part["E09000007"] == pytest.approx((1 - 2_102 / 11_993) / 32)
    one, two = made_up(counted), made_up(counted)
    pd.testing.assert_frame_equal(one, two)
    westminster = one.loc[one["code"] == "E09000033", "people"].sum() / one["people"].sum()
    assert westminster == pytest.approx(0.175, abs=0.01)


def test_a_file_of_chain_takes_over(small, tmp_path):
    files.chain(small / "chain.csv")
    report, shelf = made(small, tmp_path / "out")
    table = shelf.table("homelessness/chain.csv")
    assert set(table["quarter"]) == {"2024Q3", "2024Q4"}
    assert len(table) == 33 * 2 * 3
    assert table.groupby("state")["people"].sum().to_dict() == {"intermittent": 990, "living": 330, "new": 1320}
    assert shelf.origin("homelessness/chain.csv").kind == "real"
    assert report["homelessness"]["chain"] == "real"
    account = report["homelessness"]["files"][-1]
    assert account["used"] == 198
    assert account["set_aside"] == {
        "an area that is no London borough": 8,
        "a measure that is none of the three states": 66,
    }


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda text: text + '"Camden",2024Q4,New,1\n', "counts E09000007, 2024Q4, new twice"),
        (lambda text: "\n".join(x for x in text.splitlines() if "Camden" not in x), "no row for E09000007"),
        (lambda text: text.replace("20\n", "many\n", 1), "“many” in row 2"),
        (lambda text: text.replace("20\n", "*\n", 1), "no count for E09000001, 2024Q3, new (one of 1 that are missing"),
        (lambda text: text.replace('"Camden",2024Q3,Intermittent,15\n', ""), "no count for E09000007, 2024Q3, inter"),
        (lambda text: text.replace("2024Q3", "summer", 1), "“summer” in row 2"),
        (lambda text: text.splitlines()[0] + "\n", "has a header but no rows"),
    ],
)
def test_a_file_of_chain_that_cannot_be_used_is_refused_in_one_sentence(small, harm, words):
    path = files.chain(small / "=1+1 <chain>.csv")
    path.write_text(harm(path.read_text()))
    counted, _ = snapshot(files.inventory(small))
    with pytest.raises(DataError) as fault:
        chain(files.inventory(small), counted)
    assert words in str(fault.value)
    assert str(fault.value).count("\n") == 0
    assert str(fault.value).endswith(".")


def test_a_folder_without_a_book_or_a_snapshot_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "raw").mkdir()
    files.snapshot_long(tmp_path / "raw" / "a.csv")
    with pytest.raises(DataError, match=r"^The folder has no H-CLIC workbook; add the detailed .*\.$"):
        made(tmp_path / "raw", tmp_path / "out")
    (tmp_path / "raw" / "a.csv").unlink()
    files.quarters(tmp_path / "raw")
    with pytest.raises(DataError, match=r"^The folder has no autumn snapshot of rough sleeping; .*\.$"):
        made(tmp_path / "raw", tmp_path / "out")


def test_features_are_means_over_homes_and_need_every_borough():
    rows = [(code, 100, 0.2) for code in CODES] + [("E09000007", 300, 0.6)]
    areas = pd.DataFrame(rows, columns=["borough_code", "households", "private_rented"])
    table = features(areas).set_index("code")
    assert table.loc["E09000007", "private_rented"] == pytest.approx(0.5)  # (100 x 0.2 + 300 x 0.6) / 400
    assert table.loc["E09000007", "households"] == 400
    with pytest.raises(DataError, match="no LSOA of E09000001"):
        features(areas[areas["borough_code"] != "E09000001"])


@pytest.fixture(scope="module")
def published(raw, tmp_path_factory):
    return made(raw / "homelessness", tmp_path_factory.mktemp("published"))


def test_the_published_books_of_h_clic(published):
    report, shelf = published
    assert report["hclic"]["quarters"][0] == "2018Q3"
    assert {"2018Q3", "2024Q4"} <= set(report["hclic"]["quarters"])
    assert not report["hclic"]["replaced"]
    table = shelf.table(hclic.PATH)
    of = table.set_index(["quarter", "code", "measure"])["value"]
    assert of["2018Q3", LONDON, "ta_households"] == 56190
    assert of["2024Q4", LONDON, "ta_households"] == 72160
    assert (of["2024Q4", LONDON, "main_decisions"], of["2024Q4", LONDON, "main_accepted"]) == (6910, 5110)
    assert (of["2018Q3", LONDON, "owed_prevention"], of["2018Q3", LONDON, "owed_relief"]) == (8170, 5780)
    wide = table.pivot_table(index=["quarter", "code"], columns="measure", values="value", aggfunc="first")
    boroughs = wide[wide.index.get_level_values("code").isin(CODES)]
    gap = (boroughs["owed_either"] - boroughs["owed_prevention"] - boroughs["owed_relief"]).abs()
    assert gap.max() == 0
    for measure in ("owed_prevention", "owed_relief", "ta_households", "main_accepted"):
        sums = boroughs[measure].groupby("quarter").agg(["sum", "count"])
        london = wide.xs(LONDON, level="code")[measure]
        assert (sums["sum"] <= london * 1.01 + 20).all()  # a borough that is missing is in London's own row
        whole = sums["count"] == 33
        assert ((sums["sum"] - london).abs()[whole] <= 20).all()


def test_the_published_files(published):
    report, shelf = published
    counts = shelf.table("homelessness/snapshot.csv").groupby("year")["people"].sum()
    # London's own totals in the published table
    assert counts.to_dict() == {2017: 1137, 2018: 1283, 2019: 1136, 2020: 714, 2021: 640, 2022: 858}
    assert json.loads(shelf.bytes("homelessness/report.json"))["snapshot_years"] == list(range(2017, 2023))
    assert np.all(shelf.table("homelessness/annual.csv")["people"] > 0)
    dates = {
        path: shelf.origin(path).as_of for path in THEME.tables if path.startswith(("homelessness", "areas/hclic"))
    }
    assert all(date.fromisoformat(said) for said in dates.values())
    assert dates["homelessness/snapshot.csv"] == "2022-11-30"
    assert dates["homelessness/published.csv"] == last_day(cited.QUARTERS[-1].quarter).isoformat()
    assert dates["homelessness/annual.csv"] == "2025-03-31"
    assert dates["areas/hclic.csv"] == last_day(report["hclic"]["quarters"][-1]).isoformat()


def test_a_table_without_a_count_is_not_loaded_as_nobody():
    table = made_up(pd.DataFrame([(code, 2022, 10) for code in CODES], columns=["code", "year", "people"]))
    held = tuple(sorted(table["quarter"].unique()))
    assert _states(table, held).sum() == table["people"].sum()
    with pytest.raises(DataError, match=r"chain\.csv has no count for E09000001, 2023Q3, new; build the"):
        _states(table.iloc[1:], held)
