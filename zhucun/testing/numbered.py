"""People with every kind of number there is, planted so that it is told apart wherever it turns up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhucun.dispatch.models import Person
from zhucun.households.choices import IdKind, Joined
from zhucun.households.models import Household, Membership, Villager
from zhucun.households.papers import phone_tail_hash, read_paper
from zhucun.kernel.identity import id_check_character
from zhucun.testing.county import County, Village
from zhucun.testing.families import PlantedFamily, invented_number, plant_family
from zhucun.testing.leaks import Numbers


@dataclass(frozen=True)
class Numbered:
    """`numbers` are everybody's, by a name that may be told; `people` each have a page of their own."""

    family: PlantedFamily
    people: tuple[Villager, ...]
    numbers: Numbers


def plant_numbers(county: County, village: Village) -> Numbered:
    """A family whose members show every paper and every kind of telephone; the numbers of the stationed besides."""
    family = plant_family(village, "郑编号", 41, marks=["allowance"], child_marks=["left_child"])
    add = _Adding(family.household)
    body = invented_number(county.code, date(1960, 2, 3), 42)[:17]
    citizen = body + id_check_character(body)
    strangers = (
        add("王残疾", IdKind.DISABILITY, citizen + "43", "08361234567"),
        add("何外籍", IdKind.OTHER, "E87654321", "82345678"),
        add("尤校验", IdKind.CITIZEN, _ending_in_x(county.code), "17712340009"),
        add("齐走了", IdKind.CITIZEN, invented_number(county.code, date(1970, 7, 7), 44), "17712340010"),
    )
    Membership.objects.in_county(county.code).filter(villager=strangers[-1]).update(
        ends_on=date(2026, 6, 1), gone="moved_out"
    )
    people = (*family.people, *strangers)
    return Numbered(family, people, _numbers_of(people) | _numbers_of_the_stationed(county.code))


def _numbers_of(people: tuple[Villager, ...]) -> Numbers:
    pairs = {f"identity number of {one.name}": one.id_number for one in people}
    pairs |= {f"telephone of {one.name}": one.phone for one in people}
    return Numbers({name: number for name, number in pairs.items() if number})


def _numbers_of_the_stationed(county: str) -> Mapping[str, str]:
    people = list(Person.objects.in_county(county))
    papers = {f"identity number of the stationed {one.name}": one.id_number for one in people}
    return papers | {f"telephone of the stationed {one.name}": one.phone for one in people}


def _ending_in_x(county: str) -> str:
    numbers = (invented_number(county, date(1950, 1, 1), serial) for serial in range(400))
    return next(number for number in numbers if number.endswith("X"))


@dataclass(frozen=True)
class _Adding:
    household: Household

    def __call__(self, name: str, kind: str, number: str, phone: str) -> Villager:
        paper = read_paper(kind, number, today=date.max)
        assert paper is not None
        one = Villager.objects.create(
            county_code=self.household.county_code,
            name=name,
            born_on=paper.born,
            id_kind=paper.kind,
            id_number=paper.number,
            id_hash=paper.hash,
            phone=phone,
            phone_tail_hash=phone_tail_hash(phone),
        )
        Membership.objects.create(
            county_code=one.county_code, villager=one, household=self.household,
            village_code=self.household.village_code, relation="other", joined=Joined.KNOWN,
        )  # fmt: skip
        return one
