"""The model card on the page: short first, then a section at a time, with what is left to the organisation."""

from lbdp_core import atrs
from tests.laws.test_every_page import page, whole


def test_the_card_opens_short_and_shows_what_is_left_to_the_organisation():
    at = page(type("T", (), {"slug": "fire"}), view="Explain", fire__part="Model", fire__topic="Model card")
    whole(at)
    assert any("People who are referred are assessed one by one" in m.value for m in at.markdown)
    at.selectbox(key="fire:Model card:Section").set_value(atrs.title("owner_and_responsibility")).run()
    whole(at)
    (left,) = (m.value for m in at.markdown if atrs.TO_BE_GIVEN.capitalize() in m.value)
    assert left.count("\n- ") == len(atrs.FIELDS["owner_and_responsibility"])
