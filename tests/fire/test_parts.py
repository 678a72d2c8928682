"""The parts of the explanation that read studies, on small tables whose story is known."""

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire.views import PAGE

MARGINS = ("fires_low", "fires_high", "ratio_low", "ratio_high")


def replay_table(met: dict[str, float], more: tuple[float, float]) -> pd.DataFrame:
    rows = [
        {"year": year, "rule": rule, "visits": 20_000, "borough": "London", "visits_here": 20_000.0, "fires_met": fires}
        | {"per_1000": fires / 20, "ratio": fires / met["uniform"]}
        | dict.fromkeys(MARGINS, fires)
        | {"model_more": met["model"] - fires, "model_more_low": more[0], "model_more_high": more[1]}
        for year in ("2019", "2020", "all")
        for rule, fires in met.items()
    ]
    return pd.DataFrame(rows)


def opened(name, tables, model, **picks):
    part = PAGE.scenes[name]
    first = {words: options[0] for words, options in part.choices(model, tables).items()}
    return part.show(model, tables, first | picks)


def test_a_replay_that_the_model_won_says_by_how_much(fitted):
    tables = {"replay": replay_table({"model": 50, "empirical_bayes": 45, "last_year": 40, "uniform": 30}, (2, 8))}
    said = opened("Replay", tables, fitted).sentences[0]
    assert "2019 to 2020 together" in said
    assert "“Five-year average, evened out” came next, with 5.0 fewer" in said
    assert "may be luck" not in said


def test_a_replay_that_the_model_lost_says_so(fitted):
    tables = {"replay": replay_table({"model": 50, "empirical_bayes": 52, "last_year": 40, "uniform": 30}, (-5, 1))}
    said = opened("Replay", tables, fitted, Year="2019").sentences[0]
    assert "in London, 2019." in said
    assert "did better than the model, with 2.0 more" in said
    assert "The difference may be luck." in said


def misses_table(model, flag="") -> pd.DataFrame:
    n = len(model.code)
    p = np.linspace(0.001, 1, n)
    table = pd.DataFrame({"code": model.code, "observed": 2, "expected": 1.5, "ratio": 1.333, "p": p, "q": 0.99})
    return table.assign(flag=[flag] + [""] * (n - 1), years="2019-2021").iloc[::-1]


def test_misses_say_that_none_passes_and_whom_to_ask_first(fitted):
    shown = opened("Misses", {"misses": misses_table(fitted)}, fitted)
    assert "None is clearly different" in shown.sentences[0]
    assert shown.file["Code"].iloc[0] == fitted.code[0]
    assert len(shown.file) == len(fitted.code)
    assert len(shown.measure.values) == len(fitted.code)
    assert "Clearly different: 1." in opened("Misses", {"misses": misses_table(fitted, "fewer")}, fitted).sentences[0]


def test_fairness_names_the_groups_that_are_off_and_shows_a_test_that_fails(fitted):
    group = {
        "homes_share": 0.5,
        "fires_share": 0.5,
        "visits_share": 0.5,
        "observed": 100,
        "expected": 90.0,
        "skill": 0.03,
    }
    audit = pd.DataFrame(
        [
            {"dimension": "borough", "group": "Barnet", "ratio": 1.2, "low": 1.1, "high": 1.3} | group,
            {"dimension": "borough", "group": "Camden", "ratio": 1.0, "low": 0.9, "high": 1.1} | group,
        ]
    ).assign(visits_per_100_expected=[10.0, 900.0])
    leaks = pd.DataFrame({"test": ["A", "B"], "passed": [True, False], "figure": [0.0, 1.0], "words": ["a.", "b."]})
    shown = opened("Fair", {"audit": audit, "leaks": leaks}, fitted)
    assert "1 of 2 groups" in shown.sentences[0]
    assert "Barnet (1.20)" in shown.sentences[0]
    assert "“Camden” gets 900 visits per 100 expected fires" in shown.sentences[1]
    assert any("do not report them" in line for line in shown.sentences)
    assert [ok for ok, _, _ in shown.checks] == [True, False]


@pytest.mark.parametrize(("low", "high", "told"), [(-3.2, -2.6, "fell by 2.9%"), (-4.0, 1.0, "no clear trend")])
def test_a_trend_is_only_called_one_where_luck_is_excluded(fitted, low, high, told):
    def rows(level, periods):
        return [
            {"level": level, "name": "London", "period": p, "observed": 90.0, "expected": 100.0, "low": 80.0}
            | {"high": 120.0, "ratio": 0.9}
            for p in periods
        ]

    slope = {"level": "slope", "name": "London", "period": "2009-2021", "expected": -2.9, "low": low, "high": high}
    trends = pd.DataFrame([*rows("london", ["2020", "2021"]), *rows("month", ["01", "12"]), slope])
    shown = opened("Trends", {"trends": trends, "series": pd.DataFrame()}, fitted)
    assert any("has no hour" in line for line in shown.sentences)
    assert told in shown.sentences[0]
    assert [p.table["Period"].tolist() for p in shown.pictures[:2]] == [["2020", "2021"], ["Jan", "Dec"]]
