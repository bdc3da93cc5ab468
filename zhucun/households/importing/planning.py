"""The check of a file against what the county knows: nothing is written, and what it knows was read before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.households.checks import Words, checked_household
from zhucun.households.choices import Circumstance
from zhucun.households.domain import MOST_PEOPLE, Entry
from zhucun.households.domain_people import HEAD, Family, MarkEntry
from zhucun.households.importing.book import Book, Known
from zhucun.households.importing.grouping import Lines
from zhucun.households.importing.people import People, meant
from zhucun.households.importing.plan import Added, Corrected, FamilyPlan
from zhucun.households.importing.rows import Findings, HouseholdRow
from zhucun.households.refusals import HouseholdRefusal
from zhucun.households.said import Said
from zhucun.households.words import FACTS
from zhucun.kernel.spreadsheet import Change, State
from zhucun.kernel.text import match_key

_FACTS = ("group_name", "number", "circumstance", "housing", "water", "way_to_earn", "needs")


class Planner:
    """Plans one family after another; a household of the register is taken by one of them only."""

    def __init__(self, county: str, book: Book, findings: Findings, today: date) -> None:
        self._county, self._book, self._findings, self._today = county, book, findings, today
        self._people = People(book, Words(county), findings, today)
        self._said = Said(county)
        self._taken: dict[UUID, int] = {}
        self._by: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        for known in book.households.values():
            for key in _keys(known):
                self._by[key].append(known)

    def plan(self, lines: Lines, village: str, place: str) -> FamilyPlan:
        at = lines.household.at
        plan = FamilyPlan(at.sheet, at.row, lines.head_name, place, len(lines.members))
        known = self._known(lines, village) if village else None
        if village and known is None:
            self._enter(plan, lines, village)
        elif known is not None:
            self._compare(plan, lines, known)
        plan.problems = self._findings.of(lines.places)
        if any(problem.is_error for problem in plan.problems):
            plan.state = State.ERROR
            plan.fresh = plan.household = None
        return plan

    def _known(self, lines: Lines, village: str) -> Known | None:
        """The household of the register that is meant; none where it is new."""
        row = lines.household
        if row.household_id:
            found = self._book.households.get(UUID(row.household_id))
            if found is None or found.household.village_code != village:
                sentence = _("本村没有这个系统户编号的农户，或者该户已经注销。新登记的户请把这一格留空。")
                self._findings.error(row.at, "household_id", "household.unknown", sentence)
                return None
            return self._take(found, row)
        keys = [
            ("number", row.number and match_key(row.number)),
            ("head", village, lines.head_hash),
            ("member", village, next((one.id_hash for one in lines.members if one.id_hash), "")),
        ]
        for key in keys:
            if key[-1] and len(found_all := self._by.get(key, [])) == 1:
                return self._take(found_all[0], row)
        return self._namesake(lines, village)

    def _namesake(self, lines: Lines, village: str) -> Known | None:
        """A household of this name whose head's number is not known on one side at least."""
        named = self._by.get(("name", village, match_key(lines.head_name)), [])
        head_hash = lines.head_hash
        fits = [known for known in named if not (head_hash and _head_hash(known))]
        fits = [known for known in fits if not (lines.household.number and known.household.number)]
        if len(fits) > 1:
            sentence = _(
                "本村登记有 %(count)d 户户主叫“%(name)s”，分不清是哪一户。请填户编号或户主证件号码。"
            )
            said = {"count": len(fits), "name": lines.head_name}
            self._findings.error(lines.household.at, "head_name", "household.namesakes", sentence % said)
        return self._take(fits[0], lines.household) if len(fits) == 1 else None

    def _take(self, known: Known, row: HouseholdRow) -> Known:
        first = self._taken.setdefault(known.household.id, row.at.row)
        if first != row.at.row:
            sentence = _("与第 %(row)d 行是登记的同一户“%(name)s”。请只保留一行。")
            said = {"row": first, "name": known.household.head_name}
            self._findings.error(row.at, "head_name", "household.twice", sentence % said)
        return known

    def _enter(self, plan: FamilyPlan, lines: Lines, village: str) -> None:
        plan.state = State.NEW
        entered = [self._people.entered(member) for member in lines.members]
        for member in lines.members:
            if not member.relation and not self._findings.wrong(member.at):
                sentence = _("请填写与户主关系。")
                self._findings.error(member.at, "relation", "relation.blank", sentence)
        added = [one for one in entered if one is not None]
        entry = self._entry(plan, lines, village)
        if entry is None or len(added) != len(entered):
            return
        if not any(one.entry.relation == HEAD for one in added) and added:
            sentence = _("这一户的成员里没有户主。请核对与户主关系，户主本人也要占一行。")
            self._findings.notice(lines.household.at, "head_name", "household.no_head", sentence)
        marks = [
            MarkEntry(kind=kind, starts_on=self._today, basis=_("成批导入"), member=position)
            for position, one in enumerate(added)
            for kind in one.marks
        ]
        plan.fresh = Family(
            entry=entry, members=tuple(one.entry for one in _with_phone(added, lines)), marks=tuple(marks)
        )

    def _entry(self, plan: FamilyPlan, lines: Lines, village: str) -> Entry | None:
        row = lines.household
        if not lines.members and row.people is None:
            sentence = _("没有成员的户请填写家庭人口数，或者在“成员”表里逐人填写。")
            self._findings.error(row.at, "people", "household.no_people", sentence)
            return None
        self._people_said(lines)
        entry = Entry(
            village_code=village,
            head_name=lines.head_name,
            people=len(lines.members) or min(row.people or 0, MOST_PEOPLE),
            group_name=row.group_name,
            circumstance=row.circumstance or Circumstance.NONE,
            **{name: getattr(row, name) or None for name in _FACTS[1:] if name != "circumstance"},
        )
        try:
            return checked_household(self._county, entry)
        except HouseholdRefusal as refusal:
            self._findings.error(row.at, refusal.about, refusal.code, refusal.said)
            return None

    def _people_said(self, lines: Lines) -> None:
        said, counted = lines.household.people, len(lines.members)
        if said is not None and counted and said != counted:
            sentence = _("家庭人口数填 %(said)d 人，成员有 %(counted)d 行。按成员登记，请核对有没有漏人。")
            told = {"said": said, "counted": counted}
            self._findings.notice(lines.household.at, "people", "household.people_differ", sentence % told)

    def _compare(self, plan: FamilyPlan, lines: Lines, known: Known) -> None:
        plan.household = household = known.household
        plan.household_changed = self._household_changes(lines.household, known)
        taken: set[UUID] = set()
        for row in lines.members:
            membership = meant(row, known.members, taken)
            if membership is not None:
                taken.add(membership.id)
                plan.corrected.append(self._people.compared(row, membership, known))
            elif (added := self._people.entered(row, known.members)) is not None:
                self._new_head(row.at, added, known)
                plan.added.append(added)
        self._left_out(lines, known, taken)
        plan.changes = list(self._changes(plan))
        different = plan.household_changed or plan.added or any(one.differs for one in plan.corrected)
        plan.state = State.CHANGED if different else State.UNCHANGED
        plan.head_name = plan.head_name or household.head_name

    def _new_head(self, at: Any, added: Added, known: Known) -> None:
        if not added.entry.relation:
            self._findings.error(at, "relation", "relation.blank", _("请填写与户主关系。"))
        heads = [one.villager.name for one in known.members if one.relation == HEAD]
        if added.entry.relation == HEAD and heads:
            sentence = _("这一户登记的户主是“%(head)s”，与本行不一致。换户主请在农户页办理“变更户主”。")
            self._findings.error(at, "relation", "member.other_head", sentence % {"head": heads[0]})

    def _household_changes(self, row: HouseholdRow, known: Known) -> dict[str, list[Any]]:
        household, changed = known.household, {}
        said = {name: getattr(row, name) for name in _FACTS if getattr(row, name)}
        if not known.members and row.people:
            said["people"] = row.people
        entry = replace(_as_entry(household), **said)
        try:
            entry = checked_household(self._county, entry)
        except HouseholdRefusal as refusal:
            self._findings.error(row.at, refusal.about, refusal.code, refusal.said)
            return {}
        for name in said:
            was, now = getattr(household, name), getattr(entry, name)
            if was == now:
                continue
            if name == "circumstance" and known.told_by_marks:
                sentence = _("农户类型按登记的情形确定，没有改动。请在农户页登记新的情形或结束旧的。")
                self._findings.notice(row.at, name, "household.circumstance_marked", sentence)
                continue
            changed[name] = [was, now]
        return changed

    def _left_out(self, lines: Lines, known: Known, taken: set[UUID]) -> None:
        missing = [one.villager.name for one in known.members if one.id not in taken]
        if lines.members and missing:
            sentence = _("登记的成员还有 %(count)d 人不在表里。导入不会删人，离开的请在农户页办理迁出。")
            at = lines.household.at
            self._findings.notice(at, "head_name", "member.left_out", sentence % {"count": len(missing)})

    def _changes(self, plan: FamilyPlan) -> Iterable[Change]:
        for name, (was, now) in plan.household_changed.items():
            yield Change(str(FACTS[name]), self._said.fact(name, was), self._said.fact(name, now))
        for one in plan.corrected:
            yield from self._of_person(one)
        for added in plan.added:
            relation = self._said.word("relation", added.entry.relation)
            yield Change(_("新增成员"), "", f"{added.entry.person.name}（{relation}）")

    def _of_person(self, one: Corrected) -> Iterable[Change]:
        name = one.membership.villager.name
        for field, values in one.changed.items():
            was, now = map(self._fact_of(field), values) if values else (_("已登记的"), _("表里的"))
            yield Change(f"{name} {FACTS[field]}", was, now)
        if one.relation:
            words = [self._said.word("relation", code) for code in (one.membership.relation, one.relation)]
            yield Change(f"{name} {FACTS['relation']}", *words)
        for kind in one.marks:
            yield Change(f"{name} {FACTS['kind']}", "", self._said.mark(kind, personal=True))

    def _fact_of(self, field: str) -> Any:
        return lambda value: self._said.fact(field, value)


def _keys(known: Known) -> Iterable[tuple[str, ...]]:
    household = known.household
    village = household.village_code
    if household.number:
        yield "number", match_key(household.number)
    if head := _head_hash(known):
        yield "head", village, head
    for one in known.members:
        if one.villager.id_hash:
            yield "member", village, one.villager.id_hash
    yield "name", village, match_key(household.head_name)


def _head_hash(known: Known) -> str:
    return next((one.villager.id_hash for one in known.members if one.relation == HEAD), "")


def _as_entry(household: Any) -> Entry:
    return Entry(
        village_code=household.village_code,
        head_name=household.head_name,
        people=household.people or 1,
        group_name=household.group_name,
        circumstance=household.circumstance,
    )


def _with_phone(added: list[Added], lines: Lines) -> list[Added]:
    """The telephone on the sheet of households is the head's, where the head's line has none."""
    phone = lines.household.phone
    if not phone or "*" in phone:
        return added
    return [
        replace(one, entry=replace(one.entry, person=replace(one.entry.person, phone=phone)))
        if one.entry.relation == HEAD and not one.entry.person.phone
        else one
        for one in added
    ]
