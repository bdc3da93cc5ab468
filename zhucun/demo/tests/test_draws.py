"""What is drawn before anything is written: names, stays, months, households."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from zhucun.demo.cadres import Place, Round, draw_stays, draw_turn
from zhucun.demo.drawing import stream
from zhucun.demo.names import RARE_HAN, RARE_TIBETAN, Names
from zhucun.demo.recipes import BAIYU, JIANGLE
from zhucun.demo.registers import draw_households
from zhucun.demo.roster import workbook_of
from zhucun.demo.sending import senders
from zhucun.demo.timeline import months_before
from zhucun.demo.village_types import draw_types
from zhucun.demo.work import pick_days
from zhucun.dispatch.choices import Role
from zhucun.dispatch.roster.reading import read_roster
from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.kernel.identity import Sex
from zhucun.kernel.text import canonical_name

ON = date(2026, 11, 18)
TERM = Round.of(date(2026, 5, 1), ON)
PLACES = [Place(f"5133311{10 + at // 10}{200 + at}", f"{at}号村", f"{at // 10}号乡") for at in range(140)]
SENDERS = senders("513331", "白玉县", "某州", 30)


def stays(recipe=BAIYU, seed=7):
    return draw_stays(recipe, PLACES, SENDERS, TERM, stream(seed, "test"))


def test_a_stream_is_the_same_in_every_process():
    assert stream(7, "513331", date(2026, 5, 1)).random() == Random("7/513331/2026-05-01").random()


def test_unique_names_are_never_given_twice():
    names = Names(stream(1), tibetan=0.5)

    assert len({names.unique(sex) for sex in Sex for _ in range(100)}) == 200


@pytest.mark.parametrize("rare", [RARE_HAN, RARE_TIBETAN])
def test_rare_names_lie_beyond_the_basic_plane_or_in_private_use_and_are_kept_as_they_are(rare):
    strange = [max(map(ord, name)) for name in rare]

    assert sum(code > 0xFFFF for code in strange) == 4
    assert sum(0xE000 <= code <= 0xF8FF for code in strange) == 1
    assert [canonical_name(name) for name in rare] == list(rare)


def test_units_differ_in_name_and_code_and_come_from_every_level():
    assert len({one.name for one in SENDERS}) == len({one.uscc for one in SENDERS}) == 30
    assert {one.level for one in SENDERS} == {"central", "province", "city", "county"}


def test_baiyu_has_a_first_secretary_in_each_of_133_villages_and_25_members():
    drawn = stays()

    roles = Counter(stay.role for stay in drawn)
    secretaries = Counter(stay.place.code for stay in drawn if stay.role == Role.FIRST_SECRETARY)
    assert roles == {Role.FIRST_SECRETARY: 133, Role.TEAM_MEMBER: 25}
    assert set(secretaries.values()) == {1}
    assert {stay.cadre.sender.uscc for stay in drawn} == {one.uscc for one in SENDERS}


def test_the_first_village_has_a_secretary_and_a_member():
    drawn = stays(JIANGLE)

    assert drawn[0].place == PLACES[0]
    assert Role.TEAM_MEMBER in {stay.role for stay in drawn if stay.place == PLACES[0]}
    assert len(drawn) == 96


def test_a_roster_of_them_has_no_problem_for_the_real_reader():
    drawn = stays()

    sheet = read_roster(workbook_of(drawn, TERM), today=ON)

    assert sheet.problems == []
    assert [row.name for row in sheet.rows] == [stay.cadre.name for stay in drawn]
    assert {(row.starts_on, row.ends_on, row.batch) for row in sheet.rows} == {
        (date(2025, 7, 1), date(2027, 6, 30), "2025年选派")
    }


def test_a_turn_ends_one_stay_begins_the_next_the_day_after_and_brings_the_newcomer():
    drawn = stays(JIANGLE)
    leaving, newcomer = drawn[-2], drawn[-1]

    turn = draw_turn(drawn, date(2026, 9, 14), date(2026, 9, 17), stream(1))

    ended, begun, arrived = turn.stays
    assert (ended.cadre, ended.ends_on, begun.starts_on) == (leaving.cadre, date(2026, 9, 13), turn.on)
    assert begun.place.township != ended.place.township
    assert (arrived.cadre, arrived.starts_on) == (newcomer.cadre, date(2026, 9, 17))
    assert newcomer not in drawn
    assert leaving in drawn


@pytest.mark.parametrize(
    ("first", "on", "starts", "ends"),
    [
        (date(2026, 5, 1), date(2026, 11, 18), date(2025, 7, 1), date(2027, 6, 30)),
        (date(2025, 7, 1), date(2026, 1, 2), date(2025, 7, 1), date(2027, 6, 30)),
        (date(2025, 6, 1), date(2025, 12, 2), date(2023, 7, 1), None),
        (date(2027, 3, 1), date(2027, 9, 1), date(2025, 7, 1), None),
    ],
)
def test_the_round_is_under_way_on_every_day_that_is_shown(first, on, starts, ends):
    found = Round.of(first, on)

    assert (found.starts_on, found.ends_on) == (starts, ends)


def test_the_months_are_whole_but_the_last_which_ends_yesterday():
    months = months_before(ON, 6)

    assert [f"{month.period.first:%Y-%m}" for month in months] == [
        "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11",
    ]  # fmt: skip
    assert all(month.until == month.period.last for month in months[:-1])
    assert months[-1].until == ON - timedelta(days=1)
    assert [month.back for month in months] == [6, 5, 4, 3, 2, 1, 0]


def test_on_the_first_of_a_month_nothing_of_it_has_been_lived():
    running = months_before(date(2026, 12, 1), 2)[-1]

    assert running.days(date(2026, 1, 1), None) == []
    assert running.share == 0


def test_nobody_writes_after_the_month_was_closed():
    october = months_before(ON, 2)[1]

    assert october.evening(date(2026, 10, 31), 600) == october.closed_at
    assert october.evening(date(2026, 10, 30), 600) < october.closed_at


def test_days_are_different_and_mostly_workdays():
    days = list(days_between(date(2026, 9, 1), date(2026, 9, 30)))
    picked = [pick_days(days, 5, WorkCalendar(), stream(number)) for number in range(200)]

    assert all(len(set(one)) == 5 and one == sorted(one) for one in picked)
    assert 0.7 < sum(day.weekday() < 5 for one in picked for day in one) / 1000 < 1


def test_every_village_has_households_and_the_rare_names_are_each_there_once():
    codes = [f"5133311012{at:02}" for at in range(20)]

    register = draw_households(codes, codes[5], 600, 0.7, stream(3))

    heads = Counter(entry.head_name for entry in register)
    assert {entry.village_code for entry in register} == set(codes)
    assert [heads[name] for name in RARE_TIBETAN] == [1] * 5
    assert sum(entry.head_name in RARE_TIBETAN for entry in register if entry.village_code == codes[5]) == 2
    assert len(register) == 600


def test_village_types_are_of_the_countys_own_rules_and_one_has_ended():
    codes = [f"990001101{at:03}" for at in range(200, 240)]

    lines = draw_types(codes, {"key", "weak_organisation"}, date(2026, 1, 1), date(2026, 6, 1), Random(7))

    assert {line.kind for line in lines} == {"key", "weak_organisation"}
    assert [line.kind for line in lines if line.ends_on] == ["weak_organisation"]
    assert all(line.because for line in lines)
