"""The fire page's own moves: a choice that depends on another, and a part that reads no study."""

from lbdp_core.themes import by_slug
from tests.laws.test_every_page import page, whole

FIRE = by_slug("fire")


def test_a_borough_offers_its_areas_and_an_area_its_years():
    at = page(FIRE, view="Explain", fire__part="Past", fire__topic="Trends")
    whole(at)
    assert [box.label for box in at.selectbox if box.label.startswith("Area")] == []
    at.selectbox(key="fire:Trends:Place").set_value("Hackney").run()
    (area,) = [box for box in at.selectbox if box.label.startswith("Area")]
    assert area.value == "The whole borough"
    area.set_value(area.options[1]).run()
    whole(at)
    assert any(line.value.startswith(area.options[1].replace("(", "\\(")) for line in at.markdown)
    at.selectbox(key="fire:Trends:Place").set_value("Camden").run()  # another borough, another list
    whole(at)
    (area,) = [box for box in at.selectbox if box.label.startswith("Area")]
    assert area.value == "The whole borough"
    assert all(option.startswith("Camden") for option in area.options[1:])


def test_harm_is_drawn_from_the_model_alone():
    at = page(FIRE, view="Explain", fire__part="Why here", fire__topic="Harm")
    whole(at)
    assert any("mostly the same places" in line.value for line in at.markdown)
    assert len(at.table) == 4
