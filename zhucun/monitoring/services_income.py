"""Income sheets: worked out line by line, kept as a new sheet each time; the one before stays as it was."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.monitoring import refusals
from zhucun.monitoring.checks import may_write
from zhucun.monitoring.domain import MONTHS_A_YEAR, MOST_FEN, month_before, month_of, worked_out
from zhucun.monitoring.income_lines import PART_OF, TITLES
from zhucun.monitoring.models import IncomeSheet

MOST_PEOPLE = 99


@recorded("monitoring.income_entered", _("登记家庭收支"))
def add_sheet(
    *,
    by: User,
    household: Household,
    last_month: date,
    people: int,
    lines: Mapping[str, int],
    at: datetime,
    spent_on_illness: int | None = None,
    id: UUID | None = None,
) -> IncomeSheet:
    """Keep what twelve months brought and cost, in fen. The same id again is the sheet already kept."""
    county, on = household.county_code, clock.date_of(at)
    may_write(by, household, on)
    last = month_of(last_month)
    first = month_before(last, MONTHS_A_YEAR - 1)
    _check(lines, people, spent_on_illness)
    if last >= month_of(on):
        raise refusals.WindowWrong(first=f"{first:%Y-%m}", last=f"{last:%Y-%m}")
    sheets = IncomeSheet.objects.in_county(county)
    earlier = sheets.filter(id=id, household=household).first() if id else None
    if earlier is not None:
        note(again=True)
        return earlier
    sheets.filter(household=household, is_current=True).update(is_current=False)
    worked = worked_out(lines, PART_OF, people)
    return IncomeSheet.objects.create(
        id=id or uuid7(),
        county_code=county,
        household=household,
        village_code=household.village_code,
        first_month=first,
        last_month=last,
        people=people,
        lines={key: fen for key, fen in lines.items() if fen},
        net=worked.net,
        per_head=worked.per_head,
        spent_on_illness=spent_on_illness,
        made_on=on,
        made_at=at,
        made_by=by,
    )


def _check(lines: Mapping[str, int], people: int, illness: int | None) -> None:
    if not 1 <= people <= MOST_PEOPLE:
        raise refusals.PeopleMissing(people=people, most=MOST_PEOPLE)
    for key, fen in lines.items():
        if key not in PART_OF:
            raise refusals.NoSuchLine(key=key)
        _amount(key, TITLES[key], fen)
    _amount("spent_on_illness", _("自己付的看病钱"), illness or 0)


def _amount(key: str, title: object, fen: int) -> None:
    if not 0 <= fen <= MOST_FEN:
        raise refusals.AmountWrong(title=title, key=key)
