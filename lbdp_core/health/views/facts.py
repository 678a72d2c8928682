"""What a person should know before trusting a figure, and what the data are made of and lack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lbdp_core import row_accounts
from lbdp_core.formatting import percent
from lbdp_core.health.conditions import CONDITIONS
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario.assumptions import hard_ages
from lbdp_core.health.views import scope
from lbdp_core.result import Scorecard

TITLES = {condition.key: condition.title for condition in CONDITIONS}


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation."""
    origins, apart = score.origins, score.more["truths_apart"]
    last, off = origins[-1], [o["median_borough_error"] for o in origins]
    bands = [(band["ages"], band["coverage_80"]) for band in last["by_age"]]
    low, high = (pick(bands, key=lambda band: band[1]) for pick in (min, max))
    each = ", ".join(f"{percent(o['skill'], 0)} against {o['against']}" for o in origins)
    return (
        (
            "Better than a simple rule",
            percent(score.skill, 0),
            each,
            "How much smaller the error of the old projection was than that of the better of two simple rules: “no "
            "change” and “constant growth”. Averaged over all later estimates.",
        ),
        (
            "Error in the middle borough",
            percent(max(off)),
            f"by the least favourable estimate, {percent(min(off))} by the most favourable",
            f"Borough totals, {origins[0]['horizon']:g} to {last['horizon']:g} years ahead. The published error is 7% "
            "after ten years.",
        ),
        (
            "Boroughs within range",
            percent(last["coverage_80"], 0),
            f"against {last['against']}: 80% would be right",
            "We set the range from published errors and two older estimates. One old projection is little evidence.",
        ),
        (
            "Age bands within range",
            f"{percent(low[1], 0)} to {percent(high[1], 0)}",
            f"of boroughs: fewest at ages {low[0]}, most at {high[0]}",
            f"Against {last['against']}: {', '.join(f'{percent(share, 0)} at {name}' for name, share in bands)}.",
        ),
        (
            "Estimates that disagree",
            f"{len(apart)} of 33",
            "boroughs by over 5%" + (f", {apart[0]['borough']} {percent(apart[0]['difference'], 0)}" if apart else ""),
            "Mid-2020 estimates compared with the 2021 Census, taken in lockdown. No error can be known better than "
            "that.",
        ),
    )


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    width = score.more["width"]
    median = percent(width["median_error_after_ten_years"], 0)
    sizes = f"The range allows for an error of {median} in the middle case after ten years ({width['source']})."
    return sizes, f"By age: {hard_ages()}.", f"We set these {width['fixed']}.", *score.more["notes"]


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files, in plain sentences."""
    lines = row_accounts.files(report["files"])
    lines.append(f"People start from {report['base']}: {report['base_note']}")
    lines += list(report["notes"])
    without: dict[tuple[str, str], list[str]] = {}
    for x in report["without_local_figure"]:
        without.setdefault((x["borough"], x["reason"]), []).append(TITLES.get(x["condition"], x["condition"]))
    lines += [f"No local figure in {place} ({why}): {', '.join(names)}." for (place, why), names in without.items()]
    return tuple(lines)


WANTED = (
    "Newer projections (ONS sub-national, GLA housing-led): public. Put a file into the folder to use it",
    "GP registers (Quality and Outcomes Framework): public by practice and area of the NHS. The local figures here are "
    "older",
    "Survey answers of each person, to work out rates by age with their errors: NHS England and the UK Data Service",
    "How many people have several conditions: not public by borough, so conditions are never added",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    marks = dict(zip(model.condition, model.status, strict=True))
    judged = [it.title for it in CONDITIONS if scope.judged(str(marks.get(it.key, "")))]
    rates = f"Published rates by age for {', '.join(judged)}: until we find them, some are our judgement"
    return (rates, *WANTED) if judged else WANTED


def labels(model: Fitted) -> tuple[str, ...]:
    """What the line about the data must also say: rates that are judged, a projection that is old."""
    judged = [scope.judged(str(status)) for status in model.status]
    judgement = "Rates are our judgement" if all(judged) else "Some rates are our judgement" if any(judged) else ""
    last = [int(word) for word in re.findall(r"\b\d{4}\b", str(model.growth_source))]
    old = "Old projection" if last and last[-1] < scope.base(model) - 2 else ""  # of an estimate before the base year
    return tuple(words for words in (judgement, old) if words)
