"""What would reduce rough sleeping most, and how soon?"""

import lbdp_core.homelessness.views
from apps import shell

shell.page("homelessness", lbdp_core.homelessness.views)
