"""Where would the next thousand home visits prevent the most fires?"""

import lbdp_core.fire.views
from apps import shell

shell.page("fire", lbdp_core.fire.views)
