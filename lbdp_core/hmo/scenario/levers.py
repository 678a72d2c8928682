"""What a person may change about visits to homes that may be unlicensed HMOs, and the scenarios a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lbdp_core.focus import borough_lever
from lbdp_core.hmo.build.matching import LEVELS
from lbdp_core.hmo.build.source_records import SOURCES
from lbdp_core.hmo.model.joining import COMPARED, EXACT
from lbdp_core.hmo.model.ranking import AUDITED, BAGGED, CHECKLIST, NAIVE
from lbdp_core.hmo.scenario.powers import powers
from lbdp_core.levers import Levers, choice, cost, number
from lbdp_core.unit_costs import unit_cost

LOOK, VISITS, KNOWN, JOIN, MONEY = "Look at", "Visits", "What is known", "Addresses", "Money"
METHODS = {
    AUDITED: "What a random audit taught",
    CHECKLIST: "Officers' rules",
    BAGGED: "Licences, other homes unlabelled",
    NAIVE: "Licences against all other homes",
}
USUAL = 500.0  # visits that ways are compared at while nobody is visited
YES, NO = "yes", "no"
USED = {YES: "Used", NO: "Left out"}
VISIT, FEE = unit_cost("hmo_visit"), unit_cost("hmo_licence")
LAW = powers()[-1]


def _source(label: str, why: str) -> str:
    made: str = choice(YES, label, USED, group=KNOWN, why=why)
    return made


@dataclass(frozen=True, kw_only=True)
class HmoLevers(Levers):
    """What may be changed. The default visits nobody."""

    borough: str = borough_lever(
        LOOK, "HMOs are as common as the census of 2021 found in this borough. The homes stay "
        "those of a made-up Newham. All of London leaves them as they are.",
    )  # fmt: skip
    visits: float = number(
        0, "Inspections", unit="visits", range=(0, 2_000, 50), group=VISITS, swing=(0, 1_000),
        why="Visits to homes without a licence, over some months. Plausible range: up to 1,000, our judgement.",
    )  # fmt: skip
    method: str = choice(
        AUDITED, "Choose homes by", METHODS, group=VISITS,
        why="Licences mislead: landlords who apply are not like those who do not. A random audit shows both kinds.",
    )  # fmt: skip
    audit: float = number(
        300, "Homes in the random audit", unit="homes", range=(100, 1_000, 100), group=VISITS, swing=(100, 1_000),
        why="Homes without a licence, drawn at random and inspected before: a third each meet no officers' rule, one, "
        "and more. A larger audit teaches more. Plausible range: 100 to 1,000, our judgement.",
    )  # fmt: skip
    explore: float = number(
        0, "Share of visits at random", unit="%", range=(0, 50, 5), group=VISITS, swing=(0, 20),
        why="Random visits show what unseen homes are like, and find fewer now. A tenth to a fifth is our judgement.",
    )  # fmt: skip
    floor: float = number(
        0, "Fewest visits to a ward", unit="visits", range=(0, 20, 1), group=VISITS, swing=(0, 10),
        why="Every ward gets at least so many visits. That costs some finds. Plausible range: up to 10, our judgement.",
    )  # fmt: skip
    access: float = number(
        50, "Visits that get in", unit="%", range=(20, 100, 5), group=VISITS, swing=(40, 70), assumed=True,
        why="Before firefighters went with them, New York's inspectors got in about half the time (published). "
        "Plausible range: 40 to 70%, our judgement.",
    )  # fmt: skip
    council_tax: str = _source("Council tax", "Who pays, how often that changes, and discounts for one adult.")
    electoral_roll: str = _source("Electoral roll", "How many adults and how many surnames. No surname is read.")
    benefits: str = _source("Housing benefit claims", "Several claims at one address.")
    complaints: str = _source("Noise and waste complaints", "Complaints about the address.")
    epc: str = _source("Energy certificates", "Habitable rooms, and whether it was made for letting.")
    deposits: str = _source("Tenancy deposits", "Deposits protected at the address, and whether an agent did it.")
    errors: str = choice(
        "6", "Addresses written wrongly", {str(level): f"{level}% of each source" for level in LEVELS}, group=JOIN,
        assumed=True, why="The package address-errors, made from six English councils, writes about 6% wrongly. Of "
        "Cornwall's own addresses 12.9% were. A cleaner source has fewer: our judgement.",
    )  # fmt: skip
    join: str = choice(
        COMPARED, "Join the sources by", {COMPARED: "Comparing parts of addresses", EXACT: "The same letters only"},
        group=JOIN, why="Comparing spellings finds most wrongly written addresses, and joins a few to the wrong home.",
    )  # fmt: skip
    fee: float = cost(
        FEE, "Licence fee", range=(0, 3_000, 50), group=MONEY, more="Plausible range: {low} to {high}, published."
    )
    visit: float = cost(VISIT, "Cost of a visit", range=(0, 500, 10), group=MONEY)
    penalised: float = number(
        10, "Finds that end in a penalty", unit="%", range=(0, 100, 5), group=MONEY, swing=(0, 30), assumed=True,
        why="The others are licensed without one. Plausible range: none to 30%, our judgement.",
    )  # fmt: skip
    penalty: float = number(
        7_000, "Penalty", unit="£", range=(0, LAW.penalty, 500), group=MONEY, swing=(1_000, 20_000), assumed=True,
        why=f"The law allows up to £{LAW.penalty:,} since {LAW.since:%-d %B %Y} ({LAW.source}). Plausible range: "
        "£1,000 to £20,000, our judgement.",
    )  # fmt: skip
    repaid: float = number(
        0, "Rent that must be repaid", unit="months", range=(0, LAW.months, 1), group=MONEY, swing=(0, 12),
        assumed=True,
        why=f"For finds that end in a penalty. The law allows up to {LAW.months} months. Only rent that was paid by "
        "benefits comes back to the public purse. Plausible range: up to 12 months, our judgement.",
    )  # fmt: skip

    def usual(self, **changes: object) -> HmoLevers:
        """With these changes; and with 500 visits where nobody is visited, so that ways can be compared."""
        values: dict[str, Any] = {"visits": self.visits or USUAL} | changes
        return replace(self, **values)

    def in_order(self, **changes: object) -> HmoLevers:
        """The same with every visit in the order of the method: none at random, none for a ward's least."""
        return self.usual(explore=0.0, floor=0.0, **changes)

    @property
    def on(self) -> int:
        """The sources that are used, as bits in their order."""
        return sum(1 << at for at, name in enumerate(SOURCES) if getattr(self, name) == YES)


OPENING = "As today"
PRESETS = {
    OPENING: HmoLevers(),
    "500 visits by an audit": HmoLevers(visits=500),
    "500 visits by officers' rules": HmoLevers(visits=500, method=CHECKLIST),
    "500 visits by licences": HmoLevers(visits=500, method=NAIVE),
    "500 visits, a fifth at random": HmoLevers(visits=500, explore=20),
    "500 visits, bad addresses": HmoLevers(visits=500, errors="13", join=EXACT),
    "500 visits by an audit of 1,000": HmoLevers(visits=500, audit=1_000),
}
