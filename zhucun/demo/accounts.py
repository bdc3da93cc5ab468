"""Who signs in: the offices and the stationed people. Passwords are this installation's own; few of them are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zhucun.accounts import roles
from zhucun.accounts.issuing import Opening, first_password
from zhucun.accounts.models import User
from zhucun.accounts.services import end_grant, grant_role, issue_accounts_in_bulk, password_changed
from zhucun.audit.services import Actor
from zhucun.demo.names import Names
from zhucun.demo.signins import Signin
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.dispatch.services import link_account
from zhucun.kernel.identity import Sex
from zhucun.kernel.place_codes import TOWNSHIP, township_of
from zhucun.places import queries as places

BECAUSE = "演示县，数据全部虚构"
ADMINISTRATORS = {"system_admin": "xitong", "security_admin": "anquan", "auditor": "shenji"}


@dataclass(frozen=True)
class Stars:
    """The stationed people whose sign-ins are shown."""

    secretary: Posting
    member: Posting
    newcomer: Posting  # has not changed the first password yet


@dataclass(frozen=True)
class Office:
    """Those in whose name the demo acts, and what is shown of them; `users` has everybody by part or by posting."""

    users: dict[str, User]
    signins: list[Signin]

    @property
    def county_officer(self) -> User:
        return self.users["county_officer"]

    def township_officer(self, village_code: str) -> User:
        return self.users[township_of(village_code)]


@dataclass(frozen=True)
class Seat:
    """An account to open. A first password that `is_first` is still to be changed by its owner."""

    key: str
    opening: Opening
    place: str
    shown: bool = True
    is_first: bool = False
    posting: Posting | None = None


class Seating:
    """Draws up the accounts of one county."""

    def __init__(self, county: str, names: Names, rng: Random) -> None:
        self._county, self._names, self._rng = county, names, rng
        self._titles = places.names(county)
        self._county_name = places.county_name(county)
        self._slug = _pinyin(self._county_name.removesuffix("县"))

    def at_county(self, role: str, word: str) -> Seat:
        return Seat(role, self._opening(role, word, self._county), self._county_name)

    def at_township(self, code: str, *, shown: bool) -> Seat:
        title = self._titles[code]
        opening = self._opening("township_officer", _pinyin(title), code[:TOWNSHIP])
        return Seat(code, opening, title, shown=shown)

    def at_unit(self, posting: Posting) -> Seat:
        opening = replace(self._opening("unit_contact", "danwei"), unit_id=posting.unit_id)
        return Seat("unit_contact", opening, posting.unit.name)

    def stationed(self, posting: Posting, word: str, key: str = "") -> Seat:
        """A leader signs in as a member; shown is who has a part to play."""
        code = posting.village_code
        role = Role.FIRST_SECRETARY if posting.role == Role.FIRST_SECRETARY else Role.TEAM_MEMBER
        opening = Opening(posting.person.name, role.value, code, username=f"{self._slug}-{word}")
        place = self._titles[township_of(code)] + self._titles[code]
        return Seat(key or str(posting.id), opening, place, shown=bool(key), posting=posting)

    def _opening(self, role: str, word: str, prefix: str = "") -> Opening:
        name = self._names.unique(self._rng.choice(list(Sex)))
        return Opening(name, role, prefix, username=f"{self._slug}-{word}")


def open_accounts(*, by: Actor, county: str, seats: Sequence[Seat], on: date) -> Office:
    """Open them all, say whose they are, and let those shown choose a password of their own."""
    opened = issue_accounts_in_bulk(
        by=by, county=county, openings=[seat.opening for seat in seats], on=on, because=BECAUSE
    )
    signins, users = [], {}
    for seat, (user, password) in zip(seats, opened, strict=True):
        users[seat.key] = user
        if seat.posting:
            link_account(by=by, person=seat.posting.person, user=user)
        if seat.shown:
            own = password if seat.is_first else _change_password(user)
            signins.append(_signin(county, seat, user, own))
    return Office(users, signins)


def seats_of(
    seating: Seating, townships: Sequence[str], stars: Stars, others: Sequence[Posting]
) -> list[Seat]:
    """One of each role is shown; `others` are stationed people who sign in as well."""
    home = township_of(stars.secretary.village_code)
    shown = [
        seating.at_county("county_officer", "zuzhibu"),
        *(seating.at_township(code, shown=code == home) for code in townships),
        seating.stationed(stars.secretary, "shuji", "first_secretary"),
        seating.stationed(stars.member, "duiyuan", "team_member"),
        seating.at_unit(stars.secretary),
        *(seating.at_county(role, word) for role, word in ADMINISTRATORS.items()),
        replace(
            seating.at_county("county_officer", "fuhe"), key="second_officer"
        ),  # who approves what one proposes
        replace(seating.stationed(stars.newcomer, "xinren", "newcomer"), is_first=True),
    ]
    return shown + [
        seating.stationed(posting, f"{number:03}") for number, posting in enumerate(others, start=1)
    ]


def follow_moves(*, by: Actor, county: str, begun: Sequence[Posting], seating: Seating) -> None:
    """After a roster that moved somebody: who moved has a role where he is now, who came an account."""
    for posting in begun:
        if posting.person.user is None:
            seat = seating.stationed(posting, f"new{posting.village_code[6:]}")
            open_accounts(by=by, county=county, seats=[seat], on=posting.starts_on)
        else:
            _move_role(by, county, posting)


def _move_role(by: Actor, county: str, posting: Posting) -> None:
    held = posting.person.user.grants.get(county=county)
    before = posting.starts_on - timedelta(days=1)
    end_grant(by=by, county=county, grant=held, on=before, because=BECAUSE)
    grant_role(
        by=by,
        county=county,
        user=posting.person.user,
        role=held.role,
        on=posting.starts_on,
        because=BECAUSE,
        place_prefix=posting.village_code,
    )


def _change_password(user: User) -> str:
    """What the person would do at the first sign-in."""
    password = first_password()
    user.set_password(password)
    password_changed(by=user)
    return password


def _signin(county: str, seat: Seat, user: User, password: str) -> Signin:
    return Signin(
        county=county,
        role=roles.title_of(seat.opening.role),
        place=seat.place,
        name=user.name,
        username=user.username,
        password=password,
        note="首次登录须改口令" if seat.is_first else "",
    )


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # a dictionary of 0.3 s, which no other start should pay

    return "".join(lazy_pinyin(name))
