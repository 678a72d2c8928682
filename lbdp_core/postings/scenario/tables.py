"""Tables of a result: places, weeks, occupations, pay, skills and the funnel, with no cell of few adverts."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.places import LONDON
from lbdp_core.postings.model import Array, Fitted, Ints
from lbdp_core.postings.scenario.levers import PostingsLevers
from lbdp_core.postings.scenario.stock import Mask, Stock, by_week, counting, here, week_ends

Z80 = 1.2816
NO_RATIO, NO_PAY, NO_TREND = (
    "All of London is what it is compared with.",
    "Too few adverts say what they pay.",
    "Too few adverts before.",
)


def places(now: Stock, later: Stock, looked: Mask) -> pd.DataFrame:
    """A row a borough: adverts by today's rules and by the levers', and how many have an occupation."""
    names = np.array(NAMES)[looked]
    about = {"code": np.array(CODES)[looked], "place": names, "borough": names}
    counts = {
        "today": now.by_borough[looked],
        "scenario": later.by_borough[looked],
        "coded": later.coded_by_borough[looked],
    }
    return pd.DataFrame({**about, **counts})


def over_time(fitted: Fitted, levers: PostingsLevers, spread: float) -> pd.DataFrame:
    """Adverts open at the end of each week, by today's rules and by the levers'. spread: of the last, as a share."""
    looked, rules = here(levers), counting(levers)
    today, scenario = (by_week(fitted, each)[:, looked].sum(axis=1) for each in (rules.unchanged(), rules))
    last = date.fromisoformat(fitted.last_day)
    periods = [str(last - timedelta(days=fitted.days - 1 - day)) for day in week_ends(fitted)]
    ends = (scenario * (1 + side * Z80 * spread) for side in (-1, 1))
    low, high = (np.maximum(end, 0.0) for end in ends)
    return pd.DataFrame(
        {"period": periods, "observed": np.nan, "today": today, "scenario": scenario, "low": low, "high": high}
    )


def quotients(stock: Stock, looked: Mask) -> pd.DataFrame:
    """quotient, low, high of each occupation: its share of adverts here over its share in London, with its 80% range.

    The range is that of a log ratio of two shares (Katz and others 1978, Biometrics 34).
    """
    counts, whole = stock.by_occupation[looked].sum(axis=0), stock.by_occupation.sum(axis=0)
    total, all_adverts = max(counts.sum(), 1.0), max(whole.sum(), 1.0)
    share, usual = counts / total, whole / all_adverts
    ratio = np.divide(share, usual, out=np.zeros(len(share)), where=usual > 0)
    own, beside = np.maximum(counts, 0.5), np.maximum(whole, 0.5)
    error = np.sqrt(np.maximum(1 / own - 1 / total + 1 / beside - 1 / all_adverts, 0.0))
    return pd.DataFrame({"quotient": ratio, "low": ratio * np.exp(-Z80 * error), "high": ratio * np.exp(Z80 * error)})


def occupations(stock: Stock, looked: Mask) -> pd.DataFrame:
    """Occupations here with at least as many adverts as the levers ask for, most adverts first.

    code, occupation, adverts, share (%), quotient with low and high, trend (% against the stock before), pay (median
    pounds a year of those that say it) and the share that says it.
    """
    fitted, least = stock.fitted, stock.levers.least
    counts, before = (each.by_occupation[looked].sum(axis=0) for each in (stock, stock.before()))
    shown = np.flatnonzero(counts >= least)
    shown = shown[np.argsort(-counts[shown], kind="stable")]
    codes, names = stock.groups
    frame = pd.DataFrame(
        {
            "code": codes[shown],
            "occupation": names[shown],
            "adverts": counts[shown].astype(int),
            "share": 100 * counts[shown] / max(counts.sum(), 1.0),
        }
    )
    if stock.levers.borough == LONDON:
        frame = frame.assign(quotient=np.nan, quotient_low=np.nan, quotient_high=np.nan)
    else:
        found = quotients(stock, looked).iloc[shown]
        frame = frame.assign(
            quotient=found["quotient"].to_numpy(),
            quotient_low=found["low"].to_numpy(),
            quotient_high=found["high"].to_numpy(),
        )
    for column in ("quotient", "quotient_low", "quotient_high"):
        frame[f"{column}_note"] = np.where(frame[column].isna(), NO_RATIO, "")
    known = before[shown] >= least
    frame["trend"] = np.where(known, 100 * (counts[shown] / np.maximum(before[shown], 1.0) - 1), np.nan)
    frame["trend_note"] = np.where(known, "", NO_TREND)
    at = _sure(stock, looked)
    paid = pay(fitted, at, stock.occupation(at), shown, least)
    frame["pay"], frame["says_pay"] = paid["median"].to_numpy(), paid["coverage"].to_numpy()
    frame["pay_note"] = np.where(frame["pay"].isna(), NO_PAY, "")
    return frame


def _sure(stock: Stock, looked: Mask) -> Ints:
    inside = (stock.place >= 0) & looked[np.maximum(stock.place, 0)] & stock.sure
    return stock.which[inside]


def pay(fitted: Fitted, at: Ints, group: Ints, wanted: Ints, least: float) -> pd.DataFrame:
    """lower, median, upper (quartiles, pounds a year), coverage (% that say it) and stated of some groups of adverts.

    at: positions of adverts. group: (len(at),) of each. wanted: the groups, in order. NaN where too few say it.
    """
    rows = []
    middle = fitted.middle[at]
    for one in wanted:
        mine = middle[group == one]
        said = mine[~np.isnan(mine)]
        enough = len(said) >= least
        cuts = np.quantile(said, [0.25, 0.5, 0.75]) if enough else np.full(3, np.nan)
        rows.append((*cuts, 100 * len(said) / max(len(mine), 1), len(said) if enough else 0))
    return pd.DataFrame(rows, columns=["lower", "median", "upper", "coverage", "stated"])


def skills(stock: Stock, looked: Mask) -> pd.DataFrame:
    """skill, adverts, share (%) of the adverts here, most often named first; none of few adverts."""
    fitted, at = stock.fitted, stock.within(looked)
    inside = np.zeros(len(fitted.day), bool)
    inside[at] = True
    counts = np.bincount(fitted.skill[inside[fitted.skill_of]], minlength=len(fitted.skills))
    shown = np.flatnonzero(counts >= stock.levers.least)
    shown = shown[np.argsort(-counts[shown], kind="stable")]
    return pd.DataFrame(
        {"skill": fitted.skills[shown], "adverts": counts[shown], "share": 100 * counts[shown] / max(len(at), 1)}
    )


def pay_by_occupation(stock: Stock, looked: Mask) -> pd.DataFrame:
    """occupation, lower, median, upper, stated, coverage: of occupations with enough adverts that say what they pay."""
    counts = stock.by_occupation[looked].sum(axis=0)
    wanted = np.flatnonzero(counts >= stock.levers.least)
    at = _sure(stock, looked)
    found = pay(stock.fitted, at, stock.occupation(at), wanted, stock.levers.least)
    frame = found.assign(occupation=stock.groups[1][wanted]).dropna()
    order = ["occupation", "lower", "median", "upper", "stated", "coverage"]
    return frame.sort_values("median", ascending=False, kind="stable")[order].reset_index(drop=True)


def funnel(stock: Stock) -> pd.DataFrame:
    """stage, adverts, why: from all that arrived in London in the window to what is shown; why each step is less."""
    fitted, levers = stock.fitted, stock.levers
    first = np.searchsorted(fitted.day, stock.day - round(levers.weeks * 7) + 1)
    arrived = int(np.searchsorted(fitted.day, stock.day + 1) - first)
    placed = int((stock.place >= 0).sum())
    coded = int(stock.coded_by_borough.sum())
    kept = (stock.place >= 0) & stock.sure
    pairs = stock.place[kept] * len(fitted.wide_groups) + fitted.wide[fitted.occupation[stock.which[kept]]]
    cells = np.bincount(pairs)
    shown = int(cells[cells >= levers.least].sum())
    rows = [
        ("Arrived and read", arrived, "Every record of the stream was read as an advert."),
        (
            "Distinct",
            len(stock.which),
            f"At least {levers.alike:g}% like an earlier advert: {arrived - len(stock.which):,}.",
        ),
        ("In a borough", placed, f"“London” alone, or a postcode in several boroughs: {len(stock.which) - placed:,}."),
        ("With an occupation", coded, f"The coder was not sure enough: {placed - coded:,}."),
        (
            "Shown",
            shown,
            f"In a group of occupations with fewer than {levers.least:g} adverts in its borough: {coded - shown:,}.",
        ),
    ]
    return pd.DataFrame(rows, columns=["stage", "adverts", "why"])


def spread(counts: Array, errors: Array) -> float:
    """The standard deviation of a sum of counts (33,) as a share of it, from that of each as a share."""
    total = float(counts.sum())
    return float(np.sqrt(((counts * errors) ** 2).sum())) / total if total else 0.0
