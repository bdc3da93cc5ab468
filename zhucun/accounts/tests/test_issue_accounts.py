from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from zhucun.accounts import issuing, refusals
from zhucun.accounts.issuing import Opening, first_password, usernames_for
from zhucun.accounts.models import Grant, User
from zhucun.accounts.services import issue_account, issue_accounts_in_bulk
from zhucun.accounts.tests.builders import BECAUSE, COUNTY, acts, lines, may, open_for, opening
from zhucun.audit.services import System


def test_an_account_begins_with_its_role_and_a_password_told_once(cast, frozen_today):
    user, password = open_for(cast, cast.county_officer)

    assert may(user, "fieldwork.write")
    assert user.must_change_password
    assert user.first_password_until == frozen_today + timedelta(days=30)
    assert check_password(password, User.objects.get(pk=user.pk).password)


def test_the_trail_says_who_opened_which_account_and_never_the_password(cast):
    user, password = open_for(cast, cast.county_officer)

    line = lines()[-1]
    assert (line.act, line.actor_id) == ("accounts.accounts_issued", cast.county_officer.id)
    assert line.details["accounts"] == [str(user.id)]
    assert line.details["because"] == BECAUSE
    assert password not in str(line.__dict__)


def test_asking_twice_opens_one_account(cast):
    once = opening(cast)
    open_for(cast, cast.county_officer, once)

    with pytest.raises(refusals.AccountIssuedAlready, match="只显示一次"):
        open_for(cast, cast.county_officer, once)

    assert User.objects.filter(name="许新人").count() == 1


def test_many_accounts_are_one_act(cast):
    openings = [opening(cast, name="王同名", role="team_member") for _ in range(5)]

    issued = issue_accounts_in_bulk(
        by=cast.county_officer, county=COUNTY, openings=openings, on=date(2026, 11, 1), because=BECAUSE
    )

    assert len({user.username for user, _ in issued}) == 5
    assert all(check_password(password, user.password) for user, password in issued)
    assert acts() == ["accounts.accounts_issued"]
    assert Grant.objects.filter(user__name="王同名", role="team_member").count() == 5


@pytest.mark.django_db(transaction=True)
def test_passwords_are_hashed_before_the_transaction_begins(monkeypatch):
    in_transaction = []

    def hashing(password):
        in_transaction.append(transaction.get_connection().in_atomic_block)
        return "!"

    monkeypatch.setattr(issuing, "make_password", hashing)

    issue_accounts_in_bulk(
        by=System(),
        county=COUNTY,
        openings=[Opening("许新人", role="auditor", place_prefix=COUNTY)],
        on=date(2026, 11, 1),
        because=BECAUSE,
    )

    assert in_transaction == [False]


def test_one_bad_line_opens_no_account_at_all(cast):
    openings = [opening(cast), opening(cast, role="emperor")]

    with pytest.raises(refusals.UnknownRole, match="emperor"):
        issue_accounts_in_bulk(
            by=cast.county_officer, county=COUNTY, openings=openings, on=date(2026, 11, 1), because=BECAUSE
        )

    assert not User.objects.filter(name="许新人").exists()
    assert acts() == []


REFUSED = {
    "a role nobody knows": ({"role": "emperor"}, refusals.UnknownRole),
    "a place elsewhere": ({"place_prefix": "990002101200"}, refusals.PlaceOutsideCounty),
    "a place that is no code": ({"place_prefix": "990001abc"}, refusals.PlaceOutsideCounty),
    "neither place nor unit": ({"place_prefix": ""}, refusals.PlaceOrUnit),
    "an auditor": ({"role": "auditor", "place_prefix": COUNTY}, refusals.OnlySecurityMayGrant),
    "a taken sign-in name": ({"username": "Auditor"}, refusals.UsernameTaken),
}


@pytest.mark.parametrize(("given", "refusal"), REFUSED.values(), ids=REFUSED)
def test_an_account_is_refused_in_words(cast, given, refusal):
    with pytest.raises(refusal) as refused:
        open_for(cast, cast.county_officer, opening(cast, **given))

    assert refused.value.sentence.endswith("。") and refused.value.advice
    assert acts() == []


def test_an_account_cannot_end_before_it_begins(cast):
    with pytest.raises(refusals.EndsBeforeItBegins):
        open_for(cast, cast.county_officer, on=date(2026, 11, 2), until=date(2026, 11, 1))


@pytest.mark.parametrize(
    "who", ["outsider", "township_officer", "security_admin", "auditor", "first_secretary"]
)
def test_only_those_who_issue_accounts_here_may(cast, who):
    with pytest.raises(refusals.OutOfReach):
        open_for(cast, getattr(cast, who))
    with pytest.raises(refusals.OutOfReach):
        issue_account(by=getattr(cast, who), county=COUNTY, name="许新人", password="x")

    assert acts() == []


def test_an_account_can_be_made_without_a_role_and_sees_nothing(cast):
    user = issue_account(by=System(), county=COUNTY, name="许新人", password="quiet-river-7")

    assert user.must_change_password
    assert not may(user, "desk.home")
    assert acts() == ["accounts.account_issued"]


def test_a_sign_in_name_says_the_name_and_is_small(cast):
    assert usernames_for([Opening("欧阳娜娜", username="OuYang")]) == ["ouyang"]
    assert usernames_for([Opening("欧阳娜娜")])[0].startswith("ouyangnana")
    assert usernames_for([Opening("\ue000")])[0].removeprefix("user").isdecimal()


def test_a_generated_sign_in_name_is_taken_by_nobody(cast, monkeypatch):
    numbers = iter([234, 234, 235])
    monkeypatch.setattr("zhucun.accounts.issuing.secrets.randbelow", lambda top: next(numbers))
    User.objects.filter(pk=cast.auditor.pk).update(username="lishi1234")

    assert usernames_for([Opening("李实")]) == ["lishi1235"]


def test_a_first_password_can_be_read_aloud():
    passwords = {first_password() for _ in range(200)}

    assert len(passwords) == 200
    assert not set("".join(passwords)) & set("il1o0ILO")
