"""People of a roster: one identity number is one person, with one name and one phone."""

from django.utils.translation import gettext as _

from zhucun.dispatch.choices import Political
from zhucun.dispatch.roster.book import KnownPerson, RosterBook
from zhucun.dispatch.roster.lines import Findings, Line
from zhucun.dispatch.roster.plan import PersonFacts
from zhucun.kernel.identity import mask_phone
from zhucun.kernel.spreadsheet import Change
from zhucun.kernel.text import match_key


class People:
    """Reads every line once, then answers who a line is about."""

    def __init__(self, lines: list[Line], book: RosterBook, findings: Findings) -> None:
        self._findings = findings
        self._known = {person.id_hash: person for person in book.persons}
        self._known_phones: dict[str, list[KnownPerson]] = {}
        for person in book.persons:
            self._known_phones.setdefault(person.phone_hash, []).append(person)
        self._first: dict[str, Line] = {}
        self._political: dict[str, Line] = {}
        self._phones: dict[str, Line] = {}
        for line in lines:
            if line.id_hash:
                self._against_county(line, line.id_hash)
                self._against_sheet(line, line.id_hash)
                self._phone_of_another(line)

    def facts(self, line: Line) -> PersonFacts:
        """The person of a line without errors."""
        assert line.row.person and line.row.phone and line.id_hash and line.phone_hash
        known, said = self._known.get(line.id_hash), self._political.get(line.id_hash)
        return PersonFacts(
            id_number=line.row.person.number,
            id_hash=line.id_hash,
            name=known.name if known else line.row.name,
            phone=line.row.phone,
            phone_hash=line.phone_hash,
            political=(said.row.political if said else None) or "",
        )

    def changes(self, line: Line) -> list[Change]:
        facts, known = self.facts(line), self._known.get(line.id_hash or "")
        if known is None:
            return []
        found = []
        if facts.phone_hash != known.phone_hash:
            found.append(Change(_("手机号"), _("已登记的号码"), mask_phone(facts.phone)))
        if facts.political and facts.political != known.political:
            before, after = Political(known.political).label, Political(facts.political).label
            found.append(Change(_("政治面貌"), str(before), str(after)))
        return found

    def is_new(self, line: Line) -> bool:
        return line.id_hash not in self._known

    def _against_county(self, line: Line, id_hash: str) -> None:
        known = self._known.get(id_hash)
        if known and line.row.name and match_key(known.name) != match_key(line.row.name):
            sentence = _("这个身份证号已登记为“%(known)s”，本行却是“%(name)s”。请核对姓名或身份证号。")
            said = {"known": known.name, "name": line.row.name}
            self._findings.error(line.row.number, "name", "person.other_name", sentence % said)

    def _against_sheet(self, line: Line, id_hash: str) -> None:
        row, first = line.row, self._first.setdefault(id_hash, line).row
        if row.name and first.name and match_key(first.name) != match_key(row.name):
            sentence = _("第 %(row)d 行用同一身份证号填了“%(known)s”，本行却是“%(name)s”。请核对。")
            said = {"row": first.number, "known": first.name, "name": row.name}
            self._findings.error(row.number, "name", "person.other_name", sentence % said)
        if row.phone and first.phone and first.phone != row.phone:
            self._two_answers(row.number, "phone", first.number, _("手机号"))
        if row.political:
            said_first = self._political.setdefault(id_hash, line).row
            if said_first.political != row.political:
                self._two_answers(row.number, "political", said_first.number, _("政治面貌"))

    def _two_answers(self, number: int, key: str, first: int, title: str) -> None:
        sentence = _("同一人的%(title)s与第 %(row)d 行不一致。请统一。") % {"title": title, "row": first}
        self._findings.error(number, key, f"person.two_{key}", sentence)

    def _phone_of_another(self, line: Line) -> None:
        if not line.row.phone:
            return
        number, first = line.row.number, self._phones.setdefault(line.row.phone, line)
        others = [
            one for one in self._known_phones.get(line.phone_hash or "", ()) if one.id_hash != line.id_hash
        ]
        if first.id_hash != line.id_hash:
            sentence = _("手机号与第 %(row)d 行“%(name)s”相同。请确认是否填错。")
            said = {"row": first.row.number, "name": first.row.name}
            self._findings.notice(number, "phone", "person.phone_shared", sentence % said)
        elif others:
            sentence = _("手机号已登记在“%(name)s”名下。请确认是否填错。") % {"name": others[0].name}
            self._findings.notice(number, "phone", "person.phone_shared", sentence)
