"""From files to compact tables: one figure a place and year, suppressed with its reason, every row accounted for."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core.children.build import build
from lbdp_core.children.build.figures import NO_CASES
from lbdp_core.children.load import load
from lbdp_core.sources import DataError, Workbench
from tests.children import files


def built(tmp_path, **changed):
    bench = Workbench(tmp_path / "data")
    return bench, build(files.inventory(files.folder(tmp_path / "raw", **changed)), bench)


def table(bench: Workbench, name: str = "figures.csv.gz") -> pd.DataFrame:
    found = bench.shelf({}).table(f"children/{name}", dtype={"place": str, "why": str})
    return found.assign(why=found["why"].fillna("")) if "why" in found else found


def test_hackney_is_a_gap_that_is_said(made):
    bench, report = made
    assert report["gaps"] == [
        "Hackney has no figures for most indicators in 2021 and 2022; the line is left open there."
    ]
    rows = table(bench)
    hackney = str(files.DFE[files.HACKNEY])
    gap = rows[(rows["place"] == hackney) & (rows["indicator"] == "referrals") & rows["year"].isin((2021, 2022))]
    assert gap["why"].tolist() == ["not available"] * 2
    assert gap[["n", "of", "value"]].isna().all(axis=None) or gap["n"].isna().all()


def test_rates_are_per_child_of_the_year(evidence):
    """By hand: count of the file over 20,000 to 90,000 children, times 10,000."""
    barnet = files.COUNCILS.index("Barnet")
    at = int(np.flatnonzero(evidence.councils["name"] == "Barnet")[0])
    rows = files.referrals()
    count = float(rows.loc[rows["la_name"].eq("Barnet") & rows["time_period"].eq(2024), "Referrals"].iloc[0])
    assert evidence.series["referrals"].value[-1, at] == pytest.approx(10_000 * count / files.CHILDREN[barnet])
    assert evidence.children[-1, at] == files.CHILDREN[barnet]


def test_suppressed_stays_suppressed(made):
    rows = table(made[0])
    camden = rows[(rows["place"] == str(files.DFE[files.COUNCILS.index("Camden")])) & rows["year"].eq(2024)]
    housed = camden[camden["indicator"] == "leavers_17_housed"].iloc[0]
    assert (housed["why"], bool(pd.isna(housed["n"]))) == ("", True)  # the published percentage stands
    assert housed["value"] == 88
    assert made[1]["missing"]["not available"] > 0


def test_nothing_to_take_a_share_of(tmp_path):
    plans = files.protection().assign(CPP_start="0", CPP_subsequent="0")
    bench, _ = built(tmp_path, protection=plans)
    rows = table(bench)
    assert rows.loc[rows["indicator"].eq("repeat_plans"), "why"].eq(NO_CASES).all()


def test_a_later_release_stands_before_an_earlier_one(tmp_path):
    later = files.referrals((*files.YEARS,)).replace({"time_period": {2024: 2025, 2023: 2024, 2022: 2023}})
    later = later[later["time_period"] > 2022].rename(
        columns={"Referrals": "referral_count", "Re_referrals": "rereferral_count"}
    )
    bench, report = built(tmp_path, later=later)
    assert report["last_year"] == 2025
    rows = table(bench)
    barnet = str(files.DFE[files.COUNCILS.index("Barnet")])
    new = later[later["la_name"].eq("Barnet") & later["time_period"].eq(2024)].iloc[0]["referral_count"]
    kept = rows[(rows["place"] == barnet) & (rows["indicator"] == "referrals") & (rows["year"] == 2024)]
    assert kept["n"].tolist() == [float(new)]
    assert load(bench.shelf({})).years[-1] == 2025


def test_neighbours_old_and_new_and_of_both_kinds(made, evidence):
    near = table(made[0], "neighbours.csv")
    assert set(near["kind"]) == {"dfe", "dfe_other", "ons_global"}
    assert set(near.loc[near["kind"].eq("dfe_other"), "dfe"]) == {files.DFE[-1]}  # where the older set differs
    assert evidence.neighbours["dfe"].shape == (len(files.DFE), 10)
    first = evidence.councils["dfe"].to_numpy()[evidence.neighbours["dfe"][:, 0]]
    expected = {dfe: files.DFE[(n + 1) % len(files.DFE)] for n, dfe in enumerate(files.DFE)}
    assert first.tolist() == [expected[dfe] for dfe in evidence.councils["dfe"]]


def test_london_comes_first_and_context_is_by_council(evidence):
    assert evidence.london[:33].all()
    assert not evidence.london[33:].any()
    assert evidence.context[["poverty_before_housing", "poverty_after_housing", "deprivation"]].notna().all(axis=None)
    spent = evidence.context["spending_looked_after"]
    assert spent.isna().sum() == 1  # one council's return was not received
    assert spent.max() == 46_833
    assert len(evidence.inspections) == len(files.DFE)


def test_without_statistics_there_is_no_theme(tmp_path):
    empty = {"referrals": None, "protection": None, "looked_after": None, "care_leavers": None, "population": None}
    empty |= dict.fromkeys(files.pipeline())
    with pytest.raises(DataError, match="no statistics of children's social care by council; add"):
        built(tmp_path, **empty)


def test_files_of_which_nothing_is_used_are_named_and_left_to_other_themes(tmp_path):
    raw = files.folder(tmp_path / "raw", poverty=None, other=files.local_statistics().tail(3))
    held = files.inventory(raw)
    report = build(held, Workbench(tmp_path / "data"))
    assert report["unused_files"] == ["other.csv"]
    assert held.paths("ons_local_statistics") == [raw / "other.csv"]
    assert "other.csv" not in {line["file"] for line in report["files"]}


@pytest.mark.raw
def test_the_published_files_become_small_tables(published):
    bench, report = published
    assert sum(entry.bytes for entry in bench.entries.values()) < 800_000
    assert report["last_year"] >= 2024
    assert "Hackney has no figures for most indicators in 2021 and 2022; the line is left open there." in report["gaps"]
    assert len(report["coverage"]) >= 25
    assert not report["not_in_the_folder"]


@pytest.mark.raw
def test_published_rates_and_percentages_are_those_worked_out(published):
    """Hackney, 2024, as printed in the tables of children in need and of the workforce."""
    evidence = load(published[0].shelf({}))
    hackney = int(np.flatnonzero(evidence.councils["name"] == "Hackney")[0])
    t = evidence.years.index(2024)
    printed = {"referrals": 695.8, "rereferrals": 19.9, "no_further_action": 8.5, "section_47": 240.3, "plans": 39.6,
               "repeat_plans": 20.8, "plans_reviewed": 79.0, "children_in_need": 441.8, "vacancies": 34.2,
               "agency": 31.7, "caseload": 14.4, "turnover": 14.3}  # fmt: skip
    for key, value in printed.items():
        assert evidence.series[key].value[t, hackney] == pytest.approx(value, abs=0.06), key
    assert np.isfinite(evidence.series["referrals"].value[t]).sum() >= 150
