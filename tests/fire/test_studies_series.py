"""Series: forecasts know only the years before, earlier years say that they do not, and the band holds what it says."""

import numpy as np
import pytest

from lbdp_core.fire.model import known_before
from lbdp_core.fire.studies.series import series
from tests.fire.evidence import YEARS, made_up_evidence


@pytest.fixture(scope="module")
def evidence():
    return made_up_evidence()


@pytest.fixture(scope="module")
def table(evidence):
    return series(evidence, None)


def test_a_year_with_five_before_it_has_the_forecast_made_when_it_began(evidence, table):
    assert (table["forecast_from"] == 2014).all()
    np.testing.assert_allclose(table["e2016"], known_before(evidence, YEARS.index(2016)).expected, atol=0.006)
    np.testing.assert_array_equal(table[[f"o{y}" for y in YEARS]].to_numpy(), evidence.fires)


def test_earlier_years_share_the_five_years_fires_on_londons_fall(evidence, table):
    for k, year in enumerate(YEARS[:5]):
        assert table[f"e{year}"].sum() == pytest.approx(evidence.fires[:, k].sum(), abs=0.01 * len(table))
    ratio = table["e2009"] / table["e2013"]
    assert ratio.max() - ratio.min() < 0.02
