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
    DIAGNOSED: "Local: scaled to each borough's published figure",
}
FIRST_BASIS, CFAS2 = "dementia_uk", "cfas2"
BASES = {
    FIRST_BASIS: "Dementia UK, 2014 (agreed by experts)",
    CFAS2: "Cognitive Function and Ageing Study II, 2013 (survey, used by the NHS)",
}
SECOND = {(basis.of, CFAS2): basis.key for basis in SECOND_BASES}
EXPERTS, AS_NOW = "experts", "as_now"
AGEING = {EXPERTS: "As experts expect, with their range", AS_NOW: "Every age as healthy as today"}
LOOK, FUTURE, HELP, ASKS = "Look at", "The future", "A prevention programme", "What people will need"
FURTHEST = 17  # to 2040 from mid-2023, and as far as the round of 2014 goes from a base a year newer


@dataclass(frozen=True, kw_only=True)
class HealthLevers(Levers):
    """One condition, its future, one programme, and what people with it ask for. `HealthLevers()` changes nothing."""

    condition: str = choice(
        "dementia", "Condition", {condition.key: condition.title for condition in CONDITIONS}, group=LOOK, kind="view",
        why="Choose one condition at a time. Many people have several, so conditions are never added together.",
    )  # fmt: skip
    borough: str = borough_lever(LOOK)
    horizon: float = number(
        10, "How far ahead", unit="years", range=(1, FURTHEST, 1), group=LOOK, kind="view",
        why="Counted in years from the latest estimate of residents. Beyond ten years, always use the range. Half "
        "of past forecasts of London boroughs were more than 7% wrong after ten years (Simpson, Wilson and "
        "Shalley, 2019).",
    )  # fmt: skip
    measure: str = choice(
        EXPECTED, "How people are counted", MEASURES, group=LOOK, kind="view",
        why="Expected figures use national rates. Local ones are scaled to a figure published for each borough. A "
        "low local figure can hide people without a diagnosis, so expected is the default.",
    )  # fmt: skip
    basis: str = choice(
        FIRST_BASIS, "Dementia rates", BASES, group=LOOK, kind="view",
        why="For dementia only. Experts agreed rates in 2014. A survey of people aged 65 and over, published in "
        "2013, found about a tenth fewer. NHS England uses the survey for the diagnosis rate.",
    )  # fmt: skip
    growth: float = number(
        0, "Residents, compared with the projection", unit="%", range=(-20, 20, 1), group=FUTURE, swing=(-7, 7),
        assumed=True,
        why="More or fewer residents of every age than projected, building up evenly over ten years. Plausible "
        "range: 7% either way, the published median error of ten-year forecasts of London boroughs (Simpson, "
        "Wilson and Shalley, 2019).",
    )  # fmt: skip
    ageing: str = choice(
        EXPERTS, "Health at each age from 55", AGEING, group=FUTURE,
        why="As people live longer, experts expect some of the years gained to be healthy ones. By 2035 they "
        "expect 0.4 of each year gained, and between −0.2 and 1.2 (8 chances in 10). Source: the Strategy "
        "Unit's demand model.",
    )  # fmt: skip
    healthy_years: float = number(
        0, "Extra healthy years", unit="years", range=(-3, 5, 0.5), group=FUTURE, swing=(-0.5, 0.5), assumed=True,
        why="From age 55, people have the rates of illness of people this many years younger, reached evenly over "
        "ten years. Plausible range: half a year either way, from experts' published answers. Two years would "
        "be a very large gain.",
    )  # fmt: skip
    trend: float = number(
        0, "Yearly trend in the rates at each age", unit="% a year", range=(-3, 3, 0.1), group=FUTURE,
        swing=(-1.2, 1.2), assumed=True,
        why="Dementia at a given age fell by about 1.2% a year over two decades (Cognitive Function and Ageing "
        "Studies, 2013). Diabetes rose. Zero keeps today's rates. The range is our judgement.",
    )  # fmt: skip
    programme: str = choice(
        programmes.NONE, "Programme", programmes.CHOICES, group=HELP,
        why="Each programme acts on one condition: falls, diabetes, dementia or stroke. The page lists the "
        "evidence, including studies that found no effect.",
    )  # fmt: skip
    evidence: str = choice(
        programmes.MAIN, "Evidence for the programme", programmes.EVIDENCE, group=HELP,
        why="Choose the main finding or the most cautious one. For falls, the cautious one is an English trial "
        "that found no fewer fractures. For dementia, both findings allow for no effect.",
    )  # fmt: skip
    own_risk: float = number(
        0.85, "Your value: risk of those who take part", unit="times", range=(0.5, 1.2, 0.05), group=HELP,
        swing=(0.7, 1.0), assumed=True,
        why="Used only when the evidence is “Your own value”. At 0.85, people who take part have 15% less risk. At "
        "1, the programme has no effect. The plausible range is our judgement.",
    )  # fmt: skip
    reach: float = number(
        33, "Share of those ages offered the programme", unit="%", range=(0, 100, 1), group=HELP, swing=(10, 60),
        why="A third is our judgement. In the English falls trial, 37% of people aged 70 and over were found to be "
        "at higher risk and invited (PreFIT, 2020).",
    )  # fmt: skip
    uptake: float = number(
        65, "Share of those offered it who take part", unit="%", range=(0, 100, 5), group=HELP, swing=(30, 70),
        assumed=True,
        why="In the English falls trial, 65% of those invited took up exercise (PreFIT, 2020). In the diabetes "
        "programme, 49% of those referred came to the first session (Barron and others, 2018). The plausible "
        "range is our judgement.",
    )  # fmt: skip
    lag: float = number(
        3, "Years until the programme runs in full", unit="years", range=(1, 10, 1), group=HELP, swing=(1, 5),
        assumed=True,
        why="A programme builds up evenly over these years. Three is our judgement. Where people live for years "
        "with a condition, the effect takes longer still to show.",
    )  # fmt: skip
    values: str = choice(
        needs.PUBLISHED, "Unit values", needs.VALUES, group=ASKS, kind="view",
        why="Values differ by condition, by what they count and by the year of their prices. The assumption log "
        "gives the source of each. Where we found no value, the page leaves the figure out.",
    )  # fmt: skip
    own_cost: float = number(
        2_000, "Your value: cost of a person a year", unit="£", range=(0, 100_000, 100), group=ASKS, kind="view",
        why="Used only with your own unit values. £2,000 is a placeholder. Enter your own figure.",
    )  # fmt: skip
    own_places: float = number(
        5, "Your value: care-home places per 100 people", unit="per 100", range=(0, 100, 1), group=ASKS, kind="view",
        why="Used only with your own unit values. 5 is a placeholder. About 37 of every 100 people diagnosed with "
        "dementia live in a care home.",
    )  # fmt: skip
    own_admissions: float = number(
        8, "Your value: admissions a year per 100 people", unit="per 100", range=(0, 200, 1), group=ASKS, kind="view",
        why="Used only with your own unit values. Published counts give about 8 for every 100 people who fall.",
    )  # fmt: skip
    own_beds: float = number(
        0.5, "Your value: hospital beds per 100 people", unit="per 100", range=(0, 20, 0.1), group=ASKS, kind="view",
        why="Used only with your own unit values. Half a bed is a placeholder. Eight admissions of nine days each "
        "fill 0.2 beds.",
    )  # fmt: skip
    own_carers: float = number(
        50, "Your value: unpaid carers per 100 people", unit="per 100", range=(0, 200, 5), group=ASKS, kind="view",
        why="Used only with your own unit values. 50 is a placeholder. There are about 80 carers for every 100 "
        "people with dementia.",
    )  # fmt: skip

    @property
    def rates(self) -> str:
        """The key of the rates that are used: the condition's, or those of its second basis where that is chosen."""
        return SECOND.get((self.condition, self.basis), self.condition)


OPENING = "As today"
PRESETS = {
    OPENING: HealthLevers(),
    "Two extra healthy years": HealthLevers(healthy_years=2),
    "Every age as healthy as today": HealthLevers(ageing=AS_NOW),
    "Dementia rates keep falling": HealthLevers(trend=-1.2),
    "7% more people than projected": HealthLevers(growth=7),
    "Falls classes from age 65": HealthLevers(condition="falls", programme="falls"),
    "Falls classes, cautious evidence": HealthLevers(condition="falls", programme="falls", evidence="cautious"),
    "Diabetes prevention from age 40": HealthLevers(condition="diabetes", programme="diabetes", horizon=15),
}
