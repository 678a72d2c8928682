"""Which lever moves rough sleeping from new to returning to none, and how soon?"""

from apps import shell

shell.page("homelessness")
