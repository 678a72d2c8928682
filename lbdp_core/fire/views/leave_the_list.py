"""Leave the list: the least change that brings an area out of the top decile, with what is locked left as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lbdp_core.columns import BY_NAME
from lbdp_core.fire import counterfactual
from lbdp_core.fire.counterfactual.data_support import ranks
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.counterfactual import ASSOCIATION, unseen
from lbdp_core.fire.views.one_area import named
from lbdp_core.fire.views.why import fine, words
from lbdp_core.model_cache import remembered

WHY_LOCKED = (
    "Locked at first: what nobody sets (a rank is a place among others, a score is modelled), and what takes decades "
    "(ages, health, buildings, density). Left free: tenure, crowding, households' deprivation."
)
FREE = ("Tenure", "Crowding and spare rooms", "Households' deprivation")
_BY_GROUP = {
    "tenure": "Tenure",
    "overcrowding": "Crowding and spare rooms",
    "deprivation": "Households' deprivation",
    "age": "Ages",
    "accommodation": "Kinds of home",
    "health": "Health and disability",
    "place": "Density",
    "household": "Households' size and kind",
    "community": "Community scores",
}
RANKS = "Ranks of deprivation"


@dataclass(frozen=True)
class Locks:
    """groups: words -> names of drivers. start: groups that are locked at first. why: the reason, in a sentence."""

    groups: Mapping[str, tuple[str, ...]]
    start: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Leaving:
    """found: whether there is a change. lines: what to read. table: the change. warnings: what to doubt."""

    found: bool
    lines: tuple[str, ...]
    table: pd.DataFrame | None
    warnings: tuple[str, ...]


@remembered(4)
def locks(model: Fitted) -> Locks:
    """What can be locked together."""
    groups: dict[str, list[str]] = {words: [] for words in (*FREE, *_BY_GROUP.values(), RANKS)}
    for name in model.features:
        column = BY_NAME.get(name)
        group = RANKS if column is None or column.unit == "rank" else _BY_GROUP[column.group]
        groups[group].append(name)
    held = {words: tuple(names) for words, names in groups.items() if names}
    return Locks(held, tuple(words for words in held if words not in FREE), WHY_LOCKED)


@remembered(64)
def _least(model: Fitted, i: int, locked: frozenset[int]) -> counterfactual.Least:
    return counterfactual.least(model, i, locked)


def least(model: Fitted, i: int, locked: Collection[str]) -> Leaving:
    """The least change of area i, in words and as a table; `locked` names the drivers that stay."""
    fixed = frozenset(k for k, name in enumerate(model.features) if name in set(locked))
    found = _least(model, i, fixed)
    rate, line = float(1_000 * model.driver_rate[i]), 1_000 * found.line
    where = f"{named(model, i)}, has {rate:.2f} dwelling fires per 1,000 homes a year by the model that explains"
    if not found.top:
        text = f"{where}: it is not in the top tenth of homes, which begins at {line:.2f}, so nothing need change."
        return Leaving(False, (text,), None, ())
    if found.values is None:
        text = (
            f"{where}. With these locked there is no change of one or two things that would bring it below {line:.2f}, "
            "where the top tenth of homes begins; unlock more, or take it that this place is what it is."
        )
        return Leaving(False, (text,), None, ())
    moved = "one change is enough" if found.moved == 1 else "it takes two changes"
    then, digits = 1_000 * found.rate, 2 if rate - line >= 0.01 and line - 1_000 * found.rate >= 0.01 else 4
    lines = (
        f"{where}. To leave the top tenth of homes it would have to come from {rate:.{digits}f} to below "
        f"{line:.{digits}f}, and {moved}: with the figures below the model would give it {then:.{digits}f}.",
        "Least means fewest changes, then the fewest of London's areas passed over; a change to what some area is like "
        "goes before one to what none is. Carrying some of one share over to another of the same whole is one change. "
        "All that is not listed stays as it is, and the other areas too.",
    )
    how, doubt = found.support, f"{ASSOCIATION} Read it as how far this place is from the line, not as a plan."
    if how is not None and how.outside:
        return Leaving(True, lines, _table(model, i, found), (unseen(model, i, found.values, how), doubt))
    return Leaving(True, (*lines, _like(model, i, how)), _table(model, i, found), (doubt,))


def _table(model: Fitted, i: int, found: counterfactual.Least) -> pd.DataFrame:
    assert found.values is not None
    held = ranks(model)
    rows = []
    for k in np.flatnonzero(np.abs(found.values - model.values[i]) > 1e-9):
        name, now, then = model.features[k], float(model.values[i, k]), float(found.values[k])
        passed = abs(float(held.of(int(k), np.array([then]))[0] - held.rank[i, k]))
        rows.append((words(name), fine(name, now), fine(name, then), f"{100 * passed:.0f} %"))
    return pd.DataFrame(rows, columns=["Driver", "Now", "Would be", "London's areas in between"])


def _like(model: Fitted, i: int, how: counterfactual.Support | None) -> str:
    """The real area that is most like the proposal."""
    if how is None:
        return ""
    if how.nearest == i:
        return "Of London's areas, the most like that is this one as it is."
    return f"Areas like that exist; the nearest is {named(model, how.nearest)}, at {_per_1000(model, how.nearest)}."


def _per_1000(model: Fitted, i: int) -> str:
    return f"{1_000 * model.driver_rate[i]:.2f}"
