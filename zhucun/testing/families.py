"""A family in the register: a couple and their child under 14, with invented numbers that pass every check.

Rows are written directly, so nothing of it stands in the trail or in the family's history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhucun.households.acts import FIRST_OF
from zhucun.households.choices import Circumstance, IdKind, Joined, Sex
from zhucun.households.initials import initials_of
from zhucun.households.models import Household, Mark, Membership, Villager
from zhucun.households.papers import phone_tail_hash, read_paper
from zhucun.kernel.identity import id_check_character
from zhucun.testing.county import Village

BIRTHS = {"head": date(1985, 5, 1), "spouse": date(1986, 3, 8), "son": date(2018, 6, 1)}
SEXES = {"head": Sex.MALE, "spouse": Sex.FEMALE, "son": Sex.MALE}
MARKED_SINCE = date(2025, 1, 1)


@dataclass(frozen=True)
class PlantedFamily:
    """`head` and `spouse` are grown up, `child` is under 14 on the frozen day."""

    household: Household
    head: Villager
    spouse: Villager
    child: Villager

    @property
    def people(self) -> tuple[Villager, ...]:
        return self.head, self.spouse, self.child

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every identity number and telephone of the family, none of which may stand in clear anywhere."""
        return tuple(text for one in self.people for text in (one.id_number, one.phone) if text)


def plant_family(
    village: Village,
    name: str = "张三",
    serial: int = 1,
    marks: Sequence[str] = (),
    child_marks: Sequence[str] = (),
) -> PlantedFamily:
    """Known to be there since before the register; `serial` tells the numbers of two families apart."""
    county = village.code[:6]
    household = Household.objects.create(
        county_code=county,
        village_code=village.code,
        head_name=name,
        initials=initials_of(name),
        group_name="一组",
        people=len(BIRTHS),
        circumstance=next((word for word in FIRST_OF if word in marks), Circumstance.NONE),
    )
    names = {"head": name, "spouse": f"{name}的妻子", "son": f"{name}的儿子"}
    people = {relation: villager(county, names[relation], relation, serial) for relation in BIRTHS}
    for relation, one in people.items():
        Membership.objects.create(
            county_code=county, villager=one, household=household, village_code=village.code,
            relation=relation, joined=Joined.KNOWN,
        )  # fmt: skip
    for kind in marks:
        _mark(household, kind)
    for kind in child_marks:
        _mark(household, kind, people["son"])
    return PlantedFamily(household, people["head"], people["spouse"], people["son"])


def villager(county: str, name: str, relation: str = "head", serial: int = 1) -> Villager:
    """A person with a number and a telephone; in no household yet."""
    born, sex = BIRTHS[relation], SEXES[relation]
    paper = read_paper(IdKind.CITIZEN, invented_number(county, born, serial, sex), today=date.max)
    assert paper is not None
    phone = f"198{int(county) % 10_000:04d}{serial % 1000:03d}{list(BIRTHS).index(relation)}"
    return Villager.objects.create(
        county_code=county,
        name=name,
        initials=initials_of(name),
        sex=sex,
        born_on=born,
        id_kind=paper.kind,
        id_number=paper.number,
        id_hash=paper.hash,
        phone=phone,
        phone_tail_hash=phone_tail_hash(phone),
    )


def invented_number(county: str, born: date, serial: int, sex: Sex = Sex.MALE) -> str:
    """18 characters with a right check character; `serial` up to 499, of which men have the odd codes."""
    body = f"{county}{born:%Y%m%d}{serial * 2 + (sex == Sex.MALE):03d}"
    return body + id_check_character(body)


def _mark(household: Household, kind: str, person: Villager | None = None) -> None:
    Mark.objects.create(
        county_code=household.county_code, household=household, villager=person,
        village_code=household.village_code, kind=kind, starts_on=MARKED_SINCE,
    )  # fmt: skip
