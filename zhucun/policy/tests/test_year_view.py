"""The year: what falls due by day, one's own and the county's, on screen and as a file."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.due import DayRule, RuleKind
from zhucun.engine.duty import ActWindow, Amount, DatedDuty, Subject, TallyDuty
from zhucun.engine.period import PeriodKind
from zhucun.policy.pack import load_pack
from zhucun.policy.pages.tests.ics_reader import read
from zhucun.policy.pages.year import always, falling_due, owed_by

JIANGLE, RULE = "350428", "onsite-days"


def year(**asked):
    return reverse("policy:year", kwargs={"county": JIANGLE}, query=asked)


def ics(**asked):
    return reverse("policy:year_ics", kwargs={"county": JIANGLE}, query=asked)


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


def test_whoever_is_stationed_sees_their_own_first_and_the_county_s_when_asked(full_time, client_of):
    browser = client_of(full_time.secretary)

    assert browser.get(year()).context["show"] == "mine"
    assert browser.get(year(show="county")).context["show"] == "county"
    assert client_of(full_time.officer).get(year()).context["show"] == "county"


def test_the_year_is_shown_with_its_holidays(full_time, client_of):
    answer = client_of(full_time.secretary).get(year())

    text = answer.content.decode()
    assert "国庆节" in text
    assert "每月驻村天数" in text
    assert [len(month.cells) for month in answer.context["months"]][:2] == [31, 28]


def test_a_year_that_is_none_counts_as_this_one_and_a_kind_without_rules_says_so(full_time, client_of):
    browser = client_of(full_time.officer)

    assert browser.get(year(year="soon")).context["year"] == 2026
    assert browser.get(year(year="1200")).context["year"] == 2026
    assert "没有到期的事" in browser.get(year(year="2005")).content.decode()


def test_the_file_holds_the_same_days_and_nobody_s_name(full_time, client_of):
    answer = client_of(full_time.secretary).get(ics(year=2026))

    calendar = read(answer.content)
    days = {event.properties["DTSTART"] for event in calendar.inside}
    shown = client_of(full_time.secretary).get(year(year=2026))
    assert days == {f"{one.day:%Y%m%d}" for month in shown.context["months"] for one in month.due}
    assert len({event.properties["UID"] for event in calendar.inside}) == len(calendar.inside)
    assert answer.content == client_of(full_time.secretary).get(ics(year=2026)).content
    assert "李书记" not in answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")


def test_nobody_from_elsewhere_gets_in(full_time, cast, client_of):
    for address in (year(), ics()):
        assert client_of(cast.outsider).get(address).status_code == 404


def test_two_values_in_a_year_are_told_each_for_its_days():
    values: list[DatedValue[Amount]] = [
        DatedValue(22, date(2021, 8, 1), "B#onsite-days"),
        DatedValue(20, date(2026, 7, 1), "B#onsite-days"),
    ]
    changed = replace(the_rule(), threshold=Dated(values))

    said = [one.says for one in falling_due(load_pack(JIANGLE), [changed], 2026)]

    assert ["22" in one for one in said] == [True] * 6 + [False] * 6
