"""The build: published admissions by borough set the level, sexes add up, and what cannot be used is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core import areas, door, pipeline
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.falls import THEME
from lbdp_core.falls.build.calibration import Published
from lbdp_core.falls.build.tables import RATE
from lbdp_core.falls.schema import FINGERTIPS, not_falls_of_a_borough
from lbdp_core.sources import DataError, Workbench
from tests.falls.files import fingertips
from tests.laws.examples import work_and_falls


def built(root, fingertips_too=True, change=None):
    work_and_falls(root / "raw")
    if not fingertips_too:
        (root / "raw/fingertips.csv").unlink()
    if change:
        change(root / "raw")
    held, bench = door.inventory(root / "raw", pipeline.kinds()), Workbench(root / "out")
    areas.build(held, bench)
    report = THEME.build(held, bench)
    tables = {name: pd.read_csv(root / f"out/falls/{name}.csv") for name in ("areas", "counts", "profile")}
    borough = pd.read_csv(root / "out/areas/lsoa.csv").set_index("code")["borough"]
    return report, tables, borough


def test_with_a_fingertips_file_each_borough_has_its_published_admissions(tmp_path):
    """Barnet has 120 a year; Camden, of which nothing is published, keeps the level that Barnet's rates give it."""
    report, tables, borough = built(tmp_path)
    assert report["published"] == "2023/24"
    yearly = tables["counts"].groupby("code")["admissions"].sum() / 3
    made = yearly.groupby(borough).sum()
    assert made["Barnet"] == pytest.approx(120, abs=4 * np.sqrt(120 / 3))
    expected = tables["areas"].set_index("code")["expected"].groupby(borough).sum()
    assert expected["Barnet"] == pytest.approx(120, rel=1e-3)


def test_without_one_they_have_londons_rate(tmp_path):
    report, tables, _ = built(tmp_path, fingertips_too=False)
    assert (report["published"], report["rate"]) == ("", RATE)
    bands = tables["areas"].filter(like="aged_").sum(axis=1)
    assert bands.to_numpy() == pytest.approx(tables["areas"]["people_65"].to_numpy(), abs=0.1)


def test_the_rates_of_both_sexes_add_up(tmp_path):
    _, tables, _ = built(tmp_path)
    wide = tables["profile"].pivot_table(index="band", columns="sex", values="rate")
    assert (wide["female"] + wide["male"]).to_numpy() == pytest.approx(wide["all"].to_numpy(), abs=2e-6)


def test_a_profile_without_women_is_refused(tmp_path):
    def men_alone(raw):
        rows = pd.read_csv(raw / "profile.csv")
        rows[rows["Sex"].eq("Male")].to_csv(raw / "profile.csv", index=False)

    with pytest.raises(DataError, match="no rows of sex female"):
        built(tmp_path, change=men_alone)


def test_a_borough_that_is_counted_with_another_shares_its_number(tmp_path):
    path = tmp_path / "falls.csv"
    fingertips({"Barnet": 500, "Hackney": 300}).to_csv(path, index=False)
    frame = door.read(path, FINGERTIPS)
    published = Published.of(frame[not_falls_of_a_borough(frame).eq("")])
    city, hackney, barnet, brent = (NAMES.index(n) for n in ("City of London", "Hackney", "Barnet", "Brent"))
    borough = np.arange(len(CODES))
    times = published.times(borough, np.full(len(CODES), 100.0))
    assert times[[city, hackney, barnet, brent]].tolist() == [1.5, 1.5, 5.0, 1.0]
    assert published.period == "2023/24"
