"""One villager: where the register finds the person, and every fact in words, as far as the reader may see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.households.domain_people import BENEFITS, WORD_LISTS, age_on, is_minor
from zhucun.households.models import Mark, Membership, Villager, holding
from zhucun.households.page import Badge, personal_badges
from zhucun.households.said import Said
from zhucun.households.words import FACTS
from zhucun.kernel.identity import mask_id, mask_phone
from zhucun.kernel.lists import listed

Fact = tuple[str, str]
STRIPPED = ("sex", "born_on", "id_number", "phone", *WORD_LISTS, "works_at", "benefits")


@dataclass(frozen=True, slots=True)
class Person:
    membership: Membership
    relation: str
    minor: bool

    @property
    def villager(self) -> Villager:
        found: Villager = self.membership.villager
        return found

    @property
    def stripped(self) -> bool:
        """The term was over: there is nothing left to show, and nothing to close."""
        return self.villager.stripped_on is not None

    @property
    def here(self) -> bool:
        return self.membership.ends_on is None


def person_for(scope: Scope, villager_id: UUID, today: date) -> Person:
    """Where somebody is now, or was last. Whoever may not see that place does not learn that there is such a person."""
    rows = Membership.objects.in_county(scope.county).filter(villager_id=villager_id, voided=False)
    rows = rows.select_related("villager", "household").order_by(F("ends_on").desc(nulls_first=True), "-id")
    found = rows.first()
    if found is None or not scope.reaches(found.village_code):
        raise Http404("no such person")
    relation = Said(scope.county).word("relation", found.relation)
    return Person(found, relation, is_minor(found.villager, today, found.relation))


def badges_of(person: Person, today: date) -> tuple[Badge, ...]:
    villager = person.villager
    held = Mark.objects.in_county(villager.county_code).filter(holding(today), villager=villager)
    return personal_badges(villager, held.order_by("starts_on", "id"), Said(villager.county_code))


def who(person: Person, today: date) -> list[Fact]:
    """What the page says of anybody: relation, sex, age. No more of a child without leave."""
    villager = person.villager
    told = [(str(FACTS["relation"]), person.relation)]
    if person.stripped:
        return [*told, *((str(FACTS[name]), _("按保存期限已删除")) for name in STRIPPED)]
    told.append((str(FACTS["sex"]), villager.get_sex_display()))
    if villager.born_on is not None:
        told.append((_("年龄"), _("%(age)d 岁") % {"age": age_on(villager.born_on, today)}))
    return told


def facts(villager: Villager) -> list[Fact]:
    """Everything that is kept of a person beside the numbers."""
    told = _told(villager, Said(villager.county_code))
    return [(str(FACTS[name]), word or _("未填")) for name, word in told]


def numbers(villager: Villager, *, whole: bool) -> list[Fact]:
    """Identity number and telephone: their two ends, or `whole` where an act has let it."""
    return [
        (
            str(villager.get_id_kind_display() if villager.id_number else FACTS["id_number"]),
            _shown(villager.id_number, whole, mask_id),
        ),
        (str(FACTS["phone"]), _shown(villager.phone, whole, mask_phone)),
    ]


def _told(villager: Villager, said: Said) -> Iterator[Fact]:
    yield "born_on", said.fact("born_on", villager.born_on.isoformat()) if villager.born_on else ""
    for name, words in WORD_LISTS.items():
        code = getattr(villager, name)
        yield name, said.word(words, code) if code else ""
    yield "works_at", villager.works_at
    yield "works_months", "" if villager.works_months is None else str(villager.works_months)
    yield "benefits", listed(said.word(BENEFITS, code) for code in villager.benefits)


def _shown(text: str | None, whole: bool, mask: Callable[[str], str]) -> str:
    if not text:
        return _("未填")
    return text if whole else mask(text)
