"""From published layouts to tables: what is set aside, what is put right, what the base is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.health import schema
from lbdp_core.health.build.base import base, grouped, women_per_man
from lbdp_core.health.build.census import census
from lbdp_core.health.build.gather import gather
from lbdp_core.health.build.panel import Panel, filled, panel
from lbdp_core.health.load import Evidence
from lbdp_core.sources import DataError, Workbench
from tests.health import files

CAMDEN = NAMES.index("Camden")
READ = door.read
SEEN: dict[tuple[bytes, str], pd.DataFrame] = {}


@pytest.fixture(autouse=True)
def _each_table_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ninety-one columns take the door a second; folders that share a table share the reading of it."""

    def read(source: Path, kind: door.Kind, label: str = "") -> pd.DataFrame:
        key = (source.read_bytes(), kind.name)
        if key not in SEEN:
            SEEN[key] = READ(source, kind, label)
        frame = SEEN[key].copy()
        frame.attrs["label"] = label
        return frame

    monkeypatch.setattr(door, "read", read)


def used(root: Path, table: pd.DataFrame, kind: door.Kind) -> pd.DataFrame:
    path = root / "x.csv"
    path.write_text(table.to_csv(index=False), "utf-8")
    frame = door.read(path, kind)
    assert kind.sift is not None
    return frame[kind.sift(frame).eq("")].reset_index(drop=True)


@pytest.mark.parametrize(
    ("table", "kind", "sexes"),
    [
        (files.by_age(range(2010, 2013)), schema.GLA_BY_AGE, ("persons",)),
        (files.gla_by_year(range(2010, 2013)), schema.GLA_BY_YEAR, ("female", "male")),
        (files.ons_projection(range(2010, 2013)), schema.ONS_PROJECTION, ("female", "male")),
        (files.ons_projection(range(2010, 2013), ("persons",)), schema.ONS_PROJECTION, ("persons",)),
        (files.mid_year_series(range(2010, 2013)), schema.MID_YEAR_SERIES, ("female", "male")),
    ],
    ids=["gla_2014", "gla", "snpp", "snpp_persons", "series"],
)
def test_every_layout_becomes_the_same_panel(
    tmp_path: Path, table: pd.DataFrame, kind: door.Kind, sexes: tuple[str, ...]
) -> None:
    made = panel(used(tmp_path, table, kind), "x.csv")
    assert (made.sexes, made.years, made.notes) == (sexes, (2010, 2011, 2012), ())
    assert made.counts.shape == (len(sexes), 33, 91, 3)
    np.testing.assert_allclose(made.counts.sum(axis=0)[CAMDEN, :, 2], files.people(CAMDEN, 2012))
    if len(sexes) == 2:
        np.testing.assert_allclose(made.counts[0] / made.counts.sum(axis=0), 0.6)


def test_a_year_that_is_not_there_is_filled_and_said(tmp_path: Path) -> None:
    table = files.by_age(range(2010, 2015))
    gone = table["Year"].eq(2012) | (table["Year"].eq(2011) & table["Borough Name"].eq("Camden"))
    made = panel(used(tmp_path, table[~gone], schema.GLA_BY_AGE), "x.csv")
    assert made.years == tuple(range(2010, 2015))
    first, last = files.people(CAMDEN, 2010), files.people(CAMDEN, 2013)
    np.testing.assert_allclose(made.counts[0, CAMDEN, :, 1], first + (last - first) / 3)
    assert made.notes == (
        "x.csv: 2012 not in the file, filled in evenly between the years beside",
        "x.csv: Camden has no whole figure for 2011, filled in evenly",
    )


def test_a_year_at_the_end_that_a_borough_lacks_is_left_out_and_said(tmp_path: Path) -> None:
    table = files.by_age(range(2010, 2013))
    table = table[~(table["Year"].eq(2012) & table["Borough Name"].eq("Camden"))]
    made = panel(used(tmp_path, table, schema.GLA_BY_AGE), "x.csv")
    assert made.years == (2010, 2011)
    assert made.notes == ("x.csv: 2012 left out, because not every borough has a figure",)


def test_a_withheld_figure_is_a_gap_never_a_nought(tmp_path: Path) -> None:
    table = files.ons_projection(range(2010, 2013)).astype({"2011": "object"})
    at = table.index[table["AREA_NAME"].eq("Camden") & table["SEX"].eq("males") & table["AGE_GROUP"].eq("30")]
    table.loc[at, "2011"] = "c"
    made = panel(used(tmp_path, table, schema.ONS_PROJECTION), "x.csv")
    assert made.notes == ("x.csv: Camden has no whole figure for 2011, filled in evenly",)
    male = 0.4 * (files.people(CAMDEN, 2010)[30] + files.people(CAMDEN, 2012)[30]) / 2
    assert made.counts[1, CAMDEN, 30, 1] == pytest.approx(male)


def test_what_cannot_be_a_population_is_refused_in_one_sentence(tmp_path: Path) -> None:
    table = files.by_age(range(2010, 2012))
    with pytest.raises(DataError, match="has no row for Camden; give all 33"):
        panel(used(tmp_path, table[table["Borough Name"].ne("Camden")], schema.GLA_BY_AGE), "x.csv")
    with pytest.raises(DataError, match="has Camden twice for 2010"):
        twice = pd.concat([table, table[table["Borough Name"].eq("Camden")]])
        panel(used(tmp_path, twice, schema.GLA_BY_AGE), "x.csv")
    with pytest.raises(DataError, match="has the sex “other”"):
        panel(used(tmp_path, files.gla_by_year(range(2010, 2012)).assign(sex="other"), schema.GLA_BY_YEAR), "x.csv")
    with pytest.raises(DataError, match="has the age “80-84”"):
        wide = files.gla_by_year(range(2010, 2012)).replace({"age": {"84": "80-84"}})
        panel(used(tmp_path, wide, schema.GLA_BY_YEAR), "x.csv")


def test_the_slip_of_the_census_table_is_put_right_from_the_age_table(tmp_path: Path) -> None:
    five = np.array([[files.bands(n)[k] for k in ("0", "16", "25", "35", "50+")] for n in range(33)])
    made = census(used(tmp_path, files.census(), schema.CENSUS), five, "census.csv")
    truth = files.bands(CAMDEN)
    assert made.ages == (0, 16, 25, 35, 50, 65, 75)
    np.testing.assert_allclose(made.persons[CAMDEN], [truth[str(age)] for age in made.ages])
    np.testing.assert_allclose(made.sexed[:, CAMDEN, -1], [0.55 * truth["75"], 0.45 * truth["75"]])
    assert "do not add up" in made.note and "babies" in made.note


def test_a_census_table_without_the_slip_is_taken_as_it_is(tmp_path: Path) -> None:
    made = census(used(tmp_path, files.census(slip=False), schema.CENSUS), None, "census.csv")
    assert (made.ages, made.note) == ((0, 16, 65), "")
    assert made.persons[CAMDEN, 2] == files.bands(CAMDEN)["65"] + files.bands(CAMDEN)["75"]


def test_the_slip_cannot_be_put_right_without_the_age_table(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="of residents; add the census table of age by LSOA"):
        census(used(tmp_path, files.census(), schema.CENSUS), None, "census.csv")


def test_the_base_agrees_with_the_census_by_age_and_by_sex(tmp_path: Path) -> None:
    five = np.array([[files.bands(n)[k] for k in ("0", "16", "25", "35", "50+")] for n in range(33)])
    counted = census(used(tmp_path, files.census(), schema.CENSUS), five, "census.csv")
    shape = np.stack([files.people(n, 2020) * 1.3 for n in range(33)])
    table = files.life().rename(columns={"ex": "years"}).replace({"sex": {1: "male", 2: "female"}})
    both = base(shape, counted, women_per_man(table, 2021))
    np.testing.assert_allclose(grouped(both.sum(axis=0), counted.ages), counted.persons, rtol=1e-9)
    np.testing.assert_allclose(grouped(both, counted.sexed_ages), counted.sexed, rtol=1e-6)
    women = both[0, CAMDEN] / both[:, CAMDEN].sum(axis=0)
    assert women[75] < women[85] < women[90]  # within the oldest band women outlive men
    assert (both > 0).all()


def test_everything_is_built_with_a_manifest_row_and_loads(built: tuple[Evidence, Workbench]) -> None:
    evidence, bench = built
    made_from = {path: entry.origin.made_from for path, entry in bench.entries.items()}
    assert made_from.pop("health/conditions.csv") == () and all(made_from.values())  # rates are cited, not read
    assert (evidence.base.kind, evidence.base.years) == ("made", (2021,))
    assert evidence.base.persons.sum() == pytest.approx(sum(files.bands(n)["all"] for n in range(33)), rel=1e-6)
    assert list(evidence.rounds) == ["gla_2014"] and "old projection" in evidence.rounds["gla_2014"].note
    aside = next(f for f in evidence.report["files"] if f["kind"] == "gla_population")["set_aside"]
    assert aside == {
        "an aggregate without a code (Inner, Outer, Greater London)": 1,
        "an area outside London, or a region": 1,
    }
    assert any("names no year" in known.note for known in evidence.truths)


def test_local_factors_are_measured_over_expected(built: tuple[Evidence, Workbench]) -> None:
    evidence, _ = built
    pressure = evidence.local.query("condition == 'hypertension'").set_index("code")
    assert len(pressure) == 31 and pressure["basis"].eq("diagnosed").all()
    row = pressure.loc[CODES[2]]
    assert (row["measured"], row["year"]) == (0.2, 2015)  # the later of two years
    assert row["factor"] == pytest.approx(0.2 / row["expected"], rel=1e-3)
    ages = evidence.base.persons[2, :, 0]
    rate = np.select([np.arange(91) < 16, np.arange(91) < 45, np.arange(91) < 65], [0, 0.09, 0.38], 0.6)
    assert row["expected"] == pytest.approx((ages * rate)[16:].sum() / ages[16:].sum(), rel=1e-4)
    limited = evidence.local.query("condition == 'limiting_illness'")
    assert limited["measured"].to_numpy() == pytest.approx(0.2, abs=1e-4) and limited["basis"].eq("census").all()


def test_a_local_figure_that_is_missing_has_its_reason(built: tuple[Evidence, Workbench]) -> None:
    gaps = {(g["condition"], g["borough"]): g["reason"] for g in built[0].report["without_local_figure"]}
    assert gaps["hypertension", "Camden"] == "Value suppressed for disclosure control due to small count"
    assert "more than twice" in gaps["dementia", "Barnet"]
    assert gaps["hypertension", "City of London"] == "no row for the borough"


def test_an_estimate_by_sex_since_the_census_is_the_better_base(tmp_path: Path) -> None:
    raw = files.folder(tmp_path / "raw", series=files.mid_year_series(range(2019, 2024)))
    found = gather(files.inventory(raw))
    assert found.base is not None
    assert (found.base.kind, found.base.panel.years, found.base.panel.sexes) == (
        "estimate",
        (2023,),
        ("female", "male"),
    )


def test_persons_of_a_newer_year_are_the_base_with_the_sexes_of_the_census(tmp_path: Path) -> None:
    """The census has 55 women to 45 men at every age; the life table then moves women to the oldest of a band."""
    raw = files.folder(tmp_path / "raw", ons_mid2024_single_age=files.persons(2024, 1.02))
    found = gather(files.inventory(raw)).base
    assert found is not None
    assert (found.label, found.panel.years, found.panel.sexes) == ("ONS mid-2024", (2024,), ("female", "male"))
    both = found.panel.counts[..., 0]
    np.testing.assert_allclose(both.sum(axis=0)[CAMDEN], np.round(files.people(CAMDEN, 2024) * 1.02))
    share = both[0] / both.sum(axis=0)
    assert share[CAMDEN, :55] == pytest.approx(0.55, abs=0.02) and share[CAMDEN, 90] > share[CAMDEN, 75]
    assert "as in Census 2021 (4 age bands" in found.note and "Its name says mid-2024" in found.note


def test_the_year_of_a_file_without_one_is_its_published_total_or_its_name_and_never_a_guess(tmp_path: Path) -> None:
    table = files.persons(2023)
    wanted = 8_945_309 / sum(files.people(n, 2023).sum() for n in range(33))
    known = gather(files.inventory(files.folder(tmp_path / "a", download=files.persons(2023, wanted)))).estimates
    assert {one.panel.years for one in known} == {(2020,), (2023,)}
    assert any("published for London in mid-2023" in one.note for one in known)
    with pytest.raises(DataError, match="does not say of which year it is; add a column year, or put"):
        gather(files.inventory(files.folder(tmp_path / "b", download=table)))
    with_year = gather(files.inventory(files.folder(tmp_path / "c", download=table.assign(year=2022)))).base
    assert with_year is not None and with_year.panel.years == (2022,)


def test_a_newer_round_stands_first(tmp_path: Path) -> None:
    raw = files.folder(tmp_path / "raw", snpp=files.ons_projection(range(2022, 2033)))
    rounds = gather(files.inventory(raw)).rounds
    assert [(known.key, known.last_observed) for known in rounds] == [("ons_projection_2022", 2022), ("gla_2014", 2013)]


def test_a_folder_without_a_projection_or_a_base_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no population projection; add"):
        gather(files.inventory(files.folder(tmp_path / "a", round=None)))
    with pytest.raises(DataError, match="no base to project from; add"):
        gather(files.inventory(files.folder(tmp_path / "b", census=None)))


def test_two_files_of_the_same_year_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="are each ONS mid-2020; keep one"):
        gather(files.inventory(files.folder(tmp_path, other_2020=files.mid_year(times=1.2))))


def test_years_without_gaps_are_left_alone() -> None:
    counts = np.ones((1, 33, 91, 2))
    whole = Panel(counts, ("persons",), (2010, 2011), ())
    np.testing.assert_array_equal(filled(whole, "x").counts, counts)


@pytest.mark.raw
def test_the_publishers_files(published: Evidence) -> None:
    past, (mid, census, newest) = published.rounds["gla_2014"], published.truths
    assert past.persons[..., 0].sum() == pytest.approx(7_336_898, abs=5)
    assert mid.persons.sum() == 9_002_488 and census.persons.sum() == pytest.approx(8_799_697, abs=20)
    older = census.persons[:, census.ages.index(65) :, 0].sum()
    assert older == pytest.approx(1_043_420, abs=5)  # as the census says; the table by itself has 575,471
    assert newest.persons.sum() == 8_945_309 and published.base.persons.sum() == pytest.approx(8_945_309, abs=500)
    assert (published.base.label, published.base.years) == ("ONS mid-2023", (2023,))
    assert "women and men as in Census 2021" in published.base.note
    women = published.base.counts[0].sum() / published.base.counts.sum()
    assert women == pytest.approx(0.515, abs=0.005)  # the census has 51.5% of Londoners as women
    gaps = [(gap["condition"], gap["borough"]) for gap in published.report["without_local_figure"]]
    assert ("diabetes", "Southwark") in gaps  # 22.5%, which cannot be right
    for line in published.report["files"]:
        assert line["rows"] == line["used"] + sum(line["set_aside"].values()), line["file"]
    injuries = next(line for line in published.report["files"] if "hospital" in line["file"])
    assert injuries["used"] == 0 and "an indicator that no condition uses" in injuries["set_aside"]
