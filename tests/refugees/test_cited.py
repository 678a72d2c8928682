"""Figures that are read from reports or judged: each with a range, a source and one of the four marks."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from lbdp_core.provenance import COPY, JUDGEMENT, STATUSES, WORKED_OUT
from lbdp_core.refugees.load import load
from lbdp_core.refugees.model import cited, fit
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import RefugeesLevers
from lbdp_core.refugees.scenario.national import doubts
from lbdp_core.sources import find
from lbdp_core.unit_costs import unit_cost

ROWS = [value for value in vars(cited).values() if isinstance(value, cited.Cited)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_a_figure_lies_in_its_range_and_says_how_it_is_known(row):
    assert row.low <= row.value <= row.high
    assert row.status in STATUSES
    assert row.source
    assert row.status == JUDGEMENT or any(year in row.source for year in ("202", "201"))


def test_appeals_are_as_the_tribunal_and_the_home_office_published_them():
    assert (s.APPEAL_ALLOWED, cited.APPEAL_ALLOWED.status) == (0.40, COPY)
    assert (s.APPEALED, cited.APPEALED.low, cited.APPEALED.high) == (0.75, 0.70, 0.80)
    assert cited.APPEALED.low == pytest.approx(29_172 / 41_967, abs=0.01)
    assert cited.APPEALED.high == pytest.approx(40_667 / 50_803, abs=0.01)
    assert pytest.approx(16_824 / 4 / 36_700, abs=0.01) == s.APPEAL_CLEARED
    assert cited.APPEALED.status == cited.APPEAL_CLEARED.status == WORKED_OUT
    spec = RefugeesLevers.specs()["appeals"]
    assert (RefugeesLevers().appeals, spec.swing) == (75, (70, 80))


def test_how_many_appeals_are_allowed_is_in_doubt_by_its_range(fitted):
    allowed = s.APPEAL_ALLOWED + doubts(fitted).allowed
    assert np.mean(allowed) == pytest.approx(0.40, abs=1e-9)
    assert np.ptp(np.quantile(allowed, [0.1, 0.9])) == pytest.approx(0.49 - 0.37, rel=0.15)


@pytest.mark.parametrize(
    ("lever", "key"),
    [("duty_cost", "homelessness_duty"), ("school_cost", "school_place"), ("esol_cost", "english_lessons")],
)
def test_costs_are_those_of_the_shared_table_and_name_their_price_year(lever, key):
    cost, spec = unit_cost(key), RefugeesLevers.specs()[lever]
    assert (getattr(RefugeesLevers(), lever), spec.swing) == (cost.value, (cost.low, cost.high))
    assert str(cost.price_year) in spec.why
    assert cost.status in spec.why


@pytest.mark.raw
def test_duties_for_each_grant_are_england_s_of_the_published_books(published):
    """The default is what H-CLIC and the published grants give together; its range is that of single quarters."""
    evidence = load(published[0].shelf({}))
    books = pd.read_csv(find("sample_data") / "areas" / "hclic.csv")
    mine = books[books["measure"].isin(("asylum_prevention", "asylum_relief"))]
    both = mine.groupby(["quarter", "code"], as_index=False)["value"].sum().rename(columns={"value": "duties"})
    model = fit(dataclasses.replace(evidence, duties=both))
    assert model.duty_rate == pytest.approx(RefugeesLevers().duties, abs=0.02)
