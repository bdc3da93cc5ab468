"""How slow this machine is just now: a limit on processor time is for the machine it was set on, so it is multiplied.

The same second of a processor does less where others share its core, or where it is an older one.
"""

from __future__ import annotations

import statistics
import time

ROUNDS = 300_000
USUAL = 0.024  # seconds for the rounds below, on the two cores on which limits were set
TIMES = 9


def slowness() -> float:
    """How many times as long as usual the same work takes; never less than 1, so no limit becomes tighter."""
    return max(1.0, statistics.median(_once() for _ in range(TIMES)) / USUAL)


def _once() -> float:
    began = time.process_time()
    total = 0
    for number in range(ROUNDS):
        total += number * number % 7
    return time.process_time() - began
