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
            f"goal {percent(more['goal'])}: reached in {reached} of {len(cells)} targets and horizons",
            "How much smaller the error (weighted interval score) is than that of repeating the same quarter of last "
            "year, the seasonal-naive rule. Averaged over forecasts that were not used to choose the method.",
        ),
        (
            "Better than the last figure",
            percent(more["skill_over_last_value"], 1),
            "the harder rule to beat",
            "The same against each area's last figure carried on. Last year's quarter is easy to beat; this gain is "
            "small.",
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
            f"go by {STANDS[more['stands_at']['4']]}",
            "The same, four quarters ahead. Where the goal is not reached, the dotted line beside the forecast "
            "(seasonal-naive) is as good a guide.",
        ),
        (
            "80% ranges that held",
            percent(more["coverage_80"]),
            f"{percent(more['coverage_80_low'])} to {percent(more['coverage_80_high'])}; 80% would be right",
            f"Of {more['forecasts_scored']:,} borough figures that were reported. {more['not_published']:,} were "
            "not reported; they are neither scored nor filled in.",
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
                f"{settings.TARGET_WORDS[target]}: the goal is not reached {said} quarters ahead. Last year's quarter, "
                "drawn beside the forecast, is as good a guide there."
            )
    london = more["london"]
    said = "; ".join(
        f"{settings.TARGET_WORDS[t].lower()} {percent(f['skill'])} ({percent(f['skill_over_last_value'], sign=True)}), "
        f"{percent(f['coverage_80'])} inside 80%"
        for t, f in london.items()
        if f["skill"] is not None
    )
    lines.append(f"London's own row, better than last year's quarter (than the last figure): {said}.")
    chosen = more["chosen_on"]
    lines.append(
        f"The method was chosen on quarters up to {quarters.months(chosen['quarters_until'])} alone, where it was "
        f"{percent(chosen['skill'])} better. Every figure above is of later forecasts."
    )
    street = more["street"]
    if street["rows"]:
        side = "low" if street["bias"] < 0 else "high"
        lines.append(
            f"Rough sleeping: {len(street['rows'])} looks at London's published quarters. The model was off by "
            f"{percent(street['mean_error'], 1)} and the last figure by {percent(street['mean_error_last_value'], 1)}; "
            f"{percent(street['inside_80'])} of the published figures lay in the 80% range. It expects numbers to stay "
            f"level, and was {percent(abs(street['bias']), 1)} too {side} on average."
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
        lines.append(f"H-CLIC: {len(books['quarters'])} quarters; figures of areas that are missing: {missing}.")
        lines += [f"Not used: {file} ({why})." for file, why in books["replaced"].items()]
    return tuple(lines)


WANTED = (
    "CHAIN by borough and quarter: public on the London Datastore; given as area, period, measure, people it takes "
    "over from the synthetic boroughs",
    "Boroughs' missing H-CLIC returns: known to the boroughs alone",
    "Evaluation of the 56-day asylum notice: promised for spring 2026, not found",
    "Housing allowance rates and private rents by area: public (VOA, ONS); not in the folder, so the gap itself is "
    "not measured here",
    "Links between CHAIN and H-CLIC (who was owed a duty before sleeping rough): held by the GLA's data programmes",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    last = quarters.words(str(model.quarters[-1]))
    newer = f"H-CLIC after {last}: public; put the newer books into the folder and build again"
    return (*(WANTED if model.synthetic else WANTED[1:]), newer)


def labels(model: Fitted) -> tuple[str, ...]:
    """What the line about the data must also say."""
    return ("Synthetic: rough sleeping by borough",) if model.synthetic else ()
