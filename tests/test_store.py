"""Models come back as they went, and nothing altered reaches LightGBM."""

from dataclasses import dataclass

import numpy as np
import pytest

from lbdp_core import store
from lbdp_core.sources import DataError, Origin, Shelf, Workbench

ORIGIN = Origin("a model", "nobody", "none", "2021-12", "synthetic")


@dataclass(frozen=True, eq=False)
class Record:
    names: tuple[str, ...]
    rates: np.ndarray
    base: float
    trees: str


@dataclass(frozen=True, eq=False)
class Other:
    names: tuple[str, ...]


@pytest.fixture
def folder(tmp_path):
    bench = Workbench(tmp_path)
    store.save(bench, "models/a.npz", Record(("x", "y"), np.arange(3.0), -6.5, "tree\nend"), ORIGIN)
    bench.finish({})
    return tmp_path


def test_round_trip(folder):
    back = store.restore(Shelf(folder), "models/a.npz", Record)
    assert (back.names, back.base, back.trees) == (("x", "y"), -6.5, "tree\nend")
    assert back.rates.tolist() == [0, 1, 2]


def test_the_same_model_is_the_same_bytes(folder, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    bench = Workbench(again)
    store.save(bench, "models/a.npz", Record(("x", "y"), np.arange(3.0), -6.5, "tree\nend"), ORIGIN)
    assert (again / "models/a.npz").read_bytes() == (folder / "models/a.npz").read_bytes()


@pytest.mark.parametrize("harm", ["cut", "edit", "gone"])
def test_a_harmed_model_is_refused_in_one_sentence(folder, harm):
    path = folder / "models/a.npz"
    raw = bytearray(path.read_bytes())
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(raw[:-7] if harm == "cut" else raw[:50] + b"x" + raw[51:])
    with pytest.raises(DataError, match="lbdp data build"):
        store.restore(Shelf(folder), "models/a.npz", Record)


def test_a_model_of_another_version_is_refused(folder):
    with pytest.raises(DataError, match="another version"):
        store.restore(Shelf(folder), "models/a.npz", Other)


def test_objects_are_not_stored(tmp_path):
    with pytest.raises(TypeError, match="names"):
        store.save(Workbench(tmp_path), "m.npz", Other(names=({}, {})), ORIGIN)  # type: ignore[arg-type]
