"""The cast: the same few people in every test, and an outsider who tries everything they do.

青山县 (990001) has two townships and three villages; 远溪县 (990002) has one of each. Neither exists.
What each may do is what the national pack gives the role.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from zhucun.accounts.fresh import SIGNED_IN_AT
from zhucun.accounts.models import Grant, User
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.testing.county import County, Village, build_county, member, post


@dataclass(frozen=True)
class Cast:
    """Who there is. `home` is their county; `away` is the outsider's."""

    home: County
    away: County
    county_officer: User
    township_officer: User
    first_secretary: User
    team_member: User
    unit_contact: User
    system_admin: User
    security_admin: User
    auditor: User
    outsider: User
    posting: Posting
    member_posting: Posting
    away_posting: Posting

    @property
    def villages(self) -> tuple[Village, ...]:
        return self.home.villages

    @property
    def members(self) -> dict[str, User]:
        """Everybody who signs in, by the name of the part they play."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def build_cast(home_code: str = "990001", away_code: str = "990002") -> Cast:
    """The codes may be those of counties with a pack of their own, where duties are to be judged."""
    home = build_county(
        home_code,
        "青山县",
        ["青河镇", "白石乡"],
        [(0, "上坪村"), (0, "下坪村"), (1, "石门村")],
        "青山县财政局",
    )
    away = build_county(away_code, "远溪县", ["远溪镇"], [(0, "溪口村")], "远溪县水利局")
    people = _people(home, away)
    User.objects.bulk_create([user for user, _grant in people.values()])
    Grant.objects.bulk_create([grant for _user, grant in people.values()])
    users = {name: user for name, (user, _grant) in people.items()}
    local = users.pop("away_secretary")
    return Cast(
        home=home,
        away=away,
        posting=post(home, users["first_secretary"], home.villages[0], Role.FIRST_SECRETARY, 1),
        member_posting=post(home, users["team_member"], home.villages[0], Role.TEAM_MEMBER, 2),
        away_posting=post(away, local, away.villages[0], Role.FIRST_SECRETARY, 1),
        **users,
    )


def _people(home: County, away: County) -> dict[str, tuple[User, Grant]]:
    code, town, village = home.code, home.townships[0].code[:9], home.villages[0].code
    contact, at_unit = member(code, "unit_contact", "钱单位", "unit_contact")
    at_unit.unit_id = home.unit.id
    return {
        "county_officer": member(code, "county_officer", "赵县委", "county_officer", code),
        "township_officer": member(code, "township_officer", "孙乡镇", "township_officer", town),
        "first_secretary": member(code, "first_secretary", "李书记", "first_secretary", village),
        "team_member": member(code, "team_member", "周队员", "team_member", village),
        "unit_contact": (contact, at_unit),
        "system_admin": member(code, "system_admin", "吴系统", "system_admin", code),
        "security_admin": member(code, "security_admin", "郑安全", "security_admin", code),
        "auditor": member(code, "auditor", "王审计", "auditor", code),
        "outsider": member(away.code, "outsider", "冯外县", "county_officer", away.code),
        "away_secretary": member(
            away.code, "away_secretary", "陈外书记", "first_secretary", away.villages[0].code
        ),
    }


def client_of(user: User) -> Client:
    """A browser in which this person has just signed in; the trail says nothing of how that came about."""
    session = SessionStore()
    session[SIGNED_IN_AT] = clock.now().timestamp()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
