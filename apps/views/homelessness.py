"""Which lever moves rough sleeping from new to returning to none, and how soon?"""

import lbdp_core.homelessness.views
from apps import shell

shell.page("homelessness", lbdp_core.homelessness.views)
