"""Replay: had visits been placed so in past years, how many of the fires that then happened would they have met?"""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import Picture, ranges
from lbdp_core.fire.model import Fitted
from lbdp_core.formatting import number
from lbdp_core.scene import Picks, Scene, Shown, Tables

RULES = {
    "model": "This page's model",
    "empirical_bayes": "Five years, evened out",
    "last_year": "Last year's count",
    "imd": "Deprivation (IMD)",
    "uniform": "Everywhere alike, by homes",
}
ALL, LONDON, OPENING = "All years", "London", "20,000"
YEAR, VISITS, WHERE = "Year", "Visits a year in London", "Counted in"


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """Year, visits and place; it opens on all years, twenty thousand visits and London."""
    replay = tables["replay"]
    years = sorted({*replay["year"]} - {"all"}, reverse=True)
    visits = [f"{v:,.0f}" for v in sorted(replay["visits"].unique())]
    boroughs = sorted({*replay["borough"]} - {LONDON})
    first = [OPENING] if OPENING in visits else []
    return {
        YEAR: (ALL, *years),
        VISITS: (*first, *(v for v in visits if v not in first)),
        WHERE: (LONDON, *boroughs),
    }


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Fires met by each rule, and an honest sentence about who won."""
    replay = tables["replay"]
    year = "all" if picks[YEAR] == ALL else picks[YEAR]
    wanted = (replay["year"] == year) & (replay["borough"] == picks[WHERE])
    found = replay[wanted & (replay["visits"] == float(picks[VISITS].replace(",", "")))].set_index("rule")
    found = found.loc[[rule for rule in RULES if rule in found.index]]
    years = sorted({*replay["year"]} - {"all"})
    when = f"{years[0]} to {years[-1]} together" if year == "all" else year
    return Shown(
        (_won(found, when, picks), *CAUTION),
        pictures=(_picture(found, when, picks),),
    )


CAUTION = (
    "Each year is planned with what was known before it. A visited home is taken to be an average home of its area. "
    "This counts fires met, not fires prevented: what a visit does to them is another question.",
    "Most plans use figures that were published after their year (the census of 2021, the Indices of Deprivation), "
    "which flatters the model and the Indices.",
)


def _won(found: pd.DataFrame, when: str, picks: Picks) -> str:
    ours = found.loc[["model"]].iloc[0]
    best = found.drop("model").sort_values("fires_met", ascending=False, kind="stable").iloc[0]
    rival, more = RULES[str(best.name)], float(best["model_more"])
    apart = best["model_more_low"] > 0 or best["model_more_high"] < 0
    met, low, high = (float(ours[name]) for name in ("fires_met", "fires_low", "fires_high"))
    start = (
        f"{when[:1].upper()}{when[1:]}, {picks[WHERE]}: {picks[VISITS]} visits a year placed by the model would have "
        f"met {number(met, 1)} fires (80% by luck {low:,.0f} to {high:,.0f})"
    )
    if pd.notna(ours["ratio"]):
        start += f", {ours['ratio']:.2f} times an even spread ({ours['ratio_low']:.2f} to {ours['ratio_high']:.2f})"
    between = f"{number(best['model_more_low'], 1)} to {number(best['model_more_high'], 1)}"
    if more < 0:
        end = (
            f"The model did not win: “{rival}” met {-more:,.1f} more (80% of the difference, model less it, {between})"
        )
    else:
        end = f"The next best, “{rival}”, met {more:,.1f} fewer (80% of the difference {between})"
    return f"{start}. {end}{'' if apart else ', which is not clear of luck'}."


def _picture(found: pd.DataFrame, when: str, picks: Picks) -> Picture:
    names = [RULES[str(rule)] for rule in found.index]
    frame = pd.DataFrame(
        {
            "row": names,
            "value": found["fires_met"].to_numpy(),
            "low": found["fires_low"].to_numpy(),
            "high": found["fires_high"].to_numpy(),
            "words": [f"{number(v, 1)} fires met" for v in found["fires_met"]],
        }
    )
    table = pd.DataFrame(
        {
            "Steered by": names,
            "Visits here": [f"{v:,.0f}" for v in found["visits_here"]],
            "Fires met": [number(v, 1) for v in found["fires_met"]],
            "80% by luck": [f"{a:,.0f} to {b:,.0f}" for a, b in _pairs(found, "fires_low", "fires_high")],
            "Per 1,000 visits": ["–" if pd.isna(v) else f"{v:.2f}" for v in found["per_1000"]],
            "Times an even spread": [
                "–" if pd.isna(v) else f"{v:.2f} ({a:.2f} to {b:.2f})"
                for v, (a, b) in zip(found["ratio"], _pairs(found, "ratio_low", "ratio_high"), strict=True)
            ],
            "The model met more by": [
                "–" if rule == "model" else f"{number(v, 1, sign=True)} ({number(a, 1)} to {number(b, 1)})"
                for rule, v, (a, b) in zip(
                    found.index, found["model_more"], _pairs(found, "model_more_low", "model_more_high"), strict=True
                )
            ],
        }
    )
    alt = "; ".join(f"{row}: {words}" for row, words in zip(frame["row"], frame["words"], strict=True))
    note = (
        "Grey: where luck alone puts the count in eight years of ten. Plans face the same fires, so their difference "
        "is surer than the overlap of two ranges suggests: the table has it."
    )
    return ranges(
        frame, names, f"Fires that the visits would have met: {when}, {picks[WHERE]}", "fires", alt, table, note
    )


def _pairs(found: pd.DataFrame, low: str, high: str) -> list[tuple[float, float]]:
    return list(zip(found[low].tolist(), found[high].tolist(), strict=True))


REPLAY = Scene(
    "Had this been used in past years, how many fires would it have met?",
    show,
    choices,
    tables=("replay",),
    part="Past",
)
