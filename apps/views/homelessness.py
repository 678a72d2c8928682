"""What would reduce rough sleeping most, and how soon?"""

from apps import shell

shell.page("homelessness")
