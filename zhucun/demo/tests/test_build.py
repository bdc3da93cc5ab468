"""What stands in a small demo county once it is built."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import scope_of
from zhucun.attendance.models import MonthConfirmation, PostingMonth, PresenceEntry
from zhucun.attendance.queries import confirmed_townships
from zhucun.audit import queries as audit
from zhucun.audit.services import System
from zhucun.cases.models import Case
from zhucun.cases.rebuilding import compare
from zhucun.demo.recipes import RECIPES
from zhucun.demo.services import is_built
from zhucun.demo.tests.conftest import ON
from zhucun.dispatch.models import Person, Posting
from zhucun.engine.verdict import Answer
from zhucun.fieldwork.models import WorkRecord
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.place_codes import township_of
from zhucun.places.models import Division, Unit
from zhucun.policy.models import Decision
from zhucun.policy.services_nightly import decide_county

pytestmark = pytest.mark.django_db  # without a test so marked no tables are made
BAIYU, JIANGLE = RECIPES
LAST, NOW = date(2026, 10, 1), date(2026, 11, 1)
each_county = pytest.mark.parametrize("county", RECIPES)


@each_county
def test_the_act_is_the_last_line_of_a_whole_trail(demo, county):
    demo(county)

    head = audit.head_of(county)
    assert audit.first_break_of(head, {}) is None
    assert audit.latest_events(county, limit=1)[0].act == "demo.county_built"
    assert is_built(county)


def test_all_real_villages_are_there_though_few_people_are(demo):
    demo(BAIYU)

    villages = Division.objects.filter(level=5)
    assert Counter(code[:6] for code in villages.values_list("code", flat=True)) == {BAIYU: 133, JIANGLE: 154}
    assert Person.objects.in_county(BAIYU).count() == 22
    assert Unit.objects.in_county(BAIYU).count() == 5
    assert Household.objects.in_county(BAIYU).count() == 120


@each_county
def test_records_run_up_to_yesterday_and_the_month_is_running(demo, county):
    demo(county)

    days = set(WorkRecord.objects.in_county(county).values_list("occurred_on", flat=True))
    assert min(days) >= date(2026, 9, 1)
    assert NOW <= max(days) < ON
    assert PostingMonth.objects.in_county(county).filter(month=NOW).exists()
    assert not PostingMonth.objects.in_county(county).filter(month__lt=date(2026, 9, 1)).exists()


@each_county
def test_a_record_is_by_the_person_it_is_about_and_no_later_than_it_was_received(demo, county):
    demo(county)

    records = WorkRecord.objects.in_county(county).select_related("posting__person")
    assert all(record.recorded_by_id == record.posting.person.user_id for record in records)
    assert all(record.recorded_at <= record.received_at for record in records)


def test_part_time_answers_are_of_all_four_kinds(demo):
    demo(BAIYU)

    answers = Counter(PostingMonth.objects.in_county(BAIYU).values_list("answer", flat=True))
    assert set(answers) == {answer.value for answer in Answer}
    assert answers[Answer.MET] > answers[Answer.NOT_MET]


def test_full_time_months_have_leave_of_every_kind_and_extra_days(demo):
    demo(JIANGLE)

    kinds = Counter(PresenceEntry.objects.in_county(JIANGLE).values_list("kind", flat=True))
    assert {"in_village", "training", "official_trip", "personal_leave"} <= set(kinds)
    answers = set(PostingMonth.objects.in_county(JIANGLE).values_list("answer", flat=True))
    assert {Answer.MET, Answer.NOT_MET, Answer.UNDETERMINED} <= answers


@each_county
def test_all_townships_but_the_late_one_have_confirmed_by_their_own_officer(demo, county):
    built = demo(county)

    late = township_of(built.stars.secretary.village_code)
    rows = PostingMonth.objects.in_county(county).filter(month=LAST)
    townships = {township_of(code) for code in rows.values_list("village_code", flat=True)}
    assert townships - confirmed_townships(county, LAST) == {late}
    assert not confirmed_townships(county, NOW)
    for word in MonthConfirmation.objects.in_county(county).select_related("by"):
        assert word.by == built.office.users[word.township_code]
        assert timedelta(days=1) <= word.at.date() - word.month.replace(day=30) <= timedelta(days=7)


@each_county
def test_the_first_secretary_shown_has_a_question_open_in_the_last_month(demo, county):
    star = demo(county).stars.secretary

    entry = PresenceEntry.objects.in_county(county).get(posting_id=star.id, questioned=True)
    month = PostingMonth.objects.in_county(county).get(posting_id=star.id, month=LAST)
    assert LAST <= entry.first_day < NOW
    assert (month.answer, month.open) == (Answer.UNDETERMINED, 1)


@each_county
def test_later_revisions_of_a_decision_were_made_later(demo, county):
    demo(county)

    rows = Decision.objects.in_county(county).order_by("duty", "subject_id", "period_from", "revision")
    made: dict[object, list[datetime]] = {}
    for row in rows:
        made.setdefault((row.duty, row.subject_id, row.period_from), []).append(row.made_at)
    assert all(instants == sorted(instants) for instants in made.values())
    assert max(map(len, made.values())) > 1


def test_somebody_moves_in_the_middle_of_a_month_and_the_account_goes_along(demo):
    demo(JIANGLE)

    by_person: dict[object, list[Posting]] = {}
    for posting in Posting.objects.in_county(JIANGLE).order_by("starts_on").select_related("person"):
        by_person.setdefault(posting.person_id, []).append(posting)
    ((before, after),) = [held for held in by_person.values() if len(held) > 1]
    assert before.ends_on
    assert after.starts_on - before.ends_on == timedelta(days=1)
    assert after.starts_on.day > 1
    user = User.objects.get(id=after.person.user_id)
    assert scope_of(user, JIANGLE, on=before.ends_on).prefixes == (before.village_code,)
    assert scope_of(user, JIANGLE, on=after.starts_on).prefixes == (after.village_code,)


def test_somebody_arrives_in_the_middle_of_a_month_with_an_account(demo):
    demo(JIANGLE)

    newcomers = Posting.objects.in_county(JIANGLE).filter(starts_on__gt=LAST).select_related("person")
    arrived = [one for one in newcomers if one.person.postings.in_county(JIANGLE).count() == 1]
    assert len(arrived) == 1
    assert Grant.objects.filter(user_id=arrived[0].person.user_id, starts_on=arrived[0].starts_on).exists()


@each_county
def test_households_hold_characters_beyond_the_basic_plane_and_one_of_private_use(demo, county):
    star = demo(county).stars.secretary

    heads = Household.objects.in_county(county).values_list("head_name", "village_code")
    rare = [(max(map(ord, name)), code) for name, code in heads]
    assert sum(point > 0xFFFF and code == star.village_code for point, code in rare) == 2
    assert sum(point > 0xFFFF for point, _code in rare) == 4
    assert sum(0xE000 <= point <= 0xF8FF for point, _code in rare) == 1


@each_county
def test_the_first_night_finds_every_answer_already_given(demo, county):
    demo(county)

    night = decide_county(by=System("每夜"), county=county, at=clock.now())

    assert (night.rows > 0, night.changed) == (True, 0)


@each_county
def test_matters_of_the_last_weeks_were_carried_on_by_those_who_are_to_act(demo, county):
    built = demo(county)

    cases = Case.objects.in_county(county)
    star = cases.filter(place_code=built.stars.secretary.village_code)
    assert cases.filter(ending="").exists() and cases.filter(ending="settled").exists()
    assert star.exclude(raised_by=built.stars.secretary.person.user).count() == 0
    assert compare(county).differing == ()
