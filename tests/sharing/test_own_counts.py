"""A file of counts of one's own: columns proposed, private rows refused in one sentence, small counts never told."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core.sharing import run
from lbdp_core.sharing.own import propose, take
from lbdp_core.sharing.own.counts import is_measure, like_counts
from lbdp_core.sharing.scenario import SharingLevers
from lbdp_core.sources import DataError

pytestmark = pytest.mark.usefixtures("few_copies")


HOSTILE = ("bins: with dates.csv", "a; the same visits.csv", "x. (8 chances in 10: 1 to 2).csv", "long " * 30)


@pytest.fixture(scope="module")
def table(shelf):
    held = shelf.table("sharing/bins.csv")[["lsoa21_code", "collections"]]
    return held.rename(columns={"lsoa21_code": "Small Area", "collections": "No. of assisted"})


def sent(frame: pd.DataFrame, form: str) -> bytes:
    if form == "csv":
        return frame.to_csv(index=False, na_rep="c").encode()
    buffer = io.BytesIO()
    frame.to_parquet(buffer) if form == "parquet" else frame.to_excel(buffer, index=False)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_columns_are_proposed_by_what_they_hold(shelf, table, form):
    noisy = table.assign(year=2016, Name_of_area="Camden 001A", share=0.5).iloc[:400]
    found = propose(sent(noisy, form), f"mine.{form}", shelf)
    assert (found.code, found.count) == ("Small Area", "No. of assisted")
    assert "year" not in found.counts
    assert "share" not in found.counts


def test_the_sheet_with_codes_is_proposed_below_its_title_and_beside_wider_notes(shelf, table):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Note", "Detail", "Source", "Date", "More"])
    sheet = book.create_sheet("Table 1")
    for row in (["Assisted collections by area"], [], ["LSOA code", "homes"], *table.iloc[:12].to_numpy().tolist()):
        sheet.append(row)
    sheet.append(["Source: the borough"])
    buffer = io.BytesIO()
    book.save(buffer)
    found = propose(buffer.getvalue(), "counts.xlsx", shelf)
    assert (found.code, found.count, found.headers) == ("LSOA code", "homes", ("LSOA code", "homes"))


@pytest.mark.parametrize(
    "header",
    ["IMD decile", "IMD_Dec", "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
     "IMDRank", "Quintile", "Crime Score", "Percent", "% over 65", "Visits per 1,000 homes", "Year built"],
)  # fmt: skip
def test_what_ranks_or_rates_an_area_is_no_count_and_needs_not_be_taken_out(shelf, table, header):
    values = 1900 + np.arange(400) % 90 if "Year" in header else 1 + np.arange(400) % 10
    found = propose(
        sent(
            table.iloc[:400]
            .assign(homes=table["No. of assisted"] + 40)
            .drop(columns="No. of assisted")
            .assign(**{header: values})[["Small Area", header, "homes"]],
            "csv",
        ),
        "a.csv",
        shelf,
    )
    assert (found.count, found.counts) == ("homes", ("homes",))


@pytest.mark.parametrize("values", [1 + np.arange(400) % 10, 1 + np.arange(400) % 5, 1 + np.arange(400)])
def test_tenths_fifths_and_running_numbers_are_no_counts_by_their_values_alone(values):
    assert not like_counts(pd.Series(values.astype(str)))


@pytest.mark.parametrize("header", ["Number with low score", "No. of assisted", "Shared houses", "Separate homes"])
def test_a_header_that_counts_is_no_measure(header):
    assert not is_measure(header, pd.Series(["3", "9"]))


def test_a_file_is_judged_as_the_bundled_one_that_it_copies(shelf, model, table):
    raw = sent(table, "csv")
    taken = take(model, shelf, raw, "mine.csv", "Small Area", "No. of assisted", 2016)
    trial = taken.model.says["own"]["trial"]
    assert trial["verdict"] == "adds"
    assert trial["skill"] == pytest.approx(taken.model.says["bins"]["lsoa"]["points"][1]["inner"], abs=0.004)
    result = run(taken.model, SharingLevers(dataset="own", ask="all"))
    assert "mine.csv" in result.answer.lead
    assert not result.answer.lead.startswith("Made-up")
    assert set(model.says) == set(taken.model.says) - {"own"}, "the stored model is left alone"
    for name in HOSTILE:  # DEFECT when this was written: a meeting lost the verdict of "bins: with dates.csv"
        told = json.loads(taken.model.own) | {"words": f"Your file “{name}”"}
        said = run(replace(taken.model, own=json.dumps(told)), SharingLevers(dataset="own", ask="all")).answer
        verdict = result.answer.lead.partition(" would improve ")[2]
        assert verdict and said.lead.endswith(f" would improve {verdict}"), name
        assert (said.change, said.why) == (result.answer.change, result.answer.why)
        assert name in said.lead or "adding this data" in said.lead.lower()


def test_without_a_file_the_own_dataset_is_nothing(model):
    result = run(model, SharingLevers(dataset="own", ask="all"))
    assert result.additive.change == 0
    assert result.answer.why.startswith("You have not given a file")


def test_a_confirmed_column_does_not_open_the_door_to_addresses(shelf, model):
    raw = f"lsoa,n,full name\n{model.code[0]},9,Jane Canary\n".encode()
    with pytest.raises(DataError, match="lbdp aggregate"):
        take(model, shelf, raw, "mine.csv", "lsoa", "n", 2016)


def test_nothing_left_after_disclosure_control_is_said(shelf, model):
    frame = pd.DataFrame({"lsoa": model.code[:30], "n": 3})
    with pytest.raises(DataError, match="smaller counts are hidden"):
        take(model, shelf, sent(frame, "csv"), "mine.csv", "lsoa", "n", 2016)
