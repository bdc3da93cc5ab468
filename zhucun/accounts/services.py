"""Issuing accounts, granting roles, ending them. Sign-ins are recorded here too."""

import hashlib
import secrets
from datetime import date
from uuid import UUID

from django.contrib.auth import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import receiver
from pypinyin import lazy_pinyin

from zhucun.accounts import roles
from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import in_force
from zhucun.audit.services import Actor, append, note, recorded
from zhucun.audit.models import NO_COUNTY
from zhucun.kernel.refusals import Refusal

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that a printed slip could confuse


class RolesMustStayApart(Refusal):
    """系统管理员、安全管理员、审计管理员必须由不同的人担任，“%(name)s”已担任其中一项。"""

    code = "accounts.separated"
    next_step = "请另选人员，或先结束其现有授权。"


class UnknownRole(Refusal):
    """制度包中没有“%(role)s”这一角色。"""

    code = "accounts.unknown_role"
    next_step = "请从列表中选择角色。"


def first_password() -> str:
    """A random password for one person's first sign-in; it is shown once and must be changed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def username_for(name: str) -> str:
    """A sign-in name that says the name in pinyin and is taken by nobody."""
    base = "".join(lazy_pinyin(name, errors="ignore"))[:40] or "user"
    while True:
        username = f"{base}{secrets.randbelow(9000) + 1000}"
        if not User.objects.filter(username=username).exists():
            return username


@recorded("accounts.account_issued")
def issue_account(*, by: Actor, county: str, name: str, password: str, username: str = "") -> User:
    """Make an account that must change its password at the first sign-in. Grants follow by `grant_role`."""
    user = User(username=username or username_for(name), name=name, must_change_password=True)
    user.set_password(password)
    user.save()
    return user


@recorded("accounts.role_granted")
def grant_role(
    *,
    by: Actor,
    county: str,
    user: User,
    role: str,
    on: date,
    because: str,
    place_prefix: str = "",
    unit_id: UUID | None = None,
    until: date | None = None,
) -> Grant:
    """Give a role at a place or for a unit. The three administrators stay three people."""
    if role not in roles.titles():
        raise UnknownRole(role=role)
    if role in roles.SEPARATED:
        held = Grant.objects.filter(in_force(on), user=user, role__in=roles.SEPARATED - {role})
        if held.exists():
            raise RolesMustStayApart(name=user.name)
    note(role=role, place=place_prefix, unit=str(unit_id or ""), account=str(user.id))
    return Grant.objects.create(
        user=user,
        role=role,
        county=county,
        place_prefix=place_prefix,
        unit_id=unit_id,
        starts_on=on,
        ends_on=until,
        because=because,
    )


@recorded("accounts.role_ended")
def end_grant(*, by: Actor, county: str, grant: Grant, on: date, because: str) -> Grant:
    """End a role on its last day; what was done under it stays."""
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    return grant


@recorded("accounts.password_reset")
def reset_password(*, by: Actor, county: str, user: User, password: str, because: str) -> User:
    """Set a new first password; every session of the person ends."""
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    return user


@recorded("accounts.account_closed")
def close_account(*, by: Actor, county: str, user: User, because: str) -> User:
    """Shut an account at once, with all its sessions. It is kept: its records name it."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    return user


@recorded("accounts.password_changed")
def password_changed(*, by: User) -> User:
    """The person has chosen an own password."""
    by.must_change_password = False
    by.save(update_fields=["must_change_password"])
    return by


def end_sessions(user: User) -> None:
    """Sign a person out everywhere."""
    keys = list(user.usersession_set.values_list("session_key", flat=True))  # type: ignore[attr-defined]
    Session.objects.filter(session_key__in=keys).delete()
    user.usersession_set.all().delete()  # type: ignore[attr-defined]


def note_sign_in_failed(*, username: str) -> None:
    """A failed sign-in leaves a line; the name typed is kept as a hash, for it may be a password."""
    typed = hashlib.sha256(username.encode()).hexdigest()[:16]
    append(county=NO_COUNTY, act="accounts.sign_in_failed", by=None, details={"typed": typed})


@receiver(user_logged_in)
def note_signed_in(sender: object, user: User, **kwargs: object) -> None:
    with transaction.atomic():
        append(county=NO_COUNTY, act="accounts.signed_in", by=user)


@receiver(user_logged_out)
def note_signed_out(sender: object, user: User | None, **kwargs: object) -> None:
    if user is not None:
        append(county=NO_COUNTY, act="accounts.signed_out", by=user)
