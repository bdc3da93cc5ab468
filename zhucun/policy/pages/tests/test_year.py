"""What falls due in a year, told from the rules alone."""

from dataclasses import replace
from datetime import date

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.due import DayRule, RuleKind
from zhucun.engine.duty import ActWindow, Amount, DatedDuty, Subject, TallyDuty
from zhucun.engine.period import PeriodKind
from zhucun.policy.pack import load_pack
from zhucun.policy.pages.year import always, falling_due, owed_by

JIANGLE, RULE = "350428", "onsite-days"


def the_rule() -> TallyDuty:
    held = load_pack(JIANGLE).duties[RULE]
    assert isinstance(held, TallyDuty)
    return held


def dated(*rules: DayRule, **changed) -> DatedDuty:
    held = the_rule()
    shared = {name: getattr(held, name) for name in held.__dataclass_fields__ if name in _OF_DUTY}
    return DatedDuty(**(shared | {"form": "dated", "days": rules, "window": ActWindow.ON} | changed))


_OF_DUTY = frozenset(DatedDuty.__dataclass_fields__)


def test_a_monthly_rule_falls_due_on_each_last_day_and_reminds_five_workdays_before():
    pack = load_pack(JIANGLE)

    found = falling_due(pack, [the_rule()], 2026)

    assert [one.day.month for one in found] == list(range(1, 13))
    assert (found[10].day, found[10].warn_from) == (date(2026, 11, 30), date(2026, 11, 23))


def test_what_is_not_in_force_on_the_day_does_not_fall_due():
    pack = load_pack(JIANGLE)

    assert not falling_due(pack, [the_rule()], 2020)
    assert len(falling_due(pack, [the_rule()], 2021)) == 5


def test_due_days_are_those_the_rules_name():
    pack = load_pack(JIANGLE)
    tenth = dated(DayRule(kind=RuleKind.MONTH_DAY, n=10, months=frozenset({3, 4})))

    assert [one.day for one in falling_due(pack, [tenth], 2026)] == [date(2026, 3, 10), date(2026, 4, 10)]


def test_what_no_day_ends_is_told_apart():
    pack = load_pack(JIANGLE)
    daily = replace(the_rule(), period=PeriodKind.DAY)
    after = dated(DayRule(kind=RuleKind.AFTER, n=10, after="posting_start", workdays=True))

    assert not falling_due(pack, [daily, after], 2026)
    assert [one.duty for one in always(pack, [daily, after, the_rule()], 2026)] == [daily, after]


def test_a_rule_is_one_s_own_by_post():
    pack = replace(load_pack(JIANGLE), duties={RULE: the_rule()})
    units = replace(pack, duties={"units": replace(the_rule(), subject=Subject.UNIT, who={})})

    assert owed_by(pack, {"team_member"})
    assert not owed_by(pack, {"county_officer", "unit_contact"})
    assert owed_by(units, {"unit_contact"})
    assert not owed_by(units, {"team_member"})


def test_two_values_in_a_year_are_told_each_for_its_days():
    values: list[DatedValue[Amount]] = [
        DatedValue(22, date(2021, 8, 1), "B#onsite-days"),
        DatedValue(20, date(2026, 7, 1), "B#onsite-days"),
    ]
    changed = replace(the_rule(), threshold=Dated(values))

    said = [one.says for one in falling_due(load_pack(JIANGLE), [changed], 2026)]

    assert ["22" in one for one in said] == [True] * 6 + [False] * 6
