"""Letting stationed people in: accounts that belong to somebody, and end with the posting."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import scope_of
from zhucun.accounts.services import MovedEnd, follow_postings
from zhucun.audit.models import AuditEvent
from zhucun.dispatch import queries, services, sign_ins
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Person, Posting
from zhucun.testing.county import person_of

TODAY = date(2026, 11, 18)


@pytest.fixture
def newcomer(cast, frozen_today):
    """Somebody in the roster who cannot sign in yet."""
    return Posting.objects.create(
        county_code=cast.home.code,
        person=person_of(cast.home.code, "何新人", 77),
        batch=cast.home.batch,
        unit=cast.home.unit,
        village_code=cast.villages[2].code,
        role=Role.FIRST_SECRETARY,
        sender_level="county",
        starts_on=date(2026, 3, 1),
        ends_on=date(2028, 2, 29),
    )


def waiting(cast):
    scope = scope_of(cast.county_officer, cast.home.code, on=TODAY).narrowed("accounts.issue")
    return list(queries.awaiting_accounts(scope, on=TODAY))


def let_in(cast, postings):
    return sign_ins.open_accounts(by=cast.county_officer, county=cast.home.code, postings=postings, on=TODAY)


def test_an_account_belongs_to_the_person_and_lasts_as_long_as_the_posting(cast, newcomer):
    [slip] = let_in(cast, waiting(cast))

    person = Person.objects.in_county(cast.home.code).get(id=newcomer.person_id)
    grant = Grant.objects.get(user=slip.user)
    assert person.user == slip.user
    assert User.objects.get(id=slip.user.id).check_password(slip.password)
    assert (grant.role, grant.place_prefix, grant.ends_on) == (
        "first_secretary",
        newcomer.village_code,
        newcomer.ends_on,
    )
    assert waiting(cast) == []


def test_no_password_stands_in_the_trail(cast, newcomer):
    [slip] = let_in(cast, waiting(cast))

    lines = AuditEvent.objects.in_county(cast.home.code).values_list("act", "details")
    assert "accounts.accounts_issued" in [act for act, _details in lines]
    assert slip.password not in str(list(lines))


def test_asking_again_opens_nothing(cast, newcomer):
    let_in(cast, waiting(cast))
    held = User.objects.count()

    assert let_in(cast, waiting(cast)) == []
    assert User.objects.count() == held


def test_somebody_with_an_account_gets_the_role_at_the_new_village_and_keeps_the_password(cast, newcomer):
    [slip] = let_in(cast, waiting(cast))
    newcomer.refresh_from_db()
    newcomer.pk, newcomer.village_code, newcomer.starts_on = None, cast.villages[1].code, TODAY
    newcomer.person.user = slip.user

    [again] = let_in(cast, [newcomer])

    assert again.password == ""
    assert Grant.objects.filter(user=slip.user).count() == 2


def test_the_role_ends_with_the_posting(cast, newcomer):
    [slip] = let_in(cast, waiting(cast))

    services.end_posting(by=cast.county_officer, posting=slip.posting, on=TODAY, because="工作调整")

    assert Grant.objects.get(user=slip.user).ends_on == TODAY
    assert scope_of(slip.user, cast.home.code, on=date(2026, 11, 19)).grants == ()


def test_the_screen_shows_each_password_once(cast, newcomer, client_of):
    client = client_of(cast.county_officer)
    where = reverse("dispatch:accounts", kwargs={"county": cast.home.code})

    listed = client.get(where).content.decode()
    slips = client.post(where, {"posting": [str(newcomer.id)]})
    after = client.get(where).content.decode()

    assert "何新人" in listed
    assert slips.context["slips"][0][0].password in slips.content.decode()
    assert slips.headers["Cache-Control"] == "no-store"
    assert "何新人" not in after


def test_an_outsider_and_somebody_without_the_right_are_kept_out(cast, newcomer, client_of):
    where = reverse("dispatch:accounts", kwargs={"county": cast.home.code})

    assert client_of(cast.outsider).post(where, {"posting": [str(newcomer.id)]}).status_code == 404
    assert client_of(cast.township_officer).get(where).status_code == 403
    assert Person.objects.in_county(cast.home.code).get(id=newcomer.person_id).user is None


def test_a_county_without_a_roster_is_sent_to_the_roster_first(cast, client_of):
    Posting.objects.in_county(cast.home.code).delete()

    page = (
        client_of(cast.county_officer)
        .get(reverse("dispatch:accounts", args=[cast.home.code]))
        .content.decode()
    )

    assert "名册里还没有在派的人" in page
    assert reverse("dispatch:roster", args=[cast.home.code]) in page


@pytest.mark.parametrize("until", [date(2026, 12, 31), date(2030, 1, 31), None])
def test_the_role_follows_the_last_day_that_the_roster_moves(cast, newcomer, until):
    [slip] = let_in(cast, waiting(cast))
    own_end = Grant.objects.create(
        user=slip.user,
        role="team_member",
        county=cast.home.code,
        place_prefix=newcomer.village_code,
        starts_on=TODAY,
        ends_on=date(2026, 11, 30),
        because="代班",
    )

    follow_postings(
        by=cast.county_officer,
        county=cast.home.code,
        moved=[MovedEnd(slip.user.id, newcomer.village_code, newcomer.ends_on, until)],
    )

    own_end.refresh_from_db()
    assert Grant.objects.get(user=slip.user, role="first_secretary").ends_on == until
    assert own_end.ends_on == date(2026, 11, 30)
