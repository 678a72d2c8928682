"""What the tables become in memory, and what was known at the end of a quarter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core.boroughs import CODES
from lbdp_core.refugees.evaluate import evaluate
from lbdp_core.refugees.load import load
from lbdp_core.refugees.model import fit
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.schema import IN_LONDON
from lbdp_core.sources import DataError
from tests.refugees import files, tables

CAMDEN = CODES.index("E09000007")


def changed(made, tmp_path, **tables_by_name):
    paths = {f"refugees/{name}.csv": table for name, table in tables_by_name.items()}
    return load(tables.again(made[0], tmp_path, paths))


def table(made, name):
    return made[0].shelf({}).table(f"refugees/{name}.csv")


def test_people_stand_by_quarter_and_place_in_the_order_promised(evidence):
    assert evidence.total.quarters == files.AFTER
    assert evidence.total.people.shape == (6, len(IN_LONDON)) == (6, 34)
    assert evidence.total.people.sum(axis=1).tolist() == [files.london(t) for t in range(6)]
    assert evidence.country.tolist() == [files.country(t) for t in range(6)]
    assert evidence.total.people[0, CAMDEN] == (20 + 18) + (40 + 6) + 5 + 2
    assert evidence.total.people[5, CAMDEN] == (20 + 18 + 10) + (40 + 6 + 5) + 2
    assert evidence.total.people[:, -1].tolist() == [12, 13, 14, 15, 16, 17]  # for no borough


def test_parts_of_the_total_are_what_they_say(evidence):
    assert evidence.hotel.people[5, CAMDEN] == 20 + 18 + 10  # whichever section they are under
    assert evidence.section4.people[:, CAMDEN].tolist() == [2.0] * 6
    gap = evidence.total.people - evidence.accommodated.people
    assert gap[:4, :33].tolist() == [[5.0] * 33] * 4  # subsistence only
    assert not gap[4:].any()
    assert not gap[:, 33].any()


def test_the_series_before_is_section_95_in_dispersal_or_on_subsistence_alone(evidence):
    assert evidence.before.quarters == files.BEFORE
    assert evidence.before.people[3, CAMDEN] == (50 + 6 + 3) + 5
    assert not set(evidence.before.quarters) & set(evidence.total.quarters)


def test_the_census_is_summed_by_borough_in_order(evidence):
    assert evidence.residents[:3].tolist() == [10_000, 10_100, 10_200]
    assert evidence.households[-1] == 4_320
    assert evidence.children[1] == pytest.approx(0.2 * 10_100)


def test_a_borough_s_duties_are_known_only_where_both_kinds_are(evidence):
    at = evidence.duties.set_index(["quarter", "code"])["duties"]
    assert at["2023Q2", "E92000001"] == 2_000
    assert at["2023Q2", "E09000001"] == 2 + 5
    assert ("2023Q2", "E09000007") not in at.index  # Camden's relief duties were not published


def test_without_homelessness_tables_it_still_loads(made, tmp_path):
    assert load(tables.again(made[0], tmp_path, {"areas/hclic.csv": None})).duties is None


def test_a_place_without_a_row_had_nobody(made, tmp_path):
    support = table(made, "support")
    gone = support[~((support["place"] == "E09000007") & (support["quarter"] == "2023Q2"))]
    evidence = changed(made, tmp_path, support=gone)
    assert evidence.total.people[:, CAMDEN].tolist()[1:4] == [94.0, 0.0, 100.0]
    assert (evidence.hotel.people[2, CAMDEN], evidence.section4.people[2, CAMDEN]) == (0.0, 0.0)


@pytest.mark.parametrize(("quarter", "name"), [("2023Q2", "total"), ("2020Q1", "before")])
def test_a_quarter_that_is_not_held_is_a_gap_and_no_crash(made, tmp_path, quarter, name):
    """The quarter is not known: nobody is taken to have been nowhere, and it is no origin, target or growth."""
    support = table(made, "support")
    evidence = changed(made, tmp_path, support=support[support["quarter"] != quarter])
    held = getattr(evidence, name)
    at = held.quarters.index(quarter)
    assert held.known.tolist() == [n != at for n in range(len(held.quarters))]
    assert evidence.upto(quarter).total.quarters == tuple(q for q in evidence.total.quarters if q < quarter)
    model = fit(evidence)
    assert np.isfinite(model.centre).all()
    card = evaluate(evidence)
    assert quarter not in {o["origin"] for o in (*card.origins, *card.more["before"])}
    assert all(np.isfinite(o["model"]) for o in (*card.origins, *card.more["before"]))
    shown = run(model, RefugeesLevers(decisions=35))
    assert np.isfinite(shown.headlines[0].scenario)
    assert np.isnan(shown.over_time.set_index("period").loc[quarter].get("observed"))


def test_a_quarter_of_the_country_that_is_not_held_is_a_gap(made, tmp_path):
    """Claims of December 2023 are gone: the run rate is of the four quarters that are known, and says which."""
    national = table(made, "national")
    evidence = changed(made, tmp_path, national=national[national["quarter"] != "2023Q4"])
    assert np.isnan(evidence.national.loc["2023Q4", "claims"])
    model = fit(evidence)
    assert (model.claims, model.decisions) == (10_000, 8_500)
    assert np.isfinite(model.residual_ahead).all()


def test_there_is_no_total_before_december_2022(made, tmp_path):
    support = table(made, "support")
    with pytest.raises(DataError, match=r"ends before December 2022.*build the folder again\.$"):
        changed(made, tmp_path, support=support[support["quarter"] < "2022Q4"])


def test_without_the_older_series_it_loads_with_an_empty_one(made, tmp_path):
    support = table(made, "support")
    evidence = changed(made, tmp_path, support=support[support["quarter"] >= "2022Q4"])
    assert evidence.before.quarters == ()
    assert evidence.before.people.shape == (0, 34)


def test_a_series_is_cut_at_the_end_of_a_quarter(evidence):
    known = evidence.upto("2023Q2")
    assert known.total.quarters == known.hotel.quarters == files.AFTER[:3]
    assert len(known.accommodated.people) == len(known.section4.people) == len(known.country) == 3
    assert known.before.quarters == evidence.before.quarters
    assert known.national.index.max() == "2023Q2"
    assert known.breaks["quarter"].tolist() == ["2022Q4", "2023Q2"]
    assert known.duties["quarter"].max() == "2023Q2"
    assert evidence.upto("2020Q1").before.quarters[-1] == "2020Q1"
    assert evidence.upto("2020Q1").total.quarters == ()


@pytest.mark.parametrize(
    ("name", "time", "latest"),
    [
        ("resettlement", "quarter", "2023Q2"),
        ("grant_rates", "quarter", "2023Q2"),
        ("ukraine", "date", "2023-06-30"),
        ("applications", "year", 2022),
        ("cohorts", "year", 2022),
    ],
)
def test_the_tables_of_other_routes_are_cut_there_too(evidence, name, time, latest):
    """DEFECT when this was written: `upto` leaves `tables` whole, so a forecast from June 2023 knows all of 2023.

    The share of claimants who are supported is then a whole year's applications over the quarters of claims so far.
    """
    assert evidence.upto("2023Q2").tables[name][time].max() <= latest


def test_cutting_takes_nothing_from_the_evidence_itself(evidence):
    before = evidence.national.copy()
    evidence.upto("2022Q4")
    pd.testing.assert_frame_equal(evidence.national, before)
    assert len(evidence.total.quarters) == 6
