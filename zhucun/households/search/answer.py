"""What the page of a search says: each hit with why it was found, where it is and whether they live there still.

Of a child under 14 it says only in which household one is; no number that was typed stands in any sentence.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.households.domain_people import is_minor
from zhucun.households.models import Household, Membership, Villager
from zhucun.households.naming import By, Naming
from zhucun.households.papers import TAIL
from zhucun.households.search.domain import Kind, Meaning, Number
from zhucun.households.search.queries import MOST, Found

WHY = {
    By.NAME: gettext_lazy("姓名"),
    By.INITIALS: gettext_lazy("首字母"),
    By.BOTH: gettext_lazy("姓名和首字母"),
}
NOWHERE = {
    By.NAME: gettext_lazy("请换一个字再找。姓名里的生僻字可以直接粘贴；写不出的字，可以只输首字母。"),
    By.INITIALS: gettext_lazy("每个字只输拼音的第一个字母，例如张三输 zs。也可以改输姓名里的一个字。"),
    By.BOTH: gettext_lazy("汉字和首字母要按姓名里的顺序输，例如张三丰输“张sf”。"),
    Kind.PAPER: gettext_lazy("请对照证件再核对一遍；还没有登记证件的人，请按姓名查找。"),
    Kind.TELEPHONE: gettext_lazy("号码可能换了，或者还没有登记。请按姓名查找。"),
    Kind.HOUSEHOLD: gettext_lazy("户编号要输全。身份证号是 18 位，残疾人证号是 20 位，也要输全。"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One hit; `href` leads to the person where the reader may open the page, else nowhere."""

    name: str
    href: str
    head: str
    household: str
    village: str
    group: str
    state: str
    here: bool
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`nowhere` is what to try where nothing was found."""

    lines: list[Line]
    more: bool
    nowhere: str

    @property
    def shown(self) -> int:
        return MOST


def answer_of(found: Found, meaning: Meaning, villages: dict[str, str], today: date) -> Answer:
    by = meaning.by if isinstance(meaning, Naming) else meaning.kind
    people = [_of_person(stay, found, meaning, villages, today) for stay in found.stays]
    households = [_of_household(one, meaning, villages) for one in found.households]
    return Answer([*people, *households], found.more, str(NOWHERE[by]))


def _of_person(
    stay: Membership, found: Found, meaning: Meaning, villages: dict[str, str], today: date
) -> Line:
    person, minor = stay.villager, is_minor(stay.villager, today, stay.relation)
    opens = person.id in found.open and not minor
    here = stay.ends_on is None
    return Line(
        name=_name(person, minor),
        href=reverse("households:person", args=[stay.county_code, person.id]) if opens else "",
        here=here,
        state=_("现住") if here else _left(stay),
        why=_why(meaning, person.name),
        **_place(stay.household, stay.village_code, villages),
    )


def _name(person: Villager, minor: bool) -> str:
    if not minor:
        return person.name
    return _("未满 14 周岁的孩子") if person.born_on else _("年龄没有登记的人")


def _of_household(one: Household, meaning: Meaning, villages: dict[str, str]) -> Line:
    by_number = isinstance(meaning, Number)
    return Line(
        name=one.head_name,
        href="",
        here=one.ends_on is None,
        state=_("在册") if one.ends_on is None else _("已注销"),
        why=_("户编号") if by_number else _why(meaning, one.head_name),
        **_place(one, one.village_code, villages),
    )


def _place(household: Household, village: str, villages: dict[str, str]) -> dict[str, str]:
    return {
        "head": household.head_name,
        "household": reverse("households:household", args=[household.county_code, household.id]),
        "village": villages.get(village, village),
        "group": household.group_name,
    }


def _left(stay: Membership) -> str:
    assert stay.ends_on is not None
    said = {"day": date_format(stay.ends_on), "how": stay.get_gone_display() or _("离开")}
    return _("%(day)s %(how)s") % said


def _why(meaning: Meaning, name: str) -> str:
    if isinstance(meaning, Naming):
        latin = meaning.by is By.INITIALS and meaning.text in name
        return str(WHY[By.NAME if latin else meaning.by])
    if meaning.kind is Kind.PAPER:
        return _("证件号")
    return _("电话尾号") if len(meaning.text) == TAIL else _("电话号码")
