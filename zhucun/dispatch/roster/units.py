"""Units of a roster: one unit has one name, one credit code and one kind, in the sheet and in the county."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhucun.dispatch.roster.book import KnownUnit, RosterBook
from zhucun.dispatch.roster.lines import Findings, Line
from zhucun.dispatch.roster.plan import UnitFacts
from zhucun.dispatch.roster.rows import RosterRow
from zhucun.kernel.spreadsheet import Change
from zhucun.kernel.text import match_key
from zhucun.places.choices import UnitKind


@dataclass(slots=True)
class _Seen:
    """A unit as the sheet has described it so far, and the row that did."""

    row: int
    name: str
    uscc: str | None
    kind: str | None


class Units:
    """Reads every line once, then answers what a line's unit is."""

    def __init__(self, lines: list[Line], book: RosterBook, findings: Findings) -> None:
        self._findings = findings
        self._known = {match_key(unit.name): unit for unit in book.units}
        self._known_codes = {unit.uscc: unit for unit in book.units if unit.uscc}
        self._seen: dict[str, _Seen] = {}
        self._seen_codes: dict[str, _Seen] = {}
        for line in lines:
            if line.row.unit:
                self._against_county(line.row)
                self._against_sheet(line.row)

    def facts(self, row: RosterRow) -> UnitFacts:
        """The unit of a line without errors, completed by what other lines and the county know."""
        key = match_key(row.unit)
        seen, known = self._seen[key], self._known.get(key)
        return UnitFacts(
            name=known.name if known else seen.name,
            uscc=seen.uscc or (known.uscc if known else None),
            kind=known.kind if known else (seen.kind or ""),
        )

    def changes(self, row: RosterRow) -> list[Change]:
        facts, known = self.facts(row), self._known.get(match_key(row.unit))
        if known is None or facts.uscc == known.uscc:
            return []
        return [Change(_("统一社会信用代码"), known.uscc or "", facts.uscc or "")]

    def is_new(self, row: RosterRow) -> bool:
        return match_key(row.unit) not in self._known

    def _against_county(self, row: RosterRow) -> None:
        owner = self._known_codes.get(row.uscc) if row.uscc else None
        known = self._known.get(match_key(row.unit))
        if owner and owner is not known:
            sentence = _("这个代码已登记为“%(known)s”，本行却是“%(name)s”。请核对代码或单位名称。")
            names = {"known": owner.name, "name": row.unit}
            self._findings.error(row.number, "uscc", "unit.code_of_another", sentence % names)
        elif known and known.uscc and row.uscc and known.uscc != row.uscc:
            self._two_codes(row, _("县里登记"), known)
        if known and row.unit_kind and row.unit_kind != known.kind:
            sentence = _("县里登记的单位类型是“%(kind)s”，导入不改动它。") % {"kind": _kind(known.kind)}
            self._findings.notice(row.number, "unit_kind", "unit.kind_kept", sentence)

    def _against_sheet(self, row: RosterRow) -> None:
        key = match_key(row.unit)
        seen = self._seen.setdefault(key, _Seen(row.number, row.unit, row.uscc, row.unit_kind))
        if row.uscc:
            self._check_code(row, key)
            if seen.uscc and seen.uscc != row.uscc:
                self._two_codes(row, _("第 %(row)d 行") % {"row": seen.row}, seen)
            seen.uscc = seen.uscc or row.uscc
        if row.unit_kind and seen.kind and row.unit_kind != seen.kind:
            sentence = _("第 %(row)d 行把“%(name)s”填为“%(kind)s”，与本行不一致。请统一。")
            said = {"row": seen.row, "name": row.unit, "kind": _kind(seen.kind)}
            self._findings.error(row.number, "unit_kind", "unit.two_kinds", sentence % said)
        seen.kind = seen.kind or row.unit_kind

    def _check_code(self, row: RosterRow, key: str) -> None:
        first = self._seen_codes.setdefault(row.uscc or "", _Seen(row.number, row.unit, row.uscc, None))
        if match_key(first.name) != key:
            sentence = _("第 %(row)d 行用同一代码填了“%(known)s”，本行却是“%(name)s”。请核对代码或单位名称。")
            said = {"row": first.row, "known": first.name, "name": row.unit}
            self._findings.error(row.number, "uscc", "unit.code_of_another", sentence % said)

    def _two_codes(self, row: RosterRow, where: str, other: KnownUnit | _Seen) -> None:
        sentence = _("%(where)s的“%(name)s”代码是 %(code)s，与本行不一致。请核对。")
        said = {"where": where, "name": other.name, "code": other.uscc}
        self._findings.error(row.number, "uscc", "unit.two_codes", sentence % said)


def _kind(value: str) -> str:
    return str(UnitKind(value).label) if value else ""
