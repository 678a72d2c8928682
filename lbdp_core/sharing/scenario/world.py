"""World: the same visits steered by what is held, and by what is held and shared, on fires that neither had seen.

Each unseen year's visits go to the areas with the highest expected fires for each home, a quarter of an area's homes at
most. A visit prevents what the literature's middle estimate says of a visited home: a rate ratio of 0.70 (90% from
0.45 to 1.05; a judgement over published evaluations, the null trial among them). The fires that visits meet are those
that happened, so neither ranking is judged by its own expectation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import counts, lift
from lbdp_core.agreements.contract import bundled
from lbdp_core.agreements.register import risk_points
from lbdp_core.lift import Base
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON
from lbdp_core.sharing.model import SEED, TOP, WORLDS, Fitted, joining
from lbdp_core.sharing.scenario.levers import ALL, MAIN, NOTHING, SMALLEST, SharingLevers
from lbdp_core.sharing.schema import Dataset

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
REACH = 0.25  # most of an area's homes that a year's visits can reach
MEDIAN, LOG_SD = 0.70, float(np.log(1.05 / 0.45) / (2 * 1.645))
PREVENTS = 1 - MEDIAN * float(np.exp(LOG_SD**2 / 2))  # of a visited home's fires, on average over what it may be
NONE: tuple[str, tuple[str, ...], str, int] = ("", (), "lsoa", 0)  # what is held, with nothing shared
SAME_LIFT = {"uprn": "lsoa", "postcode": "lsoa", "lsoa": "lsoa", "ward": "ward"}


@dataclass(frozen=True, eq=False)
class Shared:
    """What a dataset changes at every unseen year, (o, n) each.

    expected, without: expected fires with the dataset, and of the model it is held against.
    gain, deviance: deviance saved, and of the model without it.
    order: areas with the highest expected rate first; top: those that together hold a tenth of all homes.
    there: (n,) areas whose borough shares.
    """

    expected: Floats
    without: Floats
    gain: Floats
    deviance: Floats
    order: NDArray[np.intp]
    top: Mask
    there: Mask


@dataclass(frozen=True, eq=False)
class World:
    """A scenario. today, scenario: (n,) fires prevented a year; by_year the same by unseen year (2, years, n).

    fields: what is shared. judged: (o,) what each unseen year is judged with: the same, but for the smallest ask, which
    is then the one that the other years chose.
    """

    fitted: Fitted
    levers: SharingLevers
    dataset: Dataset
    fields: tuple[str, ...]
    judged: tuple[tuple[str, ...], ...]
    shared: Shared
    chosen: range
    here: Mask
    by_year: Floats
    risk: float

    @classmethod
    def of(cls, fitted: Fitted, levers: SharingLevers) -> World:
        """The scenario at these levers."""
        dataset = fitted.datasets[levers.dataset]
        fields, judged = asked(fitted, levers), judging(fitted, levers)
        place, sharing = SAME_LIFT[levers.place], round(levers.boroughs)
        each = [(dataset.key, mine, place, sharing) if mine else NONE for mine in judged]
        shared = _by_year([_shared(fitted, *ask) for ask in each])
        chosen = range(len(fitted.unseen) - min(round(levers.years), len(fitted.unseen)), len(fitted.unseen))
        budget = round(levers.visits)
        before = [_prevented(fitted, *NONE, budget, o) for o in chosen]
        after = [_prevented(fitted, *each[o], budget, o) for o in chosen]
        here = np.ones(len(fitted.code), dtype=bool)
        if levers.borough != LONDON:
            here = np.asarray(fitted.borough_name == levers.borough)[fitted.borough]
        risk = risk_points(bundled(dataset.key), frozenset(kept(fitted, levers)), coarse(levers))
        return cls(fitted, levers, dataset, fields, judged, shared, chosen, here, np.array([before, after]), risk)

    @property
    def today(self) -> Floats:
        return np.asarray(self.by_year[0].mean(axis=0) * self.here)

    @property
    def scenario(self) -> Floats:
        return np.asarray(self.by_year[1].mean(axis=0) * self.here)

    @property
    def seen(self) -> Mask:
        """The areas that share and are looked at (n,)."""
        return np.asarray(self.shared.there & self.here)

    @property
    def sharing(self) -> int:
        """Boroughs that share."""
        return len(np.unique(self.fitted.borough[self.shared.there])) if self.shared.there.any() else 0

    @property
    def clusters(self) -> NDArray[np.intp]:
        """What is drawn anew as a whole (n,): boroughs, or wards where there are too few of them."""
        few = self.levers.borough != LONDON or self.sharing < 4
        return np.asarray(self.fitted.ward_of if few else self.fitted.borough)

    def draws(self, figure: Floats) -> Floats:
        """(WORLDS,) fires prevented, from a figure by area (n,): other fires, and another effect of a visit."""
        luck, effect = _worlds(self.fitted.base, len(self.chosen))
        return np.asarray((luck @ figure.astype(np.float32)).astype(float) * effect)

    @property
    def held(self) -> Shared:
        """The same where nothing is shared."""
        return _shared(self.fitted, *NONE)

    def tops(self) -> tuple[Mask, Mask]:
        """The areas that come first in each year looked at (years, n), without the dataset and with it."""
        years = list(self.chosen)
        return self.held.top[years], self.shared.top[years]


def asked(fitted: Fitted, levers: SharingLevers) -> tuple[str, ...]:
    """The dataset's own fields that an ask shares."""
    names = tuple(f.name for f in fitted.datasets[levers.dataset].fields)
    if levers.ask == NOTHING or not names:
        return ()
    if levers.ask == MAIN:
        return names[:1]
    if levers.ask == ALL:
        return names
    return smallest(fitted, levers)[1]


def judging(fitted: Fitted, levers: SharingLevers) -> tuple[tuple[str, ...], ...]:
    """What each unseen year is judged with (o,): an ask that this very year had no part in choosing."""
    fields, years = asked(fitted, levers), range(len(fitted.unseen))
    if levers.ask != SMALLEST or not fields:
        return (fields,) * len(years)
    return tuple(smallest(fitted, levers, o)[1] for o in years)


def smallest(fitted: Fitted, levers: SharingLevers, untouched: int = -1) -> tuple[int, tuple[str, ...]]:
    """The smallest ask that is as good, as a point of the frontier and its fields, chosen on all years but one.

    Of as few fields as can be, the least risk at these levers; then the highest lift.
    """
    found = fitted.says[levers.dataset][SAME_LIFT[levers.place]]
    names, contract = [f.name for f in fitted.datasets[levers.dataset].fields], bundled(levers.dataset)
    asks = {n: tuple(names[j] for j in found["points"][n]["fields"]) for n in found["smallest"][untouched]}
    least = min(asks, key=lambda n: risk_points(contract, frozenset(asks[n]), coarse(levers)))  # highest lift first
    return least, asks[least]


def kept(fitted: Fitted, levers: SharingLevers) -> tuple[str, ...]:
    """The fields of the contract that an ask shares; every field is also those that no count is made of.

    As counts by area nobody's name is among them: a count cannot carry one.
    """
    fields = asked(fitted, levers)
    if levers.ask != ALL or not fields:
        return fields
    return bundled(levers.dataset).askable(coarse(levers))


def coarse(levers: SharingLevers) -> dict[str, str]:
    """How coarse the levers make a contract."""
    return {"place": levers.place, "age": levers.age}


def idle(world: World) -> tuple[str, ...]:
    """Levers of the ask that change nothing for this dataset, a sentence each; none where nothing is shared."""
    if not world.fields:
        return ()
    held = {field.ladder for field in bundled(world.dataset.key).fields}
    lines = []
    if "place" not in held:
        lines.append("The figures are by area, so sharing homes or postcodes changes nothing.")
    if "age" not in held:
        lines.append("No field is an age, so years and bands are the same.")
    return tuple(lines)


def _by_year(each: list[Shared]) -> Shared:
    """Of the ask of each unseen year, what it changes in that year."""
    if all(one is each[0] for one in each):
        return each[0]
    parts = ("expected", "without", "gain", "deviance", "order", "top")
    rows = {part: np.stack([getattr(one, part)[o] for o, one in enumerate(each)]) for part in parts}
    return Shared(**rows, there=each[-1].there)


@remembered(48)
def _shared(fitted: Fitted, key: str, fields: tuple[str, ...], place: str, sharing: int) -> Shared:
    base, n = fitted.base, len(fitted.code)
    nothing = np.zeros((base.origins, n))
    if not fields:
        order, top = _ordered(fitted, base.expected)
        deviance = counts.deviance_terms(base.events, base.expected)
        return Shared(base.expected, base.expected, nothing, deviance, order, top, np.zeros(n, dtype=bool))
    given = fitted.at(fitted.of(key, fields), place)
    covered = joining(given, fitted.borough, sharing)
    made = lift.columns(given, fitted.borough, covered)
    expected, without, gain, deviance = (np.zeros((base.origins, n)) for _ in range(4))
    for o in range(base.origins):
        change, deviance[o] = lift.against(base, made, [o])
        without[o] = lift.rates(base, change[0], o)
        with_it = lift.joined(base, made.values, o)[1]
        expected[o] = lift.rates(base, with_it, o)
        gain[o] = lift.gains(base, with_it, o) - lift.gains(base, change[0], o)
    return Shared(expected, without, gain, deviance, *_ordered(fitted, expected), made.there)


def _ordered(fitted: Fitted, expected: Floats) -> tuple[NDArray[np.intp], Mask]:
    """Areas by expected rate, highest first (o, n), and those that together hold a tenth of all homes (o, n)."""
    homes = fitted.households
    order = np.argsort(-expected / homes, axis=1, kind="stable")
    top = np.zeros(expected.shape, dtype=bool)
    np.put_along_axis(top, order, np.cumsum(homes[order], axis=1) <= TOP * homes.sum(), axis=1)
    return order, top


@remembered(96)
def _prevented(
    fitted: Fitted, key: str, fields: tuple[str, ...], place: str, sharing: int, visits: int, o: int
) -> Floats:
    """Fires (n,) of one unseen year that its visits would have prevented, steered by what is held (and shared)."""
    order = _shared(fitted, key, fields, place, sharing).order[o]
    return np.asarray(placed(fitted, order, visits) / fitted.households * fitted.base.events[o] * PREVENTS)


def placed(fitted: Fitted, order: NDArray[np.intp], visits: float) -> Floats:
    """Visits by area (n,): in this order, up to what each can take."""
    room = (REACH * fitted.households)[order]
    found = np.empty(len(order))
    found[order] = np.clip(visits - (np.cumsum(room) - room), 0.0, room)
    return found


@remembered(6)  # one for each number of unseen years that is looked at; 8 MB each
def _worlds(base: Base, years: int) -> tuple[NDArray[np.float32], Floats]:
    """Relative fires (WORLDS, n), gamma around those seen, and relative effect of a visit (WORLDS,); means of one."""
    rng = np.random.default_rng(SEED)
    seen = np.maximum(base.events[-years:].sum(axis=0), 0.5).astype(np.float32)
    effect = 1 - MEDIAN * np.exp(LOG_SD * rng.standard_normal(WORLDS))
    return rng.standard_gamma(seen, (WORLDS, len(seen)), dtype=np.float32) / seen, effect / effect.mean()
