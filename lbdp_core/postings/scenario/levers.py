"""Levers: what counts as an advert that is out now, and what is looked at. None of them changes the labour market."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, number
from lbdp_core.protect import THRESHOLD

LOOK = "Look at"


@dataclass(frozen=True, kw_only=True)
class PostingsLevers(Levers):
    """What may be changed."""

    weeks: float = number(
        6,
        "Weeks that an advert counts as open",
        unit="weeks",
        range=(1, 12, 1),
        swing=(4, 8),
        group="Counting",
        why="Counts the adverts first posted within this many weeks. Six is the rule of Nesta's Open Jobs Observatory. "
        "4 to 8 is our judgement.",
    )
    alike: float = number(
        60,
        "How alike two adverts must be to count once",
        unit="% of their words",
        range=(40, 100, 5),
        swing=(50, 70),
        group="Counting",
        why="Adverts are posted again with small edits. At 100%, only adverts with the very same words count once. "
        "50 to 70 is our judgement.",
    )
    coded: float = number(
        80,
        "Adverts that are given an occupation",
        unit="% of adverts",
        range=(30, 100, 5),
        group="Counting",
        swing=(50, 100),
        why="The surest first. Coding fewer adverts makes more of the codes right. “How sure” shows how many.",
    )
    borough: str = borough_lever(LOOK)
    least: float = number(
        10,
        "Fewest adverts behind a figure",
        unit="adverts",
        range=(THRESHOLD + 1, 60, 1),
        kind="view",
        group="Details",
        why="Figures based on fewer adverts are hidden. It cannot be less than 8.",
    )
    speed: float = number(
        4,
        "Speed of the replay",
        unit="days a second",
        range=(1, 14, 1),
        kind="view",
        group="Details",
        why="How many days of adverts arrive each second when you press play.",
    )


PRESETS = {
    "As today": PostingsLevers(),
    "Every repost counted": PostingsLevers(alike=100),
    "Three weeks": PostingsLevers(weeks=3),
    "Only sure occupations": PostingsLevers(coded=50, weeks=8),
}
OPENING = "As today"
