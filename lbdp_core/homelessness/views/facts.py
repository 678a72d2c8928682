"""What a person should know before trusting a figure, and what the data are made of and lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core import quarters, row_accounts
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.views.evaluation import STANDS, percent
from lbdp_core.result import Scorecard


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation."""
    more, by = score.more, score.more["by_horizon"]
    near, far = by["1"], by["4"]
    cells = [stands for at in more["stands"].values() for stands in at.values()]
    reached = cells.count("model")
    return (
        (
            "Better than last year's quarter",
            percent(score.skill),
            f"our goal of {percent(more['goal'])} is reached in {reached} of {len(cells)} kinds of forecast",
            "How much smaller the error (weighted interval score) is than when we repeat the same quarter of last "
            "year. Averaged over forecasts that were not used to choose the method.",
        ),
        (
            "Better than the last figure",
            percent(more["skill_over_last_value"], 1),
            "the harder rule to beat",
            "The same, compared with each area's last figure. Last year's quarter is easy to beat. This gain is small.",
        ),
        (
            "One quarter ahead",
            percent(near["skill"]),
            f"{percent(near['skill_low'])} to {percent(near['skill_high'])}",
            "The same, one quarter ahead, with its 95% interval.",
        ),
        (
            "Four quarters ahead",
            percent(far["skill"]),
            f"use {STANDS[more['stands_at']['4']]}",
            "The same, four quarters ahead. Where the goal is not reached, the dotted line beside the forecast (last "
            "year's quarter) is as good a guide.",
        ),
        (
            "Figures inside their 80% range",
            percent(more["coverage_80"]),
            f"{percent(more['coverage_80_low'])} to {percent(more['coverage_80_high'])}, where 80% would be right",
            f"Of {more['forecasts_scored']:,} borough figures that were reported. {more['not_published']:,} were not "
            "reported. We neither check nor fill these in.",
        ),
    )


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    more = score.more
    lines = []
    for target, at in more["stands"].items():
        short = [h for h, stands in at.items() if stands != "model"]
        if short:
            said = " and ".join(f"{h} ({percent(more['by_target_and_horizon'][target][h]['skill'], 1)})" for h in short)
            lines.append(
                f"{settings.TARGET_WORDS[target]}: the method misses our goal {said} quarters ahead. Use last year's "
                "quarter there, drawn beside the forecast."
            )
    london = more["london"]
    lines += [
        f"{settings.TARGET_WORDS[t]}, London: {percent(f['skill'])} better than last year's quarter, "
        f"{percent(f['skill_over_last_value'], sign=True)} than the last figure. {percent(f['coverage_80'])} lay "
        "inside the 80% range."
        for t, f in london.items()
        if f["skill"] is not None
    ]
    chosen = more["chosen_on"]
    lines.append(
        f"We chose the method on quarters up to {quarters.months(chosen['quarters_until'])} alone, where it was "
        f"{percent(chosen['skill'])} better. Every figure above is for later forecasts."
    )
    street = more["street"]
    if street["rows"]:
        side = "low" if street["bias"] < 0 else "high"
        lines.append(
            f"Rough sleeping: in {len(street['rows'])} comparisons with London's published quarters, the model was "
            f"wrong by {percent(street['mean_error'], 1)} and the last figure by "
            f"{percent(street['mean_error_last_value'], 1)}. {percent(street['inside_80'])} of the published figures "
            f"lay in the 80% range. The model was {percent(abs(street['bias']), 1)} too {side} on average."
        )
    return (*lines, *more["notes"])


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files, in plain sentences."""
    lines = row_accounts.files(report["files"])
    years = report["snapshot_years"]
    lines.append(f"Autumn snapshots of {years[0]} to {years[-1]}.")
    lines.append(f"CHAIN, {report['chain_quarters'][0]} to {report['chain_quarters'][-1]}: {report['chain_note']}.")
    books = report.get("books", {})
    if books:
        missing = "; ".join(f"{n:,} ({reason})" for reason, n in books["missing"].items())
        lines.append(f"H-CLIC: {len(books['quarters'])} quarters. Missing figures: {missing}.")
        lines += [f"Not used: {file} ({why})." for file, why in books["replaced"].items()]
    return tuple(lines)


WANTED = (
    "CHAIN by borough and quarter: public on the London Datastore. A file with area, period, measure and people "
    "replaces the synthetic boroughs",
    "Boroughs' missing H-CLIC returns: ask the boroughs",
    "Evaluation of the 56-day asylum notice: promised for spring 2026, not found",
    "Local Housing Allowance rates and private rents by area: public (Valuation Office Agency, ONS). They are not in "
    "the folder, so this page does not measure the gap",
    "Who was owed a duty before sleeping rough (links between CHAIN and H-CLIC): ask the GLA's data programmes",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    last = quarters.words(str(model.quarters[-1]))
    newer = f"H-CLIC after {last}: public. Put the newer files into the folder and build again"
    return (*(WANTED if model.synthetic else WANTED[1:]), newer)


def labels(model: Fitted) -> tuple[str, ...]:
    """What the line about the data must also say."""
    return ("Synthetic: rough sleeping by borough",) if model.synthetic else ()
