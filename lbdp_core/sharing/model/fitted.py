"""What is kept: the base model in the sums that a dataset needs, every dataset's values, and what the bench found."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import plain_json
from lbdp_core.lift import Base
from lbdp_core.own import Say, silent
from lbdp_core.sharing import baseline
from lbdp_core.sharing.load import Evidence
from lbdp_core.sharing.model.bench import trial
from lbdp_core.sharing.model.frontier import frontier
from lbdp_core.sharing.model.placebo import asks, placebos
from lbdp_core.sharing.model.settings import PLACES
from lbdp_core.sharing.schema import BUNDLED, EMPTY, OWN, Dataset, Field

Floats = NDArray[np.float64]
PARTS = ("past", "mean_past", "weight", "score", "inverse", "expected", "events")


@dataclass(frozen=True, eq=False)
class Fitted:
    """n areas in the order of areas/lsoa.csv, b boroughs, o unseen years, v values of all datasets side by side.

    borough, ward_of: (n,) positions of each area's borough and ward. unseen: (o,) years.
    fixed ... events: the parts of `lift.Base`, as 32-bit numbers where there are many.
    values:   (n, v). value_of: (v,) key of the dataset that each belongs to; value_name its field.
    found:    JSON: by key, what the bench found ("trial"), and by place ("lsoa", "ward") the frontier, with shuffles of
              the asks that a meeting may look at ("placebos").
    own:      JSON: what a session's own file is called, its year and its field's words; "" in the stored model.
    """

    code: np.ndarray
    name: np.ndarray
    ward: np.ndarray
    ward_of: np.ndarray
    borough_name: np.ndarray
    borough: np.ndarray
    households: np.ndarray
    unseen: np.ndarray
    held: tuple[str, ...]
    fixed: np.ndarray
    past: np.ndarray
    mean_past: np.ndarray
    weight: np.ndarray
    score: np.ndarray
    inverse: np.ndarray
    expected: np.ndarray
    events: np.ndarray
    values: np.ndarray
    value_of: np.ndarray
    value_name: np.ndarray
    found: str
    own: str

    @cached_property
    def base(self) -> Base:
        """The base model, in full precision of what is kept."""
        parts = {name: np.asarray(getattr(self, name), dtype=float) for name in PARTS}
        return Base(fixed=np.asarray(self.fixed, dtype=float), **parts)

    @cached_property
    def says(self) -> dict[str, Any]:
        """What the bench found, by dataset."""
        return dict(json.loads(self.found))

    @cached_property
    def datasets(self) -> dict[str, Dataset]:
        """Every dataset by key; the session's own is without fields until a file is given."""
        return dict(BUNDLED) | {OWN: self._own()}

    def _own(self) -> Dataset:
        if not self.own:
            return replace(EMPTY, fields=())
        told = json.loads(self.own)
        field = Field("count", told["field"], told["field"])
        return replace(EMPTY, words=told["words"], year=told["year"], fields=(field,), made=told["made"])

    def of(self, key: str, fields: tuple[str, ...] | None = None) -> Floats:
        """Values (n, fields) of a dataset: all its fields, or those named."""
        mine = np.flatnonzero(self.value_of == key)
        if fields is not None:
            mine = np.array([i for name in fields for i in mine if self.value_name[i] == name], dtype=int)
        return np.asarray(self.values[:, mine], dtype=float)

    def at(self, values: Floats, place: str) -> Floats:
        """Values (n, c) as they would be given for whole wards, or as they are."""
        if place != "ward":
            return values
        weight = np.where(np.isfinite(values), self.households[:, None], 0.0)
        wards = int(self.ward_of.max()) + 1
        whole, part = np.zeros((wards, values.shape[1])), np.zeros((wards, values.shape[1]))
        np.add.at(whole, self.ward_of, weight)
        np.add.at(part, self.ward_of, weight * np.nan_to_num(values) ** 2)  # a root's square is the share
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.sqrt(part / whole)[self.ward_of])


def beside(model: Fitted, **changes: Any) -> Fitted:
    """A model that differs in its datasets alone: it shares the base, and what was worked out of that."""
    found = replace(model, **changes)
    found.__dict__["base"] = model.base
    return found


def fit(evidence: Evidence) -> Fitted:
    """The base model, and the bench's findings on every bundled dataset."""
    found = bare(evidence)
    return beside(found, found=plain_json.text({key: looked_at(found, key) for key in BUNDLED}))


def bare(evidence: Evidence) -> Fitted:
    """The base model and the datasets, before the bench has looked at any."""
    ground, areas = evidence.ground, evidence.ground.areas
    names, borough = ground.boroughs
    _, ward_of = np.unique(areas["ward_code"].to_numpy(dtype=str), return_inverse=True)
    model = baseline.fitted(ground)
    keys = [(key, f.name) for key, d in BUNDLED.items() for f in d.fields]
    many = ("past", "mean_past", "weight", "score", "expected", "events", "fixed")
    wide = {name: np.asarray(getattr(model, name), dtype=np.float32) for name in many}
    return Fitted(
        code=areas["code"].to_numpy(dtype=str),
        name=areas["name"].to_numpy(dtype=str),
        ward=areas["ward"].to_numpy(dtype=str),
        ward_of=ward_of,
        borough_name=names,
        borough=borough,
        households=ground.households,
        unseen=np.array(ground.unseen),
        held=baseline.held(ground)[0],
        inverse=model.inverse,
        values=np.column_stack([evidence.values[key] for key in BUNDLED]).astype(np.float32),
        value_of=np.array([key for key, _ in keys]),
        value_name=np.array([name for _, name in keys]),
        found="{}",
        own="",
        **wide,
    )


def looked_at(model: Fitted, key: str, say: Say = silent) -> dict[str, Any]:
    """What the bench says of one dataset of the model: the trial, and at each place the frontier and its shuffles."""
    given = model.of(key)

    def sooner(words: str, part: float) -> None:  # the shuffles of smaller asks take longer than the trial
        say(words, 0.4 * part)

    found: dict[str, Any] = {"trial": whole(model, key, sooner)}
    for part, place in enumerate(PLACES):
        say("Shuffling smaller asks, and asks of fewer boroughs", 0.4 + 0.3 * part)
        held = model.at(given, place)
        points = frontier(model.base, held, model.borough)
        found[place] = points | {"placebos": placebos(model.base, held, model.borough, asks(points))}
    return found


def whole(model: Fitted, key: str, say: Say = silent) -> dict[str, Any]:
    """The trial of a dataset with every field, by LSOA, over all boroughs that have it and all unseen years."""
    return trial(model.base, model.of(key), model.borough, model.ward_of, model.households, say=say)
