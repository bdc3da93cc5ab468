"""The one clock of the product, held by hand: weeks of a life pass in seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest import mock

from zhucun.kernel import clock


class Hands:
    """It stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def shift(self, by: timedelta) -> None:
        self.at += by


@contextmanager
def held(at: datetime) -> Iterator[Hands]:
    hands = Hands(at)
    with mock.patch.object(clock, "now", hands.now):
        yield hands
