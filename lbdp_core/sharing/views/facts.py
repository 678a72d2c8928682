"""What a person should know before trusting a verdict, and what the data are made of and lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.result import Scorecard
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.scenario.words import PLANTED, VERDICTS, percent
from lbdp_core.sharing.schema import BUNDLED

RUNGS = {"model": "The model", "empirical_bayes": "Five-year average, evened out", "five_year_mean": "Five-year mean"}
TRUTHS = {
    "placebo": "Random numbers, all boroughs",
    "placebo_by_ward": "Random numbers, alike within a ward",
    "placebo_of_four": "Random numbers, four boroughs",
    "planted": "An effect of 1.15 built in, all boroughs",
    "planted_of_four": "The same effect, four boroughs",
    "one_borough": "The same effect, one borough alone",
    "one_borough_by_figures_alone": "One borough, without the rule of four",
}


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation."""
    trials, coverage = score.more["trials"], score.more["coverage_80"]
    return (
        (
            "Useless datasets that looked useful",
            percent(trials["placebo"]["adds"], 0),
            "of 100 datasets of random numbers",
            "We gave areas random values and tested them on the real fires. We ask for at most one in ten.",
        ),
        (
            "Built-in effects found",
            percent(trials["planted"]["adds"], 0),
            "of 100 datasets with an effect of 1.15, all boroughs",
            "We made values that the real fires follow by a known ratio.",
        ),
        (
            "One borough alone",
            percent(trials["one_borough"]["cannot tell"], 0),
            "of 100 say “we cannot tell”, as they should",
            "The same values, for one borough at a time. Fewer than four boroughs get no verdict. Without that rule, "
            f"{percent(trials['one_borough_by_figures_alone']['adds'], 0)} would look useful.",
        ),
        (
            "Model better",
            percent(score.skill, 1),
            "than a five-year average, mean of unseen years",
            "The model already knows places and earlier fires. A dataset must add to that.",
        ),
        (
            "Areas within range",
            percent(coverage, 0),
            "of counts fell in their 80% range. 80% would be right",
            "Counts of unseen years in the middle 80% of the forecast (randomised, as counts are whole numbers).",
        ),
    )


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Verdicts where truth is known, and the base model beside simple rules."""
    return truths(score), ladder(score)


def truths(score: Scorecard) -> Picture:
    """How often each verdict is given to simulated datasets."""
    trials = score.more["trials"]
    order = ["adds", "adds nothing", "cannot tell"]
    frame = pd.DataFrame(
        {"group": words, "row": row, "value": trials[name][row], "words": percent(trials[name][row], 0)}
        for name, words in TRUTHS.items()
        for row in order
    )
    table = pd.DataFrame(
        {"Simulated dataset": words, **{row: percent(trials[name][row], 0) for row in order}}
        for name, words in TRUTHS.items()
    )
    title = "What the test says when we know the answer, 100 datasets each"
    fooled, found = (percent(trials[name]["adds"], 0) for name in ("placebo", "planted"))
    alt = f"{title}: {fooled} of random datasets and {found} of built-in effects look useful"
    note = "Tested on the real fires, with made-up values."
    return charts.bars(frame, order, title, "share of datasets", alt, table, note)


def ladder(score: Scorecard) -> Picture:
    """Skill of the base model against empirical Bayes by unseen year, with its interval."""
    rows = [
        (
            o["origin"],
            100 * o["skill"],
            100 * o["skill_low"],
            100 * o["skill_high"],
            f"{percent(o['skill'], 1)} ({percent(o['skill_low'], 1)} to {percent(o['skill_high'], 1)})",
        )
        for o in score.origins
    ]
    frame = pd.DataFrame(rows, columns=["row", "value", "low", "high", "words"])
    title = "The model against a five-year average, by unseen year"
    table = frame[["row", "words"]].rename(columns={"row": "Year", "words": "Better, % of deviance"})
    alt = f"{title}: from {frame['value'].min():.1f}% to {frame['value'].max():.1f}% better"
    return charts.ranges(frame, frame["row"].tolist(), title, "% of deviance, 95% interval", alt, table, "", 0.0)


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    return tuple(score.more["notes"])


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row an unseen year."""
    rows = [
        {
            "Year": o["origin"],
            "Fires": f"{o['fires']:,}",
            **{words: f"{o['model'] if r == 'model' else o['baselines'][r]:.3f}" for r, words in RUNGS.items()},
            "Fires in the first tenth of homes": percent(o["capture"]["model"], 1),
            "The same, by five-year average": percent(o["capture"]["empirical_bayes"], 1),
            "In the 80% range": percent(o["coverage_80"], 0),
        }
        for o in score.origins
    ]
    return "Every unseen year", "Mean error (Poisson deviance) by LSOA. Lower is better.", pd.DataFrame(rows)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and the verdict on every bundled dataset."""
    rows = [
        {
            "Dataset": v["words"],
            "Effect built in": "real" if v["planted_rate_ratio"] is None else f"× {v['planted_rate_ratio']:.2f}",
            "Verdict": f"{PLANTED if v['kind'] == 'synthetic' else ''}{VERDICTS[v['verdict']]}",
            "Gain": percent(v["skill"], 2, sign=True),
            "95% interval": f"{percent(v['low'], 2, sign=True)} to {percent(v['high'], 2, sign=True)}",
            "Chance by shuffling (p)": f"{v['p_placebo']:.3f}",
        }
        for v in score.more["verdicts"]
    ]
    note = "Made-up datasets show that the test finds effects that are there, and none that are not."
    return "The verdict on every dataset", note, pd.DataFrame(rows)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """How the synthetic datasets were made, in plain sentences."""
    planted = ", ".join(f"{BUNDLED[key].words.lower()} × {ratio:.2f}" for key, ratio in report["planted"].items())
    return (
        "Fires and figures of areas come from the fire theme.",
        f"Effects built in, for one standard deviation of the first field: {planted}.",
        f"The made-up counts use seed {report['seed']} and passed disclosure control before we stored them.",
    )


WANTED = (
    "Assisted bin collections by LSOA: boroughs have the records. `lbdp aggregate` counts them.",
    "Disability benefits by LSOA: published on Stat-Xplore, not yet in our data.",
    "Telecare and pendant alarms by LSOA: boroughs have the records.",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would be worth trying and is not in the data, with the public source where there is one."""
    return WANTED
