"""What follows from elsewhere: sign-ins and their failures leave a line, grants follow a merged village.

A person's sign-ins stand in the trail of the person's county, where its auditor reads them; those of nobody,
and of people who work for several counties, in the installation's.
"""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.fresh import SIGNED_IN_AT
from zhucun.accounts.models import User
from zhucun.accounts.queries import counties_of
from zhucun.accounts.services import follow_merge
from zhucun.audit.acts import name
from zhucun.audit.models import NO_COUNTY
from zhucun.audit.services import System, append
from zhucun.kernel import clock
from zhucun.kernel.fields import keyed_hash

name("accounts.signed_in", _("登录"))
name("accounts.signed_out", _("退出"))
name("accounts.sign_in_failed", _("登录失败"))
name("accounts.sign_in_locked", _("连续登录失败被锁"))
name("accounts.first_password_expired", _("初始密码过期未能登录"))
name("accounts.refused", _("无权访问被拒"))


def villages_merged(county: str, old_codes: Sequence[str], new_code: str, on: date) -> None:
    follow_merge(by=System(), county=county, old_codes=old_codes, new_code=new_code, on=on)


@receiver(user_logged_in)
def note_signed_in(sender: object, user: User, request: HttpRequest | None = None, **kwargs: object) -> None:
    append(county=trail_of(user), act="accounts.signed_in", by=user)
    if request is not None:
        request.session[SIGNED_IN_AT] = clock.now().timestamp()


@receiver(user_logged_out)
def note_signed_out(sender: object, user: User | None, **kwargs: object) -> None:
    if user is not None:
        append(county=trail_of(user), act="accounts.signed_out", by=user)


def note_sign_in_failed(username: str, act: str = "accounts.sign_in_failed") -> None:
    """A name that nobody has is kept as a keyed hash only, for it may be a password in the wrong field."""
    user = User.objects.filter(username=username.strip().lower()).first()
    details = {} if user else {"typed": keyed_hash(username, "accounts.typed")[:16]}
    append(county=trail_of(user), act=act, by=None, subject=user, details=details)


def trail_of(user: User | None) -> str:
    counties = counties_of(user, on=clock.today()) if user else []
    return counties[0] if len(counties) == 1 else NO_COUNTY
