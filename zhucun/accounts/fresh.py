"""Whether somebody has signed in just now: what opens a phone is not given to a browser that somebody left open."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from zhucun.accounts.models import User

SIGNED_IN_AT = "signed_in_at"
FRESH = timedelta(minutes=15)


def signed_in_just_now(request: HttpRequest, at: datetime) -> bool:
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated or user.must_change_password:
        return False
    since = at.timestamp() - request.session.get(SIGNED_IN_AT, 0)
    return bool(since <= FRESH.total_seconds())
