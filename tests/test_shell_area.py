"""One area on the page: found by what people call it, every way of looking at it drawn, and no link breaks it."""

import pytest
from streamlit.testing.v1 import AppTest

from apps.shell import area, state, wording
from lbdp_core.fire.views.counterfactual import ASSOCIATION
from lbdp_core.themes import by_slug
from tests.laws import test_every_page as every_page
from tests.laws.test_every_page import pictures, whole

WAYS = (("Why here", "One area"), ("What if", "Change an area"), ("What if", "Over a range"))


def page(part: str = "Why here", topic: str = "One area", **link: str) -> AppTest:
    return every_page.page(by_slug("fire"), view="Explain", fire__part=part, fire__topic=topic, **link)


@pytest.mark.parametrize(("part", "topic"), WAYS)
def test_every_way_of_looking_keeps_the_area_of_the_link(part, topic):
    label = area.label_of("E01001403")
    at = page(part, topic, fire__area=label)
    whole(at)
    assert at.selectbox(key="fire.area").value == label
    assert all(proto.alt.strip() for _, proto in pictures(at))


def test_the_box_holds_every_area_with_name_ward_borough_and_code():
    spots = state.ground().places
    labels = list(area._labels())
    assert len(labels) == len(spots) == len(set(labels))
    for i in (0, 100, len(spots) - 1):
        assert all(word in labels[i] for word in (spots.name[i], spots.ward[i], spots.code[i]))
        assert spots.borough[i] in labels[i]  # an LSOA is named for its borough


def test_what_is_typed_takes_the_first_area_that_fits_and_lists_the_others():
    """By ward, borough or code; few are sent, and the area of the link stays among them."""
    at = page(fire__area=area.label_of("E01001403"))
    for text, fits in (("edmonton green", "Edmonton Green"), ("E01000001", "(E01000001)"), ("camden", "Camden")):
        at.text_input(key="fire:area:sought").set_value(text).run()
        whole(at)
        chosen = at.selectbox(key="fire.area")
        assert fits in chosen.value
        assert all(fits in label for label in chosen.options[2:])
        assert len(chosen.options) <= area.LISTED + 2
    before = at.selectbox(key="fire.area").value
    at.text_input(key="fire:area:sought").set_value("nowhere at all").run()
    whole(at)
    assert at.selectbox(key="fire.area").value == before
    assert any("No area is called" in caption.value for caption in at.caption)


def test_an_area_of_the_list_is_one_choice_from_its_explanation():
    at = every_page.page(by_slug("fire"), view="Explore", fire__visits="5000")
    box = at.selectbox(key="fire:why")
    code = at.selectbox(key="fire:why").options[0]
    box.select(code).run()
    whole(at)
    assert at.get_by_key("view").value == "Explain"
    assert at.get_by_key("fire.part").value == "Why here"
    assert at.selectbox(key="fire.area").value == code


def test_a_slider_moves_the_rate_and_back_again():
    at = page("What if", "Change an area")
    at.selectbox(key="fire:imagine:box0").set_value("social_rented").run()
    whole(at)
    (slider,) = [s for s in at.slider if str(s.key).startswith("fire:imagine:")]
    now = at.metric[1].value
    assert at.metric[0].value == now
    start = slider.value
    slider.set_value(slider.min).run()
    whole(at)
    assert at.metric[1].value != now
    assert any(wording.plain(ASSOCIATION) == w.value for w in at.warning)
    next(s for s in at.slider if str(s.key).startswith("fire:imagine:")).set_value(start).run()
    assert at.metric[1].value == now
