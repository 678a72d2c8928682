"""Children's services."""

from apps import shell

shell.page("children")
