"""Who acts in a watched county, and how: through the services, at some hour of the day that the story has come to."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from zhucun.accounts.models import User
from zhucun.audit.services import Actor
from zhucun.cases.models import Case
from zhucun.cases.services import take_step
from zhucun.cases.services_clock import run_clocks
from zhucun.demo.accounts import Office
from zhucun.demo.timeline import NIGHT, moment
from zhucun.dispatch.models import Posting
from zhucun.households.models import Household
from zhucun.monitoring.domain import month_before
from zhucun.monitoring.services_income import add_sheet

FEN = 100
# Of what a family lives on: so many hundredths of the net income; what it costs is taken off again.
LINES = {"work_away": 48, "crops": 22, "animals": 18, "pension": 10, "ecology": 6, "land_grant": 4,
         "crops_cost": 5, "animals_cost": 3}  # fmt: skip


@dataclass(frozen=True)
class Watch:
    """A county being watched: who acts in it and which line holds, yuan per head and year."""

    county: str
    by: Actor
    office: Office
    line: int
    on: date
    eventful: bool
    rng: Random

    def at(self, day: date, first: int = 9) -> datetime:
        return moment(day, time(self.rng.randrange(first, first + 3), self.rng.randrange(60)))

    def night(self, day: date) -> None:
        """What the clock moves: notices that are over, reminders of what is late."""
        run_clocks(by=self.by, county=self.county, at=moment(day, NIGHT))

    def day(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=self.rng.randint(least, most))

    def sheet(self, user: User, home: Household, share: float, day: date, illness: int = 0) -> None:
        """Twelve months that come to that share of the line."""
        people = max(home.people, 1)
        net = round(self.line * share * people)
        add_sheet(
            by=user,
            household=home,
            last_month=month_before(day),
            people=people,
            lines={key: net * part // 100 * FEN for key, part in LINES.items()},
            spent_on_illness=illness * FEN,
            at=self.at(day),
        )


@dataclass(frozen=True)
class Desk:
    """The people a household's case goes to."""

    watch: Watch
    home: Household
    posting: Posting

    @property
    def secretary(self) -> User:
        user: User | None = self.posting.person.user
        assert user is not None, "whoever watches a household signs in"
        return user

    @property
    def township(self) -> User:
        return self.watch.office.township_officer(self.home.village_code)

    @property
    def county(self) -> User:
        return self.watch.office.county_officer

    def take(self, by: User, case: Case, step: str, day: date, **fields: object) -> None:
        case.refresh_from_db()
        take_step(by=by, case=case, seq=case.seq, step=step, fields=fields, at=self.watch.at(day, 14))
