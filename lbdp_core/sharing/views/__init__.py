"""What only the sharing page shows: fewer fields, the verdict and its power, contract, screening and risks."""

from __future__ import annotations

from collections.abc import Mapping

from scipy.special import betaincinv

from lbdp_core import fires_by_area
from lbdp_core.charts import Picture
from lbdp_core.levers import Levers
from lbdp_core.page import Page
from lbdp_core.result import Result, Scorecard
from lbdp_core.sharing.evaluate import TRIALS
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.schema import BUNDLED
from lbdp_core.sharing.views import contracts, verdict
from lbdp_core.sharing.views.facts import by_borough, by_year, facts, missing, remarks, rows_used, sure
from lbdp_core.sharing.views.fields_asked import ASKED, BENCH, FIELDS, TRIED
from lbdp_core.sharing.views.papers import PAPERS
from lbdp_core.sharing.views.where import LIST_WORDS, LISTED, chosen, first, measures, start


def tables(levers: Levers) -> tuple[str, ...]:
    """What the page rests on at these levers: the dataset that is asked for, and the fires."""
    dataset = BUNDLED.get(str(levers.as_dict()["dataset"]))
    return (*((dataset.table,) if dataset else ()), fires_by_area.COUNTS)


def attempt(model: Fitted, result: Result) -> str:
    """What counts as a try: the dataset whose verdict is shown; "" where nothing is shared."""
    key = str(result.levers["dataset"])
    return model.datasets[key].words if result.levers["ask"] != "none" and key in model.says else ""


def fooled(score: Scorecard) -> float:
    """How often a dataset with nothing in it may be said to add: the upper end of 95% (Clopper-Pearson)."""
    trials = score.more["trials"]
    share = max(trials[name]["adds"] for name in ("placebo", "placebo_by_ward", "placebo_of_four"))
    return float(betaincinv(share * TRIALS + 1, TRIALS - share * TRIALS, 0.975)) if share < 1 else 1.0


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the verdict beside shuffled copies, and how many boroughs it takes."""
    return verdict.gain(model, result, size), verdict.power(model, result, size)


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """The smaller ask, when more than it is asked for."""
    if result.levers["ask"] != "all" or str(result.levers["dataset"]) not in model.says:
        return None
    return "Share only the fields that help", {"ask": "smallest", "place": "lsoa", "age": "band"}


PAGE: Page[Fitted] = Page(
    lead="ask",
    offer=offer,
    stage=verdict.frontier,
    acts=acts,
    beside={"Fewer fields": verdict.frontier, "Verdict": verdict.gain, "Boroughs": verdict.power},
    over_time=verdict.over_time,
    listed=LISTED,
    list_words=LIST_WORDS,
    first=first,
    start=start,
    measures=measures,
    chosen=chosen,
    below={"Asked": ASKED, "Fields": FIELDS, "Tried": TRIED} | dict(contracts.SCENES),
    scenes={"Why": FIELDS, "Verdict": BENCH, "Datasets": TRIED} | dict(contracts.SCENES),
    tables=tables,
    papers=PAPERS,
    attempt=attempt,
    fooled=fooled,
    facts=facts,
    remarks=remarks,
    sure=sure,
    by_year=by_year,
    by_borough=by_borough,
    missing=missing,
    rows_used=rows_used,
)
