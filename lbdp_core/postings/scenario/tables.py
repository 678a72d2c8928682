"""Tables of a result: places, weeks, occupations, pay, skills and the funnel, with no cell of few adverts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.postings.model import Array, Ints
from lbdp_core.postings.scenario.stock import Stock, by_week, counting, week_ends
from lbdp_core.protect import HIDDEN

Z80 = 1.2816
NO_RATIO = "All of London is what it is compared with."
NOTES = {  # why a figure of an occupation is missing
    "quotient": NO_RATIO,
    "quotient_low": NO_RATIO,
    "quotient_high": NO_RATIO,
    "trend": "Too few adverts before.",
    "pay": "Too few adverts say what they pay.",
}
STAGES = ("Arrived and read", "Distinct", "In a borough", "With an occupation", "Shown")


def places(now: Stock, later: Stock) -> pd.DataFrame:
    """A row a borough: adverts by today's rules and by the levers', and how many have an occupation."""
    counts = {"today": now.by_borough, "scenario": later.by_borough, "coded": later.coded_by_borough}
    return pd.DataFrame({"code": CODES, "place": NAMES, "borough": NAMES, **counts})[later.looked].reset_index(
        drop=True
    )


def over_time(later: Stock, spread: float) -> pd.DataFrame:
    """Adverts open at the end of each week, by today's rules and by the levers'. spread: of the last, as a share."""
    fitted, rules = later.fitted, counting(later.levers)
    today, scenario = (by_week(fitted, each)[:, later.looked].sum(axis=1) for each in (rules.unchanged(), rules))
    last = date.fromisoformat(fitted.last_day)
    periods = [str(last - timedelta(days=fitted.days - 1 - day)) for day in week_ends(fitted)]
    low, high = (np.maximum(scenario * (1 + side * Z80 * spread), 0.0) for side in (-1, 1))
    return pd.DataFrame(
        {"period": periods, "observed": np.nan, "today": today, "scenario": scenario, "low": low, "high": high}
    )


def quotients(stock: Stock) -> dict[str, Array]:
    """The location quotient of each occupation, its share of adverts here over its share in London.

    quotient, quotient_low, quotient_high: the 80% range is that of a log ratio of two shares (Katz and others 1978,
    Biometrics 34).
    """
    counts, whole = stock.counts, stock.by_occupation.sum(axis=0)
    total, all_adverts = max(counts.sum(), 1.0), max(whole.sum(), 1.0)
    share, usual = counts / total, whole / all_adverts
    ratio = np.divide(share, usual, out=np.zeros(len(share)), where=usual > 0)
    own, beside = np.maximum(counts, 0.5), np.maximum(whole, 0.5)
    error = np.sqrt(np.maximum(1 / own - 1 / total + 1 / beside - 1 / all_adverts, 0.0))
    low, high = (ratio * np.exp(side * Z80 * error) for side in (-1, 1))
    return {"quotient": ratio, "quotient_low": low, "quotient_high": high}


def occupations(stock: Stock) -> pd.DataFrame:
    """Occupations here with at least as many adverts as the levers ask for, most adverts first.

    code, occupation, adverts, share (%), quotient with low and high, trend (% against the stock before), pay (median
    pounds a year of those that say it) and the share that says it (%).
    """
    shown, least = _enough(stock.counts, stock), stock.levers.least
    counts, before = stock.counts[shown], stock.before().counts[shown]
    codes, names = stock.groups
    columns = {"code": codes[shown], "occupation": names[shown], "adverts": counts.astype(int)}
    columns["share"] = 100 * counts / max(stock.counts.sum(), 1.0)
    for column, ratio in quotients(stock).items():  # London is what it would be compared with
        columns[column] = ratio[shown] if stock.wide else np.full(len(shown), np.nan)
    columns["trend"] = np.where(before >= least, 100 * (counts / np.maximum(before, 1.0) - 1), np.nan)
    columns["pay"], columns["says_pay"] = pay(stock, shown)[["median", "coverage"]].to_numpy(float).T
    return pd.DataFrame(
        columns | {f"{name}_note": np.where(np.isnan(columns[name]), why, "") for name, why in NOTES.items()}
    )


def _enough(counts: Array | Ints, stock: Stock) -> Ints:
    """Positions of the counts that may be shown, largest first."""
    shown = np.flatnonzero(counts >= stock.levers.least)
    return shown[np.argsort(-counts[shown], kind="stable")]


def pay(stock: Stock, groups: Ints) -> pd.DataFrame:
    """Of the coded adverts here of some occupations: the quartiles of pay, how many state it, and what share.

    occupation, lower, median, upper (pounds a year; NaN where too few state it), stated, coverage (%).
    """
    coded = stock.here & stock.sure
    middle, occupation, rows = stock.fitted.middle[stock.which[coded]], stock.occupation[coded], []
    for group in groups:
        mine = middle[occupation == group]
        stated = mine[~np.isnan(mine)]
        enough = len(stated) >= stock.levers.least
        quartiles = np.quantile(stated, [0.25, 0.5, 0.75]) if enough else np.full(3, np.nan)
        rows.append((stock.groups[1][group], *quartiles, len(stated), 100 * len(stated) / len(mine)))
    return pd.DataFrame(rows, columns=["occupation", "lower", "median", "upper", "stated", "coverage"])


def pay_by_occupation(stock: Stock) -> pd.DataFrame:
    """The same, of occupations with enough adverts that say what they pay, the best paid first."""
    frame = pay(stock, np.sort(_enough(stock.counts, stock))).dropna()
    return frame.sort_values("median", ascending=False, kind="stable").reset_index(drop=True)


def skills(stock: Stock) -> pd.DataFrame:
    """skill, adverts, share (%) of the adverts here, most often named first; none of few adverts."""
    fitted, at = stock.fitted, stock.which[stock.here]
    counts = np.bincount(fitted.skill[np.isin(fitted.skill_of, at)], minlength=len(fitted.skills))
    shown = _enough(counts, stock)
    return pd.DataFrame(
        {"skill": fitted.skills[shown], "adverts": counts[shown], "share": 100 * counts[shown] / max(len(at), 1)}
    )


def funnel(stock: Stock) -> pd.DataFrame:
    """stage, adverts, why: from all that arrived in London in the window to what is shown; why each step is less."""
    fitted, levers = stock.fitted, stock.levers
    kept = (stock.place >= 0) & stock.sure
    groups = stock.place[kept] * len(fitted.wide_groups) + fitted.wide[fitted.occupation[stock.which[kept]]]
    cells = np.bincount(groups)
    shown = int(cells[cells >= levers.least].sum())
    counts = [
        stock.last - stock.first,
        len(stock.which),
        int(stock.by_borough.sum()),
        int(stock.coded_by_borough.sum()),
        shown,
    ]
    reasons = (
        f"At least {levers.alike:g}% like an earlier advert",
        f"“London” alone, a postcode in several boroughs, or a borough with {HIDDEN}",
        f"The coder was not sure enough, or a borough with {HIDDEN} that have an occupation",
        f"In a group of occupations with fewer than {levers.least:g} adverts in its borough",
    )
    lost = [f"{reason}: {more - fewer:,}." for reason, (more, fewer) in zip(reasons, pairwise(counts), strict=True)]
    why = ["Every record of the stream was read as an advert.", *lost]
    return pd.DataFrame({"stage": STAGES, "adverts": counts, "why": why})


def spread(counts: Array, errors: Array) -> float:
    """The standard deviation of a sum of counts (33,) as a share of it, from that of each as a share."""
    total = float(counts.sum())
    return float(np.sqrt(((counts * errors) ** 2).sum())) / total if total else 0.0
