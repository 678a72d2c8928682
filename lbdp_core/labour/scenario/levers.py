"""What a person may change about work in London, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.focus import borough_lever
from lbdp_core.levers import Levers, choice, number

LOOK, JOBS, PEOPLE, CLAIMS = "Look at", "Jobs", "People and skills", "Claimants"
ONE, TWO = "1", "2"
INDEX, AUTOMATION = "index", "automation"
SHORT = "short"
SKILLS = {  # sub-major groups of each skill level of SOC 2020 (ONS, volume 1)
    "4": ("11", "21", "22", "23", "24"),
    "3": ("12", "31", "32", "33", "34", "35", "51", "52", "53", "54"),
    "2": ("41", "42", "61", "62", "63", "71", "72", "81", "82"),
    "1": ("91", "92"),
}
SECTORS = {
    "construction": ("Construction",),
    "care": ("Health and social work", "Education"),
    "digital": ("Information technology", "Media", "Professional services", "Finance and insurance"),
    "visitors": ("Accommodation and food", "Wholesale and retail trade", "Arts and entertainment"),
}


def _sector(name: str) -> float:
    made: float = number(
        0, f"Change in jobs: {name}", unit="%", range=(-30, 30, 5), group=JOBS, swing=(-10, 10),
        why="More or fewer jobs in 2035 than the published projection. Plausible range: 10% either way, our judgement.",
    )  # fmt: skip
    return made


@dataclass(frozen=True, kw_only=True)
class LabourLevers(Levers):
    """What may be changed. The default is the published projection."""

    borough: str = borough_lever(LOOK, "Shows the claimants of one borough. Openings are of London.")
    horizon: str = choice(
        ONE, "How far ahead for claimants", {ONE: "In one year", TWO: "In two years"}, group=LOOK, kind="view",
        why="Forecasts were tested one and two years ahead.",
    )  # fmt: skip
    care: float = _sector("health, care and education")
    construction: float = _sector("construction")
    digital: float = _sector("digital, media, finance and professional")
    visitors: float = _sector("shops, hotels, food and arts")
    replacement: float = number(
        0, "Change in people who leave their occupation", unit="%", range=(-30, 30, 5), group=PEOPLE, swing=(-15, 15),
        assumed=True,
        why="Retirement, moves and other exits, beside the published rate. Plausible range: 15% either way, our "
        "judgement.",
    )  # fmt: skip
    exposed: str = choice(
        INDEX, "What occupations are exposed to", {
            INDEX: "AI, by an index of 2025", AUTOMATION: "Any automation, by an index of 2013",
        }, group=PEOPLE, assumed=True,
        why="AI: the applicability score of Microsoft Research (July 2025), which its authors say does not measure "
        "which jobs AI can replace. Automation: the chance that computers or robots could do a job (Frey and Osborne, "
        "2013). They put 47% of US jobs at high risk; a study for the OECD (2016) put 9%.",
    )  # fmt: skip
    automation: float = number(
        0, "Exposed work done without staff", unit="%", range=(0, 30, 5), group=PEOPLE,
        swing=(0, 20), assumed=True,
        why="Because of AI and automation, by 2035. Acemoglu (2024) expects 23% of exposed work to be worth automating "
        "within ten years. The ONS put 7.4% of England's jobs at high risk in 2017. Plausible range: up to 20%, our "
        "judgement.",
    )  # fmt: skip
    training: float = number(
        0, "Training places added", unit="thousand a year", range=(0, 50, 5), group=PEOPLE, swing=(0, 20),
        why="People trained each year to 2035, spread over occupations by their openings. Plausible range: up to "
        "20,000, our judgement.",
    )  # fmt: skip
    trained: str = choice(
        SHORT, "Who is trained", {
            SHORT: "All groups, by openings", "4": "Managers and professionals", "3": "Technicians and trades",
            "2": "Office, care, sales and drivers", "1": "Elementary work",
        }, group=PEOPLE,
        why="Groups are the four skill levels of SOC 2020 (ONS): about degree, higher vocational, general education "
        "with training, and without. It changes how many workers each occupation still has to find, but not the total.",
    )  # fmt: skip
    migration: float = number(
        0, "Change in workers who come to London", unit="thousand a year", range=(-50, 50, 5), group=PEOPLE,
        swing=(-20, 20), assumed=True,
        why="Spread like today's jobs. Plausible range: 20,000 either way, our judgement.",
    )  # fmt: skip
    slump: float = number(
        0, "Claimant rate, for reasons of the economy", unit="points", range=(-2, 4, 0.5), group=CLAIMS,
        swing=(-0.5, 1), assumed=True,
        why="Moves every borough alike. England's yearly mean rose from 2.6% to 5.4% in 2020. Plausible range: half a "
        "point lower to one higher, our judgement.",
    )  # fmt: skip


OPENING = "As today"
PRESETS = {
    OPENING: LabourLevers(),
    "A slump of one point": LabourLevers(slump=1),
    "10% more jobs in care": LabourLevers(care=10),
    "AI does 10% of exposed work": LabourLevers(automation=10),
    "10,000 more training places": LabourLevers(training=10),
    "20,000 fewer workers come": LabourLevers(migration=-20),
}
