"""Which village a line means, and whether the importer answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhucun.dispatch.roster.villages import KnownVillage, Meant, NotFound, VillageFinder
from zhucun.households.importing.rows import Findings, HouseholdRow


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str


class Villages:
    """Every village of the county on a day; `prefixes` are the places the importer answers for."""

    def __init__(self, villages: Sequence[KnownVillage], prefixes: Sequence[str]) -> None:
        self._by_code = {village.code: village for village in villages}
        self._townships = list(dict.fromkeys(village.township for village in villages))
        self._finder, self._prefixes = VillageFinder(villages), tuple(prefixes)

    def title(self, code: str) -> str:
        village = self._by_code.get(code)
        return village.township + village.name if village else ""

    def meant(self, row: HouseholdRow, findings: Findings) -> str:
        """The code of the village, or nothing once it has been noted why there is none."""
        found = self._by_code.get(row.village_code) if row.village_code else self._named(row, findings)
        if row.village_code and found is None:
            sentence = _("本县没有代码为 %(code)s 的村。请核对村代码。") % {"code": row.village_code}
            findings.error(row.at, "village_code", "village.unknown", sentence)
        if found is None:
            return ""
        if not found.code.startswith(self._prefixes):
            sentence = _("“%(village)s”不在您导入农户的范围内。请核对乡镇和村，或者由县里导入。")
            said = {"village": found.township + found.name}
            findings.error(row.at, "village", "village.not_yours", sentence % said)
            return ""
        return found.code

    def _named(self, row: HouseholdRow, findings: Findings) -> KnownVillage | None:
        if not row.village:
            sentence = _("没有写明是哪个村。请填写乡镇和村，或者 12 位村代码。")
            findings.error(row.at, "village", "village.blank", sentence)
            return None
        answers = [self._finder.find(row.township, row.village)] if row.township else self._anywhere(row)
        found = [answer for answer in answers if not isinstance(answer, NotFound)]
        if len(found) == 1:
            return found[0].village
        for answer in answers[:1] if row.township else ():
            assert isinstance(answer, NotFound)
            findings.error(row.at, answer.column, answer.code, answer.sentence)
        if not row.township:
            sentence = _("只凭村名“%(village)s”分不清是哪个村。请填写乡镇。") % {"village": row.village}
            findings.error(row.at, "village", "village.no_township", sentence)
        return None

    def _anywhere(self, row: HouseholdRow) -> list[Meant | NotFound]:
        return [self._finder.find(township, row.village) for township in self._townships]
