"""The parts of the explanation that read studies, on small tables whose story is known."""

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire.views import PAGE
from lbdp_core.provenance import STATUSES

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


def test_hours_are_drawn_where_a_file_has_them(fitted):
    by_hour = [
        {"level": "hour", "name": "London", "period": f"{h:02d}", "observed": 20.0 if h == 19 else 10.0}
        | {"expected": 10.4, "low": 5.0, "high": 16.0, "ratio": 1.9 if h == 19 else 0.96}
        for h in range(24)
    ]
    year = {"level": "london", "name": "London", "period": "2020", "observed": 250.0, "expected": 250.0}
    trends = pd.DataFrame([year | {"low": 220.0, "high": 280.0, "ratio": 1.0}, *by_hour])
    trends = pd.concat([trends, trends.head(1).assign(level="month", period="01")])
    slope = {"level": "slope", "name": "London", "period": "2009-2021", "expected": -2.9, "low": -3.2, "high": -2.6}
    trends = pd.concat([trends, pd.DataFrame([slope])], ignore_index=True)
    shown = opened("Trends", {"trends": trends, "series": pd.DataFrame()}, fitted)
    assert any("between 19:00 and 19:59, with 20 fires" in line for line in shown.sentences)
    assert "by hour of the call" in shown.pictures[2].title
    assert len(shown.pictures[2].table) == 24


def test_one_area_stands_beside_what_was_expected_of_it(fitted):
    n = len(fitted.code)
    series = pd.DataFrame({"code": fitted.code, "o2013": 1, "o2014": 9, "o2015": 1, "e2013": 1.0, "e2014": 1.0})
    series = series.assign(e2015=1.0, shape=10.0, forecast_from=2014)
    part, borough = PAGE.scenes["Trends"], str(fitted.borough[0])
    areas = part.then(fitted, {}, {"Place": borough})["Area (LSOA, ward)"]
    assert len(areas) == 1 + (fitted.borough == borough).sum() < n
    assert part.then(fitted, {}, {"Place": "London"}) == {}
    shown = part.show(fitted, {"series": series}, {"Place": borough, "Area (LSOA, ward)": areas[1]})
    assert "10 dwelling fires from 2014 to 2015" in shown.sentences[0]
    assert "add up to 2.0 (more than luck" in shown.sentences[0]
    assert "outside their range: 2014" in shown.sentences[1]
    assert shown.pictures[0].table["Expected by"].tolist() == ["average", "forecast", "forecast"]


def test_harm_shows_both_ranks_the_price_and_every_source(fitted):
    shown = opened("Harm", {}, fitted)
    assert "mostly the same places" in shown.sentences[0]
    assert any("living alone are not counted" in line for line in shown.notes)
    traded, movers, sources, readings = (frame for _, frame in shown.sheets)
    fires = traded["Fires prevented"].str.replace("−", "-").astype(float).to_numpy().reshape(-1, 2)
    assert (fires[:, 0] >= fires[:, 1]).all()
    assert set(sources["How we know it"]) <= set(STATUSES)
    assert sources["Source"].str.contains(r"\d{4}").all()
    assert len(readings) == 8
    assert sorted(shown.file["Rank by harm"]) == list(range(1, len(fitted.code) + 1))
    assert len(shown.pictures[0].table) <= len(fitted.code)
    assert {"By fires", "By harm"} <= set(movers.columns)


def test_buildings_give_rates_with_ranges_and_counts_without(fitted):
    def row(group, kind, period, fires, figure=np.nan):
        homes = 1_000.0 if kind == "rate" else np.nan
        ends = {"low": 0.9 * figure, "high": 1.1 * figure}
        return (
            {"place": "London", "group": group, "kind": kind, "period": period, "fires": fires}
            | ends
            | {
                "homes": homes,
                "figure": figure,
            }
        )

    rated = ("House or bungalow", "Purpose-built flat", "Purpose-built or sheltered flat", "Converted flat")
    counted = ("Sheltered housing, self-contained", "House in multiple occupation", "HMO: licensed", "HMO: unlicensed")
    table = pd.DataFrame(
        [
            row(group, kind, period, 5.0, 1.5 if kind == "rate" else np.nan)
            for period in ("2009-2010", "2009", "2010")
            for kind, groups in (("rate", rated), ("count", counted))
            for group in groups
        ]
    )
    shown = opened("Buildings", {"buildings": table}, fitted)
    assert "purpose-built flat 1.50 (95% 1.35 to 1.65)" in shown.sentences[0]
    assert any(": 5 licensed, 5 unlicensed, 0 licence not known" in line for line in shown.sentences)
    rates, counts = (frame for _, frame in shown.sheets)
    assert len(rates) == 4
    assert counts["2009 to 2010"].tolist() == ["5"] * 4
    assert len(shown.pictures) == 3
