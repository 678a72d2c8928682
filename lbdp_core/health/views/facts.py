"""What a person should know before trusting a figure, and what the data are made of and lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core import used
from lbdp_core.health.conditions import CONDITIONS
from lbdp_core.health.model import Fitted
from lbdp_core.health.views import here
from lbdp_core.health.views.sure import truth
from lbdp_core.result import Scorecard
from lbdp_core.written import percent

TITLES = {condition.key: condition.title for condition in CONDITIONS}


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation."""
    first, last = score.origins[0], score.origins[-1]
    more, apart = score.more, score.more["truths_apart"]
    each = "; ".join(f"{percent(o['skill'], 0)} against {truth(o)}" for o in score.origins)
    return (
        (
            "Nearer than the naive rules",
            percent(score.skill, 0),
            each,
            "How much smaller the error of the old round was than that of the better of “no change” and “constant "
            "growth”, mean over both estimates of what happened.",
        ),
        (
            "Off in the middle borough",
            percent(max(first["median_borough_error"], last["median_borough_error"])),
            f"by the worse estimate; {percent(min(first['median_borough_error'], last['median_borough_error']))} by "
            "the other",
            f"Borough totals, {first['horizon']:g} to {last['horizon']:g} years ahead. Published: 7 % after ten years.",
        ),
        (
            "Boroughs within range",
            percent(more["coverage_80"], 0),
            "of 80 % ranges; 80 % would be right",
            "The width was fixed from published errors before scoring. Wide ranges here are no fault to be tuned away: "
            "two estimates of seven years ahead are little evidence.",
        ),
        (
            "Age bands within range",
            percent(more["coverage_80_by_age"], 0),
            "of boroughs' age bands",
            f"Reported, not tuned to. At 65 and over: {percent(first['coverage_80_at_65_and_over'], 0)} and "
            f"{percent(last['coverage_80_at_65_and_over'], 0)}.",
        ),
        (
            "Truths that disagree",
            f"{len(apart)} of 33",
            "boroughs by over 5 %" + (f"; {apart[0]['borough']} {percent(apart[0]['difference'], 0)}" if apart else ""),
            "Mid-2020 estimates against the Census of 2021, taken in lockdown. No error can be known better than that.",
        ),
    )


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    more, lines = score.more, []
    if more["truths_apart"]:
        named = ", ".join(f"{a['borough']} ({percent(a['difference'], 0, sign=True)})" for a in more["truths_apart"])
        lines.append(f"The two estimates of what happened disagree by over 5 % in {named}.")
    for o in score.origins:
        outside = ", ".join(f"{x['borough']} ({percent(x['error'], 0, sign=True)})" for x in o["outside"])
        worst = o["largest_error"]
        lines.append(
            f"Against {truth(o)}, outside their 80 % range: {outside or 'no borough'}. The largest error, "
            f"{worst['borough']} {percent(worst['error'], sign=True)}, is one that the range admits: "
            f"{percent(worst['chance_of_as_much'])} of the draws go as far."
        )
    width, poppi = more["width"], more["poppi"]
    lines.append(
        f"The width: {percent(width['median_error_after_ten_years'], 0)} in the middle case after ten years "
        f"({width['source']}). Fixed {width['fixed']}."
    )
    lines.append(
        "At equal rates the arithmetic gives what POPPI's gives: it differs by "
        f"{percent(abs(poppi['difference']), 2)} for {poppi['condition']}."
    )
    return (*lines, *more["notes"])


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files, in plain sentences."""
    lines = used.files(report["files"])
    lines.append(f"People start from {report['base']}: {report['base_note']}")
    lines += list(report["notes"])
    without: dict[tuple[str, str], list[str]] = {}
    for x in report["without_local_figure"]:
        without.setdefault((x["borough"], x["reason"]), []).append(TITLES.get(x["condition"], x["condition"]))
    lines += [f"No local figure in {place} ({why}): {', '.join(names)}." for (place, why), names in without.items()]
    return tuple(lines)


WANTED = (
    "A newer round of projections: public (ONS sub-national projections, GLA housing-led projections); used instead of "
    "the old round when it is given",
    "Registers of general practices (QOF): public by practice and sub-ICB area; the local figures here are older",
    "Survey data person by person, from which rates by age could be worked out with their errors: held by NHS England "
    "and the UK Data Service",
    "How far people with several conditions are the same people: not public by borough, so conditions are never added",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    read = [str(w) for w, s in zip(model.words, model.status, strict=True) if here.illustrative(str(s))]
    rates = f"Rates read in their source, for {', '.join(read)}: until then these are illustrative" if read else ""
    return (*([rates] if rates else []), *WANTED)


def labels(model: Fitted) -> tuple[str, ...]:
    """What the line about the data must also say: illustrative rates, and that the projection is an old round."""
    read = [here.illustrative(str(status)) for status in model.status]
    said = "Illustrative rates" if all(read) else "Some rates illustrative" if any(read) else ""
    old = "Old round" if "old" in _age(model) else ""
    return tuple(words for words in (said, old) if words)


def _age(model: Fitted) -> str:
    """Returns "old" where growth comes from a round whose last estimate is before the base year."""
    last = [
        int(word) for word in str(model.growth_source).replace(")", " ").replace(".", " ").split() if word.isdigit()
    ]
    return "old" if last and last[-1] < int(model.years[0]) - 2 else ""
