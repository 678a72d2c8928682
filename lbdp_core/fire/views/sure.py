"""How sure: how wrong each method was on years it had not seen, from the stored scorecard."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts import Picture, bars, dots_by_row, ratio_by_group
from lbdp_core.result import Scorecard

RUNGS = {
    "model": "This page's model (history and place)",
    "panel_glm": "Its Poisson regression alone",
    "panel_lightgbm": "Its boosted trees (LightGBM) alone",
    "glm_with_eb_residual": "Place, corrected by the area's own past",
    "lightgbm": "Place only, boosted trees (explained here)",
    "full_glm": "Place only, Poisson regression",
    "empirical_bayes": "Five years, evened out (the one to beat)",
    "imd_glm": "Deprivation (IMD) only",
    "five_year_mean": "Mean of five years",
    "last_year": "Last year's count",
}


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Pictures for "how sure", in the order of the questions they answer."""
    return ladder(score), capture(score), calibration(score)


def _rungs(score: Scorecard) -> dict[str, list[float]]:
    """Deviance of every rung by origin, the model first."""
    rows = [{"model": o["model"], **o["baselines"]} for o in score.origins]
    names = [n for n in RUNGS if n in rows[0]] + [n for n in rows[0] if n not in RUNGS]
    return {name: [row[name] for row in rows] for name in names}


def ladder(score: Scorecard) -> Picture:
    """Skill of every rung against the baseline to beat, each year a dot, their mean a large one."""
    rungs, years = _rungs(score), [str(o["origin"]) for o in score.origins]
    beat = rungs[score.baseline]
    skill = {n: [1 - d / b for d, b in zip(ds, beat, strict=True)] for n, ds in rungs.items()}
    mean = {n: sum(s) / len(s) for n, s in skill.items()}
    order = sorted(mean, key=lambda n: -mean[n])
    dots = [
        {"row": RUNGS.get(n, n), "value": 100 * s, "kind": "year", "words": f"{y}: {100 * s:+.1f} %"}
        for n in order
        for y, s in zip(years, skill[n], strict=True)
    ]
    dots += [
        {
            "row": RUNGS.get(n, n),
            "value": 100 * mean[n],
            "kind": "mean",
            "words": f"mean {100 * mean[n]:+.1f} %",
        }
        for n in order
    ]
    shown = [d for d in dots if d["value"] > -16]  # last year's count is so far off that it would squeeze the rest
    table = pd.DataFrame(
        [
            {"Method": RUNGS.get(n, n), "Skill, mean": f"{100 * mean[n]:+.1f} %"}
            | {y: f"{d:.3f}" for y, d in zip(years, rungs[n], strict=True)}
            for n in order
        ]
    )
    best = RUNGS.get(order[0], order[0])
    alt = f"Skill against five years evened out, {years[0]} to {years[-1]}. Best: {best}, {100 * mean[order[0]]:+.1f} per cent"
    picture = dots_by_row(
        pd.DataFrame(shown), [RUNGS.get(n, n) for n in order], "The ladder: every method, on years it had not seen",
        "better than the one to beat, %", alt, table,
    )  # fmt: skip
    off = [RUNGS.get(n, n).lower() for n in order if 100 * mean[n] <= -16]
    note = "Small dots are single years, the large dot is their mean. Further right is better; the line is the one to beat."
    note += f" Off the chart on the left: {', '.join(off)}." if off else ""
    return Picture(picture.title, picture.alt, picture.spec, picture.table, note)


def capture(score: Scorecard) -> Picture:
    """Share of a year's fires in the areas at the top of each list that hold 5, 10 and 20 % of homes, mean of the years."""
    named = {
        "model": "This page's model",
        "empirical_bayes": "Five years, evened out",
        "last_year": "Last year's count",
    }
    held = [o["capture"] for o in score.origins]
    rows = []
    for share in held[0]["model"]:
        for name, label in named.items():
            if name in held[0]:
                value = sum(h[name][share] for h in held) / len(held)
                rows.append(
                    {
                        "group": f"First {share} % of homes",
                        "row": label,
                        "value": value,
                        "words": f"{value:.1%}",
                    }
                )
    frame = pd.DataFrame(rows)
    order = [label for label in named.values() if label in set(frame["row"])]
    table = frame.pivot_table(index="group", columns="row", values="words", aggfunc="first", sort=False)
    table = table.reset_index().rename(columns={"group": "Homes visited first"})
    ours = frame[frame["row"] == order[0]]
    alt = f"{ours.iloc[1]['group']} on this page's list held {ours.iloc[1]['words']} of the next year's fires"
    title = "How many of next year's fires were at the top of the list?"
    picture = bars(frame, order, title, "share of the year's fires", alt, table)
    best = score.origins[-1]["ceiling"]["capture_10"]
    note = (
        (
            f"Fires are rare and partly luck: someone who knew every area's true rate would find about {best:.0%} of them in "
            "the first 10 % of homes."
        )
        .replace("%", " %")
        .replace("  %", " %")
    )
    return Picture(picture.title, picture.alt, picture.spec, picture.table, note)


def calibration(score: Scorecard) -> Picture:
    """Observed against expected fires by tenth of predicted rate, in the latest year scored."""
    last = score.origins[-1]
    frame = pd.DataFrame(last["calibration"]["deciles"])
    inside = (frame["ratio"] >= frame["low"]) & (frame["ratio"] <= frame["high"])
    shown = (
        frame[["ratio", "low", "high"]]
        .round(4)
        .assign(group=frame["decile"], outside=inside.map({True: "within chance", False: "outside"}))
    )
    table = frame.round({"expected": 1, "ratio": 3, "low": 3, "high": 3}).rename(columns=_CALIBRATION)
    alt = f"In {last['origin']}, {int(inside.sum())} of {len(frame)} tenths lay within the 95 per cent bounds of chance"
    axes = ("tenth of homes, lowest expected rate first", "observed ÷ expected")
    picture = ratio_by_group(
        shown, f"Did it expect the right number, low to high? ({last['origin']})", axes, alt, table
    )
    mean = score.more["deciles_within_bounds"]
    note = f"Grey: what chance alone allows (95 %). Over all years {mean:.1f} of 10 tenths lay within it."
    return Picture(picture.title, picture.alt, picture.spec, picture.table, note)


_CALIBRATION = {
    "decile": "Tenth",
    "expected": "Expected fires",
    "observed": "Observed fires",
    "ratio": "Observed ÷ expected",
    "low": "Low by chance",
    "high": "High by chance",
}


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation: what a person should know before trusting the map."""
    years = [o["origin"] for o in score.origins]
    skills = [100 * o["skill"] for o in score.origins]
    more, grid = score.more, score.more["grid"]
    last = score.origins[-1]
    return (
        (
            "Better than five years evened out",
            f"{100 * score.skill:.1f} %",
            f"{min(skills):.1f} to {max(skills):.1f} by year",
            f"Mean over {years[0]} to {years[-1]} of how much smaller the error (Poisson deviance) is. In "
            f"{last['origin']}: {100 * last['skill']:.1f} %, 95 % interval {100 * last['skill_low']:.1f} to "
            f"{100 * last['skill_high']:.1f} from resampling whole boroughs.",
        ),
        (
            "80 % intervals that held",
            f"{100 * more['coverage_80']:.0f} %",
            "80 % would be right",
            "Share of areas whose count fell in the middle 80 % of what was forecast, randomised for whole numbers.",
        ),
        (
            "Tenths within chance",
            f"{more['deciles_within_bounds']:.1f} of 10",
            "by expected rate",
            "Areas in ten groups of equal homes; observed fires against expected, within 95 % Poisson bounds.",
        ),
        (
            "Of the attainable gain",
            f"{100 * more['share_of_gap_closed']:.0f} %",
            "rest: luck and what we do not hold",
            "Even someone who knew every area's true rate would miss many fires: this is our share of that gain.",
        ),
        (
            "Fires in a neighbour's area",
            f"1 in {1 / grid['expected_misassignment']:.0f}",
            f"{100 * grid['top_decile_overlap_mean']:.0f} % of the top tenth stays",
            f"Coordinates are 100 m squares. Every fire was moved within its square {grid['jitters']} times: skill in "
            f"{grid['origin']} was {100 * grid['skill_mean']:.1f} % ({100 * grid['skill_low']:.1f} to "
            f"{100 * grid['skill_high']:.1f}).",
        ),
    )


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    more = score.more
    frozen, tuned = more["skill_on_frozen_origins"], more["skill_on_tuned_origins"]
    lines = []
    if frozen is not None and tuned is not None:
        lines.append(
            f"Settings were chosen on {more['tuned_on']} (skill {100 * tuned:.1f} %) and then frozen: the years after gave "
            f"{100 * frozen:.1f} %."
        )
    return (*lines, *more["notes"])
