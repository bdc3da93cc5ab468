"""The county that is measured: built once for a home, and found again by the next process."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from zhucun.accounts.models import User
from zhucun.attendance.models import PostingMonth
from zhucun.attendance.months import month_before
from zhucun.audit.services import System
from zhucun.config.bench import case_rows, register_rows
from zhucun.config.bench.scratch import MARK
from zhucun.demo.bench_county import build_bench_county
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.places.queries import villages

HOST = "127.0.0.1"
FILLED = {"cases", "families", "visits"}  # what is added once the county stands


@dataclass(frozen=True)
class Size:
    """How much there is; `months` are the whole ones before the running month."""

    villages: int
    cadres: int
    months: int
    households: int
    cases: int = 0
    families: int = 0  # households with everybody in them, beside those whose members are not entered
    visits: int = 0

    @property
    def name(self) -> str:
        counted = (self.villages, self.cadres, self.cases, self.families)
        return "-".join(str(one) for one in counted if one)


STANDARD = Size(villages=200, cadres=600, months=6, households=30_000)
SHEET = Size(
    villages=334,
    cadres=1001,  # one of them arrives after the month that is shown
    months=1,
    households=5000,
)
TWICE = Size(villages=400, cadres=1200, months=1, households=60_000)
CASES = Size(villages=200, cadres=400, months=1, households=2000, cases=100_000)
REGISTER = Size(villages=200, cadres=400, months=1, households=600, families=29_400, visits=600_000)
FIELD = Size(villages=200, cadres=400, months=1, households=600, cases=4000, families=29_400, visits=60_000)
SMALL = Size(villages=12, cadres=24, months=1, households=60)


@dataclass(frozen=True)
class Bench:
    """A built county as the figures see it."""

    county: str
    on: date
    users: dict[str, str]  # part → sign-in name

    @property
    def this_month(self) -> date:
        return self.on.replace(day=1)

    @property
    def last_month(self) -> date:
        return month_before(self.on)

    def user(self, part: str) -> User:
        return User.objects.get(username=self.users[part])

    @cached_property
    def rows(self) -> int:
        """Cadres of the month that is shown."""
        return PostingMonth.objects.in_county(self.county).filter(month=self.last_month).count()

    @cached_property
    def villages(self) -> dict[str, str]:
        """The villages of the county by code."""
        return {one.code: one.short_name for one in villages(self.county, self.on)}

    def address(self, name: str, **where: object) -> str:
        return reverse(name, kwargs={"county": self.county, **where})

    @cached_property
    def township(self) -> str:
        return next(part for part in self.users if part.isdecimal())

    def posting_of(self, part: str) -> Posting:
        return Posting.objects.in_county(self.county).get(person__user=self.user(part))

    def client(self, part: str) -> Client:
        """A browser in which this part is signed in, before the whole stack of middleware."""
        client = Client(SERVER_NAME=HOST)
        client.force_login(self.user(part))
        return client


def ready(size: Size) -> Bench:
    """The county of this home; built anew when there is none of this size and day."""
    mark = Path(settings.ZHUCUN_HOME) / MARK
    wanted = {"size": asdict(size), "on": clock.today().isoformat()}
    held: dict[str, Any] = json.loads(mark.read_text()) if mark.exists() else {}
    if {name: held.get(name) for name in wanted} != wanted:
        mark.write_text(
            "{}"
        )  # from here on the home is known to be scratch, though nothing of it is complete
        held = wanted | build(size)
        mark.write_text(json.dumps(held, ensure_ascii=False, indent=1))
    return Bench(held["county"], clock.today(), held["users"])


def build(size: Size) -> dict[str, Any]:
    call_command("prepare", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    ground = {name: value for name, value in asdict(size).items() if name not in FILLED}
    built = build_bench_county(by=System("测量"), on=clock.today(), **ground)
    users = {part: user.username for part, user in built.office.users.items()}
    if size.cases:
        case_rows.fill(built.county, clock.today(), users, size.cases)
    if size.families:
        officer = built.office.county_officer
        register_rows.fill(built.county, clock.today(), officer, size.families, size.visits)
    return {"county": built.county, "users": users}
