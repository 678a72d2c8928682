"""Published series: both funnels, the seasons, and boroughs beside those like them, in the publisher's own quarters."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import doubt
from lbdp_core.counts import garwood
from lbdp_core.homelessness.model import Fitted, duties, settings
from lbdp_core.homelessness.model.forecast import seasonal_factors
from lbdp_core.homelessness.scenario import draws
from lbdp_core.homelessness.scenario.world import World

Array = NDArray[np.float64]
YEAR = 4
PREVENTION = (
    ("Owed a prevention duty", "owed_prevention"),
    ("Prevention ended", "prevention_ended"),
    ("With a home for six months or more", "prevention_secured"),
    ("With the household homeless", "prevention_homeless"),
)
RELIEF = (
    ("Owed a relief duty on application", "owed_relief"),
    ("Relief ended", "relief_ended"),
    ("With a home for six months or more", "relief_secured"),
    ("After 56 days without a home", "relief_elapsed"),
    ("Main duty decisions", "main_decisions"),
    ("Main duty accepted", "main_accepted"),
)
RATES = {
    "ta_households": "Households in temporary accommodation",
    "owed_prevention": "Prevention duties owed in a quarter",
    "owed_relief": "Relief duties owed in a quarter",
    "main_accepted": "Main duties accepted in a quarter",
    "snapshot": "People sleeping rough on one autumn night",
}
PER = dict.fromkeys(RATES, 1000) | {"snapshot": 10_000}


def funnels(world: World) -> pd.DataFrame:
    """funnel, stage, households, of_first: over the last four quarters that the focus reported; published figures.

    Stages are counted in the quarter in which they happened: a duty that ended need not have begun in the same year.
    """
    rows = []
    for funnel, stages in (("Prevention", PREVENTION), ("Relief and main duty", RELIEF)):
        held = [world.fitted.series(measure)[:, world.column] for _, measure in stages]
        whole = np.flatnonzero(~np.isnan(np.stack(held)).any(axis=0))[-YEAR:]
        counts = [float(values[whole].sum()) for values in held]
        for (stage, _), count in zip(stages, counts, strict=True):
            rows.append((funnel, stage, count, count / counts[0] if counts[0] else 0.0, len(whole)))
    return pd.DataFrame(rows, columns=["funnel", "stage", "households", "of_first", "quarters"])


def forecast(world: World, target: str) -> pd.DataFrame:
    """period, observed, scenario, low, high, past_low, past_high, naive: a scored target of the focus, nothing changed.

    scenario, low, high: the forecast and its 80% range as the chains take it up. past_low, past_high: the 80% range of
    the method's own past errors, of the row that is scored (London's own, or the borough's); naive: the rule beside it.
    """
    fitted = world.fitted
    forecasts = draws.forecasts(fitted, target)[..., world.here].sum(axis=-1)
    centre = forecasts.mean(axis=1)
    low, high = doubt.intervals(forecasts.T, centre)
    behind = pd.DataFrame({"period": fitted.quarters, "observed": world.published(target)})
    expected = {"scenario": centre, "low": low, "high": high}
    ahead = pd.DataFrame({"period": fitted.coming, **expected, **beside(world, target)})
    return pd.concat([behind, ahead], ignore_index=True)


def beside(world: World, target: str) -> dict[str, Array]:
    """past_low, past_high, naive: (c,) what past errors alone allow, and the rule, from H-CLIC's last quarter on.

    Blank for a borough that did not report and now stands on another level: they rest on its old figures.
    """
    fitted, one, k = world.fitted, world.column, settings.TARGETS.index(target)
    blank = np.nan if one >= 0 and duties.apart(fitted.of(target))[one] else 1.0
    values = {"past_low": fitted.past_low, "past_high": fitted.past_high, "naive": fitted.naive}
    return {name: blank * each[k][:, one] for name, each in values.items()}


def said_before(world: World, target: str) -> pd.DataFrame:
    """ahead, after, said, low, high, published: what the method said of the last quarter, one to four quarters before.

    Empty where the focus did not report that quarter.
    """
    fitted, k = world.fitted, settings.TARGETS.index(target)
    published = float(world.published(target)[-1])
    ahead = np.arange(1, YEAR + 1)
    rows = pd.DataFrame({"ahead": ahead, "after": fitted.quarters[-1 - ahead]})
    for name, values in (("said", fitted.said), ("low", fitted.said_low), ("high", fitted.said_high)):
        rows[name] = values[k][:, world.column]
    return rows.assign(published=published).dropna().reset_index(drop=True)


def seasons(world: World) -> pd.DataFrame:
    """target, season, factor: London's own pattern, shrunk towards none, as the forecasts use it (1.05 is 5% more)."""
    fitted = world.fitted
    first = int(str(fitted.quarters[0])[5]) - 1
    rows = []
    for k, target in enumerate(settings.TARGETS):
        factors = np.exp(seasonal_factors(np.log(fitted.observed[k][:, -1] + settings.OFFSET)))
        for n in range(YEAR):
            rows.append((settings.TARGET_WORDS[target], (first + n) % YEAR, float(factors[n])))
    return pd.DataFrame(rows, columns=["target", "season", "factor"]).sort_values(["target", "season"], kind="stable")


def each_quarter(world: World, target: str) -> pd.DataFrame:
    """year, season, count: every published quarter of the focus, blank where it was not reported."""
    values = world.published(target)
    quarters = [str(q) for q in world.fitted.quarters]
    years, seasons_ = [int(q[:4]) for q in quarters], [int(q[5]) - 1 for q in quarters]
    return pd.DataFrame({"year": years, "season": seasons_, "count": values}).dropna().reset_index(drop=True)


def standing(fitted: Fitted, measure: str) -> pd.DataFrame:
    """borough, count, rate, low, high, quarter: of the last figure of each borough, with a 95% interval for a count.

    The rate is per 1,000 households (per 10,000 for the snapshot); the interval is exact for a Poisson count: had the
    same conditions come again, so many might have been counted. Households of an area, not of its people.
    """
    values, periods = fitted.snapshot, np.array([f"autumn {year}" for year in fitted.snapshot_years])
    if measure != "snapshot":
        values, periods = fitted.of(measure)[:, :-1], fitted.quarters
    known = ~np.isnan(values).all(axis=0)
    last = duties.last_reported(values)[known]
    count, scale = values[last, np.flatnonzero(known)], PER[measure] / fitted.households[known]
    low, high = garwood(count)
    rates = {"count": count, "rate": count * scale, "low": low * scale, "high": high * scale}
    return pd.DataFrame({"borough": fitted.borough[known], **rates, "quarter": periods[last]})


def like(fitted: Fitted, borough: str, measure: str) -> pd.DataFrame:
    """A borough and the five most like it, with their rates; the first row is the borough itself."""
    at = int(np.flatnonzero(fitted.borough == borough)[0])
    names = [borough, *(str(fitted.borough[p]) for p in fitted.peers[at])]
    whole = standing(fitted, measure).set_index("borough")
    return whole.reindex(names).dropna().reset_index()
