from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lbdp_core import areas, door, geography
from lbdp_core.areas import kinds
from lbdp_core.areas.build import report, tidy
from lbdp_core.areas.census import shares
from lbdp_core.areas.figures import figures, fill
from lbdp_core.areas.lookups import Carry
from lbdp_core.columns import BY_NAME, COLUMNS, PREDICTORS
from lbdp_core.sources import DataError, Workbench
from tests import small_london as small

KINDS = (*geography.KINDS, *areas.KINDS)


def built(raw: Path, out: Path) -> tuple[pd.DataFrame, dict[str, Any]]:
    bench = Workbench(out)
    report = areas.build(door.inventory(raw, KINDS), bench)
    return bench.shelf(report).table("areas/lsoa.csv").set_index("code"), report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def table(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return built(folder, tmp_path_factory.mktemp("out"))[0]


def test_shares_of_a_table_worked_by_hand(table: pd.DataFrame) -> None:
    first = table.loc["E01000001"]
    assert (first["households"], first["residents"], first["people_per_household"]) == (100, 200, 2.0)
    assert (first["social_rented"], first["mortgage"], first["private_rented"]) == (0.30, 0.30, 0.20)
    assert (first["flat_converted"], first["flat_commercial"]) == (0.12, 0.01)
    assert (first["overcrowded"], first["underoccupied"]) == (0.15, 0.30)
    assert (first["deprived_1"], first["deprived_2plus"], first["deprived_3plus"]) == (0.30, 0.20, 0.08)
    assert (first["disabled"], first["age_0_15"], first["age_50plus"]) == (0.15, 0.20, 0.25)


def test_place_names_come_from_boundaries_and_lookup(table: pd.DataFrame) -> None:
    assert table.loc["E01000004", ["name", "ward", "borough"]].tolist() == [
        "Camden 001A",
        "Kentish Town",
        "Camden",
    ]


def test_unchanged_split_and_merged_areas_of_2011(table: pd.DataFrame) -> None:
    ranks = table["imd2019_rank"]
    assert ranks["E01000001"] == 29_199
    assert ranks["E01000003"] == ranks["E01000004"] == 3_000
    assert ranks["E01000005"] == (300 * 4_000 + 900 * 8_000) / 1_200


def test_age_and_older_people_on_low_income(table: pd.DataFrame) -> None:
    assert table.loc["E01000001", "aged_65plus"] == pytest.approx((25 * 4 + 5) / 1_000)
    assert table.loc["E01000005", "aged_75plus"] == pytest.approx((65 / 300 * 300 + 65 / 900 * 900) / 1_200, abs=5e-5)
    older = table["income_deprived_older"]
    assert older["E01000001"] == 0.08  # 10 of 125
    assert older["E01000002"] == 0.04  # hidden by the publisher: 5 of 125
    assert older["E01000005"] == 0.36  # 90 of 250
    assert older["E01000006"] == 1.0  # 999 of 125 is held at all


def test_density_is_of_the_published_shape(table: pd.DataFrame) -> None:
    hectares = 0.01 * 111_257 * 0.01 * 69_300 / 10_000
    assert table["density"].to_numpy() == pytest.approx(200 / hectares, rel=0.005)


def test_columns_are_those_that_are_documented_and_none_is_ethnicity(table: pd.DataFrame) -> None:
    documented = [c.name for c in COLUMNS if not c.optional]
    assert [c for c in table.columns if c in BY_NAME] == documented
    assert set(table.columns) - set(BY_NAME) == {"name", "ward_code", "ward", "borough_code", "borough"}
    assert not {"asian", "black", "mixed", "white", "other", "households", "residents"} & set(PREDICTORS)


def test_the_report_counts_what_was_hidden_and_says_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    summary = built(folder, tmp_path)[1]["areas"]
    assert (summary["lsoas"], summary["boroughs"], summary["lsoas_made_of_several_of_2011"]) == (6, 2, 1)
    assert summary["older_people_hidden_by_publisher_lsoa11"] == 1
    assert any("TS003" in words for words in summary["not_in_the_folder"])
    assert summary["missing"] == {} == summary["filled_with_borough_median"]


def test_the_same_folder_makes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for run in ("one", "two"):
        built(folder, tmp_path / run)
    one, two = ((tmp_path / run / "manifest.json").read_bytes() for run in ("one", "two"))
    assert one == two


COMPOSITION = {
    "One-person household: Aged 66 years and over": 12,
    "One-person household: Other": 18,
    "Single family household: Lone parent family: With dependent children": 7,
    "Single family household: Lone parent family: All children non-dependent": 3,
    "Single family household: Cohabiting couple family: No children": 60,
}


def test_household_composition_as_a_custom_dataset(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    rows = [(c, k, name, n) for c in small.CODES for k, (name, n) in enumerate(COMPOSITION.items())]
    rows += [(c, -8, "Does not apply", 40) for c in small.CODES]
    header = ["Lower layer Super Output Areas Code", "Household composition (15 categories) Code"]
    header += ["Household composition (15 categories)", "Observation"]
    pd.DataFrame(rows, columns=header).to_csv(raw / "t.csv", index=False)
    table, summary = built(raw, tmp_path / "out")
    made = table[["one_person", "one_person_65plus", "one_person_other", "lone_parent"]]
    assert made.loc["E01000002"].tolist() == [0.30, 0.12, 0.18, 0.10]
    assert not any("TS003" in words for words in summary["areas"]["not_in_the_folder"])


def test_household_composition_as_a_nomis_bulk_file(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    head = "Household composition: {}; measures: Value"
    columns = {"Total": 100, "One-person household": 30, "One-person household: Aged 66 years and over": 12}
    columns |= {"One-person household: Other": 18, "Single family household: Lone parent family": 10}
    bulk = pd.DataFrame({"date": 2021, "geography": small.NAMES, "geography code": small.CODES})
    bulk.assign(**{head.format(k): v for k, v in columns.items()}).to_csv(raw / "t.csv", index=False)
    alone = ["one_person", "one_person_65plus", "one_person_other", "lone_parent"]
    made = built(raw, tmp_path / "out")[0][alone]
    assert made.loc["E01000006"].tolist() == [0.30, 0.12, 0.18, 0.10]


def test_people_living_alone_from_counts_that_do_not_tell_ages_apart(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    counted = pd.DataFrame({"lsoa21cd": small.CODES, "households": 80, "one_person_household": 20, "cars_0": 3})
    counted.to_csv(raw / "t.csv", index=False)
    table, summary = built(raw, tmp_path / "out")
    assert table["one_person"].tolist() == [0.25] * 6
    absent = " ".join(summary["areas"]["not_in_the_folder"])
    assert "older people living alone" in absent
    assert "one_person_65plus" not in table


DOMAINS = ("Income", "Employment", "Education", "Health", "Crime", "Housing_and_Services", "Environment")


def test_the_index_of_2025_by_domain_adds_to_the_file_without(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    new = pd.DataFrame({"lsoa21_code": small.CODES, "IMD_decile": 1.0, "IMD_rank": [1.0, 2, 3, 4, 5, 6]})
    for k, domain in enumerate(DOMAINS):
        new[f"{domain}_rank"] = 100.0 + k
    new.loc[2, "Crime_rank"] = None  # not published for one area, and few enough lack it only in London
    new.to_csv(raw / "u.csv", index=False)
    table, summary = built(raw, tmp_path / "out")
    assert table["imd2025_rank"].tolist() == [1, 2, 3, 4, 5, 6]
    assert table.loc["E01000001", "imd2025_housing_rank"] == 105
    assert table.loc["E01000001", "housing_rank"] == 100  # 2019's stays what it was
    assert summary["areas"]["missing"] == {"imd2025_crime_rank": 1}


@pytest.mark.parametrize(
    ("gone", "held", "lost"),
    [
        ("mno", {"imd2025_rank"}, {"imd2019_rank", "income_rank", "indoors_rank", "comparative_illness"}),
        ("no", {"imd2019_rank", "imd2025_rank"}, {"indoors_rank", "comparative_illness"}),
        ("s", {"imd2019_rank", "comparative_illness"}, {"imd2025_rank", "imd2025_decile"}),
    ],
)
def test_either_index_of_deprivation_is_enough(tmp_path: Path, gone: str, held: set[str], lost: set[str]) -> None:
    raw = small.write(tmp_path / "raw")
    for name in gone:
        (raw / f"{name}.csv").unlink()
    table, summary = built(raw, tmp_path / "out")
    assert held <= set(table.columns)
    assert not lost & set(table.columns)
    assert any("Indices of Deprivation" in words for words in summary["areas"]["not_in_the_folder"])


def test_without_an_index_of_deprivation_a_folder_is_refused(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    for name in ("m", "s"):
        (raw / f"{name}.csv").unlink()
    with pytest.raises(DataError, match=r"add the file of 2019 or of 2025\.$"):
        built(raw, tmp_path / "out")


@pytest.mark.parametrize("values", [[12.5] * 6, [0.125] * 6])
def test_smoking_in_percent_or_as_a_share(tmp_path: Path, values: list[float]) -> None:
    raw = small.write(tmp_path / "raw")
    pd.DataFrame({"LSOA21CD": small.CODES, "Smoking prevalence": values}).to_csv(raw / "t.csv", index=False)
    assert built(raw, tmp_path / "out")[0]["smoking"].tolist() == [0.125] * 6


def test_ranks_in_the_layout_of_the_publishers_file_7(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    rank = "{} Rank (where 1 is most deprived)"
    spelled = {"IMD": "Index of Multiple Deprivation (IMD)", "Education": "Education, Skills and Training"}
    spelled |= {"Health": "Health Deprivation and Disability", "Environment": "Living Environment"}
    spelled |= {"Housing_and_Access": "Barriers to Housing and Services"}
    ranks = pd.read_csv(raw / "m.csv").rename(columns={"lsoa11_code": "LSOA code (2011)"})
    ranks.columns = [rank.format(spelled.get(c[:-5], c[:-5])) if c.endswith("_rank") else c for c in ranks]
    ranks[rank.format("Indoors Sub-domain")] = 7
    ranks[rank.format("Outdoors Sub-domain")] = 8
    ranks.to_csv(raw / "m.csv", index=False)
    (raw / "n.csv").unlink()
    first = built(raw, tmp_path / "out")[0].loc["E01000001"]
    assert (first["imd2019_rank"], first["indoors_rank"], first["outdoors_rank"]) == (29_199, 7, 8)


def test_few_gaps_get_the_median_of_the_borough_and_many_stay() -> None:
    borough = np.repeat(["a", "b"], 100)
    one = pd.Series(np.repeat([1.0, 3.0], 100))
    table = pd.DataFrame({"loneliness": one.mask(one.index == 150), "density": one.mask(one.index > 20)})
    filled, counts = fill(table, borough)
    assert filled["loneliness"][150] == 3.0
    assert counts == {"loneliness": 1}
    assert filled["density"].isna().sum() == 179


def test_a_part_without_a_figure_is_left_out_of_a_merged_area() -> None:
    pairs = pd.DataFrame({"lsoa11": ["D", "E"], "lsoa21": ["n", "n"], "change": ["M", "M"]})
    carry = Carry.of(pairs, pd.Index(["n"]), pd.Series({"D": 1.0, "E": 3.0}))
    assert carry.mean(pd.Series({"D": 8.0, "E": 4.0})).tolist() == [5.0]
    assert carry.mean(pd.Series({"E": 4.0})).tolist() == [4.0]
    assert np.isnan(carry.mean(pd.Series(dtype=float))).all()
    assert carry.table()["weight"].tolist() == [0.25, 0.75]


def altered(raw: Path, name: str, change: Any) -> Path:
    frame = pd.read_csv(raw / name)
    change(frame).to_csv(raw / name, index=False)
    return raw


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (
            "f.csv",
            lambda f: f[f["lsoa21_code"] != "E01000003"],
            "f.csv has no count for 1 of 6 areas, such as E01000003",
        ),
        ("f.csv", lambda f: f.replace("Lives rent free", "Lives in a tent"), "Lives in a tent"),
        (
            "f.csv",
            lambda f: pd.concat([f, f.head(1)]),
            "f.csv counts “Owned: Owns outright” in E01000001 twice",
        ),
        ("s.csv", lambda f: f.tail(3), "s.csv has no row for 4 of 6 areas"),
        ("d.csv", lambda f: f.iloc[1:], "draw 6 areas of London and the lookup to wards has 5"),
        ("e.csv", lambda f: f.iloc[1:], "The lookup from 2011 to 2021 has no row for 1 areas"),
        ("p.csv", lambda f: f.iloc[1:], "The mid-2020 population has no row for 1 areas of 2011"),
        ("q.csv", lambda f: pd.concat([f, f]), "q.csv has E01000001 more than once"),
        ("p.csv", lambda f: f.drop(columns="90+"), "nothing that is the mid-2020 population"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_sentence(
    tmp_path: Path, name: str, change: Any, words: str
) -> None:
    raw = altered(small.write(tmp_path / "raw"), name, change)
    with pytest.raises(DataError) as fault:
        built(raw, tmp_path / "out")
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)
    assert str(fault.value).endswith(".")


def test_two_files_that_give_other_figures_for_an_area_are_refused(tmp_path: Path) -> None:
    raw = small.write(tmp_path / "raw")
    (raw / "f2.csv").write_text((raw / "f.csv").read_text().replace(",19", ",20"))
    with pytest.raises(DataError, match=r"f\.csv and f2\.csv are each the Census 2021 table of tenure"):
        built(raw, tmp_path / "out")


def test_a_table_without_one_of_its_categories_is_refused() -> None:
    frame = pd.DataFrame({"code": ["n"], "category": ["Not disabled under the Equality Act"], "n": [1.0]})
    with pytest.raises(DataError, match="no category for disabled"):
        shares(frame, kinds.DISABILITY, pd.Index(["n"]))


def test_a_census_table_of_the_older_areas_is_named_as_such() -> None:
    old, new = ["E01000001", "E01000002"], ["E01034000", "E01034001", "E01034002"]
    frame = pd.DataFrame({"code": [*old, *old], "n": 5.0})
    frame["category"] = np.repeat(["Disabled under the Equality Act", "Not disabled under the Equality Act"], 2)
    with pytest.raises(DataError) as fault:
        shares(frame, kinds.DISABILITY, pd.Index([*old, *new]))
    assert str(fault.value).endswith(
        "has no count for 3 of 5 areas, such as E01034000; its codes look like LSOAs of 2011, so give the table by "
        "LSOA of 2021."
    )
    with pytest.raises(DataError, match=r"such as E01034001\.$"):  # it has one of the new areas, so it is of 2021
        shares(frame.replace(old[1], new[0]), kinds.DISABILITY, pd.Index([old[0], *new]))


def test_words_say_a_figure_beside_londons() -> None:
    assert BY_NAME["social_rented"].says(0.376, 0.231) == "38% of homes are socially rented (London: 23%)"
    assert BY_NAME["imd2019_rank"].figure(29_199) == "29,199"
    assert BY_NAME["density"].figure(float("nan")) == "not known"
    assert all(c.words and c.better_words and c.what and "{v}" in c.phrase for c in COLUMNS)


@pytest.mark.raw
def test_london_as_published(raw: Path) -> None:
    held = door.inventory(raw, KINDS)
    lsoas = geography.lsoa_shapes(held)
    made = figures(held, lsoas)
    table, summary = tidy(made.table), report(made, lsoas.borough_code)
    assert (summary["lsoas"], summary["boroughs"]) == (4_994, 33)
    assert (summary["households"], summary["residents"]) == (3_423_850, 8_799_746)
    assert summary["older_people_hidden_by_publisher_lsoa11"] == 84
    assert table.loc["E01000001", ["imd2019_rank", "imd2025_rank", "imd2025_income_rank"]].tolist() == [
        29_199,
        26_525,
        33_730,
    ]
    alone = (table["one_person"] * table["households"]).sum()
    assert alone == pytest.approx(1_001_757, rel=1e-3)
    assert summary["missing"] == {}
    assert made.ward.loc["E01000001", "ward"] == "Aldersgate"
    assert len(made.carry.table()) == 5_016
    tenure = table[["owned_outright", "mortgage", "social_rented", "private_rented"]].sum(axis=1)
    assert tenure.between(0.9997, 1.0003).all()
    for column in (c for c in table if BY_NAME[c].unit == "share"):
        assert table[column].between(0, 1).all(), column
