"""A borough's own visits and fires: what they change, what they are compared with, and what stays hidden."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire.model import Visited, rate_draws
from lbdp_core.fire.own import OWN
from lbdp_core.fire.own.fires import _months, _share
from lbdp_core.fire.scenario import FireLevers, run
from lbdp_core.fire.scenario.backdrop import backdrop
from lbdp_core.own import silent
from lbdp_core.sources import DataError

KEPT = FireLevers(visits=2_000, borough="Enfield", within="focus")


@pytest.fixture(scope="module")
def model(stored):
    return stored("fire")[1]


@pytest.fixture(scope="module")
def enfield(model):
    return model.code[model.borough == "Enfield"]


def counts(codes, sizes) -> bytes:
    return pd.DataFrame({"lsoa21_code": codes[: len(sizes)], "visits": sizes}).to_csv(index=False).encode()


def take(raw, model, shelf, name="own.csv"):
    return OWN.take(model, shelf, raw, name, {}, silent)


def test_known_visits_leave_fewer_homes_and_go_where_they_are_allowed(model, shelf, enfield):
    best = enfield[np.argsort(-(model.expected / model.households)[model.borough == "Enfield"])]
    homes = model.households[np.isin(model.code, best[:3])].max() + 5  # rounded to 5, it is still all of them
    taken = take(counts(best, [homes, homes, homes, 50, 3, 2]), model, shelf)
    before, after = run(model, KEPT), run(taken.model, KEPT)
    none = after.places.set_index("code")["visits"]
    assert none[list(best[:3])].eq(0).all(), "no home is left there"
    assert none[best[3]] < before.places.set_index("code")["visits"][best[3]]
    assert after.headlines[1].scenario < before.headlines[1].scenario, "the best homes are gone"
    assert after.headlines[0].today == before.headlines[0].today, "what is expected does not change"
    assert "Enfield" in taken.said[-2] or "Enfield" in taken.said[-1]
    assert OWN.effect(after, before).startswith("Your file moves")


def test_a_session_s_model_shares_draws_and_arrays_with_the_published_one(model, shelf, enfield):
    taken = take(counts(enfield, [100, 90, 80]), model, shelf)
    assert rate_draws(taken.model) is rate_draws(model)
    assert backdrop(taken.model) is backdrop(model)
    assert taken.model.expected is model.expected
    assert Visited.of(taken.model, model.visited).of_rates is model
    assert not model.visited.any(), "the published model is as it was"


def test_small_counts_cannot_be_told_from_anything_that_a_result_holds(model, shelf, enfield):
    one = take(counts(enfield, [60, 40, 2, 6, 4]), model, shelf)
    two = take(counts(enfield, [60, 40, 6, 4, 2]), model, shelf)
    assert np.array_equal(one.model.visited, two.model.visited)
    assert one.said == two.said
    assert sorted(set(one.model.visited)) == [0, 40, 60]
    assert all(a[2].equals(b[2]) for a, b in zip(one.tables, two.tables, strict=True))
    first, second = run(one.model, KEPT), run(two.model, KEPT)
    assert first.headlines == second.headlines
    pd.testing.assert_frame_equal(first.places, second.places)


def test_a_single_small_count_is_not_had_from_the_borough_s_total(model, shelf, enfield):
    taken = take(counts(enfield, [60, 40, 5]), model, shelf)
    assert taken.model.visited.sum() == 60, "the next smallest is hidden with it"


def test_visits_of_the_data_folder_stay_where_they_are_more(model, shelf, enfield):
    held = replace(model, visited=np.where(model.code == enfield[0], 200.0, 0))
    taken = take(counts(enfield, [50, 50, 50]), held, shelf)
    assert taken.model.visited[np.isin(model.code, enfield[:3])].tolist() == [200, 50, 50]


def test_more_visits_than_homes_are_all_homes(model, shelf, enfield):
    taken = take(counts(enfield, [99_999, 99_999]), model, shelf)
    assert (taken.model.visited <= model.households).all()
    assert any("more visits than homes: 2" in line for line in taken.said)


def test_where_every_home_is_visited_no_figure_is_lost(model, shelf, enfield):
    taken = take(counts(enfield, [99_999] * len(enfield)), model, shelf)
    found = run(taken.model, KEPT)
    assert "reach no home" in found.answer.text
    assert "nan" not in found.answer.text
    assert found.places["visits"].tolist() == [0.0] * len(found.places)
    assert found.headlines[0].change == 0
    assert OWN.effect(found, run(model, KEPT)).startswith("Your file moves 2,000.0 of the 2,000 visits")


@pytest.mark.parametrize("most", ["1e308", "100001"])
def test_a_count_that_cannot_be_is_refused(model, shelf, enfield, most):
    with pytest.raises(DataError, match="in row 2, column visits; it may run from 0 to 100,000"):
        take(counts(enfield, [most, 20]), model, shelf)
    with pytest.raises(DataError, match="column fires; it may run from 0 to 100,000"):
        take(f"lsoa21_code,year,fires\n{enfield[0]},2022,{most}\n".encode(), model, shelf)


def test_a_refusal_tells_no_small_count(model, shelf, enfield):
    rows = "".join(f"{code},2999-01-01\n" for code in enfield[:3])
    with pytest.raises(DataError, match="rows: 7 or fewer dated after today"):
        take(f"lsoa21_code,date_of_visit\n{rows}".encode(), model, shelf)


def test_a_file_of_small_counts_alone_is_refused_with_what_to_do(model, shelf, enfield):
    with pytest.raises(DataError, match="give a log of more months"):
        take(counts(enfield, [7, 3, 1]), model, shelf)


def fires(model, years, share=1.0, seed=3) -> bytes:
    rng = np.random.default_rng(seed)
    here = model.borough == "Enfield"
    rows = []
    for year, months in years.items():
        for code, n in zip(model.code[here], rng.poisson(share * model.expected[here] * months / 12), strict=True):
            rows += [(f"{year}-{rng.integers(1, months + 1):02d}-01", code) for _ in range(n)]
        rows += [(f"{year}-01-05", model.code[here][0]), (f"{year}-{months:02d}-05", model.code[here][0])]
    return pd.DataFrame(rows, columns=["date_of_fire", "lsoa21_code"]).to_csv(index=False).encode()


def test_fires_never_change_the_model_and_stand_beside_what_was_expected(model, shelf):
    last = int(model.years[-1])
    taken = take(fires(model, {last: 12, last + 1: 12, last + 2: 4}), model, shelf)
    assert taken.model is None
    table = taken.tables[0][2].set_index("Year")
    assert table["Months"].tolist() == ["12", "12", "4"]
    assert table.loc[str(last), "Expected"] == "–", "the model knew that year"
    published = model.fires_by_borough_year[model.borough_names == "Enfield", model.years == last].sum()
    assert table.loc[str(last), "Published file"] == f"{published:,.0f}"
    expected = model.expected[model.borough == "Enfield"].sum()
    assert table.loc[str(last + 1), "Expected"] == f"{expected:,.0f}"
    assert table.loc[str(last + 2), "Expected"] == f"{expected / 3:,.0f}"
    assert all(float(n) % 5 == 0 for n in table["Your file"])
    assert any(str(last + 2) in line and "twelfths" in line for line in taken.said)


def test_a_whole_year_after_the_data_is_a_test_against_the_baselines(model, shelf):
    taken = take(fires(model, {model.forecast_year: 12}), model, shelf)
    heading, _, table = taken.tables[-1]
    assert "had not seen" in heading
    assert table["Areas chosen by"].tolist() == ["The model", "Five-year average, evened out", "Last year's count"]
    errors = table["Error (Poisson deviance per LSOA)"].astype(float)
    assert errors[0] < errors[2], "these fires are drawn from the model's own expectation"
    partial = take(fires(model, {model.forecast_year: 8}), model, shelf)
    assert any("cannot test the model" in line for line in partial.said)


def test_a_small_count_of_the_first_homes_is_not_had_from_its_share(model, shelf):
    """Of 60 fires, those in the first tenth of homes are few: neither they nor a difference of one may be told."""
    assert _share(6.0, 60.0) == "hidden"
    assert _share(26.0, 217.0) == _share(25.0, 214.0) == "12%"


def test_fires_of_a_few_areas_cover_no_borough(model, shelf):
    with pytest.raises(DataError, match="give all dwelling fires of at least one borough"):
        take(fires(model, {model.forecast_year: 12}, share=0.1), model, shelf)


def test_no_fires_of_an_lsoa_are_told_under_the_threshold(model, shelf):
    taken = take(fires(model, {model.forecast_year: 12, model.forecast_year + 1: 12}), model, shelf)
    by_area = next(t for h, _, t in taken.tables if "most fires against" in h)
    assert all(float(n) >= 10 for n in by_area["Your fires"])


def test_months_run_from_the_first_to_the_last():
    year, month = np.array([2021, 2022, 2023]), np.array([11, 5, 2])
    held = _months(year, month, np.zeros(3, bool), np.array([2021, 2022, 2023]))
    assert held.tolist() == [2, 12, 2]
    assert _months(year[:1], month[:1], np.ones(1, bool), np.array([2021])).tolist() == [12]
