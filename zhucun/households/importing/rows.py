"""What the lines say once they have been read, and the place where everything wrong with them is put."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from zhucun.households.domain_people import VillagerEntry
from zhucun.kernel.spreadsheet import Problem, Severity
from zhucun.kernel.spreadsheet.grid import column_of, letter

MOST_NOTICES = 2_000  # of one kind


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a sheet."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household as one line says it; empty is not said. `head_hash` is that of the head's identity number."""

    at: Place
    household_id: str = ""
    township: str = ""
    village: str = ""
    village_code: str = ""
    group_name: str = ""
    number: str = ""
    head_name: str = ""
    head_hash: str = ""
    people: int | None = None
    circumstance: str = ""
    housing: str = ""
    water: str = ""
    way_to_earn: str = ""
    needs: str = ""
    phone: str = ""

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What a line of another sheet may call this household by, the surest first."""
        place = self.village_code or self.village
        named = [
            ("id", self.household_id),
            ("number", self.number),
            ("head", self.head_hash),
            ("name", place and self.head_name and f"{self.township}/{place}/{self.head_name}"),
            ("called", self.head_name),
        ]
        return tuple(key for key in named if key[1])


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person as one line says it; `allowance` and `supported` are None where nothing is said."""

    at: Place
    household: HouseholdRow
    member_id: str
    relation: str
    person: VillagerEntry
    said: frozenset[str]  # the facts of the person that the line says something of
    id_hash: str = ""
    allowance: bool | None = None
    supported: bool | None = None


@dataclass(slots=True)
class Findings:
    """Problems by line, and the columns of each sheet, so that later checks can say where."""

    columns: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    by_place: dict[Place, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    _notices: Counter[str] = field(default_factory=Counter)
    _left_out: dict[str, Problem] = field(default_factory=dict)  # of each kind the last that is not listed

    def know(self, sheet: str, columns: Iterable[tuple[str, int, str]]) -> None:
        """The key, number and title of each column of a sheet."""
        self.columns[sheet] = {key: (letter(at), title) for key, at, title in columns}

    def add(self, problem: Problem) -> None:
        """An error always; of one kind of notice the first many, since a county's file may have one in every cell."""
        if not problem.is_error:
            self._notices[problem.code] += 1
            if self._notices[problem.code] > MOST_NOTICES:
                self._left_out[problem.code] = problem
                return
        self.by_place[Place(problem.sheet, problem.row)].append(problem)

    def error(self, at: Place, key: str, code: str, sentence: str) -> None:
        self._say(at, key, code, sentence, Severity.ERROR)

    def notice(self, at: Place, key: str, code: str, sentence: str) -> None:
        self._say(at, key, code, sentence, Severity.NOTICE)

    def wrong(self, at: Place) -> bool:
        return any(problem.is_error for problem in self.by_place.get(at, ()))

    def of(self, places: Iterable[Place]) -> list[Problem]:
        return [problem for at in places for problem in self.by_place.get(at, ())]

    @property
    def notices(self) -> int:
        """All of them, listed or not."""
        return self._notices.total()

    def all(self) -> list[Problem]:
        """What is listed, and of each kind that is cut short how many more there are."""
        found = [problem for problems in self.by_place.values() for problem in problems]
        found += [self._cut_short(one) for one in self._left_out.values()]
        return sorted(found, key=lambda one: (one.sheet, one.row, column_of(one.column)))

    def _cut_short(self, last: Problem) -> Problem:
        more = self._notices[last.code] - MOST_NOTICES
        words = {"most": MOST_NOTICES, "more": more, "like": last.sentence}
        said = _("同一种提示只列出前 %(most)s 处，还有 %(more)s 处没有列出，例如：%(like)s") % words
        return Problem(last.sheet, 0, last.column, last.title, "", f"{last.code}.more", said, Severity.NOTICE)

    def _say(self, at: Place, key: str, code: str, sentence: str, severity: Severity) -> None:
        column, title = self.columns.get(at.sheet, {}).get(key, ("", ""))
        self.add(Problem(at.sheet, at.row, column, title, "", code, sentence, severity))


@dataclass(slots=True)
class Sheet:
    """A file as read, before anybody has asked what the county knows."""

    households: list[HouseholdRow]
    members: list[MemberRow]
    findings: Findings
    digest: str
    one_sheet: bool

    @property
    def broken(self) -> bool:
        """Whether something is wrong with a sheet as a whole, so that no line of it can be trusted."""
        places = {row.at for row in self.households} | {row.at for row in self.members}
        return any(self.findings.wrong(at) for at in self.findings.by_place if at not in places)
