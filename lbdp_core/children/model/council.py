"""Council: the verdicts on one indicator of one council, each a short answer and a sentence, need first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lbdp_core.children.model.fitted import HORIZONS, Fitted
from lbdp_core.children.model.forecasting import neighbour_shrink
from lbdp_core.children.verdicts import Z95, next_year, run_chart
from lbdp_core.formatting import capital, likely, percent, span


@dataclass(frozen=True)
class Verdict:
    """One thing that can be said of a council's last value.

    key: now (with its 95% interval), need (unlike what its children's needs predict), among (unusual among councils),
    itself (against its own years), after (what a council here averages a year later), ahead (the forecast).
    label, answer: a few words and a figure, or yes or no. sentence: the whole.
    """

    key: str
    label: str
    answer: str
    sentence: str


def verdicts(model: Fitted, key: str, name: str, horizon: int = HORIZONS[-1]) -> tuple[Verdict, ...]:
    """The verdicts on an indicator of the council of that name; one where no figure was published."""
    return tuple(_verdicts(model, model.at(key), model.council(name), horizon))


def ranks(model: Fitted, k: int) -> str:
    """Why no rank is shown of an indicator."""
    if not np.isfinite(model.moves[k]):
        return ""
    share = percent(model.moves[k], 0)
    return f"Each year {share} of councils move to another quarter of all councils, so we show no rank."


def _verdicts(model: Fitted, k: int, c: int, horizon: int) -> Iterator[Verdict]:
    one, year, value = model.indicator(str(model.keys[k])), int(model.years[-1]), model.value[k, -1, c]
    if not np.isfinite(value):
        why = str(model.reasons[model.why[k, -1, c]]) or "not in the files"
        yield Verdict("now", f"{year}", "–", f"There is no published figure for {model.names[c]} in {year}: {why}.")
        return
    ends = f"19 chances in 20: {span(model.low[k, c], model.high[k, c], one.short)}, by chance alone."
    yield Verdict(
        "now",
        f"{year}{'' if one.share else f', {one.unit}'}",
        one.short(value),
        ends if np.isfinite(model.low[k, c]) else "",
    )
    yield _need(model, k, c)
    if np.isfinite(model.apart[k, c]):
        yield _among(model, k, c)
    own = run_chart(model.value[k, :, c])
    if np.isfinite(own.low):
        said = f"It is {own.signal}." if own.signal else "It is within the limits of its earlier years."
        yield Verdict("itself", "Unusual for this council", "Yes" if own.signal else "No", said)
    if np.isfinite(model.slope[k]):
        after = next_year(value, float(np.nanmedian(model.value[k, -1])), model.slope[k])
        said = "The mean over all councils and years. Figures far from the middle tend to move back towards it."
        yield Verdict("after", f"A council here in {year} averages in {year + 1}", one.short(after), said)
    if np.isfinite(model.ahead[k, horizon - 1, c]):
        yield _ahead(model, k, c, horizon)


def _need(model: Fitted, k: int, c: int) -> Verdict:
    label = "Unlike what need predicts"
    if not np.isfinite(model.unlike[k, c]):
        said = "Child poverty, deprivation and ages do not help to predict this, so need is not allowed for."
        return Verdict("need", label, "Not used", said)
    unlike = "Yes" if abs(model.unlike[k, c]) > Z95 else "No"
    expected = model.indicator(str(model.keys[k])).short(model.expected[k, c])
    return Verdict("need", label, unlike, f"Similar need averages {expected}.")


def _among(model: Fitted, k: int, c: int) -> Verdict:
    unusual = abs(model.apart[k, c]) > Z95
    said = "This allows for how councils normally differ."
    if not unusual and abs(model.plain[k, c]) > Z95:
        said += " Chance alone does not explain it."
    return Verdict("among", "Unusual among councils", "Yes" if unusual else "No", said)


def _ahead(model: Fitted, k: int, c: int, horizon: int) -> Verdict:
    h, say = horizon - 1, model.indicator(str(model.keys[k])).short
    ends = [say(edge[k, h, c]) for edge in (model.ahead_low, model.ahead_high)]
    rule = neighbour_shrink(model.value[k], model.near, horizon)[c]
    said = f"{capital(likely(*ends)[1:-1])}." if np.isfinite(model.ahead_low[k, h, c]) else ""
    said = f"{said} The simple rule of similar councils says {say(rule)}.".strip()
    label = f"We expect in {int(model.years[-1]) + horizon}"
    return Verdict("ahead", label, say(model.ahead[k, h, c]), said)
