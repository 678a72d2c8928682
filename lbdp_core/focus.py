"""Focus: which borough a scenario is looked at in, for the themes whose places are boroughs.

A focus never changes the future: it only says which places are added up, and which one stands out among the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.levers import Levers, choice
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.sources import DataError

M = TypeVar("M")
L = TypeVar("L", bound=Levers)
WHY = "Shows one borough. It changes nothing else."


def borough_lever(group: str, why: str = WHY) -> Any:
    """The view lever of a borough, or of all of London: a field named `borough`.

    >>> borough_lever("Look at").metadata["lever"].words("London")
    'All of London'
    """
    choices = {LONDON: "All of London"} | {name: name for name in sorted(NAMES)}
    return choice(LONDON, "Borough", choices, group=group, why=why, kind="view")


def mask(places: NDArray[Any], borough: str, missing: str = "choose another borough") -> NDArray[np.bool_]:
    """(p,) true for the places that a borough is, and for all of them where it is London.

    Raises:
        DataError: no place has that name; `missing` says what to do.

    >>> mask(np.array(["Brent", "Camden"]), "Camden").tolist(), mask(np.array(["Brent"]), "London").tolist()
    ([False, True], [True])
    """
    here = np.ones(len(places), bool) if borough == LONDON else np.asarray(places == borough)
    if not here.any():
        raise DataError(f"The data holds nobody in {borough}; {missing}.")
    return here


def where(result: Result) -> str:
    """The borough looked at, or London."""
    return str(result.levers["borough"])


@dataclass(frozen=True)
class Focus(Generic[M, L]):
    """What the pictures of a theme of boroughs need to know of a result: its levers, and the same over all of London.

    kind: the theme's class of levers. run: its scenario.
    """

    kind: type[L]
    run: Callable[[M, L], Result]

    def levers(self, result: Result) -> L:
        """The levers that a result was asked for."""
        return self.kind(**result.levers)

    def moved(self, result: Result) -> bool:
        """Whether the levers change anything from today's course."""
        levers = self.levers(result)
        return levers != levers.unchanged()

    def over_london(self, result: Result) -> L:
        """The same levers, looked at over all of London."""
        values: dict[str, Any] = {"borough": LONDON}
        return replace(self.levers(result), **values)

    def places(self, model: M, result: Result) -> pd.DataFrame:
        """The places of the same scenario over all of London, for what shows a borough among the others."""
        return result.places if where(result) == LONDON else _places(model, self.run, self.over_london(result))


@remembered(16)
def _places(model: Any, run: Callable[[Any, Any], Result], levers: Levers) -> pd.DataFrame:
    return run(model, levers).places  # not the result: its tables to come hold the model, which a cache may not
