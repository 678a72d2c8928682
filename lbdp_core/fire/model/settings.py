"""Settings: every choice that was made on origins to 2019 and then frozen (docs/methods/fire.md says how)."""

from __future__ import annotations

HISTORY_YEARS = 5  # years of counts that the baselines and the driver model use
WINDOW, EARLIEST = 5, 3  # training years of the operational model; years of history that its first row needs
DRAWS, SEED = 400, 20211231
TOP = 0.1  # "top decile": the highest-rate areas that hold a tenth of all households
RIDGE = 100.0  # expected fires' worth of shrinkage on each standardised coefficient
TREES = {
    "objective": "poisson",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
OPERATIONAL_ROUNDS, OPERATIONAL_SEEDS = 250, (0, 1)
DRIVER_ROUNDS = 160
DRIVER_TREES = TREES | {"num_leaves": 7, "min_data_in_leaf": 60}
FOLDS = 11  # groups of boroughs left out in turn
BOROUGH_YEARS = 4  # past forecasts from which the spread of whole boroughs is learnt
