"""Duties that ask what kind of village it is: known from the county's first word on, for a period by its first day."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from zhucun.audit.services import System
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict
from zhucun.kernel import clock
from zhucun.kernel.guard import watching
from zhucun.kernel.place_codes import village_id
from zhucun.places.classing.domain import Wanted
from zhucun.places.classing.services import end_type, set_type, set_types, void_type
from zhucun.places.models import VillageType
from zhucun.policy.deciding.run import decide
from zhucun.policy.deciding.tests.conftest import COUNTY, SINCE
from zhucun.policy.installed import first_decided
from zhucun.policy.models import Decision
from zhucun.policy.pack.explain import explain
from zhucun.policy.queries import pack_of
from zhucun.policy.services_nightly import decide_county

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def decided(stage):
    decide(COUNTY, on=clock.today(), at=clock.now(), between=(SINCE, clock.today()))
    return stage


def upper(stage):
    return stage.county.villages[0].code


def lower(stage):
    return stage.county.villages[1].code


def say(village_code: str, on: date, kind: str = "key") -> VillageType:
    return set_type(
        by=System(), county=COUNTY, village_code=village_code, kind=kind, on=on, because="县委文件"
    )


def answers(duty: str, subject: UUID) -> dict[date, tuple[str, str]]:
    rows = Decision.objects.in_county(COUNTY).filter(duty=duty, subject_id=subject, is_current=True)
    return {row.period_from: (row.answer, row.verdict["reason"]) for row in rows}


def test_while_nobody_has_classified_a_village_its_type_is_not_known(decided) -> None:
    found = answers("key-team", village_id(upper(decided)))

    assert set(found.values()) == {("undetermined", "attribute_unknown")}


def test_a_type_binds_its_village_and_the_others_are_known_to_have_none(decided) -> None:
    say(upper(decided), SINCE)

    bound, free = (answers("key-team", village_id(code)) for code in (upper(decided), lower(decided)))
    assert bound[OCTOBER] == ("not_met", "fell_short")
    assert {answer for answer, _reason in free.values()} == {"not_applicable"}


def test_days_before_the_countys_first_word_stay_unknown(decided) -> None:
    say(upper(decided), OCTOBER)

    for code in (upper(decided), lower(decided)):
        assert answers("key-team", village_id(code))[SINCE] == ("undetermined", "attribute_unknown")


def test_what_a_village_becomes_within_a_period_is_asked_from_the_next_one_on(decided) -> None:
    say(lower(decided), SINCE, "red_pilot")
    say(upper(decided), OCTOBER + timedelta(days=9))

    found = answers("key-team", village_id(upper(decided)))

    assert found[OCTOBER][0] == "not_applicable"
    assert found[NOVEMBER][0] == "not_met"


def test_a_type_that_ends_binds_until_its_period_is_over(decided) -> None:
    row = say(upper(decided), SINCE)

    end_type(by=System(), row=row, last_day=OCTOBER + timedelta(days=9), because="已摘帽")

    found = answers("key-team", village_id(upper(decided)))
    assert found[OCTOBER][0] == "not_met"
    assert found[NOVEMBER][0] == "not_applicable"


def test_taking_the_only_word_back_makes_the_types_unknown_again(decided) -> None:
    before = answers("key-team", village_id(lower(decided)))
    row = say(upper(decided), SINCE)

    void_type(by=System(), row=row, because="填错了村")

    assert answers("key-team", village_id(lower(decided))) == before


def test_a_member_of_a_set_is_chosen_by_the_type_of_its_village(decided) -> None:
    unit = decided.county.unit.id

    before = answers("key-village-visits", unit)[OCTOBER]
    say(upper(decided), SINCE)

    assert before == ("undetermined", "set_unknown")
    assert answers("key-village-visits", unit)[OCTOBER] == ("not_met", "fell_short")


def test_a_row_of_answers_follows_the_type(decided) -> None:
    say(upper(decided), SINCE)

    assert answers("key-missed-twice", decided.posting.id)[date(2026, 1, 1)][0] == "not_met"


def test_the_why_page_names_the_type_and_who_can_give_it(decided) -> None:
    def told(on: date):
        row = Decision.objects.in_county(COUNTY).get(
            duty="key-team", subject_id=village_id(upper(decided)), period_from=on, is_current=True
        )
        period = Period(row.period_from, row.period_to)
        return explain(pack_of(COUNTY), "key-team", Verdict.from_json(row.verdict), period, on=clock.today())

    unknown = told(OCTOBER)
    say(upper(decided), SINCE)
    known = told(OCTOBER)

    assert "村类型" in unknown.sentence
    assert "县委组织部管理员" in unknown.ask
    assert ("适用对象", "乡村振兴重点村") in [(row.label, row.value) for row in known.rows]


def test_only_duties_that_ask_for_types_are_decided_anew(decided) -> None:
    before = set(Decision.objects.in_county(COUNTY).values_list("id", flat=True))

    say(upper(decided), SINCE)

    fresh = Decision.objects.in_county(COUNTY).exclude(id__in=before).values_list("duty", flat=True)
    assert set(fresh) == {"key-team", "key-visits", "key-village-visits", "key-missed-twice"}


def test_days_before_the_first_decision_are_left_alone(decided) -> None:
    first = first_decided(COUNTY)

    say(upper(decided), date(2021, 7, 1))

    assert first_decided(COUNTY) == first


def test_a_list_is_decided_once_and_asks_no_more_for_more_villages(decided) -> None:
    def told(codes: list[str], kind: str) -> int:
        lines = [Wanted(code, kind, SINCE, "县委文件") for code in codes]
        with watching() as watch:
            set_types(by=System(), county=COUNTY, wanted=lines)
        return len(watch.statements)

    told([upper(decided)], "red_pilot")
    one = told([upper(decided)], "weak_collective")

    assert told([upper(decided), lower(decided)], "weak_organisation") == one


def test_a_night_after_a_word_changes_nothing(decided) -> None:
    decide_county(by=System(), county=COUNTY, at=clock.now())
    say(upper(decided), OCTOBER)

    night = decide_county(by=System(), county=COUNTY, at=clock.now())

    assert night.changed == 0
