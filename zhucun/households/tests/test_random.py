"""Random acts on a small register: nobody is in two households at once, and the past can be told from the acts alone.

Who was where on a day is worked out here once more, from the lines of the history, one by one and apart from the queries.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.households import services_families as families
from zhucun.households import services_marks as marks
from zhucun.households import services_people as people
from zhucun.households.choices import Did, Gone, Joined
from zhucun.households.domain_people import HEAD, VillagerEntry
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.households.queries_people import household_on
from zhucun.households.tests.registry import home
from zhucun.kernel.refusals import Refusal
from zhucun.testing.county import SINCE

pytestmark = [pytest.mark.usefixtures("frozen_today"), pytest.mark.thorough]
PROFILE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one takes minutes
)
ACTS = 25
RELATIONS = (HEAD, "spouse", "son", "mother")
CAME, WENT = {Did.MEMBER_ADDED, Did.JOINED}, {Did.LEFT, Did.DIED}


@dataclass
class Play:
    """One township of a county; days move on by chance, and sometimes somebody writes down an earlier one."""

    cast: Any
    draw: Any
    day: date = SINCE
    born: int = 0

    def __post_init__(self) -> None:
        self.county = self.cast.home.code
        for name, village in (("张三", 0), ("李四", 1), ("王五", 0)):
            home(self.cast, name, village)

    def one(self, things: Any) -> Any:
        return self.draw(st.sampled_from(list(things)))

    def rows(self, model: Any) -> Any:
        return model.objects.in_county(self.county).order_by("id")

    def said(self, **more: Any) -> dict[str, Any]:
        on = self.day - timedelta(days=self.draw(st.sampled_from([0, 0, 0, 3, 40])))
        return {"by": self.cast.township_officer, "on": on, "because": "核对", **more}

    def somebody(self) -> Villager:
        found: Villager = self.one(self.rows(Villager))
        return found

    def add(self) -> None:
        self.born += 1
        entry = VillagerEntry(name=f"人{self.born}", born_on=self.one([None, date(1980, 1, 1), self.day]))
        people.add_villager(
            county=self.county, household=self.one(self.rows(Household)), entry=entry,
            relation=self.one(RELATIONS), joined=self.one([Joined.KNOWN, Joined.MARRIED]), **self.said(),
        )  # fmt: skip

    def move(self) -> None:
        household = self.one(self.rows(Household))
        people.member_moves(
            villager=self.somebody(), to=household, relation=self.one(RELATIONS), **self.said()
        )

    def leave(self) -> None:
        people.member_leaves(villager=self.somebody(), **self.said())

    def join(self) -> None:
        household = self.one(self.rows(Household))
        people.member_joins(
            villager=self.somebody(), household=household, relation=self.one(RELATIONS), **self.said()
        )

    def die(self) -> None:
        people.member_dies(villager=self.somebody(), **self.said())

    def back(self) -> None:
        said = self.said()
        people.void_departure(villager=self.somebody(), by=said["by"], because=said["because"])

    def split(self) -> None:
        household = self.one(self.rows(Household))
        head = self.somebody()
        others = self.draw(st.sets(st.sampled_from(list(self.rows(Villager))), max_size=1)) - {head}
        relations = {one.id: "son" for one in others}
        families.split_household(household=household, head=head, relations=relations, **self.said())

    def merge(self) -> None:
        into, household = self.one(self.rows(Household)), self.one(self.rows(Household))
        relations = {one.id: "mother" for one in self.rows(Villager)}
        families.merge_households(into=into, household=household, relations=relations, **self.said())

    def lead(self) -> None:
        villager, relations = self.somebody(), {one.id: "son" for one in self.rows(Villager)}
        families.change_head(
            household=self.one(self.rows(Household)), villager=villager, relations=relations, **self.said()
        )

    def end(self) -> None:
        families.household_ends(household=self.one(self.rows(Household)), gone=self.one(Gone), **self.said())

    def mark(self) -> None:
        kind, villager = self.one([("lifted", None), ("monitored", None), ("disabled", self.somebody())])
        marks.mark_begins(
            household=self.one(self.rows(Household)), kind=kind, villager=villager, **self.said()
        )

    def unmark(self) -> None:
        marks.mark_ends(mark=self.one(self.rows(Mark)), **self.said())

    def acts(self) -> list[Callable[[], None]]:
        found = [self.add, self.add]
        if self.rows(Villager).exists():
            found += [
                self.move,
                self.move,
                self.leave,
                self.join,
                self.die,
                self.back,
                self.split,
                self.merge,
            ]
            found += [self.lead, self.end, self.mark]
        return [*found, self.unmark] if self.rows(Mark).exists() else found


@PROFILE
@given(data=st.data())
def test_whatever_is_done_everybody_is_in_one_household_and_the_past_can_be_told(cast, data):
    with transaction.atomic():
        play, done = Play(cast, data.draw), 0
        for _act in range(ACTS):
            before = AuditEvent.objects.in_county(play.county).count()
            try:
                with transaction.atomic():
                    play.one(play.acts())()
            except Refusal:
                assert AuditEvent.objects.in_county(play.county).count() == before
                continue
            finally:
                play.day += timedelta(days=data.draw(st.sampled_from([0, 1, 9])))
            done += 1
            assert AuditEvent.objects.in_county(play.county).count() == before + 1
            everybody_is_in_one_household_at_a_time(play)
            figures_follow_members_and_marks(play)
        the_past_is_what_the_acts_tell(play)
        assert done
        transaction.set_rollback(True)


def everybody_is_in_one_household_at_a_time(play: Play) -> None:
    for villager in play.rows(Villager):
        stays = list(play.rows(Membership).filter(villager=villager))
        spans = sorted((one.starts_on or date.min, one.ends_on or date.max) for one in stays)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
        assert villager.died_on is None or all(one.ends_on for one in stays)


def figures_follow_members_and_marks(play: Play) -> None:
    here = Counter(one.household_id for one in play.rows(Membership).filter(ends_on__isnull=True))
    ever = set(play.rows(Membership).values_list("household_id", flat=True))
    for household in play.rows(Household):
        assert household.people == (here[household.id] if household.id in ever else 4)
        open_marks = play.rows(Mark).filter(household=household, ends_on__isnull=True)
        held = {mark.kind for mark in open_marks if mark.villager_id is None}
        first = next((kind for kind in ("monitored", "lifted") if kind in held), "none")
        assert household.circumstance == first
        members = play.rows(Membership).filter(household=household, ends_on__isnull=True)
        assert {mark.villager_id for mark in open_marks} - {None} <= {one.villager_id for one in members}
        heads = [one for one in members if one.relation == HEAD]
        assert len(heads) <= 1 and all(one.villager.name == household.head_name for one in heads)
        assert household.ends_on is None or not (members or open_marks)


def the_past_is_what_the_acts_tell(play: Play) -> None:
    reader = scope_of(play.cast.township_officer, play.county, on=date(2026, 11, 18))
    lines = list(play.rows(RegistryAct))
    born = dict(play.rows(Villager).values_list("id", "born_on"))
    for day in {date(1990, 1, 1), SINCE, play.day, *(line.happened_on for line in lines)}:
        told = replayed(lines, born, day)
        for household in play.rows(Household):
            shown = household_on(reader, household, day).members
            assert {one.villager_id for one in shown} == {
                who for who, at in told.items() if at == household.id
            }


def replayed(lines: list[RegistryAct], born: dict[Any, date | None], day: date) -> dict[Any, Any]:
    where: dict[Any, Any] = {}
    for line in _not_taken_back(lines):
        known = line.act == Did.MEMBER_ADDED and line.changed["joined"][1] == Joined.KNOWN
        there = known and (born[line.villager_id] or date.min) <= day
        if line.act in CAME and (there or (not known and line.happened_on <= day)):
            where[line.villager_id] = line.household_id
        elif line.act in WENT and line.happened_on <= day:
            where.pop(line.villager_id, None)
    return where


def _not_taken_back(lines: list[RegistryAct]) -> list[RegistryAct]:
    kept: list[RegistryAct] = []
    for line in lines:
        if line.act == Did.GONE_VOIDED:
            last = max(
                at for at, one in enumerate(kept) if one.villager_id == line.villager_id and one.act in WENT
            )
            kept.pop(last)
        else:
            kept.append(line)
    return kept
