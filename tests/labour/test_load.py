"""Loading: adverts of a shared table, by sub-major group; a folder with too few years is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core.labour.evaluate import evaluate
from lbdp_core.labour.load import POSTINGS, _adverts, load
from lbdp_core.labour.model import fit
from lbdp_core.labour.scenario import LabourLevers, run
from lbdp_core.sources import DataError


class Folder:
    """A shelf with tables of a test in place of its own."""

    def __init__(self, shelf, **tables):
        self.shelf, self.tables = shelf, tables

    def has(self, path):
        return path in self.tables or self.shelf.has(path)

    def table(self, path, **how):
        return self.tables[path] if path in self.tables else self.shelf.table(path, **how)

    def bytes(self, path):
        return self.shelf.bytes(path)


def test_adverts_are_those_of_the_latest_date_added_up_over_boroughs(shelf):
    table = pd.DataFrame(
        {
            "soc2020": ["611", "613", "41", "611"],
            "borough": ["Barnet", "Brent", "Brent", "Brent"],
            "adverts": [3, 4, 9, 100],
            "date": ["2026-11-02"] * 3 + ["2026-10-05"],
            "synthetic": ["yes"] * 4,
        }
    )
    found = _adverts(Folder(shelf, **{POSTINGS: table})).set_index("soc")
    assert found["adverts"].to_dict() == {"41": 9, "61": 7}
    assert found["synthetic"].all()


def test_without_a_table_of_adverts_there_are_none(shelf):
    if shelf.has(POSTINGS):
        pytest.skip("this folder has adverts")
    assert load(shelf).adverts.empty


def test_too_few_years_are_refused(shelf):
    rates = shelf.table("labour/rates.csv")
    with pytest.raises(DataError, match="fewer than eight whole years"):
        load(Folder(shelf, **{"labour/rates.csv": rates[rates["year"] > 2018]}))


def test_a_year_more_adds_an_origin_and_moves_the_forecast_on(shelf):
    """A made-up year, from the file to the page: the table, the evidence, the scorecard and the answer."""
    rates = shelf.table("labour/rates.csv")
    mine = rates[rates["indicator"].eq("claimants")]
    more = mine[mine["year"].eq(mine["year"].max())].assign(
        year=mine["year"].max() + 1, value=lambda t: t["value"] * 1.1
    )
    before, after = load(shelf), load(Folder(shelf, **{"labour/rates.csv": pd.concat([rates, more])}))
    assert after.years == (*before.years, before.years[-1] + 1)
    cards = [evaluate(evidence) for evidence in (before, after)]
    new = {(o["target"], o["horizon"]) for o in cards[1].origins} - {
        (o["target"], o["horizon"]) for o in cards[0].origins
    }
    assert new == {(str(after.years[-1]), 1), (str(after.years[-1]), 2)}
    results = [run(fit(evidence), LabourLevers()) for evidence in (before, after)]
    for result, evidence in zip(results, (before, after), strict=True):
        assert str(evidence.years[-1] + 1) in result.figure("claimants").label
        assert result.over_time["period"].tolist()[-3:] == [str(evidence.years[-1] + n) for n in range(3)]
    assert results[1].figure("claimants").today > results[0].figure("claimants").today
