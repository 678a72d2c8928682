"""k, l and unique rows, by hand and against a slow oracle; and nothing small leaves."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import protect
from lbdp_core.agreements.contract import bundled
from lbdp_core.sharing.privacy import class_sizes, k_anonymity, l_diversity, measured, records, unique_share
from lbdp_core.sources import DataError

# by hand: a/1 three times (x, x, y), a/2 twice (z, z), b/1 once, b/missing twice (x, y)
HAND = pd.DataFrame(
    {
        "ward": ["a", "a", "a", "a", "a", "b", "b", "b"],
        "band": [1, 1, 1, 2, 2, 1, None, None],
        "kind": ["x", "x", "y", "z", "z", "x", "x", "y"],
    }
)


def test_by_hand():
    both = ["ward", "band"]
    assert class_sizes(HAND, both).tolist() == [3, 3, 3, 2, 2, 1, 2, 2]
    assert k_anonymity(HAND, both) == 1
    assert unique_share(HAND, both) == 1 / 8
    assert l_diversity(HAND, both, "kind") == 1
    assert (k_anonymity(HAND, ["ward"]), l_diversity(HAND, ["ward"], "kind"), unique_share(HAND, ["ward"])) == (3, 2, 0)
    assert (k_anonymity(HAND, []), l_diversity(HAND, [], "kind")) == (8, 3)
    assert l_diversity(HAND.assign(kind=[None, "x", "y", None, "z", "x", "x", "y"]), ["ward"], "kind") == 2


FRAMES = st.integers(1, 40).flatmap(
    lambda n: st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(["a", "b", "c", None]), min_size=n, max_size=n) for name in ("p", "q", "s")}
    )
)


@given(FRAMES)
@settings(max_examples=100, deadline=None)
def test_the_quick_way_gives_what_counting_row_by_row_does(columns):
    frame = pd.DataFrame(columns, dtype=object)
    rows = list(zip(columns["p"], columns["q"], strict=True))
    alike = [rows.count(row) for row in rows]
    kinds = {row: {columns["s"][n] for n, other in enumerate(rows) if other == row} for row in rows}
    assert class_sizes(frame, ["p", "q"]).tolist() == alike
    assert k_anonymity(frame, ["p", "q"]) == min(alike)
    assert l_diversity(frame, ["p", "q"], "s") == min(map(len, kinds.values()))
    assert unique_share(frame, ["p", "q"]) == pytest.approx(alike.count(1) / len(rows))


@given(FRAMES)
@settings(max_examples=100, deadline=None)
def test_knowing_more_never_hides_anybody_better(columns):
    frame = pd.DataFrame(columns, dtype=object)
    assert k_anonymity(frame, ["p", "q"]) <= k_anonymity(frame, ["p"]) <= k_anonymity(frame, [])
    assert unique_share(frame, ["p", "q"]) >= unique_share(frame, ["p"])
    assert l_diversity(frame, ["p", "q"], "s") <= l_diversity(frame, ["p"], "s")


@pytest.mark.parametrize(("frame", "quasi"), [(HAND, ["street"]), (HAND.iloc[:0], ["ward"])])
def test_what_cannot_be_measured_is_one_sentence(frame, quasi):
    with pytest.raises(DataError):
        measured(frame, quasi)
    with pytest.raises(DataError, match="no column mood"):
        measured(HAND, ["ward"], ["mood"])


def numbers(shown: object) -> set[float]:
    return {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", str(shown))}


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_no_small_count_of_rows_leaves(alone, pairs, crowd):
    """Whatever the table: every count said of rows is at least 10 and a multiple of 5, or hidden."""
    rows = [f"u{n}" for n in range(alone)] + [f"p{n}" for n in range(pairs) for _ in "ab"] + ["c"] * crowd
    if not rows:
        return
    alone += crowd == 1
    found = measured(pd.DataFrame({"q": rows}), ["q"])
    for said in (*found.sizes["Rows"], found.rows, found.k):
        assert said in ("hidden", protect.HIDDEN) or all(n >= 10 and n % 5 == 0 for n in numbers(said)), said
    if not found.unique.startswith(protect.HIDDEN):
        share = next(iter(numbers(found.unique)))
        assert alone > protect.THRESHOLD
        assert share == round(100 * protect.rounded(alone) / protect.rounded(len(rows)))


def test_a_share_does_not_tell_a_hidden_count():
    same = [measured(pd.DataFrame({"q": [*map(str, range(n)), *["c"] * (100 - n)]}), ["q"]) for n in range(8)]
    assert {m.unique for m in same} == {protect.HIDDEN}
    assert len({tuple(m.sentences) for m in same[1:]}) == 1


def test_synthetic_records_are_seeded_and_none_could_be_real():
    one, two = records(500), records(500)
    pd.testing.assert_frame_equal(one, two)
    assert not one.equals(records(500, seed=1))
    assert one["uprn"].is_unique and one["uprn"].str.fullmatch(r"999\d{9}").all()
    assert one["postcode"].str.fullmatch(r"ZZ\d+ \d[A-Z]{2}").all()  # there is no postcode area ZZ
    assert one["lsoa"].str.startswith("E01999").all()


def test_records_have_every_step_of_a_place_nested_in_the_next():
    held = records()
    names = ["uprn", *(step.name for step in bundled("bins").field("uprn").coarsening)]
    for fine, coarse in pairwise(names):
        assert held.drop_duplicates([fine, coarse])[fine].is_unique, (fine, coarse)
        assert k_anonymity(held, [fine]) <= k_anonymity(held, [coarse])
    assert np.all(held["over_75"] == (held["resident_age"] >= 75))


def test_coarsening_the_synthetic_records_hides_people_in_larger_crowds():
    held = records()
    shares = [
        unique_share(held, q)
        for q in (["postcode", "resident_age"], ["lsoa", "resident_age"], ["lsoa", "age_band"], ["ward"])
    ]
    assert shares == sorted(shares, reverse=True) and shares[0] > 0.9 and shares[-1] == 0
