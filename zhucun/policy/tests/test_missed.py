"""Who is told of what was missed: the roles a rule names, within their places, by number alone."""

from dataclasses import replace
from datetime import date

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.engine.duty import Breach
from zhucun.engine.verdict import Answer, Reason, Step, StepCode, Verdict
from zhucun.kernel import clock
from zhucun.kernel.guard import watching
from zhucun.kernel.place_codes import village_id
from zhucun.policy import queries
from zhucun.policy.missed import missed_for
from zhucun.policy.models import Decision
from zhucun.policy.queries import pack_of

TODAY = date(2026, 11, 18)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
MEETING, SUPPORT = "committee-meeting", "unit-hears-reports"


def miss(stage, village=0, days=OCTOBER, duty=MEETING, steps=(), subject=None, answer=Answer.NOT_MET):
    code = stage.county.villages[village].code
    verdict = Verdict(answer, Reason.FELL_SHORT, 1, 0, 0, 0, 0, steps)
    kind, id = subject or ("village", village_id(code))
    return Decision.objects.create(
        county_code=stage.code,
        duty=duty,
        subject_kind=kind,
        subject_id=id,
        period_from=days[0],
        period_to=days[1],
        revision=1 + Decision.objects.in_county(stage.code).count(),
        answer=answer.value,
        verdict=verdict.to_json(),
        pack_version="1",
        pack_digest="0" * 64,
        as_of=days[1],
        made_at=clock.now(),
    )


def told(stage, user, on=TODAY):
    return missed_for(scope_of(user, stage.code, on=TODAY), on)


def counts(stage, user, on=TODAY):
    return [(one.duty.id, one.period.first, one.count, one.over) for one in told(stage, user, on)]


@pytest.fixture
def rungs(full_time, monkeypatch):
    """The meeting's rule tells the township of its second consequence only, and the county of none."""
    pack = pack_of(full_time.code)
    first = Breach(at=1, says="提醒", source="T#one")
    second = Breach(at=2, says="约谈", source="T#one", tell=("township_officer",))
    duty = replace(pack.duties[MEETING], tell=(), on_breach=(first, second))
    changed = replace(pack, duties={**pack.duties, MEETING: duty})
    monkeypatch.setattr(queries, "pack_of", lambda _county: changed)
    return full_time


def test_a_township_is_told_how_many_of_its_own_missed_the_last_period(full_time) -> None:
    miss(full_time, 0)
    miss(full_time, 1)

    assert counts(full_time, full_time.township) == [(MEETING, OCTOBER[0], 1, True)]


def test_only_roles_that_the_rule_names_are_told(full_time) -> None:
    miss(full_time, 0)

    assert counts(full_time, full_time.officer) == []
    assert counts(full_time, full_time.secretary) == []


def test_a_units_contact_is_told_of_its_own_unit(full_time) -> None:
    pack = pack_of(full_time.code)
    told_of = next(
        duty for duty in pack.duties.values() if "unit_contact" in duty.tell and duty.subject == "unit"
    )
    days = (date(2026, 1, 1), date(2026, 12, 31))
    miss(full_time, days=days, duty=told_of.id, subject=("unit", full_time.county.unit.id))

    assert [one[0] for one in counts(full_time, full_time.contact)] == [told_of.id]


def test_what_the_running_period_can_no_longer_reach_is_told_when_the_last_one_was_met(full_time) -> None:
    miss(full_time, 0, NOVEMBER)

    assert counts(full_time, full_time.township) == [(MEETING, NOVEMBER[0], 1, False)]


def test_what_is_met_open_replaced_or_long_past_is_not_told(full_time) -> None:
    miss(full_time, 0, answer=Answer.UNDETERMINED)
    miss(full_time, 0, (date(2026, 9, 1), date(2026, 9, 30)))
    old = miss(full_time, 0)
    Decision.objects.in_county(full_time.code).filter(id=old.id).update(is_current=False)

    assert counts(full_time, full_time.township) == []


def test_a_consequence_tells_only_of_those_who_reached_it(rungs) -> None:
    def reached(index):
        return (Step(StepCode.BREACH, index + 1, detail={"index": index, "at": index + 1}),)

    miss(rungs, 0, steps=reached(0))
    assert counts(rungs, rungs.township) == []

    miss(rungs, 0, steps=reached(1), subject=("posting", rungs.posting.id))
    [one] = told(rungs, rungs.township)
    assert (one.count, one.by_rung) == (1, True)


def test_more_that_was_missed_costs_no_more(full_time) -> None:
    def asked(user) -> int:
        scope = scope_of(user, full_time.code, on=TODAY)
        with watching() as watch:
            missed_for(scope, TODAY)
        return len(watch.statements)

    miss(full_time, 0)
    few = asked(full_time.township)
    miss(full_time, 1)
    miss(full_time, 0, NOVEMBER)

    assert asked(full_time.township) == few <= 3
    assert asked(full_time.officer) <= 2


def test_an_outsider_is_told_nothing(full_time, cast) -> None:
    miss(full_time, 0)

    assert counts(full_time, cast.outsider) == []
