"""Peers: the suite beside explainerdashboard and shapash, in processor seconds and memory, one interleaved run.

    python bench/peers.py [--rounds 3] [--folder FOLDER]

makes an environment for each peer from PyPI (names and versions below, never dependencies of the suite), gives all the
same made-up table (4,994 x 40) and the same LightGBM model (300 trees, 31 leaves), and prints the middle of the rounds.
Processor time is user and system time of the process; each runs with one thread. Run it with the suite's own Python.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PINNED = {
    "explainerdashboard": ("explainerdashboard==0.5.8", "lightgbm==4.7.0", "shap==0.51.0", "pandas==3.1.1"),
    "shapash": ("shapash==2.10.0", "lightgbm==4.7.0", "shap==0.51.0", "pandas==3.1.1"),
}
RUNS = ("ed", "ed_dump", "shapash", "suite", "ed_whatif", "suite_whatif")
ROWS, COLUMNS, WHATIFS = 4_994, 40, 30
DUMP, LAYOUT = "explainer.joblib", "dashboard.yaml"


def model() -> tuple[Any, Any, Any]:
    """The table, what is predicted, and the model: alike in every environment."""
    import lightgbm
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(4)
    table = pd.DataFrame(rng.normal(size=(ROWS, COLUMNS)), columns=[f"x{n}" for n in range(COLUMNS)])
    target = table.iloc[:, :8].sum(axis=1) + table["x0"] * table["x1"] + rng.normal(size=ROWS)
    made = lightgbm.LGBMRegressor(n_estimators=300, num_leaves=31, n_jobs=1, verbose=-1, random_state=4)
    return table, target, made.fit(table, target)


def page(server: Any) -> None:
    """What a browser asks a Dash server for before it draws; the call-backs that follow are not counted."""
    client = server.test_client()
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        assert client.get(path).status_code == 200, path


def ed() -> None:
    from explainerdashboard import ExplainerDashboard, RegressionExplainer

    table, target, made = model()
    began = time.process_time()
    explainer = RegressionExplainer(made, table, target)
    dashboard = ExplainerDashboard(explainer)
    page(dashboard.flask_server())
    tell(began)
    if not Path(DUMP).exists():
        explainer.dump(DUMP)
        dashboard.to_yaml(LAYOUT, explainerfile=DUMP)


def ed_dump() -> None:
    from explainerdashboard import ExplainerDashboard

    page(ExplainerDashboard.from_config(DUMP, LAYOUT).flask_server())
    tell(0.0, dump_mb=round(Path(DUMP).stat().st_size / 1e6))


def shapash() -> None:
    from shapash import SmartExplainer

    table, target, made = model()
    began = time.process_time()
    explainer = SmartExplainer(model=made)
    explainer.compile(x=table, y_target=target.to_frame("y"))
    explainer.init_app()
    page(explainer.smartapp.app.server)
    tell(began)


def suite() -> None:
    """All themes of the suite, each with its model, and the whole page of one over the websocket."""
    from apps.bench import measuring, started
    from apps.bench.visitor import visit

    with started.suite() as running, visit(running.address, "fire") as visitor:
        measuring.fine(visitor.open(), "fire")
        cpu, memory = measuring.cpu_ms(running.pid), measuring.resident_mib(running.pid)
        print(json.dumps({"cpu_s": round((cpu or 0) / 1e3, 2), "mib": memory}))


def ed_whatif() -> None:
    from explainerdashboard import RegressionExplainer

    explainer = RegressionExplainer.from_file(DUMP)
    rows = [explainer.X.iloc[[n]] for n in range(WHATIFS)]
    parts: tuple[Callable[[Any], Any], ...] = (
        lambda row: explainer.prediction_result_df(X_row=row),
        lambda row: explainer.plot_contributions(X_row=row),
        lambda row: explainer.get_contrib_summary_df(X_row=row),
        lambda row: explainer.plot_pdp("x0", X_row=row),
    )
    each(rows, lambda row: [part(row) for part in parts], "callbacks_ms")


def suite_whatif() -> None:
    from lbdp_core import explain

    table, _, made = model()
    text, rows = made.booster_.model_to_string(), [table.to_numpy()[[n]] for n in range(WHATIFS * 10)]

    def plain(row: Any) -> Any:
        return explain.booster(text).predict(row, pred_contrib=True, num_threads=1)

    def ours(row: Any) -> tuple[float, Any]:
        values, base = explain.contributions(text, row)
        return float(base + values.sum()), values

    for _ in range(2):  # the first warms both
        times: dict[str, list[float]] = {"ours": [], "raw": []}
        for row in rows:  # in turns, so that what else runs slows both
            for name, what in (("ours", ours), ("raw", plain)):
                began = time.process_time()
                what(row)
                times[name].append(time.process_time() - began)
    ours_ms, raw_ms = (1e3 * statistics.median(times[name]) for name in ("ours", "raw"))
    print(json.dumps({"whatif_ms": round(ours_ms, 3), "raw_ms": round(raw_ms, 3), "ratio": round(ours_ms / raw_ms, 3)}))


def each(rows: list[Any], what: Callable[[Any], Any], name: str) -> None:
    what(rows[0])
    began = time.process_time()
    for row in rows:
        what(row)
    print(json.dumps({name: round(1e3 * (time.process_time() - began) / len(rows), 1)}))


def tell(began: float, **more: Any) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu_s": round(time.process_time() - began, 2), "peak_mib": round(peak), **more}))


def environment(folder: Path, name: str) -> str:
    """The Python of a peer's own environment, made where it is not there."""
    python = folder / name / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / name], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED[name]], check=True)
    return str(python)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--folder", type=Path, default=Path.home() / ".cache" / "lbdp-peers")
    ask.add_argument("--one", choices=RUNS)
    told = ask.parse_args()
    if told.one:
        globals()[told.one]()
        return
    told.folder.mkdir(parents=True, exist_ok=True)
    pythons = {name: environment(told.folder, name) for name in PINNED}
    figures: dict[str, dict[str, list[float]]] = {run: {} for run in RUNS}
    for _ in range(told.rounds):
        for run in RUNS:
            python = pythons["explainerdashboard"] if run.startswith("ed") else pythons.get(run, sys.executable)
            settings = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[1])}
            command = [python, __file__, "--one", run]
            ran = subprocess.run(command, cwd=told.folder, env=settings, capture_output=True, text=True, check=False)
            if ran.returncode:
                sys.exit(f"{run} failed: {ran.stderr.strip().splitlines()[-1]}")
            for name, value in json.loads(ran.stdout.strip().splitlines()[-1]).items():
                figures[run].setdefault(name, []).append(value)
            print(run, ran.stdout.strip().splitlines()[-1], flush=True)
    for run, found in figures.items():
        print(run, {name: statistics.median(values) for name, values in found.items()})


if __name__ == "__main__":
    main()
