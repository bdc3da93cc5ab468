"""A county in which every source of ledgers has rows: near, far, and in another county."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from zhucun.attendance.choices import Kind
from zhucun.attendance.services import add_entry
from zhucun.testing.cast import Cast, build_cast
from zhucun.testing.planting import Planted, plant

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
HOME, AWAY = "513331", "350428"  # with packs, so that months are judged; the places are invented


@dataclass(frozen=True)
class World:
    cast: Cast
    near: Planted
    far: Planted
    away: Planted


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        cast = build_cast(HOME, AWAY)
        world = World(
            cast=cast,
            near=plant(cast.home, cast.villages[0], "暗记甲", 11, NOW, own_unit=True),
            far=plant(cast.home, cast.villages[2], "暗记丙", 12, NOW, own_unit=False),
            away=plant(cast.away, cast.away.villages[0], "暗记外", 13, NOW, own_unit=True),
        )
        for planted in (world.near, world.far, world.away):
            on_leave(planted)
        yield world


def on_leave(planted: Planted) -> None:
    add_entry(
        by=planted.things["account"],
        posting=planted.things["posting"],
        kind=Kind.SICK_LEAVE,
        first_day=date(2026, 11, 9),
        last_day=date(2026, 11, 10),
        at=NOW,
        note_text=f"{planted.mark}病情",
    )


def address(name: str, ledger: str = "", *, county: str = HOME, **asked: str) -> str:
    where = {"county": county, **({"ledger": ledger} if ledger else {})}
    return reverse(f"documents:{name}", kwargs=where, query=asked)
