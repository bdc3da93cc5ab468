"""What was not carried out is settled by people above its author, and nobody else; nothing is ever dropped."""

import pytest
import time_machine

from zhucun.accounts.models import Grant
from zhucun.accounts.queries import scope_of
from zhucun.accounts.services import close_account
from zhucun.audit.models import AuditEvent
from zhucun.fieldwork.models import WorkRecord
from zhucun.kernel import clock
from zhucun.sync import queries, refusals
from zhucun.sync.choices import HeldState
from zhucun.sync.models import Held
from zhucun.sync.services_quarantine import give_back, settle


@pytest.fixture
def held(cast, phone, visit):
    """A visit of somebody whose account was closed before it was handed in."""
    envelope = visit()
    close_account(by=cast.county_officer, county=cast.home.code, user=cast.first_secretary, because="调离")
    phone.send(envelope)
    return Held.objects.in_county(cast.home.code).get()


def act(service, cast, held, by="township_officer", because="已核实"):
    return service(by=getattr(cast, by), held=held, because=because, at=clock.now())


def test_an_officer_above_carries_it_out_for_its_author(cast, phone, held):
    settled = act(settle, cast, held)

    record = WorkRecord.objects.in_county(cast.home.code).get()
    assert (record.id, record.recorded_by) == (held.id, cast.first_secretary)
    assert (settled.state, settled.settled_by) == (HeldState.SETTLED, cast.township_officer)
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.envelope_settled")
    assert (line.actor_id, line.details["because"]) == (cast.township_officer.id, "已核实")


def test_the_new_secretary_of_the_village_confirms_it(cast, phone, held):
    Grant.objects.create(
        user=cast.team_member,
        role="first_secretary",
        county=cast.home.code,
        place_prefix=cast.villages[0].code,
        starts_on=clock.today(),
        because="接任",
    )

    assert act(settle, cast, held, by="team_member").state == HeldState.SETTLED


def test_the_phone_hears_that_it_was_carried_out(cast, phone, visit):
    ahead = visit(occurred_on="2026-11-19")
    phone.send(ahead)
    held = Held.objects.in_county(cast.home.code).get()

    with time_machine.travel("2026-11-19T10:00:00+08:00", tick=False):
        act(settle, cast, held)
        (answer,) = phone.send(ahead)
        told = phone.say("pull", {"have": {}}).json()["parts"]["held"]["held"]

    assert (answer["answer"], answer["made"]) == ("already", ahead["id"])
    assert told == [{"id": ahead["id"], "state": "settled", "because": "已核实"}]


def test_what_is_given_back_is_not_carried_out_and_says_why(cast, phone, held):
    returned = act(give_back, cast, held, because="重复了")

    assert (returned.state, returned.because) == (HeldState.RETURNED, "重复了")
    assert not WorkRecord.objects.in_county(cast.home.code).exists()
    with pytest.raises(refusals.NotOpen):
        act(settle, cast, held)


@pytest.mark.parametrize("service", [settle, give_back])
@pytest.mark.parametrize("who", ["team_member", "outsider", "system_admin", "auditor", "unit_contact"])
def test_nobody_else_settles_or_gives_back(cast, phone, held, service, who):
    with pytest.raises(refusals.NotYourPlace):
        act(service, cast, held, by=who)


def test_nobody_settles_what_is_their_own_or_without_a_reason(cast, phone, held):
    with pytest.raises(refusals.NotForOneself):
        act(settle, cast, held, by="first_secretary")
    with pytest.raises(refusals.ReasonMissing):
        act(settle, cast, held, because=" ")


def test_what_is_still_wrong_is_said_in_its_own_words_and_stays_open(cast, phone, visit):
    phone.send(visit(household=str(cast.posting.id)))
    held = Held.objects.in_county(cast.home.code).get()

    with pytest.raises(Exception, match="所选农户不在派驻的村里"):
        act(settle, cast, held)

    held.refresh_from_db()
    assert held.state == HeldState.OPEN


def test_the_author_lets_go_and_it_never_acts(cast, phone, visit):
    ahead = visit(occurred_on="2026-11-19")
    phone.send(ahead)

    phone.hello(let_go=[ahead["id"]])

    held = Held.objects.in_county(cast.home.code).get()
    assert held.state == HeldState.LET_GO
    with pytest.raises(refusals.NotOpen):
        act(settle, cast, held)
    with time_machine.travel("2026-11-19T10:00:00+08:00", tick=False):
        assert phone.send(ahead)[0]["answer"] == "refused"


def test_the_office_sees_what_lies_in_its_places_and_no_more(cast, phone, held):
    today = clock.today()
    scopes = {
        who: scope_of(getattr(cast, who), cast.home.code, on=today)
        for who in ("county_officer", "township_officer", "outsider")
    }

    assert [one.id for one in queries.held_in(scopes["township_officer"])] == [held.id]
    assert [one.id for one in queries.devices_in(scopes["county_officer"], today)] == [phone.id]
    assert not queries.held_in(scopes["outsider"])
    assert not queries.devices_in(scopes["outsider"], today)
