"""`lbdp score`: the figures of one process on either engine; a kill at any moment loses and doubles nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from apps import cli
from lbdp_core import explain, pipeline, score_folder, scoring, sources
from lbdp_core.sources import DataError, Shelf

KILLS = int(os.environ.get("LBDP_KILLS", "3"))
PARTS, EACH = 8, 400


@pytest.fixture(scope="module")
def fitted():
    return pipeline.open_theme("fire", Shelf(sources.find("sample_data")))[1]


@pytest.fixture(scope="module")
def model(fitted):
    from lbdp_core.themes import by_slug

    return by_slug("fire").trees(fitted)


@pytest.fixture(scope="module")
def homes(fitted, tmp_path_factory) -> Path:
    """Homes whose figures are those of areas, each moved a little, in files of a folder and of one in it."""
    folder, rng = tmp_path_factory.mktemp("homes"), np.random.default_rng(3)
    (folder / "more").mkdir()
    for part in range(PARTS):
        at = rng.integers(0, len(fitted.code), EACH)
        values = fitted.values[at] * rng.uniform(0.9, 1.1, (EACH, len(fitted.features)))
        given = {"home": np.arange(part * EACH, (part + 1) * EACH), "lsoa": fitted.code[at]}
        given |= {name: values[:, k] for k, name in enumerate(fitted.features)}
        pq.write_table(pa.table(given), folder / ("more" if part % 2 else "") / f"{part}.parquet")
    return folder


@pytest.fixture(scope="module")
def whole(model, homes) -> pd.DataFrame:
    """All rows scored at once, in one process, from the model's own functions."""
    table = pd.concat([pd.read_parquet(path) for path in homes.rglob("*.parquet")]).sort_values("home")
    added, _ = explain.contributions(model.trees, table[list(model.names)].to_numpy())
    frame = pd.DataFrame(added, columns=[scoring.ADDS + name for name in model.names])
    rate = np.exp(model.base + added.sum(axis=1))
    return frame.assign(home=table["home"].to_numpy(), lsoa=table["lsoa"].to_numpy(), rate=rate)


def read(output: Path) -> pd.DataFrame:
    tables = [pq.read_table(path).to_pandas() for path in output.rglob("*.parquet") if path.is_file()]
    return pd.concat(tables).sort_values("home").reset_index(drop=True)


def same(found: pd.DataFrame, whole: pd.DataFrame, within: float = 1e-9) -> None:
    assert found["home"].tolist() == whole["home"].tolist()  # every home once
    assert found["lsoa"].tolist() == whole["lsoa"].tolist()
    for name in whole.select_dtypes("float"):
        np.testing.assert_allclose(found[name], whole[name], rtol=within, atol=within, err_msg=name)


def asked(homes: Path, output: Path, *more: str) -> list[str]:
    return ["score", "fire", "--input", str(homes), "--output", str(output), "--workers", "2", *more]


def test_the_stored_areas_get_their_stored_rates(model, fitted):
    table = pa.table({name: fitted.values[:, k] for k, name in enumerate(fitted.features)})
    scored = model.score(table.to_batches()[0]).to_pandas()
    np.testing.assert_allclose(scored["rate"], fitted.driver_rate, rtol=1e-9)
    homes_by_tenth = np.bincount(scored["decile"], fitted.households, 11)[1:] / fitted.households.sum()
    np.testing.assert_allclose(homes_by_tenth, 0.1, atol=0.005)
    assert scored.groupby("decile")["rate"].max().is_monotonic_increasing


def test_a_reason_names_the_feature_that_moves_the_rate_most(model):
    names = model.names
    one = replace(model, says=lambda name, value, typical: f"{name} {value:.0f} {typical:.0f}")
    added = np.zeros((2, len(names)))
    added[0, [3, 5]], added[1, [3, 5]] = (0.4, -0.1), (0.1, -0.4)
    reasons = one.reasons(np.ones((2, len(names))), added)
    assert [text.split()[:2] for text in reasons] == [["Higher:", names[3]], ["Lower:", names[5]]]


def test_duckdb_gives_the_figures_of_one_process(homes, whole, tmp_path, capsys):
    assert cli.main([*asked(homes, tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == PARTS * EACH
    same(read(tmp_path / "out"), whole)


def test_spark_gives_the_figures_of_one_process_though_a_worker_is_killed(spark, model, homes, whole, tmp_path):
    mark = tmp_path / "killed"

    def says(name, value, typical):
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return scoring.of_area(name, value, typical)

    ledger = score_folder.Ledger(tmp_path / "out", model.sha256)
    score = score_folder.on_spark(replace(model, says=says), "local[2]")
    score_folder.run(homes, ledger, score, 2, lambda *_: None)
    assert mark.exists()
    same(read(tmp_path / "out"), whole)


def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(homes, whole, tmp_path):
    """Killed again and again after some progress or before any, then left to finish. LBDP_KILLS says how often."""
    rng, output = random.Random(5), tmp_path / "out"
    for _ in range(KILLS):
        command = [sys.executable, "-m", "apps.cli", *asked(homes, output, "--resume")]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            for _ in range(rng.randrange(3)):
                process.stderr.readline()
            try:
                process.wait(rng.random() * 0.2)
            except subprocess.TimeoutExpired:
                process.kill()
    assert cli.main(asked(homes, output, "--resume")) == 0
    same(read(output), whole)


def test_what_was_done_is_not_done_again_unless_it_was_changed(model, homes, tmp_path):
    import shutil

    source = Path(shutil.copytree(homes, tmp_path / "in"))
    scored = []

    def once(part, target):
        scored.append(part.name)
        return score_folder.on_duckdb(model)(part, target)

    def go():
        ledger = score_folder.Ledger(tmp_path / "out", model.sha256, resume=True)
        score_folder.run(source, ledger, once, 1, lambda *_: None)

    go()
    go()
    assert sorted(scored) == [f"{part}.parquet" for part in range(PARTS)]
    os.utime(source / "0.parquet", ns=(1, 1))
    (tmp_path / "out" / "2.parquet").unlink()
    with (tmp_path / "out" / score_folder.MANIFEST).open("a") as manifest:
        manifest.write('\n{"part": "4.par')  # cut short
    go()
    assert sorted(scored[PARTS:]) == ["0.parquet", "2.parquet"]


def test_fast_contributions_are_within_a_hundred_thousandth(model, fitted):
    pytest.importorskip("woodelf", reason="woodelf-explainer is not installed (make spark)")
    exact = model.contributions(fitted.values)
    assert np.abs(model.contributions(fitted.values, fast=True) - exact).max() < explain.CLOSE


def test_each_fault_is_one_sentence_that_says_what_to_do(model, homes, tmp_path, capsys):
    def fault(*argv):
        assert cli.main(argv) == 2
        return capsys.readouterr().err.strip()

    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    assert "give --resume" in fault(*asked(homes, tmp_path / "out"))
    assert "holds no Parquet file" in fault(*asked(tmp_path / "out", tmp_path / "new"))
    assert "no model that scores rows" in fault("score", "health", "--input", str(homes), "--output", str(tmp_path))
    with pytest.raises(DataError, match="Another model"):
        score_folder.Ledger(tmp_path / "other", "a")
        score_folder.Ledger(tmp_path / "other", "b", resume=True)
    first = pq.read_table(homes / "0.parquet")
    for bad, said in (
        (first.drop_columns([model.names[0]]), "lacks"),
        (first.append_column("rate", first["home"]), "rename it"),
        (first.set_column(2, model.names[0], pa.array(["many"] * EACH)), "no number"),
    ):
        (tmp_path / "bad").mkdir(exist_ok=True)
        pq.write_table(bad, tmp_path / "bad" / "1.parquet")
        assert said in fault(*asked(tmp_path / "bad", tmp_path / f"out {said}"))
