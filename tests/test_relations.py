"""Relations: the steps of a build give on Spark what they give on DuckDB, and what pandas gives."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import pytest

from lbdp_core import relations
from lbdp_core import spark as engine
from lbdp_core.fire.build import tables

ROWS = int(os.environ.get("LBDP_SPARK_ROWS", "20_000"))
MEMBERS = {"rented": ["Social rented", "Private rented"], "owned": ["Owned"], "free": ["Rent free"]}


@pytest.fixture(scope="module")
def fires() -> pd.DataFrame:
    """Fires of 4,994 areas, some without an hour or a borough."""
    rng = np.random.default_rng(8)
    months = pd.period_range("2009-01", "2023-12", freq="M").astype(str).to_numpy()
    month = rng.choice(months, ROWS)
    hour = rng.integers(0, 24, ROWS).astype(float)
    return pd.DataFrame(
        {
            "lsoa": pd.Series([f"E{n:08d}" for n in rng.zipf(1.3, ROWS) % 4_994]),
            "year": pd.Series(month).str[:4].astype(int),
            "grid_m": rng.choice([1, 100], ROWS),
            "borough": pd.Series(rng.choice([*"ABCé", ""], ROWS)).where(rng.random(ROWS) > 0.01),
            "month": month,
            "property_type": rng.choice(["House", "Self contained flat", "Not recorded"], ROWS),
            "hour": np.where(rng.random(ROWS) < 0.3, np.nan, hour),
        }
    )


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    """Counts by area and category: as many rows, some areas without one of the categories."""
    codes = [f"E{n:08d}" for n in range(ROWS // 4)]
    categories = ["Owned", "Social rented", "Private rented", "Other"]
    frame = pd.DataFrame([(code, category) for code in codes for category in categories], columns=["code", "category"])
    frame["n"] = np.random.default_rng(9).integers(1, 900, len(frame)).astype(float)
    return frame.drop(index=frame.index[5::37])


def on_spark(spark, expression, name: str, frame: pd.DataFrame, folder) -> pd.DataFrame:
    frame.to_parquet(folder / f"{name}.parquet")
    spark.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)
    return engine.ask(spark, expression).to_pandas()


@pytest.mark.parametrize("path", tables.counts())
def test_fires_are_counted_alike_by_duckdb_spark_and_pandas(spark, fires, path, tmp_path):
    _, expression = tables.counts()[path]
    found = relations.run(expression, fires=fires)
    by = list(found.columns[:-1])
    plain = fires.dropna(subset=by).astype({"hour": int} if "hour" in by else {}).groupby(by).size()
    pd.testing.assert_frame_equal(found, plain.rename("fires").reset_index())
    pd.testing.assert_frame_equal(on_spark(spark, expression, "fires", fires, tmp_path), found)


def test_shares_of_a_census_are_alike_on_duckdb_spark_and_pandas(spark, census, tmp_path):
    counts = relations.table("counts", code="string", category="string", n="float64")
    expression = relations.shares(counts, MEMBERS)
    found = relations.run(expression, counts=census)
    wide = census.pivot_table(index="code", columns="category", values="n", aggfunc="first").reindex(
        sorted(set(census["code"]))
    )
    assert found["code"].tolist() == wide.index.tolist()
    for column, names in MEMBERS.items():
        expected = wide.reindex(columns=names).sum(axis=1) / wide.sum(axis=1)
        assert (found[column].to_numpy() == expected.to_numpy()).all()
    other = on_spark(spark, expression, "counts", census, tmp_path)
    pd.testing.assert_frame_equal(other, found, check_exact=False, rtol=1e-9, atol=0)
