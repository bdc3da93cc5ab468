"""A number set by a county: two people, one paper, and the same words of refusal as in a file."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from zhucun.attendance.models import PostingMonth
from zhucun.audit.models import AuditEvent
from zhucun.engine.dated import Force
from zhucun.policy import queries as policy
from zhucun.policy.changes import services
from zhucun.policy.changes.refusals import (
    DatesOverlap,
    DecidedAlready,
    NotInForce,
    NotTheProposer,
    NotYours,
    ProposedAlready,
    ReasonMissing,
    SamePerson,
)
from zhucun.policy.changes.tests.conftest import PAPER, Office, proposal
from zhucun.policy.choices import ChangeOf
from zhucun.policy.models import Decision, ValueChange, ValueLayer
from zhucun.policy.pack.dates import shown

VALUE = {"of": ChangeOf.VALUE, "what": "explain_within", "value": "7", "since": date(2026, 10, 1)}


def asked(office: Office, on: date = date(2026, 10, 15)) -> object:
    found = policy.pack_of(office.code).duties["onsite-days"].threshold.on(on).found
    assert found is not None
    return found.value


def targets(office: Office, month: date) -> list[int | None]:
    rows = PostingMonth.objects.in_county(office.code).filter(month=month)
    return list(rows.values_list("target", flat=True))


def acts(office: Office) -> list[str]:
    rows = AuditEvent.objects.in_county(office.code).order_by("seq")
    return list(rows.values_list("act", flat=True))


# --- what happens


def test_a_proposal_changes_nothing_until_a_second_person_approves(office):
    before = policy.pack_of(office.code)

    change = office.propose()

    assert policy.pack_of(office.code) is before
    office.approve(change)
    after = policy.pack_of(office.code)
    assert asked(office) == 6
    assert asked(office, date(2026, 9, 30)) == 4
    assert (before.version, after.version) == ("513331-1", "513331-1+1")
    assert after.digest != before.digest
    held = after.duties["onsite-days"].threshold.on(date(2026, 10, 1)).found
    cited = after.cite(held.source) if held else None
    assert cited is not None
    assert (cited.source.title, cited.text) == (PAPER.title, PAPER.article)
    assert acts(office)[-2:] == ["policy.value_proposed", "policy.value_approved"]


def test_what_an_approved_number_touches_is_decided_again(office):
    assert targets(office, date(2026, 10, 1)) == [4, 4]

    office.set()

    assert targets(office, date(2026, 9, 1)) == [4, 4]
    assert targets(office, date(2026, 10, 1)) == [6, 6]
    made = Decision.objects.in_county(office.code).filter(period_from=date(2026, 10, 1))
    assert set(made.filter(is_current=True).values_list("pack_version", flat=True)) == {"513331-1+1"}
    assert set(made.filter(is_current=False).values_list("pack_version", flat=True)) == {"513331-1"}


def test_a_county_may_lower_a_number_that_is_its_own(office):
    office.set(value="3")

    assert asked(office) == 3


def test_a_number_holds_until_its_last_day_and_the_former_one_after_it(office):
    office.set(until=date(2026, 10, 31))

    assert asked(office, date(2026, 11, 1)) == 4


def test_a_value_that_belongs_to_no_duty_is_set_alike(office):
    office.set(**VALUE)

    assert policy.value_on(policy.pack_of(office.code), "explain_within", date(2026, 10, 1)) == 7
    assert policy.value_on(policy.pack_of(office.code), "explain_within", date(2026, 9, 30)) == 5


def test_a_later_number_ends_the_one_before_it(office):
    office.set()
    office.set(value="8", since=date(2026, 11, 1))

    assert [asked(office, date(2026, month, 1)) for month in (9, 10, 11)] == [4, 6, 8]
    assert policy.pack_of(office.code).version == "513331-1+2"


def test_a_threshold_may_be_written_as_arithmetic(office):
    office.set(value="workdays / 5", since=date(2027, 1, 1))

    found = policy.pack_of(office.code).duties["onsite-days"].threshold.on(date(2027, 1, 1)).found
    assert found is not None
    assert shown(found.value) == "workdays / 5"


def test_ending_a_number_takes_two_people_as_well(office):
    change = office.set()
    paper = PAPER

    end = services.repeal(
        by=office.second, change=change, since=date(2026, 11, 1), paper=paper, reason="办法废止", at=office.at
    )
    with pytest.raises(SamePerson):
        services.approve(by=office.second, change=end, at=office.at)
    services.approve(by=office.first, change=end, at=office.at)

    change.refresh_from_db()
    assert change.state == "repealed"
    assert [asked(office, date(2026, month, 15)) for month in (10, 11)] == [6, 4]
    assert targets(office, date(2026, 11, 1)) == [4, 4]
    with pytest.raises(NotInForce):
        services.repeal(
            by=office.first, change=change, since=date(2026, 11, 5), paper=paper, reason="再废", at=office.at
        )


def test_ending_the_only_number_from_its_first_day_leaves_the_files_alone(office):
    plain = policy.pack_of(office.code)
    change = office.set()

    end = services.repeal(
        by=office.first, change=change, since=change.since, paper=PAPER, reason="录错了", at=office.at
    )
    office.approve(end)

    assert policy.pack_of(office.code).digest == plain.digest
    assert policy.pack_of(office.code).version == plain.version


def test_a_duty_that_has_no_number_any_more_says_so(office):
    change = office.set(since=date(2013, 1, 1), until=date(2013, 12, 31))

    found = policy.pack_of(office.code).duties["onsite-days"].threshold
    assert found.on(date(2014, 1, 15)).force is Force.REPEALED
    assert change.serial == 1


def test_whoever_proposed_takes_it_back(office):
    change = office.propose()

    with pytest.raises(NotTheProposer):
        services.withdraw(by=office.second, change=change, at=office.at)
    services.withdraw(by=office.first, change=change, at=office.at)

    with pytest.raises(DecidedAlready, match="已撤回"):
        office.approve(change)
    assert acts(office)[-1] == "policy.value_withdrawn"


def test_a_rejection_says_why(office):
    change = office.propose()

    with pytest.raises(ReasonMissing):
        services.reject(by=office.second, change=change, because="  ", at=office.at)
    services.reject(by=office.second, change=change, because="文件还没有印发", at=office.at)

    change.refresh_from_db()
    assert (change.state, change.because, change.decided_by) == ("rejected", "文件还没有印发", office.second)
    assert acts(office)[-1] == "policy.value_rejected"
    assert asked(office) == 4


# --- what is refused


def test_nobody_approves_their_own_number(office):
    change = office.propose()

    with pytest.raises(SamePerson, match="要由另一个人决定"):
        services.approve(by=office.first, change=change, at=office.at)

    assert not ValueLayer.objects.in_county(office.code).exists()


def test_the_database_too_keeps_one_person_from_both(office):
    change = office.propose()

    with pytest.raises(IntegrityError), transaction.atomic():
        ValueChange.objects.in_county(office.code).filter(id=change.id).update(
            state="approved", decided_by=office.first, decided_at=office.at
        )


def test_a_township_neither_proposes_nor_approves(office):
    with pytest.raises(NotYours):
        services.propose_value(
            by=office.stage.township, county=office.code, proposal=proposal(), at=office.at
        )
    change = office.propose()
    with pytest.raises(NotYours):
        services.approve(by=office.stage.township, change=change, at=office.at)


def test_a_number_that_the_nation_lets_only_rise_is_refused_in_the_words_of_packs(told):
    said = told(**{**VALUE, "value": "4"})

    assert said == "上级规定这个数只能提高，这里低于上级的 5。请写 5 或更大的数。"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": "no-such-duty"}, "没有“no-such-duty”这一项"),
        ({"value": "workdays *"}, "算式"),
        ({"value": "moons * 2"}, "moons"),
        ({"value": ""}, "不是整数"),
        ({"value": "1" * 12}, "最多 9 位数"),
        ({"value": "4"}, "没有变化"),
        ({"until": date(2026, 9, 1)}, "早于开始执行的 2026-10-01"),
        ({"reason": " "}, "没有写明理由"),
        ({"paper": PAPER.__class__("", "", "", "", "", "original")}, "没有写全依据的文件"),
        ({**VALUE, "value": "seven"}, "不是整数"),
    ],
)
def test_what_no_pack_could_hold_is_refused_before_it_is_kept(told, changes, words):
    assert words in told(**changes)


def test_more_days_than_a_month_has_is_refused_before_it_is_kept(told):
    assert "办不到" in told(value="40", since=date(2026, 1, 1))


def test_two_numbers_for_the_same_days_are_refused(office, told):
    office.set(until=date(2026, 12, 31))

    assert "从 2026-10-01 起已经另有同意的调整（6）" in told(value="7", since=date(2026, 11, 1))


def test_the_same_is_not_proposed_twice_at_once(office):
    office.propose()

    with pytest.raises(ProposedAlready, match="正在等待同意"):
        office.propose(value="7")


def test_a_proposal_that_has_become_impossible_meanwhile_is_refused_on_approval(office):
    late = office.propose(value="7", since=date(2026, 11, 1))
    office.set(until=date(2026, 12, 31))

    with pytest.raises(DatesOverlap):
        office.approve(late)

    late.refresh_from_db()
    assert late.state == "proposed"


# --- every process knows at once


def test_what_a_transaction_took_back_is_never_served(office):
    change = office.propose()
    with transaction.atomic():
        office.approve(change)
        assert asked(office) == 6
        transaction.set_rollback(True)
    assert asked(office) == 4
    change.refresh_from_db()
    services.reject(by=office.second, change=change, because="数不对", at=office.at)

    office.set(value="9")

    assert policy.pack_of(office.code).version == "513331-1+1"
    assert asked(office) == 9


def test_reading_the_rules_is_one_statement(office, django_assert_num_queries):
    office.set()
    policy.pack_of(office.code)

    with django_assert_num_queries(1):
        policy.pack_of(office.code)


def test_text_that_looks_like_yaml_stays_text(office):
    nasty = PAPER.__class__(
        'a: "b" #\\ {x: [', "- !tag &a", "%YAML", "2026", "多行\n第二行\t\x85完", "report"
    )

    office.set(paper=nasty, reason="x" * 3)

    pack = policy.pack_of(office.code)
    source = pack.sources["set-1"]
    assert (source.title, source.issuer, source.number) == ('a: "b" #\\ {x: [', "- !tag &a", "%YAML")
    assert source.articles["article"] == "多行 第二行 完"
    assert source.note == "提出：赵县委；同意：钱县委"
    assert timedelta(0) == pack.layers[-1].published - date(2026, 11, 18)
