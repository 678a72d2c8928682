"""Own files: hidden counts, ages, sex and years of a council's counts, and faults of a Fingertips download."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from apps.commands.data import check_report
from apps.shell import state
from lbdp_core import own
from lbdp_core.boroughs import NAMES
from lbdp_core.falls import THEME
from lbdp_core.falls.group import Group
from lbdp_core.sources import DataError
from tests.falls.files import fingertips

YEARS = {"years": "3"}


def take(model, frame: pd.DataFrame, **answers: str):
    raw = frame.to_csv(index=False).encode()
    return THEME.own.take(model, state.opened("falls").shelf, raw, "own.csv", answers, own.silent)


@pytest.fixture(scope="module")
def here(model) -> np.ndarray:
    return model.borough == "Islington"


@pytest.fixture(scope="module")
def truth(model, here) -> np.ndarray:
    """Another risk than the made-up one: it falls with hazard, and neighbours differ."""
    return np.exp(-0.2 * model.hazard[here] + 0.2 * np.random.default_rng(8).normal(size=here.sum()))


@pytest.fixture(scope="module")
def counts(model, here, truth) -> pd.DataFrame:
    """Three years of admissions of one borough."""
    mean = 3 * truth * model.expected[here]
    return pd.DataFrame({"lsoa21_code": model.code[here], "falls": np.random.default_rng(3).poisson(mean)})


def test_a_boroughs_own_counts_are_fitted_alone(model, here, counts, truth):
    """Nothing made up reaches them: hazard lowers the risk here, and the effect that was planted is not found."""
    taken = take(model, counts, **YEARS)
    assert taken.model.beta[:, 1].mean() < 0 < model.beta[:, 1].mean()
    assert (taken.model.risk[~here] == model.risk[~here]).all()
    low, high = np.quantile(taken.model.draws[:, here].astype(float), [0.1, 0.9], axis=0)
    assert 0.65 < ((low <= truth) & (truth <= high)).mean() < 0.95
    assert any("On made maps of such counts" in said for said in taken.said)
    assert list(taken.tables[0][2].columns) == ["Area", "Borough", "Risk", "80% range", "Chance above"]


def test_two_boroughs_that_do_not_touch_are_fitted_together(model):
    """The level of each is found: one has twice, the other half of what ages predict."""
    mine = np.isin(model.borough, ["Islington", "Bexley"])
    times = np.where(model.borough[mine] == "Bexley", 2.0, 0.5)
    counts = np.random.default_rng(2).poisson(5 * times * model.expected[mine])
    taken = take(model, pd.DataFrame({"lsoa21_code": model.code[mine], "falls": counts}), years="5")
    found = [np.median(taken.model.risk[model.borough == name]) for name in ("Bexley", "Islington")]
    assert found == pytest.approx([2.0, 0.5], rel=0.2)


@pytest.mark.parametrize("mark", ["*", "<8", "c", "1-7"])
def test_counts_that_the_file_hides_are_not_noughts(model, here, counts, truth, mark):
    small = counts["falls"].le(7)
    marked = counts.assign(falls=counts["falls"].astype(str).mask(small, mark))
    taken = take(model, marked, **YEARS)
    whole, found = (float(truth[small].mean()), float(taken.model.risk[here][small].mean()))
    assert small.sum() > 20
    assert found == pytest.approx(whole, rel=0.15)
    assert any("hides" in said for said in taken.said)


def test_people_under_65_are_set_aside(model, here, counts):
    parts = [counts.assign(age_band=band) for band in ("65-79", "80+")]
    young = counts.assign(age_band="0-64", falls=500)
    with_young, without = (take(model, pd.concat(each), **YEARS) for each in ([*parts, young], parts))
    assert (with_young.model.risk == without.model.risk).all()
    assert any("other ages" in said for said in with_young.said)


def test_a_file_with_years_is_not_asked_how_many(model, counts):
    frame = pd.concat([counts.assign(financial_year=year) for year in ("2021/22", "2022/23", "2023/24")])
    proposal = THEME.own.propose(frame.to_csv(index=False).encode(), "own.csv", state.opened("falls").shelf)
    assert [asked.key for asked in proposal.questions] == ["ages", "sex"]
    assert any("3 years" in said for said in take(model, frame).said)


def test_a_wrong_number_of_years_is_doubted(model, counts):
    """Three years of counts taken as one are about three times what ages predict."""
    assert take(model, counts, years="1").caveats[0].startswith("That is far from")
    assert not take(model, counts, **YEARS).caveats[0].startswith("That is far from")


@pytest.mark.parametrize(
    ("more", "answers", "said"),
    [
        ({"age_band": "60-69"}, {}, "part of which is outside 65 and over; give bands"),
        ({"age_band": "80+"}, {}, "nobody aged 65; choose the ages"),
        ({"sex": "Female"}, {}, "rows of women alone; choose women"),
        ({"sex": "Male"}, {"sex": "female"}, "no rows of women; choose"),
        ({"falls": 90_000}, {}, "more falls than people"),
        ({"falls": 1}, {}, "200 falls or more"),
    ],
)
def test_what_is_of_other_people_is_refused_with_what_to_do(model, counts, more, answers, said):
    with pytest.raises(DataError, match=said):
        take(model, counts.assign(**more), **YEARS, **answers)


def test_rows_of_men_are_set_aside_where_women_are_chosen():
    rows = pd.DataFrame({"sex": ["F", "Men", "women"], "ages": ["80-84", "85+", "90 and over"]})
    assert Group(1, "80", "female").sift(rows, "a.csv").tolist() == ["", "not of women", ""]


FAULTS = {
    "of women or men alone": {"Sex": "Female"},
    "not of all ages from 65": {"Age": "80+ yrs"},
    "of a part of a borough": {"Category": "Most deprived"},
    "no count given, or hidden by the publisher": {"Count": "*"},
    "with more admissions than can be": {"Count": 30_000, "Denominator": 40_000},
    "not of a London borough": {"Area Code": "E06000001"},
    "another indicator than 22401": {"Indicator ID": 22403},
}


@pytest.fixture(scope="module")
def published(model) -> pd.DataFrame:
    """Fingertips rows of every borough that has its own."""
    made = np.bincount(model.borough_at, model.admissions, len(NAMES))
    return fingertips({name: round(n) for name, n in zip(NAMES, made, strict=True) if name != "City of London"})


@pytest.fixture(scope="module")
def plain(model, published) -> np.ndarray:
    return take(model, published).model.admissions


@pytest.mark.parametrize("fault", FAULTS)
def test_rows_that_are_not_a_boroughs_admissions_change_nothing_at_any_door(model, tmp_path, published, plain, fault):
    """A row with one fault beside the good ones: the page leaves it out and says why, and the check takes the file."""
    is_good = published["Sex"].eq("Persons") & published["Time period"].eq("2023/24")
    first = published[published["Area Name"].eq("Islington") & is_good & published["Indicator ID"].eq(22401)]
    both = pd.concat([published, first.astype(object).assign(**FAULTS[fault])])
    taken = take(model, both)
    assert (taken.model.admissions == plain).all()
    assert any(fault in said for said in taken.said)
    both.to_csv(tmp_path / "ft.csv", index=False)
    assert check_report(tmp_path / "ft.csv", None)["rows"] == len(both)  # as the health theme reads it too


def test_two_counts_of_one_borough_and_year_are_both_left_out(model):
    good = fingertips({"Islington": 600, "Barnet": 900})
    twice = pd.concat([good, good.assign(Count=[n * 2 if isinstance(n, int) else n for n in good["Count"]])])
    with pytest.raises(DataError, match="no indicator 22401"):
        take(model, twice)


@pytest.mark.parametrize("count", [0, 90_000])
def test_a_count_that_cannot_be_is_refused(model, count):
    with pytest.raises(DataError, match="times what ages predict; check its column Count"):
        take(model, fingertips({"Islington": count}))
