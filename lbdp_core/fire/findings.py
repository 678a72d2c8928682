"""Findings: what fire's methods page quotes of the scorecard and of the studies, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import table
from lbdp_core.result import Scorecard

Tables = Mapping[str, pd.DataFrame]
BASELINE, WITHOUT = "empirical_bayes", "model_without_added"  # rungs of the scorecard
VISITS = 20_000  # visits a year of the plan that is quoted


def findings(card: Scorecard, tables: Tables) -> list[str]:
    """Lines of Markdown; a study that is not among the tables is left out."""
    lines = [*_groups_of_years(card), ""]
    lines += table(
        ["figure", *(str(o["origin"]) for o in card.origins)],
        [[words, *(say(o) for o in card.origins)] for words, say in ROWS],
    )
    for name, heading, say in STUDIES:
        if name in tables:
            lines += ["", f"### {heading}", "", *say(tables[name])]
    return lines


def _groups_of_years(card: Scorecard) -> Iterator[str]:
    """Skill by what was known of a year when choices were made, and what the figures added later gave."""
    more = card.more
    for words, key in (
        (f"{more['tuned_on']}, on which settings were chosen", "skill_on_tuned_origins"),
        ("later origins, after settings were frozen", "skill_on_frozen_origins"),
        (f"{' and '.join(more['never_seen'])} alone, on which no choice rests", "skill_on_never_seen_origins"),
    ):
        if more[key] is not None:
            yield f"- Skill on {words}: {more[key]:.1%}"
    if (fewer := more["without_added"]) is not None:
        ours = {
            "deviance": sum(o["model"] for o in card.origins),
            "capture": sum(o["capture"]["model"]["10"] for o in card.origins),
            "strangers": sum(o["driver_deviance_unseen_borough"] for o in card.origins),
        }
        deviance, capture, strangers = (total / len(card.origins) for total in ours.values())
        yield (
            f"- People living alone and the Indices of 2025 by domain, with and without: skill {card.skill:.2%} and "
            f"{fewer['skill']:.2%}; deviance {deviance:.4f} and {fewer['deviance']:.4f}; fires in the first 10% of "
            f"homes {capture:.2%} and {fewer['capture_10']:.2%}; deviance in boroughs that the driver model never saw "
            f"{strangers:.4f} and {fewer['driver_deviance_unseen_borough']:.4f}"
        )


def _first(percent: Mapping[str, float]) -> str:
    return f"{percent['expected']:.0f}, {percent['observed']:.0f}"


def _added(o: Mapping[str, Any]) -> bool:
    return WITHOUT in o["baselines"]


def _without_added(o: Mapping[str, Any]) -> float:
    return float(1 - o["baselines"][WITHOUT] / o["baselines"][BASELINE])


ROWS = (
    ("skill", lambda o: f"{o['skill']:.1%}"),
    ("the same without the figures added later", lambda o: f"{_without_added(o):.1%}" if _added(o) else "–"),
    ("95 % interval, boroughs drawn again", lambda o: f"{o['skill_low']:.1%} to {o['skill_high']:.1%}"),
    ("coverage of 80 % intervals (PIT)", lambda o: f"{o['coverage_80']:.1%}"),
    (
        "tenths of homes within 95 % Poisson bounds",
        lambda o: f"{o['calibration']['within']} of {o['calibration']['of']}",
    ),
    ("fires in the first 10 % of homes: model", lambda o: f"{o['capture']['model']['10']:.1%}"),
    ("the same: empirical Bayes", lambda o: f"{o['capture']['empirical_bayes']['10']:.1%}"),
    ("the same: last year's count", lambda o: f"{o['capture']['last_year']['10']:.1%}"),
    ("the same: somebody who knew every true rate", lambda o: f"{o['ceiling']['capture_10']:.1%}"),
    ("fires in the first 1 % of homes: expected, seen", lambda o: _first(o["first_percent"])),
    ("80 % ranges of borough totals that held (PIT)", lambda o: f"{o['borough_coverage_80']:.0%}"),
    ("attainable skill (simulated)", lambda o: f"{o['ceiling']['skill']:.1%}"),
    ("share of the gap to it that is closed", lambda o: f"{o['ceiling']['share_closed']:.0%}"),
    ("fires: forecast, naive, real", lambda o: f"{o['forecast_total']:,.0f}, {o['naive_total']:,.0f}, {o['fires']:,}"),
)


def _replay(study: pd.DataFrame) -> Iterator[str]:
    """London, all years together: what each rule met."""
    rows = study[(study["borough"] == "London") & (study["visits"] == VISITS)]
    years = sorted(set(rows["year"].astype(str)) - {"all"})
    whole = rows[rows["year"].astype(str) == "all"].set_index("rule")
    yield (
        f"{VISITS:,} visits a year in each of {years[0]} to {years[-1]}, planned with what was known when the year "
        "began and scored on the fires that happened; 80 % intervals for luck."
    )
    yield ""
    yield from table(
        ["planned by", "fires met", "luck", "over an even spread", "80 %", "fewer than the model", "80 %"],
        [
            [
                f"`{rule}`",
                f"{r['fires_met']:.0f}",
                f"{r['fires_low']:.0f} to {r['fires_high']:.0f}",
                f"{r['ratio']:.2f}",
                f"{r['ratio_low']:.2f} to {r['ratio_high']:.2f}",
                "" if rule == "model" else f"{r['model_more']:.0f}",
                "" if rule == "model" else f"{r['model_more_low']:.0f} to {r['model_more_high']:.0f}",
            ]
            for rule, r in whole.iterrows()
        ],
    )


def _misses(study: pd.DataFrame) -> Iterator[str]:
    odd, flagged = int((study["p"] < 0.05).sum()), int((study["flag"].notna() & study["flag"].ne("")).sum())
    yield (
        f"Of {len(study):,} areas in {study['years'].iloc[0]}, {odd:,} lie outside their 95 % bounds, where luck alone "
        f"would put about {0.05 * len(study):,.0f}; {flagged:,} pass the control of false discoveries at one in ten. "
        f"The smallest p is {study['p'].min():.5f}."
    )


def _audit(study: pd.DataFrame) -> Iterator[str]:
    """By dimension, the groups whose fires the expectation did not hold, and the farthest."""
    yield "Recorded over expected fires by group, with 95 % bounds; “off” is a group whose bounds leave out 1."
    yield ""
    rows = []
    for dimension, groups in study.groupby("dimension", sort=False):
        off = groups[(groups["low"] > 1) | (groups["high"] < 1)]
        far = groups.iloc[int((groups["ratio"] - 1).abs().to_numpy().argmax())]
        span = f"{groups['ratio'].min():.2f} to {groups['ratio'].max():.2f}"
        worst = f"{far['group']}: {far['ratio']:.2f} ({far['low']:.2f} to {far['high']:.2f})"
        rows.append([str(dimension), f"{len(off)} of {len(groups)}", span, worst])
    yield from table(["groups by", "off", "ratios", "farthest from 1"], rows)


def _trends(study: pd.DataFrame) -> Iterator[str]:
    """The slopes of London's decline, and whether it differs by deprivation."""
    slopes = study[(study["level"] == "slope") & study["name"].str.startswith("London")]
    rows = [
        [str(r["name"]), str(r["period"]), f"{r['expected']:+z.1f}", f"{r['low']:+z.1f} to {r['high']:+z.1f}"]
        for r in slopes.to_dict("records")
    ]
    yield from table(["fires, % a year", "years", "slope", "95 %"], rows)


def _buildings(study: pd.DataFrame) -> Iterator[str]:
    """London's rates by type of home, all years together."""
    rates = study[(study["place"] == "London") & (study["kind"] == "rate") & study["period"].str.contains("-")]
    whole = rates[rates["period"] == max(rates["period"], key=_span)]
    yield f"Fires per 1,000 homes a year, London, {whole['period'].iloc[0]}, for the types whose homes are counted."
    yield ""
    rows = [
        [str(r["group"]), f"{r['fires']:,.0f}", f"{r['figure']:.2f}", f"{r['low']:.2f} to {r['high']:.2f}"]
        for r in whole.to_dict("records")
    ]
    yield from table(["type of home", "fires", "per 1,000 homes", "95 %"], rows)


def _span(period: str) -> int:
    first, last = period.split("-")
    return int(last) - int(first)


def _leaks(study: pd.DataFrame) -> Iterator[str]:
    yield from table(
        ["self-test for leaks", "holds", "figure"],
        [[r["test"], "yes" if r["passed"] else "**no**", f"{r['figure']:.4f}"] for r in study.to_dict("records")],
    )


STUDIES: tuple[tuple[str, str, Callable[[pd.DataFrame], Iterator[str]]], ...] = (
    ("replay", "Replay", _replay),
    ("misses", "Where it missed", _misses),
    ("audit", "Groups", _audit),
    ("trends", "Trends", _trends),
    ("buildings", "Types of home", _buildings),
    ("leaks", "Leaks", _leaks),
)
