"""What a person should know before trusting the map, in a few numbers and sentences from the scorecard."""

from __future__ import annotations

from lbdp_core.fire.views.sure import RUNGS
from lbdp_core.result import Scorecard


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation: what a person should know before trusting the map."""
    years = [o["origin"] for o in score.origins]
    skills = [100 * o["skill"] for o in score.origins]
    more, grid = score.more, score.more["grid"]
    last = score.origins[-1]
    return (
        (
            "Better than five years evened out",
            f"{100 * score.skill:.1f} %",
            f"{min(skills):.1f} to {max(skills):.1f} by year",
            f"Mean over {years[0]} to {years[-1]} of how much smaller the error (Poisson deviance) is. In "
            f"{last['origin']}: {100 * last['skill']:.1f} %, 95 % interval {100 * last['skill_low']:.1f} to "
            f"{100 * last['skill_high']:.1f} from resampling whole boroughs.",
        ),
        (
            "80 % intervals that held",
            f"{100 * more['coverage_80']:.0f} %",
            "80 % would be right",
            "Share of areas whose count fell in the middle 80 % of what was forecast, randomised for whole numbers.",
        ),
        (
            "Tenths within chance",
            f"{more['deciles_within_bounds']:.1f} of 10",
            "by expected rate",
            "Areas in ten groups of equal homes; observed fires against expected, within 95 % Poisson bounds.",
        ),
        (
            "Of the attainable gain",
            f"{100 * more['share_of_gap_closed']:.0f} %",
            "rest: luck and what we do not hold",
            "Even someone who knew every area's true rate would miss many fires: this is our share of that gain.",
        ),
        (
            "Fires in a neighbour's area",
            f"1 in {1 / grid['expected_misassignment']:.0f}",
            f"{100 * grid['top_decile_overlap_mean']:.0f} % of the top tenth stays",
            f"Coordinates are 100 m squares. Every fire was moved within its square {grid['jitters']} times: skill in "
            f"{grid['origin']} was {100 * grid['skill_mean']:.1f} % ({100 * grid['skill_low']:.1f} to "
            f"{100 * grid['skill_high']:.1f}).",
        ),
    )


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    more = score.more
    frozen, tuned = more["skill_on_frozen_origins"], more["skill_on_tuned_origins"]
    lines = []
    if frozen is not None and tuned is not None:
        lines.append(
            f"Settings were chosen on {more['tuned_on']} (skill {100 * tuned:.1f} %) and then frozen: the years after "
            f"gave {100 * frozen:.1f} %."
        )
    return (*lines, *map(_named, more["notes"]))


def _named(note: str) -> str:
    """A note with methods by the names that the ladder gives them."""
    for rung, words in RUNGS.items():
        note = note.replace(f"`{rung}`", f"“{words}”")
    return note
