"""What a person should know before trusting a verdict, and what the data are made of and lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.result import Scorecard
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.scenario.words import percent
from lbdp_core.sharing.schema import BUNDLED

RUNGS = {"model": "The base model", "empirical_bayes": "Empirical Bayes", "five_year_mean": "Five-year mean"}
TRUTHS = {
    "placebo": "Nothing in it, all boroughs",
    "placebo_by_ward": "Nothing in it, alike within a ward",
    "placebo_of_four": "Nothing in it, four boroughs",
    "planted": "A rate ratio of 1.15 planted, all boroughs",
    "planted_of_four": "The same planted, four boroughs",
    "one_borough": "The same planted, one borough alone",
    "one_borough_by_figures_alone": "One borough, by its figures alone",
}


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation."""
    trials, coverage = score.more["trials"], score.more["coverage_80"]
    return (
        (
            "Placebos said to add",
            percent(trials["placebo"]["adds"], 0),
            "of 100 datasets with nothing in them",
            "Random values dealt to areas, tried against the real fires. At most one in ten is asked of the bench.",
        ),
        (
            "Planted effects found",
            percent(trials["planted"]["adds"], 0),
            "of 100 with a rate ratio of 1.15, all boroughs",
            "Values drawn so that the real fires follow them by a known ratio.",
        ),
        (
            "One borough alone",
            percent(trials["one_borough"]["cannot tell"], 0),
            "of 100 say “cannot tell”, as they should",
            "The same planted values, of one borough at a time. Fewer than four boroughs conclude nothing, by rule; by "
            f"its figures alone {percent(trials['one_borough_by_figures_alone']['adds'], 0)} would have been said to "
            f"add.",
        ),
        (
            "Base model better",
            percent(score.skill, 1),
            "than empirical Bayes, mean of unseen years",
            "What a dataset must add to: the model knows places and earlier fires.",
        ),
        (
            "Areas within range",
            percent(coverage, 0),
            "of 80% ranges of the base; 80% would be right",
            "Randomised PIT of unseen counts, with the scatter learnt from the years before.",
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
    title = "What the bench says where truth is known, 100 datasets each"
    fooled, found = (percent(trials[name]["adds"], 0) for name in ("placebo", "planted"))
    alt = f"{title}: {fooled} of placebos and {found} of planted effects are said to add"
    note = "On the real fires, with values of known truth."
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
    title = "The base model against empirical Bayes, by unseen year"
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
            "First tenth holds": percent(o["capture"]["model"], 1),
            "by empirical Bayes": percent(o["capture"]["empirical_bayes"], 1),
            "In the 80% range": percent(o["coverage_80"], 0),
        }
        for o in score.origins
    ]
    return "Every unseen year", "Mean Poisson deviance by LSOA; less is better.", pd.DataFrame(rows)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and the verdict on every bundled dataset."""
    rows = [
        {
            "Dataset": v["words"],
            "Planted": "real" if v["planted_rate_ratio"] is None else f"× {v['planted_rate_ratio']:.2f}",
            "Verdict": f"{'Planted: ' if v['kind'] == 'synthetic' else ''}{v['verdict']}",
            "Gain": percent(v["skill"], 2, sign=True),
            "95% interval": f"{percent(v['low'], 2, sign=True)} to {percent(v['high'], 2, sign=True)}",
            "p against shuffles": f"{v['p_placebo']:.3f}",
        }
        for v in score.more["verdicts"]
    ]
    note = "Planted datasets are synthetic: they show that the bench finds what is there, and not what is not."
    return "The verdict on every bundled dataset", note, pd.DataFrame(rows)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """How the synthetic datasets were made, in plain sentences."""
    planted = ", ".join(f"{BUNDLED[key].words.lower()} × {ratio:.2f}" for key, ratio in report["planted"].items())
    return (
        "Fires and what is known of areas are the fire theme's own tables.",
        f"Planted rate ratios, a standard deviation of the first field: {planted}.",
        f"The generator's seed is {report['seed']}; counts were put through disclosure control before they were kept.",
    )


WANTED = (
    "Assisted bin collections by LSOA: in boroughs' own records; `lbdp aggregate` makes counts of them",
    "Disability benefits by LSOA: public on Stat-Xplore, and not in the folder",
    "Telecare and pendant alarms by LSOA: in boroughs' own records",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would be worth trying and is not in the data, with the public source where there is one."""
    return WANTED
