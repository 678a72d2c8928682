"""Settings: every choice of the bench, made before a dataset was tried."""

from __future__ import annotations

DRAWS, WORLDS = 4000, 400  # bootstrap draws of a verdict; draws that headlines share
SHUFFLES, FEWER = 400, 99  # of a whole dataset; of an ask of some boroughs
SEED = 20261125
LEVEL = (0.025, 0.975)  # a verdict's interval
PLACEBO = 0.05  # at most this share of shuffles may do as well
WORTH = 1.05  # the least rate ratio a standard deviation that would be worth an agreement (a judgement)
FEWEST = 4  # boroughs below which nothing is concluded, whatever the figures
SWEEP, TRIES = (4, 8, 16, 33), 40  # boroughs that share, and how often they are drawn by lot
POWER = 0.8
POWER_BOROUGHS, POWER_YEARS = (4, 8, 16, 33), (1, 3, 5)
TOP = 0.1  # the highest-rate areas that hold a tenth of all homes
PLACES = ("lsoa", "ward")  # at what an area count can be given
