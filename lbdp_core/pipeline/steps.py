"""Steps: what a build is doing, said as it begins, and the processor's seconds that each step took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Say = Callable[[str], None]


@dataclass
class Steps:
    """seconds: of the processor (user and system time of this process) by step; kept out of what is built.

    >>> steps = Steps(lambda line: None)
    >>> with steps.step("Counting"): sum(range(10))
    45
    >>> list(steps.seconds), steps.now
    (['Counting'], 'Counting')
    """

    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    now: str = "Starting"

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Say what begins, and count what it takes, whether or not it fails."""
        self.now = words
        self.say(words)
        start = time.process_time()
        try:
            yield
        finally:
            spent = time.process_time() - start
            self.seconds[words] = self.seconds.get(words, 0.0) + spent
            self.say(f"  {spent:,.1f} s of processor time")
