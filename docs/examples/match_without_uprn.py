"""Match two lists of people that have no UPRN, with Splink (Fellegi and Sunter 1969): an example, not in the suite.

    pip install splink==5.0.0 duckdb==2.0.1 pandas==2.3.3
    python docs/examples/match_without_uprn.py
    pip install pyspark==4.0.5 setuptools  # and Java 17
    python docs/examples/match_without_uprn.py --engine spark

It matches two synthetic lists of the same people and says how well. On 27 November 2026 DuckDB found 1,218 pairs with
precision 0.985, and Spark 1,204 of the same with 0.997; both have every true pair. The 14 others are of one kind, with
a probability of 0.901, just above `LEAST`: each back end draws its own pairs to learn chance from. On two busy cores
Spark took 12 minutes, DuckDB 5 seconds. Real lists are personal data: run it on the machine that holds them.

Planted: 1,200 of the second list's 1,500 rows are people of the first list's 4,000; 300 are not, and 200 of those live
at an address of the first list under another name, as the next tenant does. Slips are in the second list.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

SEED = 20_261_125
FIRST, SHARED, NEXT, STRANGERS = 4_000, 1_200, 200, 100  # rows of the first list; of the second, by what they are
TYPO, SHORT, GONE = (
    0.15,
    0.30,
    0.10,
)  # chance of a letter wrong in a name, of a street cut short, of a year that is missing
PARTS = (
    "bar",
    "den",
    "el",
    "fer",
    "gor",
    "hal",
    "il",
    "jor",
    "ken",
    "lun",
    "mar",
    "nor",
    "os",
    "pel",
    "ris",
    "sen",
    "tor",
)
STREETS = ("Street", "Road", "Avenue", "Close", "Gardens")
CUT = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Close": "Cl", "Gardens": "Gdns"}
COLUMNS = ["unique_id", "first_name", "surname", "birth_year", "house", "street", "postcode"]


def pair(seed: int = SEED) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The two lists and the truth.

    Returns:
        first, second: a row a person with `COLUMNS`, all text (birth_year may be missing).
        truth: `first` and `second`, ids of the rows that are one person.
    """
    draw = np.random.default_rng(seed)
    first = _people(draw, FIRST, "a")
    chosen = draw.permutation(FIRST)
    same = first.iloc[chosen[:SHARED]].reset_index(drop=True)
    place = ["house", "street", "postcode"]
    after = _people(draw, NEXT, "b")
    after[place] = first.iloc[chosen[SHARED : SHARED + NEXT]][place].to_numpy()
    rows = pd.concat([same, after, _people(draw, STRANGERS, "c")], ignore_index=True)
    second = _slipped(draw, rows).assign(unique_id=[f"s{n}" for n in range(len(rows))])
    truth = pd.DataFrame({"first": same["unique_id"], "second": second["unique_id"].iloc[:SHARED]})
    order = draw.permutation(len(second))
    return first, second.iloc[order].reset_index(drop=True), truth


def _people(draw: np.random.Generator, count: int, mark: str) -> pd.DataFrame:
    def named(parts: int) -> list[str]:
        return ["".join(word).title() for word in draw.choice(PARTS, (count, parts))]

    area = draw.integers(0, 900, count)  # postcodes; a street lies in one of them
    street = [f"{PARTS[n % 17]}{PARTS[n // 17 % 17]}".title() + f" {STREETS[n % 5]}" for n in area]
    return pd.DataFrame(
        {
            "unique_id": [f"{mark}{n}" for n in range(count)],
            "first_name": named(2),
            "surname": named(2),
            "birth_year": draw.integers(1925, 2006, count).astype(str),
            "house": draw.integers(1, 120, count).astype(str),
            "street": street,
            "postcode": [f"ZZ{n // 90 + 1} {n % 10}{chr(65 + n // 10 % 9)}Z" for n in area],  # there is no area ZZ
        }
    )[COLUMNS]


def _slipped(draw: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    found = rows.copy()
    for name in ("first_name", "surname"):
        wrong = draw.random(len(found)) < TYPO
        found[name] = [_typo(draw, text) if slip else text for text, slip in zip(found[name], wrong, strict=True)]
    short = draw.random(len(found)) < SHORT
    found["street"] = [_cut(text) if slip else text for text, slip in zip(found["street"], short, strict=True)]
    found["birth_year"] = found["birth_year"].mask(draw.random(len(found)) < GONE)
    return found


def _typo(draw: np.random.Generator, text: str) -> str:
    at = int(draw.integers(1, len(text)))
    return text[:at] + "abcdefghijklmnopqrstuvwxyz"[int(draw.integers(26))] + text[at + 1 :]


def _cut(street: str) -> str:
    name, _, kind = street.rpartition(" ")
    return f"{name} {CUT[kind]}"


LEAST = 0.9  # probability from which two rows are taken for one person: a judgement, to be set for each use
PAIRS = 1_000_000  # drawn to learn how often unlike rows agree by chance


@dataclass(frozen=True)
class Scored:
    """How well a matching did: pairs found, pairs that are true, and those that are both."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """Share (0 to 1) of the pairs found that are true; 1 where none was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share (0 to 1) of the true pairs that were found."""
        return self.right / self.true


def back_end(engine: str) -> Any:
    """What Splink runs on: DuckDB in this process, or Spark on two cores of this machine (any master by its URL)."""
    if engine == "duckdb":
        return DuckDBAPI()
    from pyspark.sql import SparkSession
    from splink import SparkAPI
    from splink.backends.spark import similarity_jar_location

    session = SparkSession.builder.master("local[2]").config("spark.jars", similarity_jar_location())
    session = session.config("spark.sql.shuffle.partitions", "8").config("spark.default.parallelism", "8")
    session = session.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return SparkAPI(spark_session=session, break_lineage_method="persist")


def linked(
    first: pd.DataFrame, second: pd.DataFrame, least: float = LEAST, seed: int = 1, engine: str = "duckdb"
) -> pd.DataFrame:
    """Pairs of rows that are likely one person, the likeliest of the first list for each row of the second.

    Args:
        first, second: lists with the columns of `COLUMNS`. least: probability from which a pair counts.
        engine: duckdb or spark.

    Returns:
        A row a pair: first, second (ids), probability.
    """
    wanted = [block_on("postcode"), block_on("surname", "birth_year"), block_on("first_name", "surname")]
    settings = SettingsCreator(
        "link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("first_name", [0.92, 0.8]),
            compare.JaroWinklerAtThresholds("surname", [0.92, 0.8]),
            compare.ExactMatch("birth_year"),
            compare.ExactMatch("house"),
            compare.JaroWinklerAtThresholds("street", [0.88]),
        ],
        blocking_rules_to_generate_predictions=wanted,
    )
    api = back_end(engine)
    lists = [api.register(table, dataset_display_name=name) for name, table in (("first", first), ("second", second))]
    linker = Linker(lists, settings, log_level="ERROR")
    learn = linker.training
    learn.estimate_probability_two_random_records_match([block_on("first_name", "surname", "postcode")], recall=0.6)
    learn.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=seed)
    learn.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    learn.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    scored = linker.inference.predict(threshold_match_probability=least).as_pandas_dataframe()
    pairs = pd.DataFrame(
        {
            "first": scored["unique_id_l"].where(scored["source_dataset_l"] == "first", scored["unique_id_r"]),
            "second": scored["unique_id_r"].where(scored["source_dataset_r"] == "second", scored["unique_id_l"]),
            "probability": scored["match_probability"],
        }
    )
    ordered = pairs.sort_values(["probability", "first"], ascending=[False, True])
    return ordered.drop_duplicates("second").sort_values("second").reset_index(drop=True)


def scored(found: pd.DataFrame, truth: pd.DataFrame) -> Scored:
    """Pairs found against true pairs; both have `first` and `second`, each pair once."""
    return Scored(len(found), len(truth), len(found.merge(truth, on=["first", "second"])))


def main() -> None:
    """Match the synthetic pair on an engine and print how well that went, and how long it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--out", help="a CSV file for the pairs")
    options = parser.parse_args()
    first, second, truth = pair()
    begun = time.monotonic()
    found = linked(first, second, engine=options.engine)
    how, took = scored(found, truth), time.monotonic() - begun
    print(f"pairs found {how.found:,} of {how.true:,} true: precision {how.precision:.3f}, recall {how.recall:.3f}")
    print(f"{options.engine}: {took:.0f} s")
    if options.out:
        found.to_csv(options.out, index=False)


if __name__ == "__main__":
    main()
