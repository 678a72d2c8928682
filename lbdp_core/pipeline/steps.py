"""Steps: what a build is doing, how far it is and about how long it still takes, said as it goes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from lbdp_core import plain_json

Say = Callable[[str], None]
TIMES = ".times.json"  # of the last build, beside the manifest and in no hash: they are of a machine


@dataclass
class Steps:
    """seconds: of the processor (user and system time of this process) by step; kept out of what is built.

    ahead: steps that are still to come. earlier: how long (in seconds of the clock) each took in the last build; a step
    that is not among them is taken to last as long as the steps so far did on average. took: how long each took now.

    >>> steps = Steps(lambda line: None, ahead=["Counting"])
    >>> with steps.step("Counting"): sum(range(10))
    45
    >>> list(steps.seconds), steps.now, steps.ahead
    (['Counting'], 'Counting', [])
    """

    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    now: str = "Starting"
    ahead: list[str] = field(default_factory=list)
    earlier: dict[str, float] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Say what begins, and count what it takes, whether or not it fails."""
        self.now = words
        self.ahead = [step for step in self.ahead if step != words]
        done = len(self.took) + 1
        self.say(f"Step {done} of {done + len(self.ahead)}: {words}")
        start, began = time.process_time(), time.monotonic()
        try:
            yield
        finally:
            spent = time.process_time() - start
            self.seconds[words] = self.seconds.get(words, 0.0) + spent
            self.took[words] = time.monotonic() - began
            self.say(f"  {spent:,.1f} s of processor time{self.left()}")

    def skip(self, words: str, steps: list[str]) -> None:
        """Say why steps that were ahead are not taken."""
        self.ahead = [step for step in self.ahead if step not in steps]
        self.say(words)

    def left(self) -> str:
        """About how long the steps ahead take, to stand behind what is said of a step; "" where none is ahead.

        >>> Steps(print, ahead=["a", "b"], earlier={"a": 100, "b": 90, "c": 10}, took={"c": 12.0}).left()
        '; about 4 minutes left'
        """
        if not self.ahead or not self.took:
            return ""
        known = {step: self.earlier[step] for step in self.took if step in self.earlier}
        pace = sum(self.took[step] for step in known) / sum(known.values()) if sum(known.values()) >= 1 else 1.0
        usual = sum(self.took.values()) / len(self.took)
        seconds = sum(pace * self.earlier[step] if step in self.earlier else usual for step in self.ahead)
        minutes = round(seconds / 60)
        return f"; about {minutes} minute{'s' * (minutes != 1)} left" if minutes else "; less than a minute left"

    def remember(self, out: Path) -> None:
        """Keep how long the steps took for the next build of a folder; what cannot be kept is no loss."""
        with suppress(OSError):
            (out / TIMES).write_text(plain_json.text(self.earlier | self.took, indent=1), "utf-8")


def earlier(out: Path) -> dict[str, float]:
    """How long each step took when a folder was last built; empty where that is not known."""
    try:
        held = json.loads((out / TIMES).read_text("utf-8"))
        return {str(step): float(seconds) for step, seconds in held.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
