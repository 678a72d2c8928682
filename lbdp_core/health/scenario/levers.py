"""What a person may change about the future of a condition, and the scenarios that a meeting asks for."""

from __future__ import annotations

from dataclasses import dataclass

from lbdp_core.focus import borough_lever
from lbdp_core.health.conditions import CONDITIONS, SECOND_BASES
from lbdp_core.health.scenario import needs, programmes
from lbdp_core.levers import Levers, choice, number

EXPECTED, DIAGNOSED = "expected", "diagnosed"
MEASURES = {
    EXPECTED: "Expected: national rates by age",
    DIAGNOSED: "Diagnosed: scaled to the local figure held (diagnosed, modelled or of the Census)",
}
FIRST_BASIS, CFAS2 = "dementia_uk", "cfas2"
BASES = {FIRST_BASIS: "Dementia UK, 2014 (expert consensus)", CFAS2: "CFAS II, 2013 (survey, as the NHS uses)"}
SECOND = {(basis.of, CFAS2): basis.key for basis in SECOND_BASES}
EXPERTS, AS_NOW = "experts", "as_now"
AGEING = {EXPERTS: "As experts expect, with their doubt", AS_NOW: "Every age as healthy as today"}
LOOK, FUTURE, HELP, ASKS = "Look at", "The future", "A prevention programme", "What it asks for"
FURTHEST = 17  # to 2040 from mid-2023, and as far as the round of 2014 goes from a base a year newer


@dataclass(frozen=True, kw_only=True)
class HealthLevers(Levers):
    """One condition, its future, one programme, and what people with it ask for. `HealthLevers()` changes nothing."""

    condition: str = choice(
        "dementia", "Condition", {condition.key: condition.title for condition in CONDITIONS}, group=LOOK, kind="view",
        why="One at a time: people with two conditions would be counted twice, so conditions are never summed.",
    )  # fmt: skip
    borough: str = borough_lever(LOOK)
    horizon: float = number(
        10, "Years ahead of the latest estimate", unit="years", range=(1, FURTHEST, 1), group=LOOK, kind="view",
        why="Beyond ten years no figure should be used without its interval: forecasts of London boroughs were 7 % "
        "wrong after ten years in the middle case (Simpson, Wilson and Shalley, 2019).",
    )  # fmt: skip
    measure: str = choice(
        EXPECTED, "Count", MEASURES, group=LOOK, kind="view",
        why="Expected figures use national rates. Diagnosed ones are scaled to a local published figure; scaling down "
        "hides people who live with a condition and have no diagnosis, so expected is the default.",
    )  # fmt: skip
    basis: str = choice(
        FIRST_BASIS, "Dementia rates", BASES, group=LOOK, kind="view",
        why="Only for dementia. Experts agreed on rates in 2014. A survey of people of 65 and over, published in 2013, "
        "found about a tenth fewer and has its own range; NHS England divides by it for the diagnosis rate.",
    )  # fmt: skip
    growth: float = number(
        0, "People, against the projection after ten years", unit="%", range=(-20, 20, 1), group=FUTURE, swing=(-7, 7),
        assumed=True,
        why="More or fewer residents of every age than projected, building up evenly. Plausible range: 7 % either way, "
        "the published median error of ten-year forecasts of London boroughs (Simpson, Wilson and Shalley, 2019).",
    )  # fmt: skip
    ageing: str = choice(
        EXPERTS, "Health of each age from 55 on", AGEING, group=FUTURE,
        why="As people live longer, part of the years gained are healthy ones: by 2035 about 0.4 of them in the mean, "
        "and between -0.2 and 1.2 in eight cases of ten, from the experts' answers behind the Strategy Unit's demand "
        "model.",
    )  # fmt: skip
    healthy_years: float = number(
        0, "Extra healthy years", unit="years", range=(-3, 5, 0.5), group=FUTURE, swing=(-0.5, 0.5), assumed=True,
        why="From 55 on, people have the rates of people so many years younger, reached evenly over ten years. "
        "Plausible range: half a year either way, the experts' published 80 % range over ten years; two years would be "
        "a great deal.",
    )  # fmt: skip
    trend: float = number(
        0, "Trend of the rates at each age", unit="% a year", range=(-3, 3, 0.1), group=FUTURE, swing=(-1.2, 1.2),
        assumed=True,
        why="Dementia at a given age fell by about 1.2 % a year over two decades (CFAS I and II, published in 2013); "
        "diabetes rose. Nought is today's rates; the interval allows for drift either way.",
    )  # fmt: skip
    programme: str = choice(
        programmes.NONE, "Programme", programmes.CHOICES, group=HELP,
        why="Each acts on one condition only: falls, diabetes, dementia or stroke. The evidence is listed with null "
        "results.",
    )  # fmt: skip
    evidence: str = choice(
        programmes.MAIN, "Evidence for its effect", programmes.EVIDENCE, group=HELP,
        why="The main finding, or the most cautious one. For falls that is the English trial that found no fewer "
        "fractures; for dementia both findings allow for no effect.",
    )  # fmt: skip
    own_risk: float = number(
        0.85, "Own value: risk of those who take part", unit="times", range=(0.5, 1.2, 0.05), group=HELP,
        swing=(0.7, 1.0), assumed=True,
        why="Used only when the evidence is “your own value”. 0.85 means that three in twenty are spared; 1 means "
        "none. The plausible range is a judgement.",
    )  # fmt: skip
    reach: float = number(
        33, "People of those ages who are offered it", unit="%", range=(0, 100, 1), group=HELP, swing=(10, 60),
        why="A third is a judgement. In the English falls trial 37 % of people of 70 and over were found at higher "
        "risk and invited (PreFIT, 2020).",
    )  # fmt: skip
    uptake: float = number(
        65, "Of those, people who take part", unit="%", range=(0, 100, 5), group=HELP, swing=(30, 70), assumed=True,
        why="65 % of those invited took up exercise in the English falls trial (PreFIT, 2020); 49 % of those referred "
        "came to the first session of the diabetes programme (Barron and others, 2018). The plausible range is a "
        "judgement.",
    )  # fmt: skip
    lag: float = number(
        3, "Years until it runs in full", unit="years", range=(1, 10, 1), group=HELP, swing=(1, 5), assumed=True,
        why="A programme builds up evenly over these years; three is a judgement. Where people live on with a "
        "condition, fewer new cases take longer still to show.",
    )  # fmt: skip
    values: str = choice(
        needs.PUBLISHED, "Unit values", needs.VALUES, group=ASKS, kind="view",
        why="Values differ by condition, in what they count and in the year of their prices; the assumption log names "
        "the source and mark of each. Where none was found the figure is left out.",
    )  # fmt: skip
    own_cost: float = number(
        2_000, "Own value: cost of a person a year", unit="£", range=(0, 100_000, 100), group=ASKS, kind="view",
        why="Used only with your own unit values. £2,000 is a placeholder, not a finding.",
    )  # fmt: skip
    own_places: float = number(
        5, "Own value: care-home places per 100 people", unit="per 100", range=(0, 100, 1), group=ASKS, kind="view",
        why="Used only with your own unit values. 5 is a placeholder; about 37 of 100 people diagnosed with dementia "
        "live in a home.",
    )  # fmt: skip
    own_admissions: float = number(
        8, "Own value: admissions a year per 100 people", unit="per 100", range=(0, 200, 1), group=ASKS, kind="view",
        why="Used only with your own unit values. About 8 per 100 people who fall is worked out from published counts.",
    )  # fmt: skip
    own_beds: float = number(
        0.5, "Own value: hospital beds per 100 people", unit="per 100", range=(0, 20, 0.1), group=ASKS, kind="view",
        why="Used only with your own unit values. Half a bed is a placeholder: 8 admissions of nine days fill 0.2 "
        "beds.",
    )  # fmt: skip
    own_carers: float = number(
        50, "Own value: unpaid carers per 100 people", unit="per 100", range=(0, 200, 5), group=ASKS, kind="view",
        why="Used only with your own unit values. 50 is a placeholder; there are about 80 carers to 100 people with "
        "dementia.",
    )  # fmt: skip

    @property
    def rates(self) -> str:
        """The key of the rates that are used: the condition's, or those of its second basis where that is chosen."""
        return SECOND.get((self.condition, self.basis), self.condition)


OPENING = "Two healthy years more"
PRESETS = {
    "As today": HealthLevers(),
    OPENING: HealthLevers(healthy_years=2),
    "A falls programme reaches a third of over-65s": HealthLevers(condition="falls", programme="falls"),
    "The same, if the English trial is right": HealthLevers(condition="falls", programme="falls", evidence="cautious"),
    "Every age as healthy as today": HealthLevers(ageing=AS_NOW),
    "Dementia rates keep falling as they did": HealthLevers(trend=-1.2),
    "7 % more people than projected": HealthLevers(growth=7),
    "Diabetes prevention for half of over-40s": HealthLevers(
        condition="diabetes", programme="diabetes", reach=50, uptake=50, horizon=15
    ),
}
