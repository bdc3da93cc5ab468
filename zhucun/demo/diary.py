"""Several stories lived side by side, day after day, each at its own pace."""

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import heapify, heappop, heappush

from zhucun.kernel.refusals import Refusal

# What happens on one day, then the next day on which something happens, until the story is told.
Story = Iterator[date]


def keep_diary(stories: Iterable[tuple[date, Story]], until: date) -> list[Refusal]:
    """Live up to the day before `until`. A story ends where something is refused; gives what was."""
    coming = [(day, order, story) for order, (day, story) in enumerate(stories)]
    heapify(coming)
    refused = []
    while coming and coming[0][0] < until:
        _day, order, story = heappop(coming)
        try:
            after = next(story, None)
        except Refusal as reason:
            refused.append(reason)
            continue
        if after is not None:
            heappush(coming, (after, order, story))
    return refused
