"""Codes of the register in words: those of the county's word lists, those that are built in, dates, numbers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhucun.households.choices import Circumstance, Gone, Housing, IdKind, Joined, Sex, Water
from zhucun.households.domain_people import BENEFITS, HEAD, WORD_LISTS
from zhucun.kernel.lists import listed
from zhucun.policy.queries import pack_of

CIRCUMSTANCES, PERSONAL, RELATIONS = "circumstance", "personal_circumstance", "relation"
CHOICES: Mapping[str, type[TextChoices]] = {
    "circumstance": Circumstance,
    "housing": Housing,
    "water": Water,
    "sex": Sex,
    "id_kind": IdKind,
    "joined": Joined,
    "gone": Gone,
}
DAYS = frozenset({"born_on", "died_on"})


class Said:
    """The words of one county, looked up once for a page. A code that no list knows is shown as it is."""

    def __init__(self, county: str) -> None:
        self.lists: Mapping[str, Mapping[str, str]] = pack_of(county).vocabularies

    def word(self, name: str, code: str) -> str:
        return self.lists.get(name, {}).get(code) or self._built_in(name, code)

    def mark(self, kind: str, *, personal: bool) -> str:
        return self.word(PERSONAL if personal else CIRCUMSTANCES, kind)

    def fact(self, field: str, value: Any) -> str:
        """A value as the history keeps it: a code, a date, a number, a list of codes."""
        if value in (None, "", []):
            return _("空")
        if field in CHOICES:
            return dict(CHOICES[field].choices).get(value, str(value))
        if field in DAYS:
            return date_format(date.fromisoformat(value))
        if field == "benefits":
            return listed(self.word(BENEFITS, code) for code in value)
        return self.word(WORD_LISTS.get(field, field), str(value))

    def options(self, name: str) -> list[tuple[str, str]]:
        return list(self.lists.get(name, {}).items())

    def relations(self, *, with_head: bool = True) -> list[tuple[str, str]]:
        known = {HEAD: _("户主"), **self.lists.get(RELATIONS, {})}
        return [(code, word) for code, word in known.items() if with_head or code != HEAD]

    @staticmethod
    def _built_in(name: str, code: str) -> str:
        if name == RELATIONS and code == HEAD:
            return _("户主")
        if name == CIRCUMSTANCES and code in Circumstance.values:
            return str(Circumstance(code).label)
        return code
