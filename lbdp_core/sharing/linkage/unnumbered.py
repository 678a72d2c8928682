"""Unnumbered: records that have no UPRN, matched by how likely they are one person (Splink; Fellegi and Sunter 1969).

An extra: `pip install "lbdp[linkage]"`. It is in neither lock, since few need it, and Splink changes its calls from one
release to the next: the extra pins the one that was measured. `python -m lbdp_core.sharing.linkage.unnumbered` matches
the synthetic pair and says how well. What is matched is personal data, on the machine it runs on; no page calls it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lbdp_core.sharing.linkage.pair import pair
from lbdp_core.sources import DataError

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


def linked(first: pd.DataFrame, second: pd.DataFrame, least: float = LEAST, seed: int = 1) -> pd.DataFrame:
    """Pairs of rows that are likely one person, the likeliest of the first list for each row of the second.

    Args:
        first, second: lists with the columns of `pair.COLUMNS`. least: probability from which a pair counts.

    Returns:
        A row a pair: first, second (ids), probability.

    Raises:
        DataError: the extra is not installed.
    """
    try:
        import splink.comparison_library as compare
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    except ImportError:
        raise DataError('Matching without UPRN needs Splink; install it with pip install "lbdp[linkage]".') from None
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
    api = DuckDBAPI()
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
    """Match the synthetic pair and print how well that went."""
    first, second, truth = pair()
    how = scored(linked(first, second), truth)
    print(f"pairs found {how.found:,} of {how.true:,} true: precision {how.precision:.3f}, recall {how.recall:.3f}")


if __name__ == "__main__":
    main()
