"""A whole invented county in a few statements: divisions, a unit, a batch, accounts, grants, postings.

Rows are written in bulk, so that a thousand tests can each have their own; nothing here stands in the
audit trail, and what a test finds there it has done itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from zhucun.accounts.models import Grant, User
from zhucun.dispatch.choices import Role, SenderLevel
from zhucun.dispatch.models import ID_NUMBER, PHONE, Batch, Person, Posting
from zhucun.kernel.fields import keyed_hash
from zhucun.kernel.identity import id_check_character
from zhucun.places.choices import DivisionKind, Level, UnitKind
from zhucun.places.models import Division, Unit

SINCE = date(2026, 1, 1)
FOUNDED = date(2020, 1, 1)
SOURCE = "虚构，仅供测试"
WORD = "Quiet-River-7"  # everybody's password


@dataclass(frozen=True)
class Village:
    """A village by the code under which its records are kept."""

    code: str
    name: str

    @property
    def township_code(self) -> str:
        return self.code[:9] + "000"


@dataclass(frozen=True)
class County:
    """A county as tests speak of it: `county.code`, `county.villages[0].code`, `county.unit`."""

    code: str
    name: str
    townships: tuple[Village, ...]
    villages: tuple[Village, ...]
    unit: Unit
    batch: Batch


def build_county(
    code: str, name: str, townships: Sequence[str], villages: Sequence[tuple[int, str]], unit: str
) -> County:
    """Divisions as reference data, one sending unit and one batch; a village names its township by position."""
    towns = [Village(f"{code}{101 + at}000", town) for at, town in enumerate(townships)]
    homes = [Village(f"{code}{101 + town}{200 + at}", village) for at, (town, village) in enumerate(villages)]
    county = Village(f"{code}000000", name)
    Division.objects.bulk_create(
        [
            _division(county, Level.COUNTY),
            *(_division(town, Level.TOWNSHIP) for town in towns),
            *(_division(home, Level.VILLAGE) for home in homes),
        ]
    )
    return County(
        code=code,
        name=name,
        townships=tuple(towns),
        villages=tuple(homes),
        unit=Unit.objects.create(county_code=code, name=unit, kind=UnitKind.ORGAN),
        batch=Batch.objects.create(county_code=code, name=f"{name}第一批", starts_on=SINCE),
    )


def member(county: str, username: str, name: str, role: str, place: str = "") -> tuple[User, Grant]:
    """An account whose first password is already changed, and its grant; neither is saved yet."""
    user = User(username=username, name=name, must_change_password=False, password=make_password(WORD))
    grant = Grant(user=user, role=role, county=county, place_prefix=place, starts_on=SINCE, because="测试")
    return user, grant


def post(
    county: County, user: User, village: Village, role: Role, serial: int, *, since: date = SINCE
) -> Posting:
    """Somebody stationed in a village, with a valid invented identity number and telephone."""
    person = person_of(county.code, user.name, serial, user)
    return Posting.objects.create(
        county_code=county.code,
        person=person,
        batch=county.batch,
        unit=county.unit,
        village_code=village.code,
        role=role,
        sender_level=SenderLevel.COUNTY,
        starts_on=since,
    )


def person_of(county: str, name: str, serial: int, user: User | None = None) -> Person:
    number, phone = invented_id_number(county, serial), f"199{int(county) % 10_000:04d}{serial:04d}"
    return Person.objects.create(
        county_code=county,
        name=name,
        id_number=number,
        id_hash=keyed_hash(number, ID_NUMBER),
        phone=phone,
        phone_hash=keyed_hash(phone, PHONE),
        user=user,
    )


def invented_id_number(county: str, serial: int) -> str:
    """18 characters with a right check character, of somebody born on 1 May 1985 in a county that is not."""
    body = f"{county}19850501{serial:03d}"
    return body + id_check_character(body)


def _division(place: Village, level: Level) -> Division:
    return Division(
        code=place.code,
        level=level,
        kind=DivisionKind.VILLAGE if level == Level.VILLAGE else DivisionKind.AREA,
        name=f"{place.name}村民委员会" if level == Level.VILLAGE else place.name,
        short_name=place.name,
        valid_from=FOUNDED,
        source=SOURCE,
    )
