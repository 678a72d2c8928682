"""What the tables become in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire.load import load, part_years
from lbdp_core.panel import latest_run
from lbdp_core.sources import DataError, Origin, Shelf, Workbench

ORIGIN = Origin("made up", "nobody", "none", "2022-05-31", kind="synthetic")
CODES = ["E01000001", "E01000002", "E01000003"]


def shelf(root: Path, **changed: pd.DataFrame | dict[str, object]) -> Shelf:
    """A small data folder, with some tables changed."""
    tables: dict[str, pd.DataFrame] = {
        "areas/lsoa.csv": pd.DataFrame({"code": CODES, "households": [100, 200, 300]}),
        "areas/ethnicity.csv": pd.DataFrame({"code": CODES, "asian": 0.1}),
        "areas/neighbours.csv": pd.DataFrame({"i": [0, 1], "j": [1, 2]}),
        "fire/fires.csv": pd.DataFrame(
            {
                "lsoa": ["E01000001", "E01000001", "E01000003", "E01000003"],
                "year": [2020, 2020, 2021, 2022],
                "grid_m": [1, 100, 100, 100],
                "fires": [1, 2, 4, 8],
            }
        ),
        "fire/borough_month.csv": pd.DataFrame({"borough": ["E09000007"], "month": ["2020-01"], "fires": [15]}),
        "fire/property.csv.gz": pd.DataFrame({"lsoa": CODES[:1], "property_type": "House", "year": 2020, "fires": 3}),
        "fire/jitters.csv.gz": pd.DataFrame({"lsoa": CODES[:2], "year": 2021, "j01": [4, 0], "j02": [1, 3]}),
        "fire/recorded_in.csv": pd.DataFrame(
            {"lives": [0, 0, 1, 2], "recorded": [0, 1, 1, 1], "share": [0.75, 0.25, 1.0, 1.0]}
        ),
    }
    report: dict[str, object] = {
        "complete_years": [2020, 2021],
        "first_month": "2020-01",
        "last_month": "2022-05",
        "grid_m": {"100": 15},
        "expected_misassignment": 0.16,
    }
    bench = Workbench(root)
    for path, table in tables.items():
        if (new := changed.get(path, table)) is not None:
            bench.table(path, new, ORIGIN)  # type: ignore[arg-type]
    for path in changed.keys() - tables.keys() - {"report"}:
        bench.table(path, changed[path], ORIGIN)  # type: ignore[arg-type]
    bench.json("fire/report.json", report | dict(changed.get("report", {})), ORIGIN)
    return bench.shelf({})


def test_fires_by_area_and_complete_year(tmp_path: Path) -> None:
    evidence = load(shelf(tmp_path))
    assert evidence.years == (2020, 2021)
    assert evidence.fires.tolist() == [[3, 0], [0, 0], [0, 4]]
    assert evidence.fires.dtype == np.int64
    assert (evidence.first_month, evidence.last_month) == ("2020-01", "2022-05")
    assert evidence.neighbours.tolist() == [[0, 1], [1, 2]]
    assert evidence.households.tolist() == [100.0, 200.0, 300.0]


def test_a_year_that_is_not_complete_is_said_in_words() -> None:
    part = {"year": 2022, "fires": 8, "from": "2022-01-01", "to": "2022-05-31"}
    assert part_years({"part_years": [part]}) == ("8 fires from 1 January to 31 May 2022",)


def test_deprivation_is_of_the_index_that_is_held(tmp_path: Path) -> None:
    ranks = {"imd2019_rank": [1.0, 2.0, 3.0], "imd2025_rank": [3.0, 2.0, 1.0]}
    areas = pd.DataFrame({"code": CODES, "households": [100, 200, 300]} | ranks)
    both = load(shelf(tmp_path / "a", **{"areas/lsoa.csv": areas}))
    assert both.deprivation().tolist() == [1, 2, 3] == both.deprivation(newest=True)[::-1].tolist()
    one = load(shelf(tmp_path / "b", **{"areas/lsoa.csv": areas.drop(columns="imd2019_rank")}))
    assert one.deprivation().tolist() == one.deprivation(newest=True).tolist() == [3, 2, 1]


def test_jitters_are_read_when_asked(tmp_path: Path) -> None:
    jitters = load(shelf(tmp_path)).jitters()
    assert jitters.shape == (2, 3, 2)
    assert jitters[:, :, 1].tolist() == [[4, 0, 0], [1, 3, 0]]
    assert jitters[:, :, 0].sum() == 0


def test_hours_are_there_only_when_a_file_has_them(tmp_path: Path) -> None:
    assert load(shelf(tmp_path / "a")).borough_hour is None
    given = pd.DataFrame({"borough": ["E09000007"], "year": [2020], "hour": [19], "fires": [3]})
    hours = load(shelf(tmp_path / "b", **{"fire/borough_hour.csv": given})).borough_hour
    assert hours is not None
    assert hours["fires"].tolist() == [3]


def test_visits_are_there_only_when_given(tmp_path: Path) -> None:
    assert load(shelf(tmp_path / "a")).visits is None
    given = pd.DataFrame({"lsoa": ["E01000002"], "visits": [5.0]})
    visits = load(shelf(tmp_path / "b", **{"fire/visits.csv": given})).visits
    assert visits is not None
    assert visits.tolist() == [0.0, 5.0, 0.0]


@pytest.mark.parametrize(
    ("years", "run"),
    [([], ()), ([2009], (2009,)), ([2011, 2009, 2010], (2009, 2010, 2011)), ([2009, 2010, 2012], (2012,))],
)
def test_years_are_the_last_unbroken_run(years: list[int], run: tuple[int, ...]) -> None:
    assert latest_run(years) == run


def test_no_complete_year_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="all twelve months"):
        load(shelf(tmp_path, report={"complete_years": []}))


def test_loading_does_not_import_the_door_or_its_checker() -> None:
    code = (
        "import sys, types; package = types.ModuleType('lbdp_core.fire'); import lbdp_core;"
        "package.__path__ = [lbdp_core.__path__[0] + '/fire']; sys.modules['lbdp_core.fire'] = package;"
        "import lbdp_core.fire.load;"
        "print([m for m in ('pandera', 'shapely', 'lbdp_core.door') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
