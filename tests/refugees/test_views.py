"""What only this page shows: words and tables beside every picture, and nothing drawn through a break."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from lbdp_core import quarters
from lbdp_core.formatting import people as figure
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.views import PAGE as views
from lbdp_core.refugees.views import course, where
from tests.refugees import files
from tests.refugees.engine import MOVED

PICKS = {where.COUNT: where.SUPPORT_RATE}


def pictures(model, result):
    yield views.stage(model, result, 16)
    yield from views.acts(model, result, 16)
    yield views.over_time(model, result)
    for beside in views.beside.values():
        yield beside(model, result)
    for scene in {id(s): s for s in (*views.below.values(), *views.scenes.values())}.values():
        yield from scene.show(model, result, PICKS).pictures


def test_nothing_that_is_drawn_joins_the_series_across_the_break(model, result):
    picture = course.picture(model, result)
    rows = picture.spec["data"]["values"]
    assert not any({"before", "observed"} <= row.keys() for row in rows)
    before, after = ([r["year"] for r in rows if name in r] for name in ("before", "observed"))
    assert max(before) < min(after)
    assert min(after) == quarters.fraction("2022Q4")
    line = next(layer for layer in picture.spec["layer"] if "strokeDash" in layer.get("encoding", {}))
    assert line["transform"][0]["fold"][:2] == ["observed", "before"]  # two lines, by kind
    assert line["encoding"]["color"]["field"] == "kind"
    assert picture.table["Counted"].notna().sum() == len(after)


def rules(picture):
    """Where a rule stands that parts two stretches of quarters."""
    return [x["data"]["values"][0]["year"] for x in picture.spec["layer"] if "layer" in x and "values" in x["data"]]


def test_a_rule_stands_where_what_is_counted_changes_and_the_note_says_so(model, result):
    """Between the two series, and where people on subsistence only are no longer given by borough."""
    picture = course.picture(model, result)
    first, second = rules(picture)
    assert quarters.fraction("2022Q3") < first < quarters.fraction("2022Q4")
    assert quarters.fraction("2023Q3") < second < quarters.fraction("2023Q4")
    assert "not a real change" in picture.note
    bare = dataclasses.replace(model, before_quarters=model.before_quarters[:0], before=model.before[:0])
    assert rules(course.picture(bare, run(bare, MOVED))) == [second]
    whole = dataclasses.replace(model, break_series=np.full(len(model.break_series), "total"))
    assert rules(course.picture(whole, run(whole, MOVED))) == [first]


def test_the_fan_begins_at_the_last_count_and_names_the_change_only_where_there_is_one(model, result):
    rows = {row["period"]: row for row in course.picture(model, result).spec["data"]["values"]}
    base = rows["2024Q1"]
    assert base["scenario"] == base["low"] == base["high"] == base["observed"] == base["naive"] == files.london(5)
    assert rows["2026Q1"]["low"] < rows["2026Q1"]["scenario"] < rows["2026Q1"]["high"]
    still = run(model, RefugeesLevers())
    drawn = [json.dumps(course.picture(model, r).spec) for r in (result, still)]
    assert ["Without the change" in text for text in drawn] == [True, False]
    alt = course.picture(model, result).alt
    assert f"{files.london(5):,} in March 2024, expected in March 2026" in alt


def test_duties_as_published_stand_beside_those_expected(model, result):
    picture = views.beside["Duties"](model, result)
    rows = {row["period"]: row for row in picture.spec["data"]["values"]}
    assert rows["2023Q4"]["observed"] == 240
    assert "scenario" not in rows["2023Q4"]
    assert rows["2024Q2"]["naive"] == 240
    camden = views.beside["Duties"](model, run(model, RefugeesLevers(borough="Camden")))
    assert not any("observed" in row for row in camden.spec["data"]["values"])  # not published there
    assert "The last quarter published by then" not in json.dumps(camden.spec)


def test_a_meeting_reads_people_and_not_duties(result):
    people, duties = result.headlines[:2]
    assert all(figure(part) in result.answer.lead for part in (people.scenario, people.low, people.high))
    assert "March 2026" in result.answer.lead
    assert figure(duties.scenario) in result.answer.why


@pytest.mark.parametrize("levers", [RefugeesLevers(), MOVED, RefugeesLevers(hotel_borough="City of London")])
def test_a_borough_with_nobody_in_support_draws_like_any_other(model, levers):
    """City of London had nobody in March 2024, and has a link like every borough.

    DEFECT when this was written: links.table takes the first of no links at all, and so ends in StopIteration.
    """
    some = np.arange(34) > 0
    seen = np.where(some, model.seen, 0.0)
    none = dataclasses.replace(
        model, seen=seen, centre=model.centre * some, hotel=model.hotel * some, section4=model.section4 * some
    )
    result = run(none, dataclasses.replace(levers, borough="City of London"))
    assert result.headlines[0].scenario == 0
    for picture in pictures(none, result):
        json.dumps(picture.spec, allow_nan=False)
        assert picture.alt
    for name in result.extras:
        assert not result.extras[name].isna().any(axis=None), name
    assert len(views.first(result, 8)) == 8
    assert views.measures(none, result)[1].values[0] == 0
