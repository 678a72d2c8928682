"""TreeSHAP: LightGBM's own contributions against the `shap` package, and what they add up to."""

import lightgbm
import numpy as np
import pytest

from lbdp_core import explain


@pytest.fixture(scope="module")
def trees():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(800, 4))
    exposure = rng.uniform(1, 5, 800)
    y = rng.poisson(exposure * np.exp(0.5 * x[:, 0] - 0.3 * x[:, 1] * x[:, 2]))
    data = lightgbm.Dataset(x, y, init_score=np.log(exposure))
    model = lightgbm.train({"objective": "poisson", "verbose": -1, "num_threads": 1}, data, 40)
    return model.model_to_string(), x


def test_contributions_equal_tree_shap(trees):
    shap = pytest.importorskip("shap")
    text, x = trees
    ours, base = explain.contributions(text, x[:100])
    oracle = shap.TreeExplainer(lightgbm.Booster(model_str=text))
    assert np.abs(ours - oracle.shap_values(x[:100])).max() < 1e-6
    assert base == pytest.approx(float(np.ravel(oracle.expected_value)[0]), abs=1e-6)


def test_contributions_add_up_to_the_log_rate(trees):
    text, x = trees
    ours, base = explain.contributions(text, x)
    assert np.exp(ours.sum(axis=1) + base) == pytest.approx(explain.booster(text).predict(x))


def test_a_group_against_everybody_is_nothing_for_everybody():
    contribution, weight = np.random.default_rng(0).normal(size=(50, 3)), np.arange(1.0, 51)
    assert explain.against(contribution, weight, np.ones(50, bool)) == pytest.approx([0, 0, 0])


def test_importance_by_hand():
    contribution, weight = np.array([[1.0, -2.0], [-3.0, 0.0]]), np.array([1.0, 3.0])
    assert explain.importance(contribution, weight) == pytest.approx([2.5, 0.5])


def test_interactions_and_what_is_alone_add_up_to_the_contributions(trees):
    text, x = trees
    joint = explain.interactions(text, x)
    contribution, _ = explain.contributions(text, x)
    assert np.abs(joint.sum(axis=2) - contribution).max() < 1e-6
    assert np.abs(joint - joint.transpose(0, 2, 1)).max() < 1e-12


def test_the_planted_interaction_is_the_strongest(trees):
    text, x = trees
    strength = np.abs(explain.interactions(text, x)).mean(axis=0)
    np.fill_diagonal(strength, 0)
    assert np.unravel_index(strength.argmax(), strength.shape) == (1, 2)


def test_a_file_of_contributions_makes_an_explanation_that_adds_up(trees, tmp_path):
    shap = pytest.importorskip("shap")
    text, x = trees
    ours, base = explain.contributions(text, x)
    file = tmp_path / "driver.npz"
    code = np.array([f"E0100{n:04}" for n in range(len(x))])
    file.write_bytes(explain.Explained(ours, base, x, ("a", "b", "c", "d"), code).as_npz())
    snippet = explain.SNIPPET.format(file=file)
    scope: dict = {}
    exec("\n".join(line for line in snippet.splitlines() if "plots" not in line), scope)  # what the page tells to type
    assert isinstance(scope["e"], shap.Explanation)
    assert scope["e"].feature_names == ["a", "b", "c", "d"]
    total = scope["e"].values.sum(axis=1) + scope["e"].base_values
    assert np.exp(total) == pytest.approx(explain.booster(text).predict(x))
