"""The packs that are shipped: they load, their calendars are the State Council's, their examples come out."""

from datetime import date
from pathlib import Path
from time import process_time

import chinese_calendar
import pytest

from scripts.pace import slowness
from zhucun.engine.calendar import days_between
from zhucun.engine.duty import Basis, Form, TallyDuty, Treatment
from zhucun.engine.verdict import Answer
from zhucun.policy.pack import (
    Pack,
    load_pack,
    load_template,
    missing_cases,
    packed_counties,
    run_cases,
    templates,
)
from zhucun.policy.pack.cases import run_value_cases
from zhucun.policy.pack.load import PACKS, load_from
from zhucun.policy.pack.permissions import BUSINESS, PERMISSIONS
from zhucun.policy.pack.tests.build import BAIYU, JIANGLE, WITHOUT_PACK

COUNTIES, SAMPLES = packed_counties(), templates()
WANYUAN = "511781"
NATION_ALONE = {"committee-meeting", "group-meeting", "members-meeting", "party-lecture"} | {
    "affairs-disclosure", "life-meeting", "members-appraisal", "theme-day",
}  # fmt: skip
OWED = {"A11", "B7", "B12", "B17", "B19", "C5", "C13", "D4", "D13", "D17", "D28", "D29", "D36"} | {
    "E3", "E5", "E7", "E10",
}  # fmt: skip
TO_ANSWER = 3  # what a form may ask beside the day before it can be kept


def shipped(name: str) -> Pack:
    return load_pack(name) if name in COUNTIES else load_template(PACKS, name)


def test_three_counties_and_six_samples_are_shipped() -> None:
    assert COUNTIES == (JIANGLE, WANYUAN, BAIYU)
    assert SAMPLES == (
        "archive-d", "commendation-a", "county-party-e", "six-actions-d", "study-report-d", "three-threes-d",
    )  # fmt: skip


@pytest.mark.parametrize("name", [*COUNTIES, *SAMPLES])
def test_every_example_of_every_pack_comes_out(name: str) -> None:
    pack = shipped(name)

    wrong = [str(result) for result in run_cases(pack) if not result.passed]
    wrong += [str(result) for result in run_value_cases(pack) if not result.passed]

    assert wrong == []


@pytest.mark.parametrize("name", [*COUNTIES, *SAMPLES])
def test_the_examples_show_each_answer_and_both_sides_of_each_threshold(name: str) -> None:
    assert missing_cases(shipped(name)) == []


@pytest.mark.parametrize("name", [*COUNTIES, *SAMPLES])
def test_every_number_has_an_example_in_force_and_one_before(name: str) -> None:
    pack = shipped(name)
    told = {(case.value, case.expect is None) for case in pack.value_cases}

    assert told >= {(key, before) for key in pack.values for before in (True, False)}


def test_whatever_the_papers_say_is_owed_is_a_duty_with_examples() -> None:
    shown = {id for name in [*COUNTIES, *SAMPLES] for case in shipped(name).cases for id in case.mechanisms}

    assert shown >= OWED


def test_each_of_the_five_forms_is_used() -> None:
    used = {duty.form for name in [*COUNTIES, *SAMPLES] for duty in shipped(name).duties.values()}

    assert used == set(Form)


@pytest.mark.parametrize("name", [*COUNTIES, *SAMPLES])
def test_a_form_asks_little_before_it_can_be_kept(name: str) -> None:
    for form in shipped(name).forms.values():
        asked = [one for one in form.fields if one.required and one.default is None and one.type != "date"]
        assert len(asked) <= TO_ANSWER


def test_an_example_that_does_not_come_out_says_what_was_judged() -> None:
    wrong = next(one for one in run_cases(load_pack(JIANGLE)) if one.case.duty == "onsite-days")
    expected_met = wrong.case.__class__(
        **{name: getattr(wrong.case, name) for name in wrong.case.__slots__} | {"answer": "met"}
    )

    result = wrong.__class__(expected_met, wrong.verdict)

    assert not result.passed
    assert "应为 met" in str(result)
    assert "判得 not_met（fell_short，应达 18）" in str(result)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_calendar_agrees_with_an_independent_table_on_every_day(year: int) -> None:
    calendar = load_pack(WITHOUT_PACK).calendar

    different = [
        day
        for day in days_between(date(year, 1, 1), date(year, 12, 31))
        if calendar.is_workday(day) is not chinese_calendar.is_workday(day)
        or calendar.is_public_holiday(day) is not (day in chinese_calendar.holidays)
        or calendar.is_make_up(day) is not (day in chinese_calendar.workdays)
    ]

    assert different == []


def test_the_workdays_of_each_month_of_2026_are_the_known_ones() -> None:
    calendar = load_pack(WITHOUT_PACK).calendar

    months = [
        calendar.workdays(date(2026, month, 1), date(2026 + month // 12, month % 12 + 1, 1))
        for month in range(1, 13)
    ]
    first_days = [calendar.is_workday(date(2026 + month // 12, month % 12 + 1, 1)) for month in range(1, 13)]

    assert [m - f for m, f in zip(months, first_days, strict=True)] == [
        21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23,
    ]  # fmt: skip


def test_each_announced_year_names_its_notice_and_2027_is_provisional() -> None:
    pack = load_pack(WITHOUT_PACK)

    notices = []
    for year in pack.calendar.announced_years:
        cited = pack.cite(pack.calendar.source_of(year))
        assert cited is not None
        notices.append((year, cited.source.number))

    assert notices == [
        (2024, "国办发明电〔2023〕7号"),
        (2025, "国办发明电〔2024〕12号"),
        (2026, "国办发明电〔2025〕7号"),
    ]
    assert [w.year for w in pack.calendar.warnings(date(2026, 12, 1), date(2027, 1, 31))] == [2027]


def test_a_county_without_a_pack_has_the_nations_duties_and_forms() -> None:
    pack = load_pack(WITHOUT_PACK)

    assert set(pack.duties) == NATION_ALONE
    assert next(iter(pack.forms)) == "household-visit"
    assert set(pack.forms) == {
        "household-visit", "party-life", "study", "training", "unit-support", "village-affairs", "volunteering",
        "work-note",
    }  # fmt: skip
    assert pack.version == "national-1"
    assert load_pack(WITHOUT_PACK) is pack


def test_a_code_that_is_no_county_is_refused() -> None:
    for code in ("35042", "35042x", "national"):
        with pytest.raises(ValueError, match="six digits"):
            load_pack(code)


def test_jiangle_is_full_time_and_asks_twenty_two_days() -> None:
    pack = load_pack(JIANGLE)
    duty = pack.duties["onsite-days"]
    found = duty.threshold.on(date(2026, 10, 1)).found
    assert found is not None
    cited = pack.cite(found.source)
    assert cited is not None

    assert isinstance(duty, TallyDuty)
    assert (duty.mechanisms, duty.basis, found.value, duty.cap) == (("B17",), Basis.FULL_TIME, 22, True)
    assert (cited.source.id, cited.text) == ("B", "驻村干部除节假日外，每月一般不少于22天")
    assert duty.counts["official_trip"] is Treatment.COUNTS


def test_baiyu_is_part_time_and_asks_four_days() -> None:
    pack = load_pack(BAIYU)
    duty = pack.duties["onsite-days"]
    found = duty.threshold.on(date(2026, 10, 1)).found
    assert found is not None
    cited = pack.cite(found.source)
    assert cited is not None

    assert isinstance(duty, TallyDuty)
    assert (duty.mechanisms, duty.basis, found.value) == (("C13",), Basis.PART_TIME, 4)
    assert cited.source.id == "C"
    assert "规定第一书记每月至少在村开展工作4天" in cited.text


def test_every_number_says_when_it_was_last_checked() -> None:
    for county in COUNTIES:
        assert load_pack(county).unchecked(date(2026, 11, 22)) == ()
        assert "当事人说明的期限" in load_pack(county).unchecked(date(2027, 11, 23))


def test_nobody_is_ever_made_to_add_a_picture() -> None:
    for county in COUNTIES:
        for form in load_pack(county).forms.values():
            assert form.evidence in {"optional", "none"}
            assert all(field.type not in {"photo", "picture", "video", "track"} for field in form.fields)


def test_the_three_administrators_are_kept_apart_and_have_no_business_rights() -> None:
    roles = load_pack(WITHOUT_PACK).roles
    apart = {"system_admin", "security_admin", "auditor"}

    for code in apart:
        assert roles[code].apart == apart - {code}
        assert roles[code].technical
        assert not roles[code].permissions & BUSINESS


def test_each_right_is_held_by_some_role_and_everybody_has_a_home() -> None:
    roles = load_pack(WITHOUT_PACK).roles.values()

    assert frozenset().union(*(role.permissions for role in roles)) == PERMISSIONS
    assert all("desk.home" in role.permissions for role in roles)
    assert {role.code for role in roles if "attendance.confirm" in role.permissions} == {"township_officer"}


def test_a_verdict_is_never_met_by_an_example_with_nothing_known() -> None:
    for county in COUNTIES:
        for result in run_cases(load_pack(county)):
            if set(result.case.given) <= {"over", "confirmed"}:
                assert result.verdict.answer in {Answer.UNDETERMINED, Answer.NOT_APPLICABLE}


ROOM = 3  # another machine, and others at work on it


def test_a_pack_is_read_in_a_moment(tmp_path: Path) -> None:
    began = process_time()
    load_from(PACKS, JIANGLE)

    assert process_time() - began < 1.0 * ROOM * slowness()
