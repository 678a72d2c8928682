"""Laws of disclosure control: of what the pages show and hand out, no protected count can be had back.

Protected here: the synthetic counts by area (as a borough would have held them), the synthetic records that the sharing
page measures, and files of somebody's own. Everything else that the pages show is published as it is.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from apps.shell import state
from lbdp_core import own, protect
from lbdp_core.children import own as children_own
from lbdp_core.children.annex_a.layout import BY_NUMBER
from lbdp_core.protect import BASE, THRESHOLD
from lbdp_core.protect.audit import NARROW, weak
from lbdp_core.sharing import baseline
from lbdp_core.sharing.build import tables as planted
from lbdp_core.sharing.build.planting import Scene
from lbdp_core.sharing.own import take
from lbdp_core.sharing.privacy import records
from lbdp_core.sharing.schema import BUNDLED, OLD
from lbdp_core.sharing.views import records as shown_records
from lbdp_core.themes import THEMES, by_slug
from tests.alike import apart
from tests.children import workbooks
from tests.children.test_own import returns
from tests.children.workbooks import AS_OF, TODAY, book, header, made
from tests.test_protect_tables import attacked

# --- tables of the data folder ------------------------------------------------------------------------------------


def interval(values: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """How far apart each small count of a group can be (n,), NaN for others, for somebody who knows more than anybody
    may: the rule, the group's exact total, and which counts were hidden for others' sake.
    """
    hidden, small = np.isnan(shown), values <= THRESHOLD
    lowest_shown = np.nanmin(shown) + BASE // 2 if not hidden.all() else np.inf
    least = np.where(hidden, np.where(small, 0.0, THRESHOLD + 1), np.maximum(shown - BASE // 2, THRESHOLD + 1))
    most = np.where(hidden, np.where(small, THRESHOLD, lowest_shown), shown + BASE - 1 - BASE // 2)
    total = values.sum()
    low = np.maximum(least, total - (most.sum() - most))
    high = np.minimum(most, total - (least.sum() - least))
    return np.where(small & (values > 0), high - low, np.nan)


def test_the_attack_finds_what_a_careless_table_gives_away():
    values = np.array([3.0, 40.0, 60.0, 80.0])
    exact = np.where(values > THRESHOLD, values, np.nan)
    careless = interval(values, exact)  # as if what is shown were exact to the rounding: four counts are not many
    assert np.isfinite(careless[0])
    lone = interval(np.array([7.0, 12.0]), np.array([np.nan, 10.0]))
    assert lone[0] < NARROW


def test_no_small_count_of_a_planted_table_can_be_had_back_from_what_the_page_holds(shelf, monkeypatch):
    """The counts that the generator drew, before disclosure control, against the table of the data folder."""
    raw: list[tuple[pd.DataFrame, list[str]]] = []
    monkeypatch.setattr(
        planted, "_hidden", lambda frame, fields: raw.append((frame, fields)) or frame.drop(columns="borough")
    )
    ground = baseline.read(shelf)
    model = baseline.fitted(ground)
    scene = Scene.under(model, ground.households)
    audited = narrow = 0
    for number, (key, dataset) in enumerate(d for d in BUNDLED.items() if d[1].kind == "synthetic"):
        rng = np.random.default_rng([planted.SEED, number])
        if key == OLD:
            planted.old_codes(ground, shelf.table("areas/lsoa11_to_21.csv"), scene, rng)
        else:
            planted.SAME_CODES[key](ground, scene, rng)
        drawn, fields = raw[-1]
        code = drawn.columns[0]
        left = shelf.table(dataset.table)
        drawn = drawn[drawn[code].isin(set(left[code]))].reset_index(drop=True)
        assert drawn[code].tolist() == left[code].tolist()
        for field in fields:
            for _, at in drawn.groupby("borough").indices.items():
                values, shown = drawn[field].to_numpy(float)[at], left[field].to_numpy(float)[at]
                assert np.isnan(shown[values <= THRESHOLD]).all()
                apart = interval(values, shown)
                audited += int(np.isfinite(apart).sum())
                narrow += int((apart < NARROW).sum())
    print(f"{audited:,} protected counts audited, {narrow} told")
    assert audited > 1_000
    assert narrow == 0


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_a_table_that_the_folder_marks_protected_is_read_in_no_other_way(theme, shelf):
    for path in theme.tables:
        if shelf.has(path) and shelf.origin(path).release == "protected":
            with pytest.raises(ValueError, match=r"protect\.read"):
                shelf.table(path)


# --- two-way tables that a page shows -----------------------------------------------------------------------------


@pytest.mark.parametrize("profile", protect.PROFILES.values(), ids=lambda p: p.name)
def test_no_small_count_of_the_page_s_two_way_table_can_be_had_back(profile, monkeypatch):
    """As the page makes it: our own audit, and an integer attack that knows nothing of it."""
    kept = []
    made = protect.two_way

    def keep(counts, rules):
        kept.append((counts, made(counts, rules)))
        return kept[-1][1]

    monkeypatch.setattr(protect, "two_way", keep)
    shown_records._hidden.__wrapped__(profile.name)
    ((counts, shown),) = kept
    assert shown.protected.any(), "there is something to protect"
    assert not weak(shown).any()
    for at in np.argwhere(shown.protected):
        mask = np.zeros(counts.shape)
        mask[tuple(at)] = 1.0
        assert attacked(shown, mask.ravel()) >= NARROW - 1e-6


def test_the_page_s_groups_of_rows_tell_no_small_number_whatever_is_taken_for_known():
    """k, unique rows and sizes of groups for every knowledge that the page offers: one set of records, many tables."""
    frame = records()
    for quasi in shown_records.SETS.values():
        found = shown_records._measured(quasi)
        sizes = (
            frame.groupby(list(quasi)).size().reindex(pd.MultiIndex.from_frame(frame[list(quasi)])).to_numpy()
            if (len(quasi) > 1)
            else frame[quasi[0]].map(frame[quasi[0]].value_counts()).to_numpy()
        )
        told = [found.k, found.unique, *found.sizes["Rows"]]
        for words in told:
            numbers = [float(w.replace(",", "")) for w in words.split() if w.replace(",", "").isdigit()]
            assert words in ("hidden", protect.HIDDEN) or all(n % BASE == 0 or "%" in words for n in numbers)
        for low, high, row in ((1, 1, 0), (2, 4, 1), (5, 10, 2), (11, np.inf, 3)):
            if ((sizes >= low) & (sizes <= high)).sum() <= THRESHOLD:
                assert found.sizes["Rows"].iloc[row] == "hidden"


# --- files of somebody's own --------------------------------------------------------------------------------------


def enfield() -> list[str]:
    spots = state.ground().places
    return spots.code[spots.borough == "Enfield"].tolist()


def passed_on(small: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Small counts passed from one to another, their sum kept."""
    found = small.copy()
    for _ in range(400):
        one, two = rng.choice(len(found), 2, replace=False)
        if found[one] > 1 and found[two] < THRESHOLD:
            found[one], found[two] = found[one] - 1, found[two] + 1
    return found


def two_files(seed: int, log: bool, counted: str = "visits") -> list[bytes]:
    """Two files that differ in small counts alone: as counts by LSOA, or as a log with a row a visit."""
    rng, codes = np.random.default_rng(seed), enfield()[:60]
    counts = rng.integers(8, 60, len(codes))
    at = rng.choice(len(codes), 25, replace=False)
    made = []
    for small in (first := rng.integers(1, THRESHOLD + 1, len(at)), passed_on(first, rng)):
        counts[at] = small
        if log:
            frame = pd.DataFrame({"lsoa": np.repeat(codes, counts), "date_of_visit": "2022-05-01"})
        else:
            frame = pd.DataFrame({"lsoa21_code": codes, counted: counts})
        made.append(frame.to_csv(index=False).encode())
    assert made[0] != made[1]
    return made


FILES = {"fire-log": ("fire", True, "visits"), "fire-counts": ("fire", False, "visits"),
         "falls-counts": ("falls", False, "falls")}  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_what_a_session_keeps_of_a_file_is_the_same_whatever_its_small_counts_are(file, seed, shelf):
    """All that any lever, view, link or download of the page can show is a function of what the session keeps."""
    slug, *made = file
    theme, model = by_slug(slug), state.opened(slug).model
    one, other = (theme.own.take(model, shelf, raw, "own.csv", {}, own.silent) for raw in two_files(seed, *made))
    assert apart(one, other) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_borough_of_which_all_is_hidden_is_told_by_no_total(seed, shelf):
    """A log of two boroughs, in one a single area with seven visits or fewer, and not always as many."""
    spots = state.ground().places
    camden = spots.code[spots.borough == "Camden"][seed]
    fire = next(t for t in THEMES if t.slug == "fire")
    taken = []
    for small in (1, 4, THRESHOLD):
        codes = [camden] * small + [enfield()[0]] * 22 + [enfield()[1]] * 31
        raw = pd.DataFrame({"lsoa": codes, "date_of_visit": "2022-05-01"}).to_csv(index=False).encode()
        taken.append(fire.own.take(state.opened("fire").model, shelf, raw, "own.csv", {}, own.silent))
    assert apart(taken[0], taken[1]) == apart(taken[0], taken[2]) == []


@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_of_a_file_of_fires_is_the_same_too(seed, shelf):
    """Fires of a year that the model knew; of later years their error is told as well, over 30 areas at least."""
    fire = next(t for t in THEMES if t.slug == "fire")
    rng, codes = np.random.default_rng(seed), enfield()
    counts = np.where(rng.uniform(size=len(codes)) < 0.1, rng.integers(8, 14, len(codes)), 0)
    at = np.flatnonzero(counts == 0)
    taken = []
    for small in (first := rng.integers(1, THRESHOLD + 1, len(at)), passed_on(first, rng)):
        counts[at] = small
        raw = pd.DataFrame({"lsoa21_code": codes, "year": 2020, "fires": counts}).to_csv(index=False).encode()
        taken.append(fire.own.take(state.opened("fire").model, shelf, raw, "own.csv", {}, own.silent))
    assert apart(*taken) == []


@pytest.mark.parametrize("seed", range(2))
def test_what_a_session_keeps_of_counts_that_it_tried_is_the_same_too(shelf, seed, monkeypatch):
    model = state.opened("sharing").model
    for name in ("SHUFFLES", "FEWER"):  # fewer copies of the same: the counts come in before any of them is dealt
        for module in ("bench", "placebo"):
            if hasattr(sys.modules[f"lbdp_core.sharing.model.{module}"], name):
                monkeypatch.setattr(sys.modules[f"lbdp_core.sharing.model.{module}"], name, 20)
    one, other = (
        take(model, shelf, raw, "own.csv", "lsoa21_code", "visits", 2016) for raw in two_files(seed + 10, False)
    )
    assert apart(one, other) == []
    assert any(
        apart(one, t) for t in [take(model, shelf, two_files(99, False)[0], "own.csv", "lsoa21_code", "visits", 2016)]
    )


@pytest.mark.parametrize(("overdue", "soon"), [(1, 5), (2, 4), (5, 1)])
def test_what_is_due_is_the_same_whichever_way_a_few_children_are_dealt(overdue, soon):
    """Annex A: assessments of which few are overdue and few fall due soon, their sum kept; 30 fall due later."""
    kept = [children_own.taken(waiting(*few), "annex.xlsx", TODAY) for few in ((overdue, soon), (3, 3))]
    one, other = (next(part[2] for part in taken.tables if part[0].startswith("Due")) for taken in kept)
    pd.testing.assert_frame_equal(one, other)
    assert "36" in one.to_string()


def waiting(overdue: int, soon: int) -> bytes:
    begun = [AS_OF - timedelta(days=days) for days, n in ((90, overdue), (58, soon), (8, 30)) for _ in range(n)]
    born = date(2015, 5, 5)
    rows = [workbooks.row(BY_NUMBER[4], child=f"C{n}", birth=born, started=day) for n, day in enumerate(begun)]
    return book({4: [header(BY_NUMBER[4]), *rows], 1: made(60)[1]})


def test_no_small_count_of_children_in_care_can_be_had_back(monkeypatch):
    kept = []
    made_of = protect.two_way
    monkeypatch.setattr(protect, "two_way", lambda *of, **how: kept.append(made_of(*of, **how)) or kept[-1])
    children_own.taken(*own.packed(returns(a_year=12)), date(2026, 1, 1))
    (shown,) = kept
    assert shown.protected.any(), "there is something to protect"
    assert not weak(shown).any()


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_every_theme_that_takes_files_is_tried_here(theme):
    assert bool(theme.own) == (theme.slug in ("children", "falls", "fire", "hmo", "sharing"))
