"""Members of a family held against those the register knows: who is meant, what differs, what cannot be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.households.checks import Words, checked_villager
from zhucun.households.domain_people import HEAD, SEALED, MemberEntry, VillagerEntry
from zhucun.households.importing.book import Book, Known
from zhucun.households.importing.plan import Added, Changed, Corrected
from zhucun.households.importing.rows import Findings, MemberRow
from zhucun.households.models import Membership, Villager
from zhucun.households.refusals import HouseholdRefusal
from zhucun.kernel.text import canonical_code, match_key

_FOLLOW = frozenset({"initials", "id_hash", "phone_tail_hash"})


class People:
    """Reads the members of one family after another against one county."""

    def __init__(self, book: Book, words: Words, findings: Findings, today: date) -> None:
        self._book, self._words, self._findings, self._today = book, words, findings, today

    def entered(self, row: MemberRow, known: Sequence[Membership] = ()) -> Added | None:
        """Somebody the register does not know yet, or nothing once it has been noted why not."""
        if row.member_id:
            sentence = _("本户没有这个系统成员编号的人。新登记的成员请把这一格留空。")
            self._findings.error(row.at, "member_id", "member.unknown", sentence)
        elif self._is_elsewhere(row) or self._is_namesake(row, known):
            return None
        if self._checked(row, row.person) is None or self._findings.wrong(row.at):
            return None
        return Added(MemberEntry(person=row.person, relation=row.relation), _marks(row))

    def compared(self, row: MemberRow, membership: Membership, known: Known) -> Corrected:
        """What the line says otherwise of somebody the register knows."""
        villager = membership.villager
        found = Corrected(membership, marks=self._new_marks(row, villager))
        self._relation(row, found, known)
        said: dict[str, Any] = {
            name: getattr(row.person, name) for name in row.said if _differs(row, name, villager)
        }
        if "name" in said and row.id_hash and row.id_hash == villager.id_hash and not row.member_id:
            sentence = _("这个证件号码已登记为“%(known)s”，本行却是“%(name)s”。请核对姓名或证件号码。")
            told = {"known": villager.name, "name": row.person.name}
            self._findings.error(row.at, "name", "member.other_name", sentence % told)
            return found
        if "id_number" in said and self._is_elsewhere(row):
            return found
        if said:
            kind = {"id_kind": row.person.id_kind} if "id_number" in said else {}
            columns = self._checked(row, replace(VillagerEntry.of(villager), **(said | kind))) or {}
            found.columns = {
                name: value for name, value in columns.items() if getattr(villager, name) != value
            }
            found.changed = _told(villager, found.columns)
        return found

    def _checked(self, row: MemberRow, entry: VillagerEntry) -> dict[str, Any] | None:
        try:
            return checked_villager(entry, self._words, today=self._today)
        except HouseholdRefusal as refusal:
            self._findings.error(row.at, refusal.about, refusal.code, refusal.said)
            return None

    def _is_elsewhere(self, row: MemberRow) -> bool:
        """One number is one person in a county; a move from another household is an act of its own."""
        if row.id_hash in self._book.hashes:
            sentence = _("这个证件号码已登记在表里涉及的另一户。请核对，或者在农户页办理转入。")
        elif (other := self._book.elsewhere.get(row.id_hash)) is None or not row.id_hash:
            return False
        elif other.dead:
            sentence = _("登记的这个证件号码的人已经去世。请核对证件号码。")
        elif other.where:
            sentence = _("这个证件号码已登记在“%(head)s”户。请核对，或者在农户页办理转入。") % {
                "head": other.where
            }
        else:
            sentence = _("这个证件号码已在本县登记过。请核对，或者请县里在农户页办理转入。")
        self._findings.error(row.at, "id_number", "member.elsewhere", sentence)
        return True

    def _is_namesake(self, row: MemberRow, known: Sequence[Membership]) -> bool:
        """Somebody of that name is in the family under another number: rather one mistyped than two people."""
        name = match_key(row.person.name)
        if not name or all(match_key(one.villager.name) != name for one in known):
            return False
        sentence = _("本户已登记有同名的“%(name)s”，证件号码不同。请核对号码；登记有误的请先在成员页更正。")
        self._findings.error(row.at, "id_number", "member.namesake", sentence % {"name": row.person.name})
        return True

    def _relation(self, row: MemberRow, found: Corrected, known: Known) -> None:
        was = found.membership.relation
        if not row.relation or row.relation == was:
            return
        if HEAD in (row.relation, was):
            head = next((one.villager.name for one in known.members if one.relation == HEAD), _("未登记"))
            sentence = _("这一户登记的户主是“%(head)s”，与本行不一致。换户主请在农户页办理“变更户主”。")
            self._findings.error(row.at, "relation", "member.other_head", sentence % {"head": head})
            return
        found.relation = row.relation

    def _new_marks(self, row: MemberRow, villager: Villager) -> tuple[str, ...]:
        held = {kind for kind in ("allowance", "supported") if (villager.id, kind) in self._book.marks}
        for kind in held:
            if getattr(row, kind) is False:
                sentence = _("登记的情形还在，本行填了“否”。导入不结束情形，请在农户页办理“情形结束”。")
                self._findings.notice(row.at, kind, "mark.still_held", sentence)
        return tuple(kind for kind in _marks(row) if kind not in held)


def meant(row: MemberRow, members: Sequence[Membership], taken: set[UUID]) -> Membership | None:
    """Who of the household a line is about: by the number the system gave, by the identity number, by a name there once."""
    free = [one for one in members if one.id not in taken]
    if row.member_id:
        return next((one for one in free if str(one.villager_id) == row.member_id), None)
    if row.id_hash and (same := [one for one in free if one.villager.id_hash == row.id_hash]):
        return same[0]
    named = [one for one in free if match_key(one.villager.name) == match_key(row.person.name)]
    fits = [one for one in named if not (row.id_hash and one.villager.id_hash)]
    return fits[0] if len(fits) == 1 else None


def _marks(row: MemberRow) -> tuple[str, ...]:
    return tuple(kind for kind in ("allowance", "supported") if getattr(row, kind))


def _differs(row: MemberRow, name: str, villager: Villager) -> bool:
    """Of two papers with one citizen's number the register keeps the one it has."""
    mine: Any = getattr(row.person, name)
    theirs: Any = getattr(villager, name)
    match name:
        case "id_number" | "id_kind":
            return bool(row.id_hash) and row.id_hash != villager.id_hash
        case "benefits":
            return tuple(sorted(set(mine))) != tuple(theirs)
        case "phone":
            return bool(canonical_code(mine) != theirs)
        case _:
            return bool(mine != theirs)


def _told(villager: Villager, columns: dict[str, Any]) -> Changed:
    return {
        name: [] if name in SEALED else [_plain(getattr(villager, name)), _plain(value)]
        for name, value in columns.items()
        if name not in _FOLLOW
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
