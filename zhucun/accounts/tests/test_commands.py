import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from zhucun.accounts import refusals
from zhucun.accounts.models import User
from zhucun.accounts.tests.builders import COUNTY, lines, may


def run(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def password_in(said):
    (password,) = re.findall(r"初始密码：(\S+)", said)
    return password


def test_the_first_account_of_a_county_is_opened_at_the_server(db):
    said = run("account_issue", county=COUNTY, name="赵　县委", role="county_officer")

    user = User.objects.get(name="赵县委")
    assert may(user, "accounts.issue")
    assert user.check_password(password_in(said)) and user.must_change_password
    assert user.username in said
    assert [(line.act, line.actor) for line in lines()] == [("accounts.accounts_issued", "命令行")]


def test_an_administrator_is_opened_at_the_server(db):
    run("account_issue", county=COUNTY, name="王审计", role="auditor", username="Shenji")

    assert may(User.objects.get(username="shenji"), "audit.see")


def test_what_cannot_be_opened_is_refused_in_words(db):
    with pytest.raises(refusals.UnknownRole, match="emperor"):
        run("account_issue", county=COUNTY, name="赵县委", role="emperor")
    with pytest.raises(refusals.PlaceOutsideCounty):
        run("account_issue", county=COUNTY, name="赵县委", role="county_officer", place="990002")


def test_a_password_is_reset_at_the_server(cast):
    said = run("account_reset", "Auditor", because="无人能登录")

    assert User.objects.get(pk=cast.auditor.pk).check_password(password_in(said))
    assert (lines()[-1].act, lines()[-1].subject_id) == ("accounts.password_reset", cast.auditor.id)
    assert password_in(said) not in str(lines()[-1].details)


def test_an_unknown_sign_in_name_is_named(db):
    with pytest.raises(CommandError, match="没有登录名为“nobody”的账号"):
        run("account_reset", "nobody", because="试试")
