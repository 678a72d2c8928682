"""Copies of the Home Office's table: behind the table itself, and left out where they contradict it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import quarters
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.provenance import COPY, PUBLISHED
from lbdp_core.refugees.build import build
from lbdp_core.refugees.evaluate import evaluate
from lbdp_core.refugees.load import Evidence, load
from lbdp_core.refugees.model import fit
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.views import labels, where
from lbdp_core.sources import DataError, Workbench
from tests.refugees import files, tables

LATER = ("2024Q2", "2024Q3", "2024Q4")  # after the table itself ends; the last has types
CAMDEN = CODES.index("E09000007")


def totals(upto: str = LATER[-1], wrong: float = 0.0) -> pd.DataFrame:
    """Every borough and quarter from December 2022: as the table has it, then n + 100 people (and `wrong` more)."""
    rows = []
    for quarter in quarters.between("2022Q4", upto):
        t = files.AFTER.index(quarter) if quarter in files.AFTER else None
        for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True)):
            held = 100 + n if t is None else 62 + 4 * n + 3 * t + (5 if t < files.UNGIVEN else 0)
            rows.append((code, name, files.day(quarter), held + wrong, "official_anchor"))
    return pd.DataFrame(rows, columns=["areaCode", "areaName", "periodEnd", "value", "dataStatus"])


def types(quarter: str = LATER[-1]) -> pd.DataFrame:
    """n + 100 people in each borough: 50 in hotels, 40 + n in dispersal, 10 on subsistence only."""
    rows = [
        (code, name, 100 + n, 50, 40 + n, 0, 0, 10, files.day(quarter))
        for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
    ]
    kinds = ["contingency", "dispersal", "initial", "other", "subsistence_only"]
    return pd.DataFrame(rows, columns=["code", "borough", "supported", *kinds, "as_of"])


def national(upto: str = LATER[-1]) -> pd.DataFrame:
    """9,000 claims; 9,700 decisions: 4,000 grants, 4,000 refusals, 1,200 withdrawn, 500 others; 50,000 supported."""
    rows = [(f"{q[:4]} {q[4:]}", 9_000, 9_700, 4_000, 4_000, 1_200, 90_000, 50_000) for q in between(upto)]
    named = ["claims", "initialDecisions", "initialGrants", "initialRefusals", "initialWithdrawals"]
    return pd.DataFrame(rows, columns=["quarter", *named, "awaitingInitialDecision", "supportedAsylum"])


def between(upto: str) -> tuple[str, ...]:
    return quarters.between("2018Q1", upto)


def made(root: Path, **changed: pd.DataFrame | None) -> tuple[Evidence, dict, Workbench]:
    changed = {"totals": totals(), "types": types(), "national": national()} | changed
    bench = Workbench(root / "data")
    report = build(files.inventory(files.folder(root / "raw", **changed)), bench)
    return load(tables.lay(bench).shelf({})), report, bench


@pytest.fixture(scope="module")
def with_copies(tmp_path_factory):
    return made(tmp_path_factory.mktemp("copies"))


def test_the_table_itself_stands_and_a_copy_goes_on_from_it(with_copies):
    evidence, report, _ = with_copies
    assert evidence.total.quarters == (*files.AFTER, *LATER)
    assert evidence.total.people[:6].sum(axis=1).tolist() == [files.london(t) for t in range(6)]
    assert evidence.total.people[6:, CAMDEN].tolist() == [106.0] * 3
    assert evidence.country.tolist()[5:] == [files.country(5), 50_000, 50_000, 50_000]
    assert evidence.copied == LATER
    said = {line["file"]: line for line in report["files"]}
    assert said["totals.csv"]["used"] == 2 * 33
    assert sum(said["totals.csv"]["set_aside"].values()) == 7 * 33
    assert said["types.csv"]["used"] == 33
    assert any("agrees on 231 of 231 boroughs' quarters" in note for note in report["notes"])
    assert report["not_in_the_folder"] == []
    assert (report["last_support_quarter"], report["last_national_quarter"]) == ("2024Q4", "2024Q4")


def test_what_only_totals_cannot_tell_is_not_known_and_is_a_break(with_copies):
    evidence, *_ = with_copies
    assert evidence.hotel.known.tolist() == [True] * 6 + [False, False, True]
    assert evidence.hotel.people[-1, CAMDEN] == 50
    assert evidence.section4.quarters[-1] == "2024Q1"
    detail = evidence.breaks[evidence.breaks["series"] == "detail"]
    assert detail["quarter"].tolist() == ["2024Q2"]
    assert "to September 2024 (a copy)" in detail["what"].iloc[0]


def test_growth_is_taken_without_people_on_subsistence_as_far_as_they_are_known(with_copies):
    """As many are taken off totals as were last given: 5 in each of 33 boroughs; then the 10 that the types tell."""
    evidence, *_ = with_copies
    later = 33 * 100 + sum(range(33))
    assert evidence.comparable.people[:, 0].tolist()[6:] == [later - 165, later - 165, later - 330]
    assert evidence.upto("2024Q3").comparable.people[-1, 0] == later - 165  # what came later is not known then


def test_a_model_of_a_copy_says_so_and_keeps_hotels_to_when_they_were_counted(with_copies):
    evidence, *_ = with_copies
    model, before = fit(evidence), fit(evidence.upto("2024Q3"))
    assert (model.base, model.copied, model.hotel_when) == ("2024Q4", True, "2024Q4")
    assert (before.copied, before.hotel_when) == (True, "2024Q1")
    assert (before.hotel <= before.seen[-1]).all()
    assert before.hotel[CAMDEN] == 48
    assert labels(model) == (COPY.capitalize(),)
    assert labels(fit(evidence.upto("2024Q1"))) == ()
    shown = run(before, RefugeesLevers(decisions=35, hotel_borough="Camden", hotel_beds=200))
    assert any("48 people in hotels in March 2024" in line for line in shown.caveats)
    measure = where.measures(before, shown)[3]
    assert "March 2024" in measure.label
    log = shown.extras["assumptions"].set_index("assumption")["quality"]
    assert log["Last count"] == COPY


def test_national_quarters_come_from_whichever_goes_further(with_copies, tmp_path):
    """The country's own tables end in June 2024 here, the copy in December; a copy that ends with them gives way."""
    evidence, *_ = with_copies
    last = evidence.national.loc["2024Q4"]
    assert (last["claims"], last["granted"], last["administrative"], last["supported"]) == (9_000, 4_000, 500, 50_000)
    assert evidence.national.loc["2023Q4", "claims"] == 9_000  # revised since
    assert evidence.national.loc["2023Q4", "claims_by_age"] == 10_000
    model = fit(evidence)
    assert (model.claims, model.decisions, model.flows_copied) == (9_000, 8_000, True)
    assert model.under_18 == pytest.approx(2_100 / 9_600)  # of the last year with ages
    level, *_ = made(tmp_path, national=national("2024Q2"), types=None, totals=None)
    assert level.national.loc["2024Q2", ["claims", "granted", "withdrawn"]].tolist() == [10_000, 5_500, 1_000]
    assert not fit(level).flows_copied


def test_a_later_table_of_its_own_needs_no_copy_and_wins(tmp_path):
    """The table goes to 2024Q1, the copies only to 2023Q4: nothing of them is used, whatever they say."""
    evidence, report, _ = made(tmp_path, totals=totals("2023Q4"), types=types("2023Q4"), national=None)
    assert evidence.copied == ()
    assert evidence.total.people.sum(axis=1).tolist() == [files.london(t) for t in range(6)]
    assert {f["file"]: f["used"] for f in report["files"]}["types.csv"] == 0
    log = run(fit(evidence), RefugeesLevers()).extras["assumptions"].set_index("assumption")["quality"]
    assert log["Last count"] == PUBLISHED


def test_copies_alone_are_enough(tmp_path):
    none = dict.fromkeys(("support", "claims", "decisions", "awaiting", "applications", "family_reunion", "cohorts"))
    evidence, report, _ = made(tmp_path, **none)
    assert evidence.total.quarters[-1] == "2024Q4"
    assert len(report["not_in_the_folder"]) == len(none)
    shown = run(fit(evidence), RefugeesLevers(decisions=35))
    assert np.isfinite([h.scenario for h in shown.headlines]).all()
    assert evaluate(evidence).origins


def test_a_copy_that_contradicts_the_table_is_left_out_and_said(tmp_path):
    evidence, report, _ = made(tmp_path, totals=totals(wrong=9), types=None)
    assert evidence.total.quarters == files.AFTER
    line = next(f for f in report["files"] if f["file"] == "totals.csv")
    assert line["used"] == 0
    assert "too little of the copy agrees with the Home Office's own table" in line["set_aside"]


def test_kinds_that_do_not_add_up_are_not_used(tmp_path):
    odd = types()
    odd.loc[CAMDEN, "contingency"] = 7
    _, _, bench = made(tmp_path, types=odd)
    rows = bench.shelf({}).table("refugees/support.csv").query("quarter == '2024Q4' and place == 'E09000007'")
    assert rows[["kind", "people"]].to_numpy().tolist() == [["all", 106]]


def test_a_regional_row_of_a_copy_is_no_borough(tmp_path):
    whole = totals()
    region = pd.DataFrame([["E12000007", "London", files.day("2024Q4"), 9_999, ""]], columns=list(whole))
    evidence, report, _ = made(tmp_path, totals=pd.concat([whole, region]))
    assert evidence.total.people[-1].sum() == 33 * 100 + sum(range(33))
    line = next(f for f in report["files"] if f["file"] == "totals.csv")
    assert line["set_aside"]["an area outside London, or a region"] == 1


def test_totals_without_anybody_elsewhere_are_taken_at_london_s_last_share(tmp_path):
    evidence, *_ = made(tmp_path, national=None)
    share = files.london(5) / files.country(5)
    assert evidence.country[-1] == pytest.approx(evidence.total.people[-1].sum() / share)
    alone = {"support": None, "national": None}
    with pytest.raises(DataError, match=r"nobody in asylum support outside London; add .* build the folder again\.$"):
        made(tmp_path / "b", **alone)


@pytest.mark.raw
def test_the_published_copy_says_the_same_as_the_table_on_every_borough_s_quarter_that_both_hold(raw: Path):
    """Straight from the two files: a borough that one of them leaves out had nobody."""
    at = raw / "refugees"
    table = pd.read_csv(at / "homeoffice_local_authority_support_to_2024q3.csv")
    mine = table[table["LAD Code"].fillna("").str.startswith("E09")].groupby(["Date", "LAD Code"])["People"].sum()
    copy = pd.read_csv(at / "asylum_support_total_london_boroughs_to_2025q4.csv")
    other = copy[copy["periodEnd"] <= "2024-09-30"].set_index(["periodEnd", "areaCode"])["value"]
    both = pd.concat([mine, other], axis=1, keys=["table", "copy"]).fillna(0)
    assert len(both) > 1_300
    assert (both["table"] == both["copy"]).all()


@pytest.mark.raw
def test_the_published_types_add_up_to_the_totals(raw: Path):
    kinds = pd.read_csv(raw / "refugees" / "asylum_support_london_by_type_2025q4.csv").set_index("code")
    copy = pd.read_csv(raw / "refugees" / "asylum_support_total_london_boroughs_to_2025q4.csv")
    last = copy[copy["periodEnd"] == "2025-12-31"].set_index("areaCode")["value"].reindex(kinds.index).fillna(0)
    parts = kinds[["contingency", "dispersal", "initial", "other", "subsistence_only"]].sum(axis=1)
    assert (parts == kinds["supported"]).all()
    assert (parts == last).all()
    assert parts.sum() == 16_378


@pytest.mark.raw
def test_the_base_of_the_published_files_by_hand(published, raw: Path):
    """December 2025, of the copies; appeals by refusals come near what the tribunal had at the end of March 2025."""
    evidence = load(published[0].shelf({}))
    model = fit(evidence)
    assert (model.base, model.seen[-1].sum(), model.country, model.copied) == ("2025Q4", 16_378, 107_003, True)
    assert (model.queue, model.run_rate) == (64_426, "January 2025 to December 2025")
    assert model.hotel.sum() == 10_487
    assert model.claims == pytest.approx((22_874 + 26_892 + 30_134 + 20_725) / 4)
    assert model.granted == pytest.approx(54_887 / 135_151)
    spring = fit(evidence.upto("2025Q1"))
    waiting = spring.appeal_share * spring.country / spring.take_up
    assert waiting == pytest.approx(50_976, rel=0.1)
