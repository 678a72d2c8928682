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
from lbdp_core.hmo.model import ranking
from lbdp_core.hmo.model.design import ALL
from lbdp_core.hmo.model.fitted import MISSING
from lbdp_core.sources import DataError, Shelf
from lbdp_core.themes import by_slug

KILLS = int(os.environ.get("LBDP_KILLS", "2"))
PARTS, EACH = 8, 400


THEMES = ("fire", "hmo")


@pytest.fixture(scope="module", params=THEMES)
def slug(request):
    return request.param


def stored_model(slug):
    return pipeline.open_theme(slug, Shelf(sources.find("sample_data")))[1]


@pytest.fixture(scope="module")
def model(slug):
    return by_slug(slug).scorer(stored_model(slug))


def areas_moved(model):
    """Areas drawn, each figure moved a little, and what fire's own functions say of all at once."""
    rng, fitted = np.random.default_rng(3), stored_model("fire")
    at = rng.integers(0, len(fitted.code), PARTS * EACH)
    values = fitted.values[at] * rng.uniform(0.9, 1.1, (len(at), len(model.names)))
    added, _ = explain.contributions(model.trees, values)
    return fitted.code[at], values, np.exp(model.base + added.sum(axis=1)), added


def homes_drawn(model):
    """Made-up homes without a licence, drawn, and what the page's own functions say of them."""
    rng, fitted = np.random.default_rng(3), stored_model("hmo")
    here = 6, "compared"
    got = ranking.learned(fitted, *here, ALL, 300, 1.0)
    at = rng.choice(np.flatnonzero(~fitted.licensed), PARTS * EACH)
    values = ranking.seen(fitted, *here, at).astype(float)
    values[values == MISSING] = np.nan
    return fitted.codes[fitted.area_at[at]], values, got.chance[at], ranking.parts(fitted, got, *here, ALL, at)


@pytest.fixture(scope="module")
def drawn(slug, model):
    """lsoa, values, rate and contributions of all rows at once, in one process."""
    return {"fire": areas_moved, "hmo": homes_drawn}[slug](model)


@pytest.fixture(scope="module")
def homes(drawn, model, tmp_path_factory) -> Path:
    """The rows in files of a folder and of one in it."""
    folder, (lsoa, values, *_) = tmp_path_factory.mktemp("homes"), drawn
    (folder / "more").mkdir()
    for part in range(PARTS):
        at = np.arange(part * EACH, (part + 1) * EACH)
        given = {"home": at, "lsoa": lsoa[at]} | {name: values[at, k] for k, name in enumerate(model.names)}
        pq.write_table(pa.table(given), folder / ("more" if part % 2 else "") / f"{part}.parquet")
    return folder


@pytest.fixture(scope="module")
def whole(model, drawn) -> pd.DataFrame:
    lsoa, _, rate, added = drawn
    frame = pd.DataFrame(added, columns=[scoring.ADDS + name for name in model.adds])
    return frame.assign(home=np.arange(len(frame)), lsoa=lsoa, rate=rate)


def read(output: Path) -> pd.DataFrame:
    tables = [pq.read_table(path).to_pandas() for path in output.rglob("*.parquet") if path.is_file()]
    return pd.concat(tables).sort_values("home").reset_index(drop=True)


def batch(frame: pd.DataFrame) -> pa.RecordBatch:
    return pa.Table.from_pandas(frame, preserve_index=False).combine_chunks().to_batches()[0]


def same(found: pd.DataFrame, whole: pd.DataFrame, within: float = 1e-9) -> None:
    assert found["home"].tolist() == whole["home"].tolist()  # every home once
    assert found["lsoa"].tolist() == whole["lsoa"].tolist()
    for name in whole.select_dtypes("float"):
        np.testing.assert_allclose(found[name], whole[name], rtol=within, atol=within, err_msg=name)


def asked(slug: str, homes: Path, output: Path, *more: str) -> list[str]:
    return ["score", slug, "--input", str(homes), "--output", str(output), "--workers", "2", *more]


@pytest.mark.parametrize("slug", ["fire"], scope="module")
def test_the_stored_areas_get_their_stored_rates(model):
    fitted = stored_model("fire")
    table = pa.table({name: fitted.values[:, k] for k, name in enumerate(fitted.features)})
    scored = model.score(table.to_batches()[0]).to_pandas()
    np.testing.assert_allclose(scored["rate"], fitted.driver_rate, rtol=1e-9)
    homes_by_tenth = np.bincount(scored["decile"], fitted.households, 11)[1:] / fitted.households.sum()
    np.testing.assert_allclose(homes_by_tenth, 0.1, atol=0.005)
    assert scored.groupby("decile")["rate"].max().is_monotonic_increasing


@pytest.mark.parametrize("slug", ["hmo"], scope="module")
def test_tenths_are_of_homes_without_a_licence_and_reasons_say_what_the_record_holds(model, whole, homes):
    table = pd.concat([pd.read_parquet(path) for path in sorted(homes.glob("*.parquet"))])
    scored = model.score(batch(table)).to_pandas()
    assert np.bincount(scored["decile"], minlength=11)[1:] / len(scored) == pytest.approx([0.1] * 10, abs=0.05)
    words = scored["reason"].str.extract(r"(\d+|no) noise complaint")[0].replace("no", "0").dropna().astype(int)
    assert len(words) > 20
    assert (words == table.reset_index()["noise"][words.index].clip(upper=model.top[8])).all()
    for changed, said in (({"noise": -1.0}, "noise"), ({"type": 4.0}, "type"), ({"type": np.nan}, "type")):
        with pytest.raises(DataError, match=said):
            model.score(batch(table.assign(**changed)))
    more = table.assign(noise=1_000.0)
    rate = model.score(batch(more)).column("rate").to_numpy()
    assert (rate > scored["rate"]).mean() > 0.9


@pytest.mark.parametrize("slug", ["fire"], scope="module")
def test_a_reason_names_the_feature_that_moves_the_rate_most(model):
    names = model.names
    one = replace(model, says=lambda name, value, typical: f"{name} {value:.0f} {typical:.0f}")
    added = np.zeros((2, len(names)))
    added[0, [3, 5]], added[1, [3, 5]] = (0.4, -0.1), (0.1, -0.4)
    reasons = one.reasons(np.ones((2, len(names))), added)
    assert [text.split()[:2] for text in reasons] == [["Higher:", names[3]], ["Lower:", names[5]]]


def test_duckdb_gives_the_figures_of_one_process(slug, homes, whole, tmp_path, capsys):
    assert cli.main([*asked(slug, homes, tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == PARTS * EACH
    same(read(tmp_path / "out"), whole)


class KillsOnce:
    """A model; the worker that is asked first is killed while it scores."""

    def __init__(self, model, mark):
        self.model, self.mark, self.sha256, self.schema = model, mark, model.sha256, model.schema

    def each(self, batches, fast):
        for batch in batches:
            if not self.mark.exists():
                self.mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield from self.model.each([batch], fast)


@pytest.mark.parametrize("slug", ["fire"], scope="module")
def test_spark_gives_the_figures_of_one_process_though_a_worker_is_killed(spark, model, homes, whole, tmp_path):
    mark = tmp_path / "killed"
    ledger = score_folder.Ledger(tmp_path / "out", model.sha256)
    score = score_folder.on_spark(KillsOnce(model, mark), "local[2]")
    score_folder.run(homes, ledger, score, 2, lambda *_: None)
    assert mark.exists()
    same(read(tmp_path / "out"), whole)


@pytest.mark.parametrize("slug", ["fire"], scope="module")
def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(slug, homes, whole, tmp_path):
    """Killed again and again after some progress or before any, then left to finish. LBDP_KILLS says how often."""
    rng, output = random.Random(5), tmp_path / "out"
    for _ in range(KILLS):
        command = [sys.executable, "-m", "apps.cli", *asked(slug, homes, output, "--resume")]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            for _ in range(rng.randrange(3)):
                process.stderr.readline()
            try:
                process.wait(rng.random() * 0.2)
            except subprocess.TimeoutExpired:
                process.kill()
    assert cli.main(asked(slug, homes, output, "--resume")) == 0
    same(read(output), whole)


@pytest.mark.parametrize("slug", ["fire"], scope="module")
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


@pytest.mark.parametrize("slug", ["fire"], scope="module")
def test_fast_contributions_are_within_a_hundred_thousandth(model):
    fitted = stored_model("fire")
    pytest.importorskip("woodelf", reason="woodelf-explainer is not installed (make spark)")
    exact = model.contributions(fitted.values)
    assert np.abs(model.contributions(fitted.values, fast=True) - exact).max() < explain.CLOSE


def test_each_fault_is_one_sentence_that_says_what_to_do(slug, model, homes, tmp_path, capsys):
    def fault(*argv):
        assert cli.main(argv) == 2
        return capsys.readouterr().err.strip()

    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    assert "give --resume" in fault(*asked(slug, homes, tmp_path / "out"))
    assert "holds no Parquet file" in fault(*asked(slug, tmp_path / "out", tmp_path / "new"))
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
        assert said in fault(*asked(slug, tmp_path / "bad", tmp_path / f"out {said}"))
