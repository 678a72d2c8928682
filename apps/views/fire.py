"""Where would the next thousand home visits prevent the most fires?"""

from apps import shell
from lbdp_core.fire import views

shell.page("fire", views)
