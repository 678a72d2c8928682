"""Ages: people by age and sex in two years, the later one stepped by the browser."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.charts import LABEL, Picture, profile
from lbdp_core.formatting import capital, likely, people
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import HealthLevers, World, tables
from lbdp_core.health.views import scope
from lbdp_core.model_cache import remembered
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

Array = NDArray[np.float64]
SEXES = {"female": "Women", "male": "Men", "persons": "Everybody"}
WITH, ALL = "People with the condition", "All residents"
CHOICE = "What is shown"


def picture(model: Fitted, result: Result, size: int = LABEL, column: str = "people") -> Picture:
    """A pyramid of the base year behind the horizon's; play or the slider steps through the years between.

    column: "people" with the condition, or "residents".
    """
    first, last = scope.base(model), scope.when(model, result)
    frame, years = _ages(model, scope.levers(result)), list(range(first, last + 1))
    bars = frame.iloc[: int((frame["year"] == first).sum())]
    counts = frame[column].to_numpy(float).reshape(-1, len(bars)).T[:, : len(years)]
    most = pd.Series(counts.max(axis=1)).groupby(bars["age"].to_numpy()).transform("max").to_numpy()
    bars, counts = bars[most > 0].assign(sex=lambda b: b["sex"].map(SEXES)), counts[most > 0]
    with_condition = column == "people"
    what = scope.noun(model, result) if with_condition else "residents"
    totals_in_words = _expected(result, years) if with_condition else _counted(counts, years)
    note = f"Grey: {first}. Coloured: the year chosen. Press Play or move the year."
    table = {"Ages": bars["ages"].to_numpy(), "Sex": bars["sex"].to_numpy()}
    return profile(
        bars,
        counts,
        years,
        last,
        totals_in_words,
        "people",
        f"{capital(what)} by age, {first} and {last}",
        f"{capital(what)} by age and sex in {scope.where(result)}: {totals_in_words[0]}; {totals_in_words[-1]}",
        pd.DataFrame(table | {str(first): counts[:, 0].round(1)} | {str(last): counts[:, -1].round(1)}),
        scope.noted(model, result, note) if with_condition else note,
        size,
    )


def _expected(result: Result, years: list[int]) -> list[str]:
    """The total of each year with its 80% range, which is what makes a far year fit to be shown."""
    course = result.over_time[result.over_time["period"].astype(int).isin(years)]
    figures = course[["scenario", "low", "high"]].itertuples(index=False, name=None)
    return [
        f"{year}: {people(total)} people {likely(people(low), people(high))}"
        for year, (total, low, high) in zip(years, figures, strict=True)
    ]


def _counted(counts: Array, years: list[int]) -> list[str]:
    totals = counts.sum(axis=0).tolist()
    return [f"{year}: {people(total)} residents" for year, total in zip(years, totals, strict=True)]


@remembered(16)
def _ages(model: Fitted, levers: HealthLevers) -> pd.DataFrame:
    return tables.ages(World.of(model, levers))


def ages(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The pyramid of people with the condition, or of all residents."""
    column = "residents" if picks[CHOICE] == ALL else "people"
    text = (
        "Numbers rise at older ages because large age groups grow older, as the pyramid of all residents shows. The "
        "rate at each age turns residents into people with the condition."
    )
    return Shown((text,), pictures=(picture(model, result, column=column),))


AGES = Scene("How old are they, and how will that change?", ages, lambda model, result: {CHOICE: (WITH, ALL)})
