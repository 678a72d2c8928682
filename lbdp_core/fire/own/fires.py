"""A borough's own fires beside what the model expected: a comparison, and where the years allow, a fresh test.

The model is never fitted to them. The forecast is for one year; other years after the data are compared with it as it
stands, and months as twelfths of a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import doubt, protect
from lbdp_core.counts import capture, deviance_terms, empirical_bayes, poisson_deviance, scaled
from lbdp_core.fire.model import HISTORY_YEARS, Fitted, rate_draws
from lbdp_core.formatting import fewer_or_more, likely, number
from lbdp_core.geocoding import ground
from lbdp_core.own import Floats, Rows, Taken, counted_in, released, told
from lbdp_core.sources import DataError, Shelf

COVERED = 0.5  # a borough is covered when the file has at least this part of the fires expected of it
LEAST_FIRES, LEAST_AREAS = 50, 30  # that a test of where fires are needs, so that no area can be told from it
SEED = 29
Z80 = 1.2816
CAVEATS = (
    "Your own fires do not change the model or the scenario. The page only compares them.",
    "Counts of 7 and under in your file are hidden, and others are rounded to 5.",
)


@dataclass(frozen=True, eq=False)
class Own:
    """Fires of the file in the boroughs that it covers: (areas,) mask, years, months held, (areas, years) counts."""

    here: NDArray[np.bool_]
    boroughs: tuple[str, ...]
    years: NDArray[np.int64]
    months: NDArray[np.int64]
    counts: Floats
    elsewhere: float


def fires(fitted: Fitted, shelf: Shelf, rows: Rows) -> Taken[Fitted]:
    """The file's fires beside the forecast: by year, by area, and as a test of where fires are.

    Raises:
        DataError: the file covers no borough.
    """
    own = _own(fitted, rows)
    where = own.boroughs[0] if len(own.boroughs) == 1 else f"{len(own.boroughs)} boroughs"
    total = float(_countable(fitted, own).sum())
    lines = [*told(rows.account), f"The file covers {where}, with {protect.said(total)} fires."]
    if own.elsewhere:
        lines.append(
            f"We left out fires in other boroughs ({protect.said(own.elsewhere)}), where the file has less than half "
            "of the fires expected."
        )
    lines += _about_years(fitted, own)
    tables = [_by_year(fitted, own), _by_area(fitted, shelf, own)]
    test, said = _test(fitted, own)
    return Taken(
        f"{protect.said(total).removeprefix('about ')} of your own fires, compared with the model",
        None,
        (*lines, *said),
        CAVEATS,
        (*tables, *test),
    )


def _own(fitted: Fitted, rows: Rows) -> Own:
    frame = rows.frame
    if "period" in frame:
        years_of, month_of = frame["period"].str[:4].astype(float).to_numpy(), frame["period"].str[5:7].to_numpy()
        whole = np.array([not m for m in month_of])
        month = np.array([int(m) if m else 0 for m in month_of])
        weight = frame["fires"].fillna(0).to_numpy(dtype=float)
    else:
        years_of, month = frame["date"].dt.year.to_numpy(dtype=float), frame["date"].dt.month.fillna(0).to_numpy(int)
        whole, weight = np.zeros(len(frame), dtype=bool), np.ones(len(frame))
    year = years_of[rows.row].astype(np.int64)
    years = np.arange(year.min(), year.max() + 1)
    counts = np.zeros((len(fitted.code), len(years)))
    np.add.at(counts, (rows.area, year - years[0]), rows.part * weight[rows.row])
    held = _months(year, month[rows.row], whole[rows.row], years)
    names, index = np.unique(fitted.borough, return_inverse=True)
    expected = np.bincount(index, fitted.expected) * held.sum() / 12
    found = np.bincount(index, counts.sum(axis=1))
    covered = (found >= COVERED * expected) & (found > protect.THRESHOLD)
    if not covered.any():
        raise DataError(
            f"{rows.account.label} has less than half of the fires expected in any borough in its months; give all "
            "dwelling fires of at least one borough."
        )
    here = covered[index]
    elsewhere = float(counts[~here].sum())
    return Own(here, tuple(map(str, names[covered])), years, held, counts[here], elsewhere)


def _countable(fitted: Fitted, own: Own) -> Floats:
    """Fires by area and year of those areas whose counts may go into a total."""
    return own.counts[counted_in(own.counts.sum(axis=1), fitted.borough[own.here])]


def _months(
    year: NDArray[np.int64], month: NDArray[np.int64], whole: NDArray[np.bool_], years: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Months of each year that the file covers: from its first month to its last; a year without months is whole."""
    if whole.any():
        return np.where(np.isin(years, year[whole]), 12, 0)
    at = 12 * (year - years[0]) + month - 1
    first, last = int(at.min()), int(at.max())
    start = 12 * np.arange(len(years))
    return np.clip(np.minimum(last + 1, start + 12) - np.maximum(first, start), 0, 12)


def _about_years(fitted: Fitted, own: Own) -> list[str]:
    lines = []
    if partial := [str(y) for y, m in zip(own.years, own.months, strict=True) if 0 < m < 12]:
        lines.append(
            f"Not all months are there in {' and '.join(partial)}: what is expected there is as many twelfths of a "
            "year's fires, whatever the season, and those years are no test."
        )
    last = int(fitted.years[-1])
    if (own.years <= last).any():
        lines.append(f"Fires to {last} were known to the model: those years are beside the published file, no test.")
    if (own.years > fitted.forecast_year).any():
        lines.append(f"The forecast is for {fitted.forecast_year}; later years are compared with it as it stands.")
    return lines


def _by_year(fitted: Fitted, own: Own) -> tuple[str, str, pd.DataFrame]:
    """A row a year; an interval holds the model's doubt and the luck of counts."""
    counted = pd.DataFrame({"fires": _countable(fitted, own).sum(axis=0)})
    shown = protect.release(counted, "protected", ["fires"])["fires"]
    draws = np.asarray(rate_draws(fitted)[:, own.here].sum(axis=1), dtype=float)
    rng = np.random.default_rng(SEED)
    published = np.isin(fitted.borough_names, own.boroughs)
    rows = []
    for n, (year, months) in enumerate(zip(own.years, own.months, strict=True)):
        known = np.flatnonzero(fitted.years == year)
        row = {"Year": str(year), "Months": str(months)}
        row["Your file"] = "hidden" if pd.isna(shown[n]) else f"{shown[n]:,.0f}"
        row["Published file"] = (
            f"{fitted.fires_by_borough_year[published, known[0]].sum():,.0f}" if len(known) and months == 12 else "–"
        )
        row["Expected"] = row["80% range with luck"] = "–"
        if year > fitted.years[-1] and months:
            mean = float(fitted.expected[own.here].sum()) * months / 12
            low, high = doubt.interval(rng.poisson(draws * months / 12).astype(float), mean)
            row |= {"Expected": f"{mean:,.0f}", "80% range with luck": f"{low:,.0f} to {high:,.0f}"}
        rows.append(row)
    note = "We show an expected figure only for years that the model had not seen. Its range includes luck."
    return "Your fires by year", note, pd.DataFrame(rows)


def _by_area(fitted: Fitted, shelf: Shelf, own: Own) -> tuple[str, str, pd.DataFrame]:
    """Areas with more than 7 fires in the whole of the file, against the forecast for as many months."""
    found = released(own.counts.sum(axis=1), fitted.borough[own.here])
    expected = fitted.expected[own.here] * own.months.sum() / 12
    labels = ground(shelf).labels[own.here]
    best = np.argsort(-found / expected, kind="stable")
    best = best[found[best] > 0][:10]
    frame = pd.DataFrame(
        {
            "Area (LSOA, ward)": [str(labels[i]) for i in best],
            "Your fires": [f"{found[i]:,.0f}" for i in best],
            "Expected": [f"{expected[i]:,.1f}" for i in best],
            "Times as many": [f"{found[i] / expected[i]:,.1f}" for i in best],
        }
    )
    note = (
        f"Only areas with more than 7 fires in these {own.months.sum()} months, rounded to 5. Expected: the "
        "forecast for "
    )
    note += f"{fitted.forecast_year} over the same number of months."
    return "Where your file has most fires against the model", note, frame


def _test(fitted: Fitted, own: Own) -> tuple[tuple[tuple[str, str, pd.DataFrame], ...], list[str]]:
    """The model against last year's count and empirical Bayes, on whole years after the model's data."""
    whole = (own.years > fitted.years[-1]) & (own.months == 12)
    y = own.counts[:, whole].sum(axis=1)
    if not whole.any():
        return (), ["The file has no whole year after the model's data, so it cannot test the model."]
    if y.sum() < LEAST_FIRES or len(y) < LEAST_AREAS:
        return (), [f"The file has fewer than {LEAST_FIRES} fires or {LEAST_AREAS} LSOAs, too few to test the model."]
    homes = fitted.households[own.here]
    five = fitted.five_year * HISTORY_YEARS
    rates, _ = empirical_bayes(five, fitted.households * HISTORY_YEARS)
    ways = {
        "The model": fitted.expected[own.here],
        "Five-year average, evened out": (rates * fitted.households)[own.here],
        "Last year's count": (fitted.last_year + 0.5)[own.here],
    }
    rows = [
        (name, poisson_deviance(y, scaled(mu, y.sum())), capture(y, mu / homes, homes, 0.1) * y.sum())
        for name, mu in ways.items()
    ]
    frame = pd.DataFrame(
        {
            "Areas chosen by": [name for name, _, _ in rows],
            "Error (Poisson deviance per LSOA)": [f"{error:.2f}" for _, error, _ in rows],
            "Fires in the first tenth of homes": [_share(fires, float(y.sum())) for _, _, fires in rows],
        }
    )
    over = ", ".join(str(year) for year in own.years[whole])
    note = (
        "We scaled all three to the file's total, so this tests where fires are, not how many. A lower error is better."
    )
    return (("A test on your fires, which the model had not seen", note, frame),), [_verdict(y, ways, over)]


def _share(fires: float, total: float) -> str:
    """A share of the fires by its count as that may leave: rounded to 5, hidden where 7 or under."""
    if fires < protect.THRESHOLD + 0.5:
        return "hidden"
    return f"{100 * protect.rounded(fires) / protect.rounded(total):.0f}%"


def _verdict(y: Floats, ways: Mapping[str, Floats], over: str) -> str:
    """The model's error against the baseline to beat, with the range that the luck of which LSOA leaves (paired)."""
    ours, theirs, *_ = (deviance_terms(y, scaled(mu, y.sum())) for mu in ways.values())
    gain, spread = float((theirs - ours).mean()), float((theirs - ours).std() / np.sqrt(len(y)))
    low, high = (round(end, 2) + 0.0 for end in (gain - Z80 * spread, gain + Z80 * spread))  # judged as it is told
    say = partial(number, decimals=2)
    lower = "the same" if not round(gain, 2) else fewer_or_more(-gain, say, ("lower", "higher"))
    ends = [fewer_or_more(-end, say, ("lower", "higher")) for end in (low, high)]
    pair = "the model and the five-year average did about equally well"
    if low > 0 or high < 0:
        pair = f"the model did {'better' if low > 0 else 'worse'} than the five-year average"
    return (
        f"On the fires of {over} {pair}: the model's error was {lower} {likely(ends[0], ends[1])}. The range comes "
        "from the luck of which area a fire falls in."
    )
