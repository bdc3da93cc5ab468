"""What the tests of accounts share: acting, and reading what the trail says about it."""

from datetime import date

from zhucun.accounts.issuing import Opening
from zhucun.accounts.models import Grant
from zhucun.accounts.queries import scope_of
from zhucun.accounts.services import grant_role, open_account
from zhucun.audit.models import AuditEvent
from zhucun.kernel import clock

COUNTY = "990001"
BECAUSE = "县委组织部 2026 年 11 月任职通知"
TODAY = date(2026, 11, 18)  # the frozen day of conftest


def acts(county=COUNTY):
    """The acts in a county's trail, oldest first."""
    return [line.act for line in lines(county)]


def lines(county=COUNTY):
    return list(AuditEvent.objects.in_county(county).order_by("seq"))


def opening(cast, name="许新人", role="team_member", **more):
    place = {} if "unit_id" in more else {"place_prefix": cast.villages[2].code}
    return Opening(name, role=role, **{**place, **more})


def open_for(cast, by, given=None, **more):
    terms = {"on": clock.today(), "because": BECAUSE, **more}
    return open_account(by=by, county=COUNTY, opening=given or opening(cast), **terms)


def give(cast, by, user, role="team_member", **more):
    terms = {"on": clock.today(), "because": BECAUSE, "place_prefix": cast.villages[2].code, **more}
    return grant_role(by=by, county=COUNTY, user=user, role=role, **terms)


def grant_of(user, county=COUNTY):
    return Grant.objects.get(user=user, county=county)


def may(user, permission, county=COUNTY, on=None):
    return scope_of(user, county, on=on or clock.today()).may(permission)
