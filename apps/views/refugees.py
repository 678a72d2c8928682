"""How many people will need the borough's help in the next eight quarters, and what moves that number most?"""

from apps import shell

shell.page("refugees")
