"""Evaluation: how wrong each method was on years it had not seen, from the stored scorecard."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lbdp_core.charts import Picture, bars, dots_by_row, ranges, ratio_by_group
from lbdp_core.result import Scorecard

RUNGS = {
    "model": "This model (history and place)",
    "model_without_added": "The same, without living alone and the 2025 Indices by domain",
    "panel_glm": "Its Poisson regression alone",
    "panel_lightgbm": "Its boosted trees (LightGBM) alone",
    "glm_with_eb_residual": "Place, corrected by the area's past",
    "lightgbm": "Place only, boosted trees (explained here)",
    "full_glm": "Place only, Poisson regression",
    "history_glm": "History only, Poisson regression",
    "history_imd2019_glm": "History and the Indices of 2019 only",
    "empirical_bayes": "Five-year average, evened out (the one to beat)",
    "imd_glm": "Deprivation index only",
    "five_year_mean": "Mean of five years",
    "last_year": "Last year's count",
}


OFF = -16  # per cent: a method further off would squeeze the others together


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Pictures for "how sure", in the order of the questions they answer."""
    return ladder(score), skill(score), capture(score), calibration(score)


def _rungs(score: Scorecard) -> dict[str, list[float]]:
    """Deviance of every rung by origin, the model first."""
    rows = [{"model": o["model"], **o["baselines"]} for o in score.origins]
    names = [n for n in RUNGS if n in rows[0]] + [n for n in rows[0] if n not in RUNGS]
    return {name: [row[name] for row in rows] for name in names}


def ladder(score: Scorecard) -> Picture:
    """Skill of every rung against the baseline to beat, each year a dot, their mean a large one."""
    rungs, years = _rungs(score), [str(o["origin"]) for o in score.origins]
    beat = rungs[score.baseline]
    skill = {n: [100 * (1 - d / b) for d, b in zip(ds, beat, strict=True)] for n, ds in rungs.items()}
    mean = {n: sum(s) / len(s) for n, s in skill.items()}
    order = sorted(mean, key=lambda n: -mean[n])
    shown = [n for n in order if mean[n] > OFF]
    dots = [
        (RUNGS.get(n, n), s, "year", f"{y}: {s:+.1f}%") for n in shown for y, s in zip(years, skill[n], strict=True)
    ]
    dots += [(RUNGS.get(n, n), mean[n], "mean", f"mean {mean[n]:+.1f}%") for n in shown]
    table = pd.DataFrame(
        [
            {"Method": RUNGS.get(n, n), "Skill, mean": f"{mean[n]:+.1f}%"}
            | {f"Error {y}": f"{d:.3f}" for y, d in zip(years, rungs[n], strict=True)}
            | {f"Unscaled {o['origin']}": f"{o['unscaled'][n]:.3f}" for o in score.origins}
            for n in order
        ]
    )
    best = f"{RUNGS.get(order[0], order[0])}, {mean[order[0]]:+.1f} per cent"
    return dots_by_row(
        pd.DataFrame(dots, columns=["row", "value", "kind", "words"]),
        [RUNGS.get(n, n) for n in shown],
        "Every method, on years it had not seen",
        "better than the one to beat, %",
        f"Skill against the five-year average, {years[0]} to {years[-1]}. Best: {best}",
        table,
        _ladder_note([RUNGS.get(n, n).lower() for n in order if n not in shown]),
    )


def skill(score: Scorecard) -> Picture:
    """The model's skill in each year, with its interval."""
    frame = pd.DataFrame(
        {
            "row": str(o["origin"]),
            "value": 100 * o["skill"],
            "low": 100 * o["skill_low"],
            "high": 100 * o["skill_high"],
            "words": f"{100 * o['skill']:.1f}% ({100 * o['skill_low']:.1f} to {100 * o['skill_high']:.1f})",
        }
        for o in score.origins
    )
    table = frame[["row", "words"]].rename(columns={"row": "Year", "words": "Skill (95% interval)"})
    last = frame.iloc[-1]
    return ranges(
        frame,
        list(frame["row"]),
        "Was the gain luck? Skill of this model, year by year",
        "better than the five-year average, %",
        f"Skill by year; in {last['row']} {last['words']}",
        table,
        "Grey: 95% interval (whole boroughs drawn again). Zero means no gain.",
        at=0.0,
    )


def _ladder_note(off: list[str]) -> str:
    note = (
        "Small dots are single years and large dots their mean. Further right is better. The line is the one to beat."
    )
    return note + (f" Too far left to show: {', '.join(off)}." if off else "")


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)


def capture(score: Scorecard) -> Picture:
    """Share of fires in the areas at the top of each list that hold 5, 10 and 20% of homes, mean of the years."""
    named = {
        "model": "This model",
        "empirical_bayes": "Five-year average, evened out",
        "five_year_mean": "Mean of five years",
        "imd_glm": "Deprivation index only",
        "last_year": "Last year's count",
    }
    held = [o["capture"] for o in score.origins]
    rows = []
    for share in held[0]["model"]:
        for name, label in named.items():
            if name in held[0]:
                value = _mean(h[name][share] for h in held)
                rows.append(
                    {
                        "group": f"First {share}% of homes",
                        "row": label,
                        "value": value,
                        "words": f"{value:.1%}",
                    }
                )
    frame = pd.DataFrame(rows)
    order = [label for label in named.values() if label in set(frame["row"])]
    table = pd.DataFrame(
        [
            {"Method": RUNGS[name]}
            | {f"First {share}% of homes": f"{_mean(h[name][share] for h in held):.1%}" for share in held[0][name]}
            for name in RUNGS
            if name in held[0]
        ]
    )
    ours = frame[frame["row"] == order[0]]
    alt = f"{ours.iloc[1]['group']} on this page's list held {ours.iloc[1]['words']} of the next year's fires"
    title = "How many of next year's fires were at the top of the list?"
    best = 100 * score.origins[-1]["ceiling"]["capture_10"]
    note = (
        f"Fires are rare and partly luck. Even with every area's true rate, the first 10% of homes would have only "
        f"about {best:.0f}% of them."
    )
    return bars(frame, order, title, "share of the year's fires", alt, table, note)


def calibration(score: Scorecard) -> Picture:
    """Observed against expected fires by tenth of predicted rate, in the latest year scored."""
    last = score.origins[-1]
    frame = pd.DataFrame(last["calibration"]["deciles"])
    inside = (frame["ratio"] >= frame["low"]) & (frame["ratio"] <= frame["high"])
    shown = (
        frame[["ratio", "low", "high"]]
        .round(4)
        .assign(group=frame["decile"], outside=inside.map({True: "within", False: "outside"}))
    )
    table = frame.round({"expected": 1, "ratio": 3, "low": 3, "high": 3}).rename(columns=_CALIBRATION)
    alt = f"In {last['origin']}, {int(inside.sum())} of {len(frame)} tenths lay within the 95 per cent bounds of chance"
    axes = ("tenth of homes, lowest expected rate first", "observed ÷ expected")
    mean = score.more["deciles_within_bounds"]
    note = f"Grey: what luck alone allows (95%). Over all years {mean:.1f} of 10 tenths were inside it."
    title = f"Did it expect the right number, low to high? ({last['origin']})"
    return ratio_by_group(shown, title, axes, alt, table, note)


_CALIBRATION = {
    "decile": "Tenth",
    "expected": "Expected fires",
    "observed": "Observed fires",
    "ratio": "Observed ÷ expected",
    "low": "Low by luck",
    "high": "High by luck",
}
