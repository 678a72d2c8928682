"""The scenarios that a meeting asks for."""

from __future__ import annotations

from lbdp_core.refugees.scenario.levers import RefugeesLevers

OPENING = "Decisions a third faster"
PRESETS = {
    "As today": RefugeesLevers(),
    OPENING: RefugeesLevers(decisions=35),
    "Decisions a third slower": RefugeesLevers(decisions=-35),
    "Back to 28 days of notice": RefugeesLevers(notice=28),
    "56 days of notice for everybody": RefugeesLevers(notice=56),
    "A hotel for 400 closes in Hillingdon": RefugeesLevers(hotel_borough="Hillingdon", hotel_beds=400),
    "A fifth more claims": RefugeesLevers(claims=20),
    "Ten in a hundred fewer grants": RefugeesLevers(grant_rate=-10),
    "London takes a fifth fewer new places": RefugeesLevers(dispersal=-20),
}
