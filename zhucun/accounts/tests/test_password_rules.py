import pytest
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import translation

from zhucun.accounts.hashing import Argon2
from zhucun.accounts.passwords import validators
from zhucun.accounts.services import password_changed


def refused(password, profile, user=None):
    """The sentences against a password."""
    try:
        with translation.override("zh-hans"):
            validate_password(password, user, get_password_validators(validators(profile)))
    except ValidationError as errors:
        return "".join(errors.messages)
    return ""


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("Ab3-efgh", "至少要 10 个字符"),
        ("quietriverbank", "至少三类"),
        ("quietriver77", "至少三类"),
        ("1234567890", "至少三类"),
        ("Team_member-1", "登录名"),
        ("Clear-Lake-42", ""),
        ("清澈的湖水Lake42x", ""),
        ("C" * 40 + "lear-lake-42" * 2, ""),
    ],
)
def test_dengbao3_asks_for_complexity(cast, password, says):
    said = refused(password, "dengbao3", cast.team_member)

    assert says in said if says else said == ""


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("Clear-Lake", "至少要 12 个字符"),
        ("quietriverbank", ""),
        ("清澈的湖水旁边有一座小桥", ""),
        ("qwertyuiop123", "太常见"),
        ("team_member_1", "登录名"),
    ],
)
def test_asvs_asks_for_length_and_has_no_rule_of_composition(cast, password, says):
    said = refused(password, "asvs", cast.team_member)

    assert says in said if says else said == ""


def test_an_unknown_profile_is_named():
    with pytest.raises(ImproperlyConfigured, match="dengbao3"):
        validators("dengbao2")


def choose(user, password):
    user.set_password(password)
    password_changed(by=user)


def test_dengbao3_refuses_the_present_password_and_the_last_five(cast):
    user = cast.team_member
    former = [f"Clear-Lake-{number}" for number in range(8)]
    for password in former:
        choose(user, password)

    taken = [bool(refused(password, "dengbao3", user)) for password in former]

    assert taken == [False, False, True, True, True, True, True, True]
    assert "用过的密码" in refused("Clear-Lake-7", "dengbao3", user)
    assert refused("Clear-Lake-7", "asvs", user) == ""


def test_only_hashes_of_former_passwords_are_kept(cast):
    for number in range(8):
        choose(cast.team_member, f"Clear-Lake-{number}")

    cast.team_member.refresh_from_db()
    assert len(cast.team_member.old_passwords) == 5
    assert "Clear" not in str(cast.team_member.old_passwords)


def test_passwords_are_hashed_with_argon2id_of_19_mib(settings):
    settings.PASSWORD_HASHERS = ["zhucun.accounts.hashing.Argon2"]

    encoded = Argon2().encode("Clear-Lake-42", Argon2().salt())

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2().verify("Clear-Lake-42", encoded)
    assert not Argon2().verify("Clear-Lake-43", encoded)
