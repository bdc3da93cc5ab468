"""Random acts on every kind of case there is, those of the packs too: nothing is lost, fired twice, or shown around.

What may be seen is worked out here once more, plainly and apart from the queries.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import System
from zhucun.cases import effects, queries, services, services_clock
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.models import Case, CaseEvent, CaseParty
from zhucun.cases.pages import offers_of, seen_values
from zhucun.cases.reading import asked_by
from zhucun.cases.rebuilding import compare
from zhucun.cases.tests.acting import TODAY, at
from zhucun.engine.flow.definition import About
from zhucun.households.models import Household
from zhucun.kernel.refusals import Refusal
from zhucun.policy.queries import pack_of

pytestmark = [pytest.mark.usefixtures("flows", "frozen_today"), pytest.mark.thorough]
PROFILE = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one takes minutes
)


@dataclass
class Play:
    """One county, some people, the day, and what effects were fired."""

    cast: Any
    draw: Any
    household: Household
    day: date = TODAY
    fired: list[tuple[Any, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        cast = self.cast
        self.county = cast.home.code
        self.pack = pack_of(self.county)
        self.people = [
            cast.first_secretary,
            cast.team_member,
            cast.township_officer,
            cast.county_officer,
            cast.unit_contact,
        ]

    def one(self, things: Any) -> Any:
        return self.draw(st.sampled_from(list(things)))

    def scope(self, who: User) -> Any:
        return scope_of(who, self.county, on=self.day)

    def cases(self) -> list[Case]:
        return list(Case.objects.in_county(self.county).order_by("id"))

    def answer(self, asked: Any) -> object:
        match asked.type:
            case "choice":
                return self.one(asked.options).code
            case "number" | "money":
                return self.draw(st.integers(0, min(asked.max or 40, 40)))
            case "date":
                return str(self.day + timedelta(days=self.draw(st.integers(-5, 30))))
            case "account":
                return str(self.one(self.people).id)
            case "unit":
                return str(self.cast.home.unit.id)
            case "household":
                return str(self.household.id)
            case "village":
                return self.cast.villages[0].code
            case _:
                return self.draw(st.sampled_from(["修路灯", "<b>话</b>", "字" * 5000]))

    def answers(self, fields: Any) -> dict[str, object]:
        """What must be answered, nearly always; what may be, sometimes."""
        wanted = [one for one in fields if one.required or self.draw(st.booleans())]
        return {one.key: self.answer(one) for one in wanted}


def raise_one(play: Play) -> None:
    flow, who = play.one(play.pack.flows.values()), play.one(play.people)
    role = next(grant.role for grant in play.scope(who).grants)
    subjects = {
        About.POSTING: play.cast.posting.id,
        About.HOUSEHOLD: play.household.id,
        About.UNIT: play.cast.home.unit.id,
    }
    services.raise_case(
        by=who,
        county=play.county,
        flow=flow.id,
        role=role,
        fields=play.answers(asked_by(flow, flow.flow.opening)),
        at=at(play.day),
        place_code=play.cast.villages[0].code if flow.flow.about is not About.UNIT else "",
        subject_id=subjects.get(flow.flow.about),
    )


def step(play: Play) -> None:
    """One of the steps that somebody is offered, as the page offers it."""
    case, who = play.one(play.cases()), play.one(play.people)
    offers = offers_of(play.scope(who), who, case, at(play.day)).steps
    if not offers:
        return
    offer = play.one(offers)
    others = [None, *(other.id for other in play.cases() if other.flow == case.flow)]
    services.take_step(
        by=who,
        case=case,
        seq=case.seq - play.draw(st.sampled_from([0, 0, 0, 1])),
        step=offer.step.id,
        fields=play.answers(offer.fields),
        at=at(play.day),
        merge_into=play.one(others),
    )


def beside(play: Play) -> None:
    case, who, when = play.one(play.cases()), play.one(play.people), at(play.day)
    match play.draw(st.integers(0, 3)):
        case 0:
            services.note_case(by=who, case=case, text="说一句", at=when)
        case 1:
            services.resume_case(by=who, case=case, seq=case.seq, at=when)
        case 2:
            services.remind_about(by=who, county=play.county, cases=[case], at=when)
        case 3:
            services.assign_case(
                by=who, case=case, party="owner", user=play.one(play.people), because="交办", at=when
            )


def clock(play: Play) -> None:
    play.day += timedelta(days=play.draw(st.integers(1, 12)))
    services_clock.run_clocks(by=System(), county=play.county, at=at(play.day))


def anything(play: Play) -> None:
    """An act, or a refusal that leaves everything as it was."""
    before = CaseEvent.objects.in_county(play.county).count(), len(play.fired)
    act = play.one([raise_one, step, step, step, step, beside, clock] if play.cases() else [raise_one])
    try:
        with transaction.atomic():
            act(play)
    except Refusal as refusal:
        assert refusal.said
        del play.fired[before[1] :]
        assert CaseEvent.objects.in_county(play.county).count() == before[0]


def check(play: Play, known: dict[Any, int]) -> None:
    """Nothing is lost, nothing shown to whom it is not for."""
    cases = play.cases()
    assert known.keys() <= {case.id for case in cases}
    numbers = Counter(CaseEvent.objects.in_county(play.county).values_list("case_id", flat=True))
    for case in cases:
        assert case.seq == numbers[case.id] >= known.get(case.id, 1)
        known[case.id] = case.seq
    assert len(play.fired) == len(set(play.fired))
    parties = {(one.case_id, one.name): one.user_id for one in CaseParty.objects.in_county(play.county)}
    for who in [*play.people, play.cast.auditor, play.cast.outsider]:
        scope = play.scope(who)
        seen = set(queries.visible(scope, play.day))
        waiting = set(queries.waiting_for(scope, play.day))
        assert waiting <= seen
        for case in cases:
            hats = {name for (id, name), user in parties.items() if (id, user) == (case.id, who.id)}
            assert (case in seen) <= _may_know(play, case, who, hats)
            if case in seen:
                _check_fields(play, case, who, hats, waiting)


def _may_know(play: Play, case: Case, who: User, hats: set[str]) -> bool:
    people = play.cast
    below = {
        people.first_secretary.id: {people.team_member.id},
        people.township_officer.id: {people.first_secretary.id, people.team_member.id},
        people.county_officer.id: {
            people.township_officer.id,
            people.first_secretary.id,
            people.team_member.id,
        },
    }
    if case.against_id == who.id:
        return False
    if who.id in below.get(case.against_id, set()):
        return case.raised_by_id == who.id
    grants = [(grant.role, grant.place_prefix) for grant in play.scope(who).grants]
    acts = case.waits_user_id == who.id or (case.waits_role, case.waits_place) in grants
    acts = acts or bool(case.waits_unit and who == people.unit_contact)
    if hats or acts or case.raised_by_id == who.id:
        return True
    covered = any(place and case.place_code.startswith(place) for _role, place in grants)
    return covered and not case.confidential and who not in (people.auditor, people.outsider)


def _check_fields(play: Play, case: Case, who: User, hats: set[str], waiting: set[Case]) -> None:
    roles = {
        grant.role
        for grant in play.scope(who).grants
        if grant.place_prefix and case.place.startswith(grant.place_prefix)
    }
    worn = hats | roles | ({"actor"} if case in waiting else set())
    readers = {one.key: one.seen_by for one in flow_behind(case).fields}
    for seen in seen_values(play.scope(who), case):
        assert not readers[seen.key] or readers[seen.key] & worn


@PROFILE
@given(data=st.data())
def test_random_acts_lose_nothing_fire_nothing_twice_and_show_nothing_around(cast, monkeypatch, data):
    with transaction.atomic():
        household = Household.objects.create(
            county_code=cast.home.code, village_code=cast.villages[0].code, head_name="张三", people=3
        )
        play = Play(cast, data.draw, household)
        for name, apply in list(effects.offered.items()):
            monkeypatch.setitem(effects.offered, name, _counted(play, name, apply))
        known: dict[Any, int] = {}
        for _ in range(data.draw(st.integers(3, 14))):
            anything(play)
            check(play, known)

        assert compare(cast.home.code).differing == ()
        transaction.set_rollback(True)


def _counted(play: Play, name: str, apply: effects.Apply) -> effects.Apply:
    real = getattr(apply, "real", apply)

    def run(call: effects.EffectCall) -> None:
        play.fired.append((call.event_id, name))
        real(call)

    run.real = real  # type: ignore[attr-defined]
    return run
