"""Findings: what fire's methods page quotes of the scorecard and of the studies, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from lbdp_core.methods import Say, by_figure, by_record, section, table
from lbdp_core.result import Scorecard

Tables = Mapping[str, pd.DataFrame]
BASELINE, WITHOUT = "empirical_bayes", "model_without_added"  # rungs of the scorecard
VISITS = 20_000  # visits a year of the plan that is quoted


def findings(card: Scorecard, tables: Tables) -> list[str]:
    """Lines of Markdown; a study that is not among the tables is left out."""
    studies = [section(heading, say(tables[name])) for name, heading, say in STUDIES if name in tables]
    by_year = by_figure({str(o["origin"]): o for o in card.origins}, FIGURES)
    return [*_groups_of_years(card), "", *by_year, *(line for study in studies for line in study)]


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


def _without_added(o: Mapping[str, Any]) -> str:
    rungs = o["baselines"]
    return f"{1 - rungs[WITHOUT] / rungs[BASELINE]:.1%}" if WITHOUT in rungs else "–"


FIGURES: dict[str, Say] = {
    "skill": "{skill:.1%}",
    "the same without the figures added later": _without_added,
    "95% interval, boroughs drawn again": "{skill_low:.1%} to {skill_high:.1%}",
    "coverage of 80% intervals (PIT)": "{coverage_80:.1%}",
    "tenths of homes within 95% Poisson bounds": "{calibration[within]} of {calibration[of]}",
    "fires in the first 10% of homes: model": lambda o: f"{o['capture']['model']['10']:.1%}",
    "the same: empirical Bayes": lambda o: f"{o['capture']['empirical_bayes']['10']:.1%}",
    "the same: last year's count": lambda o: f"{o['capture']['last_year']['10']:.1%}",
    "the same: somebody who knew every true rate": "{ceiling[capture_10]:.1%}",
    "fires in the first 1% of homes: expected, seen": "{first_percent[expected]:.0f}, {first_percent[observed]:.0f}",
    "80% ranges of borough totals that held (PIT)": "{borough_coverage_80:.0%}",
    "attainable skill (simulated)": "{ceiling[skill]:.1%}",
    "share of the gap to it that is closed": "{ceiling[share_closed]:.0%}",
    "fires: forecast, naive, real": "{forecast_total:,.0f}, {naive_total:,.0f}, {fires:,}",
}
REPLAY: dict[str, Say] = {
    "planned by": "`{rule}`",
    "fires met": "{fires_met:.0f}",
    "luck": "{fires_low:.0f} to {fires_high:.0f}",
    "over an even spread": "{ratio:.2f}",
    "80%": "{ratio_low:.2f} to {ratio_high:.2f}",
    "fewer than the model": lambda r: "" if r["rule"] == "model" else f"{r['model_more']:.0f}",
    "80% of these": lambda r: (
        "" if r["rule"] == "model" else f"{r['model_more_low']:.0f} to {r['model_more_high']:.0f}"
    ),
}
SLOPES = {
    "fires, % a year": "{name}",
    "years": "{period}",
    "slope": "{expected:+z.1f}",
    "95%": "{low:+z.1f} to {high:+z.1f}",
}
HOMES = {
    "type of home": "{group}",
    "fires": "{fires:,.0f}",
    "per 1,000 homes": "{figure:.2f}",
    "95%": "{low:.2f} to {high:.2f}",
}
LEAKS: dict[str, Say] = {
    "self-test for leaks": "{test}",
    "holds": lambda r: "yes" if r["passed"] else "**no**",
    "figure": "{figure:.4f}",
}


def _replay(study: pd.DataFrame) -> Iterator[str]:
    """London, all years together: what each rule met."""
    rows = study[(study["borough"] == "London") & (study["visits"] == VISITS)]
    years = sorted(set(rows["year"].astype(str)) - {"all"})
    whole = rows[rows["year"].astype(str) == "all"]
    yield (
        f"{VISITS:,} visits a year in each of {years[0]} to {years[-1]}, planned with what was known when the year "
        "began and scored on the fires that happened; 80% intervals for luck."
    )
    yield ""
    yield from by_record(whole.to_dict("records"), REPLAY)


def _misses(study: pd.DataFrame) -> Iterator[str]:
    odd, flagged = int((study["p"] < 0.05).sum()), int((study["flag"].notna() & study["flag"].ne("")).sum())
    yield (
        f"Of {len(study):,} areas in {study['years'].iloc[0]}, {odd:,} lie outside their 95% bounds, where luck alone "
        f"would put about {0.05 * len(study):,.0f}; {flagged:,} pass the control of false discoveries at one in ten. "
        f"The smallest p is {study['p'].min():.5f}."
    )


def _audit(study: pd.DataFrame) -> Iterator[str]:
    """By dimension, the groups whose fires the expectation did not hold, and the farthest."""
    yield "Recorded over expected fires by group, with 95% bounds; “off” is a group whose bounds leave out 1."
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
    yield from by_record(slopes.to_dict("records"), SLOPES)


def _buildings(study: pd.DataFrame) -> Iterator[str]:
    """London's rates by type of home, all years together."""
    rates = study[(study["place"] == "London") & (study["kind"] == "rate") & study["period"].str.contains("-")]
    whole = rates[rates["period"] == max(rates["period"], key=_span)]
    yield f"Fires per 1,000 homes a year, London, {whole['period'].iloc[0]}, for the types whose homes are counted."
    yield ""
    yield from by_record(whole.to_dict("records"), HOMES)


def _span(period: str) -> int:
    first, last = period.split("-")
    return int(last) - int(first)


def _leaks(study: pd.DataFrame) -> Iterator[str]:
    yield from by_record(study.to_dict("records"), LEAKS)


STUDIES: tuple[tuple[str, str, Callable[[pd.DataFrame], Iterator[str]]], ...] = (
    ("replay", "Replay", _replay),
    ("misses", "Where it missed", _misses),
    ("audit", "Groups", _audit),
    ("trends", "Trends", _trends),
    ("buildings", "Types of home", _buildings),
    ("leaks", "Leaks", _leaks),
)
