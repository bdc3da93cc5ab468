"""How tests act in monitoring: in the cast's county, on the frozen day, in a line each."""

from datetime import date, datetime

from zhucun.cases import services as cases
from zhucun.cases.models import Case
from zhucun.households.choices import Housing, Water
from zhucun.households.models import Household, Membership, Villager
from zhucun.kernel.clock import SHANGHAI
from zhucun.monitoring import services
from zhucun.monitoring.models import IncomeSheet, Lead, Monitored
from zhucun.monitoring.services_income import add_sheet
from zhucun.monitoring.services_measures import Plan, move_measure, plan_measure

TODAY = date(2026, 11, 18)
LAST_MONTH = date(2026, 10, 1)


def at(day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)


def lead(cast, household: Household, says: str = "户主住院", by=None, channel: str = "visited") -> Lead:
    by = by or cast.first_secretary
    return services.add_lead(by=by, household=household, channel=channel, says=says, at=at())


def sheet(cast, household: Household, people: int = 3, **lines: int) -> IncomeSheet:
    """A sheet with these lines, in yuan."""
    return add_sheet(
        by=cast.first_secretary,
        household=household,
        last_month=LAST_MONTH,
        people=people,
        lines={key: yuan * 100 for key, yuan in lines.items()},
        at=at(),
    )


def measure(cast, household: Household, *, done: bool = False, due: date = date(2026, 11, 28)):
    plan = Plan("work", "介绍到镇里的鞋厂上班", "李书记", due)
    held = plan_measure(by=cast.first_secretary, household=household, plan=plan, at=at())
    return move_measure(by=cast.first_secretary, measure=held, state="done", at=at()) if done else held


def monitored(household: Household, since: date, **more) -> Monitored:
    return Monitored.objects.create(
        county_code=household.county_code,
        household=household,
        village_code=household.village_code,
        kind="borderline",
        channel="visited",
        risks=["illness"],
        since=since,
        **more,
    )


def secure(household: Household) -> None:
    """Everything that the four guarantees ask about is known and in order."""
    household.housing, household.water = Housing.SAFE, Water.SAFE
    household.save(update_fields=["housing", "water"])
    county = household.county_code
    living = Membership.objects.in_county(county).filter(household=household).values("villager_id")
    people = Villager.objects.in_county(county).filter(id__in=living)
    people.update(medical_insurance="resident", schooling="primary")


def take(case: Case, by, step: str, day: date = TODAY, **fields) -> Case:
    case.refresh_from_db()
    return cases.take_step(by=by, case=case, seq=case.seq, step=step, fields=fields, at=at(day))
