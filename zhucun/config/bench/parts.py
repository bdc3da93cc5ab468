"""The parts of a run, each called in a process of its own so that none warms up or weighs down another."""

from collections.abc import Collection
from typing import Any

from django.core.management import call_command

from zhucun.config.bench import figures, machine
from zhucun.config.bench.county import Size, ready
from zhucun.config.bench.machine import Meter
from zhucun.config.bench.sampling import Work, measure
from zhucun.config.bench.sync_outbox import FieldPhone
from zhucun.config.bench.sync_week import a_week_ago, kept_of
from zhucun.config.settled import settle


def build(size: Size) -> dict[str, Any]:
    """The county and the files of its pages, unless they are there; gives what everything runs on."""
    ready(size)
    call_command("prepare", verbosity=0)  # one that was kept may be of an earlier day
    call_command("collectstatic", interactive=False, verbosity=0)
    return machine.facts()


def group(size: Size, name: str, runs: int) -> list[dict[str, Any]]:
    """Every figure of a group, with the share of the machine that others used meanwhile."""
    bench = ready(size)
    settle()  # as the server does
    return [_measured(work, runs) for work in figures.GROUPS[name](bench)]


def session(size: Size, part: str) -> tuple[str, str]:
    """The month's address and the cookie of somebody signed in, for a request through a real server."""
    bench = ready(size)
    cookies = bench.client(part).cookies.values()
    page = bench.address("attendance:month", month=bench.last_month)
    return page, "; ".join(f"{one.key}={one.value}" for one in cookies)


def phones(size: Size, most: int) -> list[FieldPhone]:
    return a_week_ago(size, most)


def kept(size: Size, ids: Collection[str]) -> tuple[int, int]:
    return kept_of(size, ids)


def _measured(work: Work, runs: int) -> dict[str, Any]:
    meter = Meter.now()
    figure = measure(work, runs).as_json()
    return figure | {"others_cpu": meter.others_share()}
