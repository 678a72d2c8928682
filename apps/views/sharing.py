"""What would this dataset add, what would it cost in privacy, and is there a smaller ask?"""

from apps import shell

shell.page("sharing")
