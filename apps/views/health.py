"""How many residents will live with each condition, and how much of the rise is people, ageing or rates?"""

import lbdp_core.health.views
from apps import shell

shell.page("health", lbdp_core.health.views)
