from datetime import date

import pytest

from zhucun.engine.calendar import DayKind, SpecialDay, SpecialKind, WorkCalendar
from zhucun.engine.duty import CountedBy, Treatment
from zhucun.engine.facts import countable
from zhucun.engine.period import Period
from zhucun.engine.tests.build import duty

HOLIDAYS = WorkCalendar(
    [SpecialDay(date(2026, 10, day), SpecialKind.HOLIDAY, "国庆节") for day in range(1, 8)], {2026: "n#1"}
)
FIRST_TEN_DAYS = Period(date(2026, 10, 1), date(2026, 10, 10))


@pytest.mark.parametrize(
    ("presence", "day", "treatment"),
    [
        ("in_village", DayKind.WORKDAY, Treatment.COUNTS),
        ("in_village", DayKind.REST_DAY, Treatment.COUNTS),
        ("in_village", DayKind.PUBLIC_HOLIDAY, Treatment.NEITHER),
        ("sick_leave", DayKind.WORKDAY, Treatment.EXCUSED),
        ("sick_leave", DayKind.REST_DAY, Treatment.NEITHER),
        ("sick_leave", DayKind.PUBLIC_HOLIDAY, Treatment.NEITHER),
    ],
)
def test_what_a_day_does_depends_on_its_kind_and_on_the_entry(
    presence: str, day: DayKind, treatment: Treatment
) -> None:
    assert duty().treatment(presence, day) is treatment


@pytest.mark.parametrize(
    ("counted_by", "held"),
    [(CountedBy.WORKDAYS, 2), (CountedBy.DAYS, 10), (CountedBy.DAYS_OUTSIDE_HOLIDAYS, 3)],
)
def test_a_stretch_holds_as_many_days_as_its_way_of_counting_says(counted_by: CountedBy, held: int) -> None:
    assert countable(counted_by, HOLIDAYS, FIRST_TEN_DAYS) == held
    assert countable(counted_by, HOLIDAYS, None) == 0
