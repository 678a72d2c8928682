"""Home: the questions, each with today's answer, and what this suite is and is not."""

from pathlib import Path

from apps import shell

shell.home(Path(__file__).resolve().parent)
