"""Settings: what the model takes as given, each with where it is from."""

from __future__ import annotations

from dataclasses import dataclass

SEED = 20_241_231
DRAWS = 400
STEPS = 8  # quarters ahead
MOST_LEAD = 4  # quarters by which CHAIN may be newer than H-CLIC; later ones are shown and not used
SEASON = 4
TARGETS = ("owed_prevention", "owed_relief", "main_accepted", "ta_households")
TARGET_WORDS = {
    "owed_prevention": "Prevention duties owed",
    "owed_relief": "Relief duties owed",
    "main_accepted": "Main duties accepted",
    "ta_households": "Households in temporary accommodation",
}
STOCKS = ("ta_households",)


@dataclass(frozen=True)
class Method:
    """How a target is forecast, on the log scale; chosen on early origins alone (`evaluate` says which).

    memory: how much of a new figure the level takes up (1: the last figure is the level).
    season: how much of London's seasonal pattern is used (0 none, 1 all of it).
    look:   quarters over which London's trend is measured; the trend is added, damped by `damp` a quarter.
    """

    memory: float
    season: float
    look: int
    damp: float


FLOW, STOCK = Method(0.5, 1.0, 4, 0.5), Method(1.0, 0.5, 4, 0.5)
OFFSET = 2.0  # households added before logs, so that a borough with none has one
POOL = 8.0  # quarters of its own errors that a borough's error variance is shrunk by, towards all boroughs'
LONDON_POOL, LONDON_PART = 4.0, 0.5  # the same for London, towards half of the boroughs' variance
SHRINK = 2.0  # years by which a seasonal factor is shrunk towards none
FIRST = 3  # quarters needed before a first forecast
LEAST_SD = 0.01

DUTY_DAYS, QUARTER_DAYS = 56, 91  # a prevention or relief duty runs 56 days: Homelessness Reduction Act 2017
RECENT = 8  # quarters that rates of the duties are taken over
MOST_STAY = 0.25  # of households in temporary accommodation that leave in a quarter, at the most
PRIOR_ENDED = 60.0  # duties ended that a borough's rates are shrunk by, towards London's

# The street chain. Shares of people in a state that move in a quarter; judgement where no source is named, and the
# parts that follow from London's published totals are worked out (model/street.py).
LIVE_OUT = 0.04  # of new people who settle on the street; judgement
SETTLE = 0.03  # of people on and off the street who come to live there; judgement
OFFERED = 0.25  # of new people who are in accommodation by the end of the quarter; judgement
LIVING_HELPED = 0.12  # of people living on the streets who are; judgement
MOVE_ON = 0.22  # of people in accommodation who move on to a home; judgement
LEAVE_HOSTEL = 0.10  # who leave it otherwise; judgement
BACK = 0.05  # who are back on the street; judgement
LOSE_HOME = 0.02  # of people settled who return: 92% of Clearing House tenants never did (St Mungo's, 2016)
GRADUATE = 0.06  # of people settled who are no longer followed; judgement
LEAVE_FIRST = 0.014  # of people in Housing First who leave it: 84% sustained after three years, 0.84 ** (1/12)
FORGET = 0.25  # of people gone from sight who are no longer followed; judgement
ARRIVALS_SD = 0.15  # log sd of new people a year ahead: people seen rose by 19% and 10% in the last two years
RATES_SD = 0.10  # log sd of each rate of the street chain; judgement
