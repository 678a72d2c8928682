"""The scenario on the stored model: parts add up, each lever does what it says by hand, small cells stay hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.labour.build.suppression import FEWEST
from lbdp_core.labour.scenario import PRESETS, LabourLevers, run
from lbdp_core.labour.scenario.levers import SECTORS, SKILLS
from lbdp_core.labour.scenario.world import World, exposure


@pytest.fixture(scope="module")
def fitted(stored):
    return stored("labour")[1]


def test_openings_are_growth_and_replacement_and_most_are_replacement(fitted):
    result = run(fitted, LabourLevers())
    net, leavers, _ = fitted.total
    openings, replaced = result.figure("openings"), result.figure("replaced")
    assert openings.today == pytest.approx(1_000 * (net + leavers))
    assert replaced.today == pytest.approx(100 * leavers / (net + leavers))
    assert 84 < replaced.today < 86
    assert 3.58e6 < openings.today < 3.60e6
    assert result.figure("gap").scenario == 0


def test_boroughs_add_up_to_london(fitted):
    result = run(fitted, LabourLevers())
    assert result.places["scenario"].sum() == pytest.approx(result.figure("claimants").scenario)
    each = [run(fitted, LabourLevers(borough=name)).figure("claimants").scenario for name in NAMES]
    assert sum(each) == pytest.approx(result.figure("claimants").scenario)


def test_ten_per_cent_more_jobs_in_an_industry_are_so_many_more_openings(fitted):
    rows = np.isin(fitted.industries, SECTORS["construction"])
    assert rows.sum() == 1
    by_hand = 0.1 * 1_000 * fitted.industry_jobs[rows, -1].sum()
    result = run(fitted, LabourLevers(construction=10))
    hidden = 0.02 * by_hand  # occupations that the publisher hides take none of them
    assert result.figure("openings").change == pytest.approx(by_hand, abs=hidden)
    assert result.figure("gap").change == pytest.approx(result.figure("openings").change)


def test_every_industry_of_a_lever_is_one_of_the_workbook(fitted):
    for names in SECTORS.values():
        assert set(names) <= set(fitted.industries)


def test_training_and_migration_add_people_for_every_year(fitted):
    assert run(fitted, LabourLevers(training=10)).figure("gap").change == pytest.approx(-150_000)
    assert run(fitted, LabourLevers(migration=-20)).figure("gap").change == pytest.approx(300_000)
    table = run(fitted, LabourLevers(training=10)).extras["occupations"]
    assert (table["supply"] >= 0).all()


@pytest.mark.parametrize("level", SKILLS)
def test_training_of_a_skill_group_goes_to_its_occupations_alone(fitted, level):
    levers = LabourLevers(training=10, trained=level)
    world, result = World.of(fitted, levers), run(fitted, levers)
    inside = np.isin([str(name)[:2] for name in fitted.occupations], SKILLS[level])
    assert (world.supply[~inside] == 0).all()
    assert world.supply.sum() == pytest.approx(150)
    openings = (world.expansion + world.leavers)[inside]
    assert world.supply[inside] == pytest.approx(150 * openings / openings.sum())
    table = result.extras["occupations"].set_index("code")["supply"]
    assert set(table[table > 0].index) <= set(SKILLS[level])
    assert result.figure("gap").change == pytest.approx(-150_000)


def test_every_occupation_is_of_one_skill_group(fitted):
    codes = [str(name)[:2] for name in fitted.occupations]
    assert sorted(code for group in SKILLS.values() for code in group) == sorted(codes)


def test_a_slump_moves_every_borough_by_as_many_points(fitted):
    result = run(fitted, LabourLevers(slump=1))
    assert result.figure("rate").change == pytest.approx(1)
    assert result.figure("claimants").change == pytest.approx(fitted.people.sum() / 100)


@pytest.mark.parametrize(("chosen", "clerks", "carers"), [("index", 0.28, 0.12), ("automation", 0.83, 0.39)])
def test_exposed_work_done_without_staff_is_the_index_times_jobs(fitted, chosen, clerks, carers):
    result = run(fitted, LabourLevers(automation=10, exposed=chosen))
    table = result.extras["occupations"].set_index("code")["added"]
    jobs = dict(zip((str(name)[:2] for name in fitted.occupations), fitted.jobs[:, -1], strict=True))
    assert table["41"] == pytest.approx(-0.1 * clerks * jobs["41"])
    assert table["61"] == pytest.approx(-0.1 * carers * jobs["61"])


@pytest.mark.parametrize(("chosen", "most", "least"), [("index", 72, {51, 53}), ("automation", 42, {22})])
def test_each_index_has_a_score_for_every_occupation(fitted, chosen, most, least):
    scores = exposure()[chosen]
    assert sorted(scores) == sorted(int(str(name)[:2]) for name in fitted.occupations)
    assert all(0 <= score <= 1 for score in scores.values())
    assert max(scores, key=scores.get) == most
    assert min(scores, key=scores.get) in least


def test_only_what_ai_takes_is_uncertain_among_what_levers_add(fitted):
    sure = run(fitted, LabourLevers(care=10)).figure("gap")
    assert sure.change_low == pytest.approx(sure.change_high)
    unsure = run(fitted, LabourLevers(automation=10)).figure("gap")
    assert unsure.change_low < unsure.change < unsure.change_high < 0
    replaced = run(fitted, LabourLevers(automation=30, exposed="automation", care=-30)).figure("replaced")
    assert replaced.scenario == replaced.high == 100  # where jobs are lost, every opening replaces somebody


def test_work_and_learning_are_kept_with_their_ranges(fitted, shelf):
    rates = shelf.table("labour/rates.csv")
    at = list(fitted.measures).index("employment")
    mine = rates[rates["indicator"].eq("employment") & rates["year"].eq(fitted.measured_in[at])].set_index("code")
    for code in ("E09000002", "E09000033"):
        held = fitted.measured[at, CODES.index(code)]
        assert held == pytest.approx(mine.loc[code, ["value", "low", "high"]].to_numpy(dtype=float))
        assert held[1] < held[0] < held[2]
    assert len(fitted.measures) == 8


def test_jobs_by_qualification_add_up_to_all_jobs(fitted):
    assert len(fitted.levels) == 9
    assert fitted.level_jobs.sum(axis=0) == pytest.approx(fitted.all_jobs[0], abs=0.01)


@pytest.mark.parametrize("name", list(PRESETS))
def test_no_cell_under_ten_thousand_people_is_shown(fitted, name):
    table = run(fitted, PRESETS[name]).extras["occupations"]
    assert (table["jobs"] >= FEWEST).all()
    assert len(table) < len(fitted.occupations)


def test_what_employers_ask_for_is_shown_only_where_the_folder_has_it_and_says_if_made_up(fitted):
    assert "adverts" not in run(fitted, LabourLevers()).shortlist
    asked = {"advert_soc": np.array(["61"]), "adverts": np.array([250.0])}
    for made, column in ((True, "synthetic_adverts"), (False, "adverts")):
        shown = run(replace(fitted, **asked, synthetic=np.array([made])), LabourLevers()).shortlist
        assert shown.set_index("code")[column]["61"] == 250
        assert shown.set_index("code")[column]["41"] == 0
