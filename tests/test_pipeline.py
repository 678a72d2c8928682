"""What is stored is what was learnt, and a folder that leaves a theme without data is refused."""

import numpy as np
import pytest

from lbdp_core import door, explain, pipeline
from lbdp_core.sources import DataError, Shelf, find
from lbdp_core.themes import THEMES


@pytest.fixture(scope="module")
def fire(stored):
    return stored("fire")


def test_stored_contributions_are_those_of_the_stored_trees(fire):
    """Twenty reference rows: a model that was changed, or read by another LightGBM, would show here."""
    _, model, _ = fire
    rows = np.linspace(0, len(model.code) - 1, 20).astype(int)
    again, base = explain.contributions(model.trees, model.values[rows])
    assert np.abs(again - model.contributions[rows]).max() < 1e-9
    per_home = np.exp(model.base - base)
    rates = explain.booster(model.trees).predict(model.values[rows]) * per_home
    assert rates == pytest.approx(model.driver_rate[rows])


def test_stored_contributions_equal_the_shap_package(fire):
    shap = pytest.importorskip("shap")
    _, model, _ = fire
    rows = np.linspace(0, len(model.code) - 1, 50).astype(int)
    oracle = shap.TreeExplainer(explain.booster(model.trees)).shap_values(model.values[rows])
    assert np.abs(oracle - model.contributions[rows]).max() < 1e-6


def test_kinds_of_one_name_are_one_layout_read_by_several_themes():
    by_name: dict[str, list[door.Kind]] = {}
    for kind in pipeline.kinds():
        by_name.setdefault(kind.name, []).append(kind)
    for name, kinds in by_name.items():
        assert len({(kind.form, kind.columns[:1] and kind.columns[0].spellings) for kind in kinds}) == 1, name
    for theme in THEMES:
        assert len({kind.name for kind in theme.kinds}) == len(theme.kinds), theme.slug


def test_an_empty_folder_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "raw").mkdir()
    with pytest.raises(DataError, match=r"^[^\n]+$"):
        pipeline.build(tmp_path / "raw", tmp_path / "out")
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_the_studies_that_a_theme_names_are_kept(fire):
    theme, _, _ = fire
    shelf = Shelf(find("sample_data"))
    assert all(shelf.has(pipeline.study_path(theme.slug, name)) for name in theme.studies)
