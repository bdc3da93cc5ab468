"""Issuing accounts, granting roles, ending them. A password given here is a first one: it must be changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhucun.accounts import issuing, reach, refusals, roles
from zhucun.accounts.issuing import Opening, first_password, username_for
from zhucun.accounts.models import Grant, User
from zhucun.accounts.passwords import KEPT
from zhucun.accounts.queries import overlapping
from zhucun.accounts.reach import GRANT, ISSUE
from zhucun.audit.models import NO_COUNTY
from zhucun.audit.services import Actor, note, recorded
from zhucun.kernel.place_codes import prefix_of

__all__ = ["Opening", "first_password", "username_for"]
AT_ONCE = 500


@recorded("accounts.account_issued", _("开立账号"))
def issue_account(*, by: Actor, county: str, name: str, password: str, username: str = "") -> User:
    """Make an account that must change its password at the first sign-in. Grants follow by `grant_role`."""
    reach.check_may(by=by, county=county, permission=ISSUE)
    opening = Opening(name, username=username)
    return _add([opening], issuing.usernames_for([opening]), [make_password(password)])[0]


def open_account(
    *, by: Actor, county: str, opening: Opening, on: date, until: date | None = None, because: str
) -> tuple[User, str]:
    """An account with its first role, and its first password, which is told once and kept nowhere."""
    return issue_accounts_in_bulk(
        by=by, county=county, openings=[opening], on=on, until=until, because=because
    )[0]


def issue_accounts_in_bulk(
    *,
    by: Actor,
    county: str,
    openings: Sequence[Opening],
    on: date,
    until: date | None = None,
    because: str,
    then: Callable[[Sequence[User]], None] | None = None,
) -> list[tuple[User, str]]:
    """Accounts with their first roles and their first passwords: all of them, or none.

    Call it outside a transaction: hashing takes a few hundredths of a second each. What must hold together
    with the new accounts is done by `then`, inside theirs.
    """
    passwords = [first_password() for _opening in openings]
    users = _issue(
        by=by,
        county=county,
        openings=openings,
        hashes=issuing.hashed(passwords),
        on=on,
        until=until,
        because=because,
        then=then,
    )
    return list(zip(users, passwords, strict=True))


@recorded("accounts.accounts_issued", _("开立账号并授权"))
def _issue(
    *,
    by: Actor,
    county: str,
    openings: Sequence[Opening],
    hashes: Sequence[str],
    on: date,
    until: date | None,
    because: str,
    then: Callable[[Sequence[User]], None] | None,
) -> list[User]:
    _check_dates(on, until)
    for opening in openings:
        reach.check_grant(
            by=by,
            county=county,
            permission=ISSUE,
            role=opening.role,
            place_prefix=opening.place_prefix,
            unit_id=opening.unit_id,
        )
    users = _add(openings, issuing.usernames_for(openings), hashes)
    Grant.objects.bulk_create(
        Grant(
            user=user,
            role=opening.role,
            county=county,
            place_prefix=opening.place_prefix,
            unit_id=opening.unit_id,
            starts_on=on,
            ends_on=until,
            because=because,
        )
        for user, opening in zip(users, openings, strict=True)
    )
    note(accounts=[user.id for user in users], roles={opening.role for opening in openings})
    if then:
        then(users)
    return users


def _add(openings: Sequence[Opening], usernames: Sequence[str], hashes: Sequence[str]) -> list[User]:
    if User.objects.filter(id__in=[opening.account_id for opening in openings]).exists():
        raise refusals.AccountIssuedAlready
    taken = User.objects.filter(username__in=usernames).values_list("username", flat=True).first()
    if taken:
        raise refusals.UsernameTaken(username=taken)
    until = issuing.first_password_until()
    return User.objects.bulk_create(
        User(
            id=opening.account_id,
            username=username,
            name=opening.name,
            password=hash_,
            first_password_until=until,
        )
        for opening, username, hash_ in zip(openings, usernames, hashes, strict=True)
    )


@recorded("accounts.role_granted", _("授予角色"))
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
    _check_dates(on, until)
    if isinstance(by, User) and by.pk == user.pk:
        raise refusals.NotForOneself
    reach.check_grant(
        by=by, county=county, permission=GRANT, role=role, place_prefix=place_prefix, unit_id=unit_id
    )
    held = _locked(user)
    if not held.is_active:
        raise refusals.AccountClosed(name=held.name)
    reach.check_apart(user, role, on, until)
    same = {"user": user, "role": role, "county": county, "place_prefix": place_prefix, "unit_id": unit_id}
    if Grant.objects.filter(overlapping(on, until), **same).exists():
        raise refusals.AlreadyGranted(name=user.name, role=roles.title_of(role))
    note(role=role, place=place_prefix, unit=unit_id, account=user.id, until=until)
    return Grant.objects.create(**same, starts_on=on, ends_on=until, because=because)


@recorded("accounts.role_ended", _("结束授权"))
def end_grant(*, by: Actor, county: str, grant: Grant, on: date, because: str) -> Grant:
    """End a role after its last day; what was done under it stays. A day before its first takes it back."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk, county=county)
    if grant.withdrawn or (grant.ends_on and grant.ends_on <= on):
        raise refusals.GrantHasEnded(on=grant.ends_on or grant.starts_on)
    scope = reach.scope_for(by, county, GRANT)
    if scope and not scope.reaches(grant.place_prefix, grant.unit_id):
        raise refusals.OutOfReach
    if on < grant.starts_on:
        grant.withdrawn = True
    else:
        grant.ends_on = on
    grant.save(update_fields=["ends_on", "withdrawn"])
    note(role=grant.role, place=grant.place_prefix, unit=grant.unit_id, account=grant.user_id)
    return grant


@recorded("accounts.password_reset", _("重置密码"))
def reset_password(*, by: Actor, county: str, user: User, password: str, because: str) -> User:
    """Set a new first password; every session of the person ends."""
    held = _reachable(by, county, user)
    if not held.is_active:
        raise refusals.AccountClosed(name=held.name)
    return _give_first_password(held, password)


@recorded("accounts.account_closed", _("停用账号"))
def close_account(*, by: Actor, county: str, user: User, because: str) -> User:
    """Shut an account at once, with all its sessions. It is kept: its records name it."""
    held = _reachable(by, county, user)
    if not held.is_active:
        raise refusals.AccountClosed(name=held.name)
    held.is_active = False
    held.save(update_fields=["is_active"])
    end_sessions(held)
    return held


@recorded("accounts.account_reopened", _("恢复账号"))
def reopen_account(*, by: Actor, county: str, user: User, password: str, because: str) -> User:
    """Open a closed account again, with a new first password; grants that still run count again."""
    held = _reachable(by, county, user)
    if held.is_active:
        raise refusals.AccountOpen(name=held.name)
    held.is_active = True
    held.save(update_fields=["is_active"])
    return _give_first_password(held, password)


@recorded("accounts.password_changed", _("换密码"))
def password_changed(*, by: User, county: str = NO_COUNTY) -> User:
    """The person has chosen an own password; `by` carries it, hashed and not saved yet."""
    former = User.objects.values_list("password", flat=True).get(pk=by.pk)
    by.old_passwords = [former, *by.old_passwords][:KEPT]
    by.must_change_password = False
    by.first_password_until = None
    by.save(update_fields=["password", "old_passwords", "must_change_password", "first_password_until"])
    return by


@recorded("accounts.grants_followed_merge", _("授权随村合并延续"))
def follow_merge(*, by: Actor, county: str, old_codes: Sequence[str], new_code: str, on: date) -> int:
    """Whoever has a role at a village that ended gets it at the village that took over, for the same time."""
    held = Grant.objects.filter(
        overlapping(on, None), county=county, place_prefix__in=[prefix_of(code) for code in old_codes]
    ).order_by("id")
    there = set(
        Grant.objects.filter(
            overlapping(on, None), county=county, place_prefix=prefix_of(new_code)
        ).values_list("user_id", "role")
    )
    following: dict[tuple[UUID, str], Grant] = {}
    for grant in held:
        key = (grant.user_id, grant.role)
        if key not in there:
            following.setdefault(key, _at(grant, prefix_of(new_code), on))
    Grant.objects.bulk_create(following.values())
    note(old=list(old_codes), new=new_code, grants=len(following))
    return len(following)


@recorded("accounts.grant_began_with_posting", _("授权随派驻开始"))
def begin_with_posting(
    *, by: Actor, county: str, user: User, role: str, village_code: str, on: date, until: date | None
) -> int:
    """Somebody who has an account is posted to a village: the role there lasts as long as the posting."""
    place = prefix_of(village_code)
    reach.check_grant(by=by, county=county, permission=ISSUE, role=role, place_prefix=place, unit_id=None)
    same = {"user": user, "role": role, "county": county, "place_prefix": place}
    if Grant.objects.filter(overlapping(on, until), **same).exists():
        return 0
    Grant.objects.create(**same, starts_on=on, ends_on=until, because="派驻名册")
    note(account=user.id, village=village_code, role=role)
    return 1


@recorded("accounts.grants_ended_with_posting", _("授权随派驻结束"))
def end_with_posting(*, by: Actor, county: str, user: User, village_code: str, on: date) -> int:
    """A posting that ends takes its role at the village with it; whoever may end the one may end the other."""
    held = Grant.objects.filter(
        overlapping(on, None), county=county, user=user, place_prefix=prefix_of(village_code)
    )
    ended = held.filter(starts_on__lte=on).update(ends_on=on)
    ended += held.filter(starts_on__gt=on).update(withdrawn=True)
    note(account=user.id, village=village_code, grants=ended)
    return ended


@dataclass(frozen=True)
class MovedEnd:
    """A posting whose last day the roster has moved."""

    user_id: UUID
    village_code: str
    was: date | None
    until: date | None


@recorded("accounts.grants_moved_with_postings", _("授权随派驻调整到期日"))
def follow_postings(*, by: Actor, county: str, moved: Sequence[MovedEnd]) -> int:
    """Roles that were to end with a posting end on its new last day; a grant with an end of its own stays."""
    wanted = {(one.user_id, prefix_of(one.village_code), one.was): one.until for one in moved}
    held = Grant.objects.filter(
        county=county, withdrawn=False, user__in={one.user_id for one in moved}
    ).select_for_update()
    following = [one for one in held if (one.user_id, one.place_prefix, one.ends_on) in wanted]
    for grant in following:
        until = wanted[grant.user_id, grant.place_prefix, grant.ends_on]
        grant.ends_on, grant.withdrawn = until, until is not None and until < grant.starts_on
    Grant.objects.bulk_update(following, ["ends_on", "withdrawn"], batch_size=AT_ONCE)
    note(accounts=sorted({grant.user_id for grant in following}), grants=len(following))
    return len(following)


def _at(grant: Grant, place_prefix: str, on: date) -> Grant:
    return Grant(
        user_id=grant.user_id,
        role=grant.role,
        county=grant.county,
        place_prefix=place_prefix,
        starts_on=max(on, grant.starts_on),
        ends_on=grant.ends_on,
        because=f"村合并：{grant.place_prefix} → {place_prefix}",
    )


def end_sessions(user: User) -> None:
    """Sign a person out everywhere."""
    with transaction.atomic():
        known = UserSession.objects.filter(user=user)
        Session.objects.filter(session_key__in=list(known.values_list("session_key", flat=True))).delete()
        known.delete()


def _check_dates(on: date, until: date | None) -> None:
    if until and until < on:
        raise refusals.EndsBeforeItBegins


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _reachable(by: Actor, county: str, user: User) -> User:
    reach.check_account(by=by, county=county, permission=ISSUE, user=user)
    return _locked(user)


def _give_first_password(user: User, password: str) -> User:
    user.old_passwords = [user.password, *user.old_passwords][:KEPT]
    user.set_password(password)
    user.must_change_password = True
    user.first_password_until = issuing.first_password_until()
    user.save(update_fields=["password", "old_passwords", "must_change_password", "first_password_until"])
    end_sessions(user)
    return user
