"""A council's register and certificates: what the parts of one total tell together, asked of an integer program."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lbdp_core import own, protect
from lbdp_core.hmo import own as hmo_own
from lbdp_core.protect import BASE, THRESHOLD
from lbdp_core.protect.audit import NARROW
from tests.attack.hostile import many
from tests.attack.integers import Attack

TODAY = date(2026, 11, 1)
AWKWARD = (0, 1, 2, 3, 6, 7, 8, 12, 13, 17, 40)
PEOPLE, ENDS = ("6", "3", ""), ("01/05/2026", "01/02/2027", "01/05/2029", "")


def register(sizes: np.ndarray, ends: np.ndarray) -> bytes:
    """A licence a row: sizes (3,) by the number of people, ends (4,) by when they end."""
    people, until = (np.repeat(ways, n) for ways, n in ((PEOPLE, sizes), (ENDS, ends)))
    rows = (f'"{n + 1} Invented Road",{p},{e}' for n, (p, e) in enumerate(zip(people, until, strict=True)))
    return "\n".join(["Address,Total Number Occupants,Licence Expires", *rows]).encode()


def shown(raw: bytes) -> np.ndarray:
    """What the page keeps of it (7,), NaN where hidden."""
    table = hmo_own.take(None, None, raw, "register.csv", {}, own.silent, TODAY).tables[0][2]
    return np.array([np.nan if words == "hidden" else float(words.replace(",", "")) for words in table["Homes"]])


def wide(true: np.ndarray, seen: np.ndarray) -> list[float]:
    """How wide each small part of a total is, for whoever knows the rule, the total (8 or more: fewer are not told)
    and which part was hidden for others' sake, as long as one is shown.
    """
    hidden, few = np.isnan(seen), protect.OPENSAFELY.small(true)
    if not (seen > 0).any():
        attack = Attack(np.zeros(len(true)), np.where(hidden, true.sum(), 0.0))
    else:
        largest = seen[seen > 0].min() + BASE // 2
        least = np.where(hidden, np.where(few, 1.0, THRESHOLD + 1.0), np.maximum(seen - BASE // 2, THRESHOLD + 1.0))
        most = np.where(hidden, np.where(few, THRESHOLD, largest), seen + BASE // 2)
        attack = Attack(np.where(seen == 0, 0.0, least), np.where(seen == 0, 0.0, most))
    attack.tell(np.arange(len(true)), true.sum(), true.sum())
    return [attack.wide(int(at)) for at in np.flatnonzero(few)]


def parted(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    sizes = rng.choice(AWKWARD, 3)
    ends = np.sort(rng.integers(0, sizes.sum() + 1, 3))
    return sizes, np.diff(np.concatenate([[0], ends, [sizes.sum()]]))


@pytest.mark.parametrize("seed", range(many(6, 100)))
def test_the_parts_of_a_register_tell_no_small_count(seed):
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(5):
        sizes, ends = parted(rng)
        if sizes.sum() > THRESHOLD:
            seen = shown(register(sizes, ends))
            found += [*wide(sizes, seen[:3]), *wide(ends, seen[3:])]
    assert found
    assert min(found) >= NARROW


def test_the_attack_finds_what_parts_hidden_one_by_one_give_away():
    true = np.array([40.0, 7.0, 0.0])
    assert wide(true, np.array([40.0, np.nan, 0.0])) == [2.0]


def test_a_register_is_said_alike_whichever_way_a_few_licences_are_dealt():
    one, other = (shown(register(np.array([30, few, 9 - few]), np.array([few, 9 - few, 30, 0]))) for few in (3, 5))
    np.testing.assert_array_equal(one, other)
