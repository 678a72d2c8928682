"""Where would the next thousand home visits prevent the most fires?"""

from apps import shell

shell.page("fire")
