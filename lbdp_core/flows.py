"""Flows: people in compartments, moved on step by step; nobody is lost and nobody is made up.

A system is a list of compartments in the order in which people pass through them, the ways in and the ways out of them.
A step is a month or a quarter. In each step first people come in; then the compartments are served in their order,
so that a person may pass through several in one step; who flows back to one already served waits there for the next.
What a way out asks for is capped by the people who are there, so a capacity larger than its queue moves the queue.

Every figure may be a number, or an array whose first axis is the steps and whose others are draws, places, and so on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
OUT = ""  # outside the system


@dataclass(frozen=True)
class Entry:
    """A way in: `amount` people a step, from outside to a compartment.

    late: they come when a step ends, after all compartments were served, and can leave in the next one.
    """

    name: str
    target: str
    amount: ArrayLike
    late: bool = False


@dataclass(frozen=True)
class Exit:
    """A way out of a compartment; one of three kinds, by what is given.

    share:  of the people there at the time, in each step (a rate).
    amount: people a step, as far as they are there (a capacity, or a dated step such as a hotel that closes).
    stay:   how many steps everybody stays, by the step in which they came (a fixed delay; no draws). People who come in
            evenly over a step leave evenly over a step; those there at the start leave evenly over the first stay.
    to:     compartment, or OUT, -> the part of the leavers that goes there; the parts add up to one.
    """

    name: str
    source: str
    to: Mapping[str, ArrayLike] = field(default_factory=lambda: {OUT: 1.0})
    share: ArrayLike | None = None
    amount: ArrayLike | None = None
    stay: ArrayLike | None = None


@dataclass(frozen=True, eq=False)
class History:
    """What happened.

    stock:   by compartment, (steps + 1, ...) people at the start and after each step.
    moved:   by (name of the way, source, target), (steps, ...) people; source or target is OUT outside.
    """

    stock: Mapping[str, Array]
    moved: Mapping[tuple[str, str, str], Array]

    def into(self, compartment: str) -> Array:
        """People who came to a compartment (or left the system, for OUT), (steps, ...)."""
        return sum_of([flow for (_, source, target), flow in self.moved.items() if target == compartment != source])

    def out_of(self, compartment: str) -> Array:
        """People who left a compartment (or came from outside, for OUT), (steps, ...)."""
        return sum_of([flow for (_, source, target), flow in self.moved.items() if source == compartment != target])

    def way(self, name: str) -> Array:
        """People who went one way, wherever it led, (steps, ...).

        Raises:
            KeyError: there is no such way.
        """
        found = [flow for (way, _, _), flow in self.moved.items() if way == name]
        if not found:
            raise KeyError(name)
        return sum_of(found)

    def mean(self) -> History:
        """The same in the mean of the draws, the first axis after the steps: small enough to keep."""
        stock = {name: people.mean(axis=1) for name, people in self.stock.items()}
        return History(stock, {way: flow.mean(axis=1) for way, flow in self.moved.items()})

    def unaccounted(self) -> float:
        """The largest share of people that any step lost or made up in any compartment: nought but for rounding."""
        worst = 0.0
        for name, stock in self.stock.items():
            gap = np.abs(np.diff(stock, axis=0) - (self.into(name) - self.out_of(name)))
            worst = max(worst, float((gap / np.maximum(np.abs(stock[:-1]), 1.0)).max(initial=0.0)))
        return worst


def simulate(
    compartments: Sequence[str],
    entries: Sequence[Entry],
    exits: Sequence[Exit],
    start: Mapping[str, ArrayLike],
    steps: int,
    kept: Collection[str] | None = None,
    precision: type[np.floating[Any]] = np.float64,
) -> History:
    """Run a system for a number of steps.

    Args:
        compartments: in the order in which they are served.
        start: people there at the beginning, by compartment; nobody where not given. Each of shape (...) without steps.
        kept: compartments whose people the history keeps; all, if it is not given.
        precision: in which the history keeps flows. They are worked out in double precision, whatever it is.

    Raises:
        ValueError: a way leads from or to a compartment that is not there, is of no kind or of two, or is named as
            another is; or a compartment with a fixed stay has another way out.
    """
    _check(compartments, entries, exits)
    shape = _shape(entries, exits, start)
    held = {name: np.array(np.broadcast_to(np.asarray(start.get(name, 0.0), float), shape)) for name in compartments}
    came = {way.source: np.zeros(shape) for way in exits if way.stay is not None}
    stock = {name: np.empty((steps + 1, *shape)) for name in (compartments if kept is None else kept)}
    ways = [(entry.name, OUT, entry.target) for entry in entries]
    ways += [(way.name, way.source, target) for way in exits for target in way.to]
    moved = {way: np.zeros((steps, *shape), precision) for way in ways}
    leaving = {way.source: _Stay(way, held[way.source], steps) for way in exits if way.stay is not None}
    for name, people in stock.items():
        people[0] = held[name]
    for t in range(steps):
        _come([entry for entry in entries if not entry.late], moved, held, came, t)
        for name in compartments:
            mine = [way for way in exits if way.source == name]
            for way, people in _leave(mine, held[name], came.get(name), leaving.get(name), t):
                held[name] -= people
                for target, part in _parts(way, people, t):
                    moved[(way.name, name, target)][t] = part
                    if target != OUT:
                        _arrive(target, part, held, came)
            if name in leaving:
                came[name] = np.zeros(shape)
        _come([entry for entry in entries if entry.late], moved, held, came, t)
        for name, people in stock.items():
            people[t + 1] = held[name]
    return History(stock, moved)


def either_way(name: str, compartment: str, amount: Array) -> tuple[Entry, Exit]:
    """People who come (late) where `amount` is above nought and leave where it is below: a residual of either sign.

    So neither sign changes what any other way does in that step, as long as no more are to leave than stay.
    """
    came = Entry(name, compartment, np.maximum(amount, 0.0), late=True)
    return came, Exit(name, compartment, amount=np.maximum(-amount, 0.0))


def dated(steps: int, when: int, people: float) -> Array:
    """Nobody but in one step (counted from 1), (steps,): a hotel that closes. A step that is not run is nobody.

    >>> dated(4, 2, 300.0).tolist()
    [0.0, 300.0, 0.0, 0.0]
    """
    out = np.zeros(steps)
    if 1 <= when <= steps:
        out[when - 1] = people
    return out


def sum_of(flows: Sequence[Array]) -> Array:
    """Flows added up; nought of none."""
    return np.asarray(reduce(np.add, flows)) if flows else np.zeros(1)


class _Stay:
    """Who leaves when after a fixed stay."""

    def __init__(self, way: Exit, start: Array, steps: int):
        self.stay = np.broadcast_to(np.asarray(way.stay, float), (steps,))
        length = steps + int(np.ceil(self.stay.max(initial=0.0))) + 2
        self.due = np.zeros((length, *start.shape))
        first = float(self.stay[0]) if steps else 0.0
        left = 1.0
        for t in range(length):
            part = min(left, 1 / first if first > 0 else 1.0)
            self.due[t] += part * start
            left -= part

    def take(self, came: Array, held: Array, t: int) -> Array:
        whole, part = int(self.stay[t]), float(self.stay[t] % 1)
        self.due[t + whole] += (1 - part) * came
        self.due[t + whole + 1] += part * came
        return np.minimum(self.due[t], held)  # rounding only: all that is due is there


def _leave(
    ways: Sequence[Exit], held: Array, came: Array | None, stay: _Stay | None, t: int
) -> list[tuple[Exit, Array]]:
    """How many go each way; in proportion where more is asked for than there are."""
    if stay is not None and came is not None:
        return [(ways[0], stay.take(came, held, t))]
    if not ways:
        return []
    asked = [
        held * _at(way.share, t) if way.share is not None else np.broadcast_to(_at(way.amount, t), held.shape)
        for way in ways
    ]
    total = sum_of(asked)
    if (total > held).any():
        fits = np.where(total > held, np.divide(held, total, out=np.zeros_like(held), where=total > 0), 1.0)
        asked = [people * fits for people in asked]
    return list(zip(ways, asked, strict=True))


def _parts(way: Exit, people: Array, t: int) -> list[tuple[str, Array]]:
    """The leavers by where they go; the last gets what is left, so that the parts are all of them."""
    *first, last = way.to
    parts = [(target, people * _at(way.to[target], t)) for target in first]
    return [*parts, (last, reduce(np.subtract, [part for _, part in parts], people))]


def _come(
    entries: Sequence[Entry],
    moved: dict[tuple[str, str, str], Array],
    held: dict[str, Array],
    came: dict[str, Array],
    t: int,
) -> None:
    for entry in entries:
        moved[(entry.name, OUT, entry.target)][t] = _arrive(entry.target, _at(entry.amount, t), held, came)


def _arrive(target: str, people: Array, held: dict[str, Array], came: dict[str, Array]) -> Array:
    held[target] += people
    if target in came:  # only where people stay for a time does it matter when they came
        came[target] += people
    return people


def _at(value: ArrayLike | None, t: int) -> Array:
    array = np.asarray(value, float)
    return np.asarray(array if array.ndim == 0 else array[t])


def _shape(entries: Sequence[Entry], exits: Sequence[Exit], start: Mapping[str, ArrayLike]) -> tuple[int, ...]:
    given = [entry.amount for entry in entries]
    given += [v for way in exits for v in (way.share, way.amount, *way.to.values()) if v is not None]
    inner = [np.shape(value)[1:] for value in given if np.ndim(value)]
    return np.broadcast_shapes(*inner, *(np.shape(value) for value in start.values()))


def _check(compartments: Sequence[str], entries: Sequence[Entry], exits: Sequence[Exit]) -> None:
    ends = [entry.target for entry in entries] + [way.source for way in exits]
    ends += [target for way in exits for target in way.to if target != OUT]
    if strange := set(ends) - set(compartments):
        raise ValueError(f"A way leads to or from {min(strange)}, which is no compartment.")
    ways = [(entry.name, OUT, entry.target) for entry in entries] + [
        (w.name, w.source, end) for w in exits for end in w.to
    ]
    if again := next((way for way in ways if ways.count(way) > 1), None):
        raise ValueError(f"Two ways called {again[0]} lead from and to the same place; give each a name of its own.")
    for way in exits:
        if sum(v is not None for v in (way.share, way.amount, way.stay)) != 1:
            raise ValueError(f"{way.name} must have one of share, amount and stay.")
    staying = [way.source for way in exits if way.stay is not None]
    for name in staying:
        if sum(way.source == name for way in exits) > 1:
            raise ValueError(f"{name} has a fixed stay, so it can have no other way out.")
