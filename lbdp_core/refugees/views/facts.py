"""What a person should know before trusting a figure, and what the data are made of and lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core import row_accounts
from lbdp_core.formatting import percent, plural
from lbdp_core.provenance import COPY
from lbdp_core.refugees.findings import alone, since
from lbdp_core.refugees.model import Fitted
from lbdp_core.result import Scorecard


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation."""
    rows = {row["horizon"]: row for row in score.more["by_horizon"]}
    first, last, more = rows[min(rows)], rows[max(rows)], score.more
    nearer = {
        h: f"{percent(r['skill'], sign=True)} (error {percent(r['model'])}, the last count {percent(r['last_value'])})"
        for h, r in rows.items()
    }
    covered, longest = {h: percent(r["coverage_80"], 0) for h, r in rows.items()}, more["at_longest"]
    return (
        ("Better than the last count", percent(score.skill, 1),
         f"average of {len(score.origins)} forecasts since {since(score)}",
         "How much smaller the forecast's error was than if the last count had not changed. " + _by_horizon(nearer)),
        (f"Error {plural(first['horizon'], 'quarter')} ahead", percent(first["model"]),
         f"the last count {percent(first['last_value'])}",
         "Absolute errors of 33 boroughs, divided by all people in support."),
        (f"Error {plural(last['horizon'], 'quarter')} ahead", percent(last["model"]),
         f"the last count {percent(last['last_value'])}, {last['origins']} forecasts",
         f"With London's total known, boroughs would have been wrong by {percent(longest['total_known'])}. With their "
         f"shares known, by {percent(longest['shares_known'])}."),
        ("Boroughs within range", percent(more["coverage_80"], 0), "of 80% ranges, where 80% would be right",
         "From errors that the rule had made before each forecast. We do not judge it on fewer than six forecasts. "
         + _by_horizon(covered)),
        ("Older series", percent(more["skill_before"], 1, sign=True),
         "better than the last count, in forecasts after 2019",
         "We did not choose the rule on these. On those we chose it on, it was "
         f"{percent(more['skill_before_tuned'], 1, sign=True)}."),
    )  # fmt: skip


def _by_horizon(said: Mapping[int, str]) -> str:
    return f"By quarters ahead: {', '.join(f'{horizon}: {words}' for horizon, words in said.items())}."


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    high = sum(o["london"]["model"] > 0 for o in score.origins)
    like = ", ".join(
        f"{percent(row['model'])} at {row['horizon']} (the last count {percent(row['last_value'])})"
        for row in score.more["accommodated_by_horizon"]
    )
    lines = [
        f"The forecast was too high for London in {high} of {len(score.origins)} forecasts since {since(score)}.",
        alone(score),
    ]
    lines += [f"Without people on subsistence only, whom some quarters leave out, the error was {like}."] * (like != "")
    lines += [
        f"Homelessness duties {plural(row['horizon'], 'quarter')} ahead: wrong by {percent(row['model'], 0)} over "
        f"boroughs, the last published quarter by {percent(row['last_value'], 0)}. {percent(row['coverage_80'], 0)} of "
        f"boroughs lay in the 80% range ({plural(row['origins'], 'forecast')})."
        for row in score.more["duties_by_horizon"]
    ]
    return (*lines, *score.more["notes"])


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the publishers' files, in plain sentences."""
    lines = row_accounts.files(report["files"])
    lines += list(report["notes"])
    lines += [f"Not in the folder: {what}." for what in report["not_in_the_folder"]]
    return tuple(lines)


WANTED = (
    "Later quarters of asylum support: public. Add the Home Office's releases to the data folder as they come out",
    "Appeals by quarter: public (tribunal statistics). We use only the figures in the assumptions",
    "Where people go after a grant: only in boroughs' own records",
    "People on the Afghan schemes and arrivals of Homes for Ukraine, by borough: public, but not in the folder",
)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data, with the public source where there is one."""
    duties = (
        ()
        if len(model.duty_quarters)
        else ("Duties after asylum support by borough: public (H-CLIC), but not in the folder",)
    )
    return (*duties, *WANTED)


def labels(model: Fitted) -> tuple[str, ...]:
    """What the line about the data must also say: whether a copy of the publisher's table was read."""
    return (COPY.capitalize(),) * model.copied
