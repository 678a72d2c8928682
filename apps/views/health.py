"""How many residents will live with each condition, and how much of the rise is people, ageing or rates?"""

from apps import shell

shell.page("health")
