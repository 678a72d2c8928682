"""How many people will need the borough's help in the next eight quarters, and what moves that number most?"""

import lbdp_core.refugees.views
from apps import shell

shell.page("refugees", lbdp_core.refugees.views)
