"""SSDA903 returns on the page: what to put right first, then children in care, who came and left, the year ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lbdp_core import charts, protect
from lbdp_core.charts import Picture
from lbdp_core.children.annex_a.faults import Faults
from lbdp_core.children.care_flows import Episodes, Forecast, estimate, forecast, read
from lbdp_core.children.care_flows.evaluate import AHEAD, number_of, origins, score, stock
from lbdp_core.children.care_flows.history import quarters
from lbdp_core.children.care_flows.rates import STEP
from lbdp_core.children.care_flows.returns import BANDS, PLACEMENTS
from lbdp_core.children.own.words import FAULTS, HIDDEN, RULE, count, day, ranges, told
from lbdp_core.formatting import plural
from lbdp_core.own import Taken
from lbdp_core.sources import DataError

YEARS = 4  # that are shown


def returns(files: Sequence[tuple[str, bytes]], today: date) -> Taken[Any]:
    """What a session keeps of SSDA903 returns, (name, bytes) of each file.

    Raises:
        DataError: the files cannot be read.
    """
    faults = Faults()
    episodes = read(files, today, faults)
    last = number_of(episodes.last)
    said = (
        *episodes.said,
        f"The last day in the files is {day(episodes.last)}. Short breaks (V3 and V4) are left out, as in national "
        "figures.",
        *told(faults),
    )
    history = quarters(episodes, episodes.last - timedelta(days=365 * YEARS), episodes.last)
    tables: list[tuple[str, str, pd.DataFrame | Picture]] = [
        (FAULTS, "", faults.report()),
        (f"Children in care on {day(episodes.last)}", HIDDEN, _now(stock(episodes, last))),
        ("Who came into care and who left", f"By quarter. {HIDDEN}", _flows(history)),
    ]
    try:
        future = forecast(estimate(episodes, last), AHEAD // STEP)
    except DataError as too_few:
        said = (*said, str(too_few))
    else:
        tables += [
            ("Children in care: the year ahead", "", _ahead(history, future, episodes)),
            (f"Expected on {day(_target(episodes))}", _ahead_note(), _expected(future)),
        ]
        days = origins(episodes)
        past = _enough(score(episodes, days, as_recorded=False)) if days else pd.DataFrame()
        if len(past):
            tables.append(("How wrong this forecast was on your own returns", _past_note(past), _past(past)))
        else:
            said = (*said, "Give the returns of at least three years to see how wrong the forecast would have been.")
    return Taken(
        f"SSDA903 returns to {day(episodes.last)}",
        None,
        said,
        tables=tuple(part for part in tables if part[0] != FAULTS or faults.found),
        rule=RULE,
    )


def _target(episodes: Episodes) -> date:
    return episodes.last + timedelta(days=AHEAD)


def _now(cells: Any) -> pd.DataFrame:
    """Children by age and placement with totals, hidden until no small count can be worked out; the course by quarter
    and the year ahead tell how many there are in all.
    """
    shown = protect.two_way(cells, protect.DFE, whole_told=True)
    columns = {name: [count(v) for v in (*shown.cells[:, n], shown.columns[n])] for n, name in enumerate(PLACEMENTS)}
    totals = [count(value) for value in (*shown.rows, shown.whole)]
    return pd.DataFrame({"Age": [*BANDS, "All"], **columns, "All": totals})


def _flows(history: pd.DataFrame) -> pd.DataFrame:
    words = {"in_care": "In care at its end", "came": "Came into care", "left": "Left care"}
    ends = [f"{end:%B %Y}" for end in history["quarter_end"]]
    return pd.DataFrame({"Quarter to": ends} | {said: history[name].map(count) for name, said in words.items()})


def _ahead(history: pd.DataFrame, future: Forecast, episodes: Episodes) -> Picture:
    """Children in care by quarter, and what is expected every four weeks with the last count carried on."""
    table = future.table()
    whole = table[table["of"] == "All"]
    when = [episodes.last + timedelta(days=int(days)) for days in whole["days"]]
    now = whole["expected"].iloc[0]
    seen = pd.DataFrame({"day": history["quarter_end"], "observed": history["in_care"]})
    coming = pd.DataFrame({"day": when, "scenario": whole["expected"], "low": whole["low"], "high": whole["high"]})
    frame = pd.concat([seen, coming.assign(naive=now)], ignore_index=True)
    frame = frame.assign(
        year=[at.year + (at.timetuple().tm_yday - 1) / 365.25 for at in frame["day"]],
        period=[f"{at:%B %Y}" for at in frame["day"]],
    )
    as_table = pd.DataFrame(
        {"Day": map(day, when), "Expected": coming["scenario"].map(count), "80% range": ranges(coming),
         "Last count carried on": count(now)}
    )  # fmt: skip
    words = {"observed": "Counted", "scenario": "Expected", "naive": "Last count carried on"}
    note = "The band is where the number will lie in 8 chances out of 10, if children go on coming and leaving as now."
    alt = "Children in care by quarter, and expected every four weeks for a year with an 80% band"
    unit = "children in care"
    sure = int(frame["year"].max()) + 1
    return charts.fan(frame, words, unit, sure, "Children in care: the year ahead", alt, as_table.iloc[1:], note)


def _expected(future: Forecast) -> pd.DataFrame:
    table = future.table()
    end = table[table["days"] == table["days"].max()]
    return pd.DataFrame({"Children": end["of"], "Expected": end["expected"].map(count), "80% range": ranges(end)})


def _ahead_note() -> str:
    return (
        "Each child is followed at the rates at which children of the same age and placement moved and left, as far "
        f"back as those rates held. New children come as often as lately. {HIDDEN}"
    )


def _enough(past: pd.DataFrame) -> pd.DataFrame:
    """Past forecasts of more than a few children from more than a few: an error would tell the count that is hidden."""
    return past[past[["children", "last"]].min(axis=1) > protect.DFE.threshold]


def _past(past: pd.DataFrame) -> pd.DataFrame:
    counts = past[["children", "expected", "low", "high"]]
    shown = counts.mask(protect.DFE.small(counts.to_numpy(dtype=float)))
    return pd.DataFrame(
        {"Forecast from": past["origin"].map(day), "Counted a year later": shown["children"].map(count),
         "Expected": shown["expected"].map(count), "80% range": ranges(shown),
         "Error": past["total_error"].map("{:.0f}%".format),
         "Error of the last count": past["last_total_error"].map("{:.0f}%".format)}
    )  # fmt: skip


def _past_note(past: pd.DataFrame) -> str:
    total, last = past["total_error"].mean(), past["last_total_error"].mean()
    cells, last_cells = 100 * past["cell_wape"].mean(), 100 * past["last_cell_wape"].mean()
    return (
        f"From {plural(len(past), 'past day')}, using only what was known then. Mean error of the total: {total:.1f}%; "
        f"of the last count carried on: {last:.1f}%. By age and placement: {cells:.0f}% against {last_cells:.0f}%. "
        f"The 80% range held {int(past['inside_total'].sum())} of {len(past)} totals. Days less than a year apart "
        "share much of their error, so a few years are a small test."
    )
