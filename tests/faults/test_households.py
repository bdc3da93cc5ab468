"""The office merged, split or ended a household while a phone that had visited it was away: what becomes of the visit."""

from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

import pytest

from zhucun.fieldwork import services
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.refusals import HouseholdGone
from zhucun.fieldwork.tests.builders import VISIT
from zhucun.households.acts import members_of
from zhucun.households.services_families import household_ends, merge_households, split_household
from zhucun.households.tests.registry import family
from zhucun.kernel import clock
from zhucun.sync.models import Held
from zhucun.testing.phone import Phone

DAY = timedelta(days=1)
MOVED = timedelta(days=5)  # so long ago the office did what it did


class Meanwhile:
    """A phone whose person visited the family of 张三, before or after the office changed the register."""

    def __init__(self, cast):
        self.cast = cast
        self.household, self.people = family(cast, head="张三", spouse="王芳", son="张明")
        self.phone = Phone.enrolled(cast.first_secretary, cast.home.code)
        self.day = clock.today() - MOVED

    def visited(self, days):
        """An envelope made before the phone could hear of anything; of so many days after the office's day."""
        body = {
            "posting": str(self.cast.posting.id),
            "form": "household-visit",
            "occurred_on": str(self.day + days * DAY),
            "household": str(self.household.id),
            "body": VISIT,
            "photos": [],
        }
        return self.phone.act("record.write", body)

    def said(self, **more):
        return {"by": self.cast.township_officer, "on": self.day, "because": "入户核实", **more}

    def merged(self, into="李四", household=None):
        gone, (survivor, _people) = household or self.household, family(self.cast, head=into)
        relations = {one.villager_id: "son" for one in members_of(gone)}
        return merge_households(into=survivor, household=gone, relations=relations, **self.said())

    def split(self):
        return split_household(household=self.household, head=self.people["son"], relations={}, **self.said())

    def ended(self):
        return household_ends(household=self.household, **self.said(because="整户迁走"))

    def kept_at(self, envelope):
        record = WorkRecord.objects.in_county(self.cast.home.code).get(id=envelope["id"])
        assert not Held.objects.in_county(self.cast.home.code).exists()
        return record.household_id

    def held(self, envelope):
        assert not WorkRecord.objects.in_county(self.cast.home.code).exists()
        return Held.objects.in_county(self.cast.home.code).get(id=envelope["id"])


@pytest.fixture
def meanwhile(cast, frozen_today):
    return Meanwhile(cast)


@pytest.mark.fault(row=22)
@pytest.mark.parametrize("days", [-1, 0])
@pytest.mark.parametrize("done", ["merged", "split", "ended"])
def test_a_visit_of_before_is_the_visit_of_the_household_that_was_visited(meanwhile, done, days):
    visit = meanwhile.visited(days)
    getattr(meanwhile, done)()

    (answer,) = meanwhile.phone.send(visit)

    assert answer["answer"] == "accepted"
    assert meanwhile.kept_at(visit) == meanwhile.household.id


@pytest.mark.fault(row=22)
def test_a_visit_of_after_a_merger_is_the_visit_of_the_household_that_took_the_family_in(meanwhile):
    visit = meanwhile.visited(1)
    survivor = meanwhile.merged()

    (answer,) = meanwhile.phone.send(visit)

    assert answer["answer"] == "accepted"
    assert meanwhile.kept_at(visit) == survivor.id


@pytest.mark.fault(row=22)
def test_a_household_that_was_merged_twice_is_found_all_the_same(meanwhile):
    visit = meanwhile.visited(1)
    last = meanwhile.merged(into="王五", household=meanwhile.merged())

    meanwhile.phone.send(visit)

    assert meanwhile.kept_at(visit) == last.id


@pytest.mark.fault(row=22)
def test_a_visit_of_after_a_split_is_the_visit_of_the_household_that_was_meant(meanwhile):
    visit = meanwhile.visited(1)
    meanwhile.split()

    (answer,) = meanwhile.phone.send(visit)

    assert answer["answer"] == "accepted"
    assert meanwhile.kept_at(visit) == meanwhile.household.id


@pytest.mark.fault(row=22)
def test_a_visit_of_after_the_household_was_gone_is_held_whole_with_the_reason(meanwhile):
    visit = meanwhile.visited(1)
    meanwhile.ended()

    (answer,) = meanwhile.phone.send(visit)

    held = meanwhile.held(visit)
    assert (answer["answer"], answer["code"]) == ("refused", "fieldwork.household_gone")
    assert held.says == f"“张三”户 {meanwhile.day} 已迁走或者注销，所写的日期在这以后。"
    assert VISIT["said"] in held.envelope


@contextmanager
def whatever_stands_today():
    """A planted bug: the household is taken as it was named, whatever became of it."""
    with mock.patch.object(services, "_standing", lambda household, _day: household):
        yield


@contextmanager
def whatever_ended():
    """A planted bug: a household that has ended takes no visit, of whatever day."""

    def standing(household, day):
        if household.ends_on:
            raise HouseholdGone(name=household.head_name, day=household.ends_on)
        return household

    with mock.patch.object(services, "_standing", standing):
        yield


@pytest.mark.proves(row=22)
@pytest.mark.parametrize(
    ("bug", "test", "given"),
    [
        (
            whatever_stands_today,
            test_a_visit_of_after_the_household_was_gone_is_held_whole_with_the_reason,
            {},
        ),
        (
            whatever_stands_today,
            test_a_visit_of_after_a_merger_is_the_visit_of_the_household_that_took_the_family_in,
            {},
        ),
        (whatever_stands_today, test_a_household_that_was_merged_twice_is_found_all_the_same, {}),
        (
            whatever_ended,
            test_a_visit_of_before_is_the_visit_of_the_household_that_was_visited,
            {"done": "merged", "days": 0},
        ),
        (
            whatever_ended,
            test_a_visit_of_before_is_the_visit_of_the_household_that_was_visited,
            {"done": "ended", "days": -1},
        ),
    ],
)
def test_a_careless_register_is_found_out(meanwhile, bug, test, given):
    with bug(), pytest.raises(AssertionError):
        test(meanwhile, **given)
