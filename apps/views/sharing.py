"""What would this dataset add, what would it cost in privacy, and is there a smaller ask?"""

import lbdp_core.sharing.views
from apps import shell

shell.page("sharing", lbdp_core.sharing.views)
