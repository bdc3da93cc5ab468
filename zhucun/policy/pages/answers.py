"""What the pages of answers show: rows of a list, counts by township, and one answer with its whole reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import Duty, Subject
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict
from zhucun.kernel import clock
from zhucun.policy.deciding.history import Cause, Turn, turns_of
from zhucun.policy.models import Decision
from zhucun.policy.pack import Citation, Explanation, Pack, explain
from zhucun.policy.pages.missed import missed_members
from zhucun.policy.pages.records import Behind, records_behind, seen_line
from zhucun.policy.queries_answers import Held, by_township, revisions_of, verdicts_of
from zhucun.policy.subjects_seen import Seen, named

CAUSES = {
    Cause.FIRST: gettext_lazy("第一次判断"),
    Cause.RULES: gettext_lazy("规定有变化"),
    Cause.RECORDS: gettext_lazy("记录有增减"),
    Cause.EXCUSES: gettext_lazy("请假等有变化"),
    Cause.CONFIRMED: gettext_lazy("乡镇确认了这个月"),
    Cause.REOPENED: gettext_lazy("乡镇撤回确认"),
    Cause.LEFT: gettext_lazy("不再属于对象"),
    Cause.TIME: gettext_lazy("时间过去"),
    Cause.OTHER: gettext_lazy("基本情况有变化"),
}


@dataclass(frozen=True)
class Row:
    """One subject's answer."""

    held: Held
    name: str
    place: str
    badge: str
    sentence: str


@dataclass(frozen=True)
class Township:
    """How many have each answer in one township; without a code, those that lie in none."""

    code: str
    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Revision:
    """One answer there has been, in words, and what made it differ from the one before."""

    decision: Decision
    sentence: str
    causes: tuple[str, ...]
    came: tuple[Behind, ...]
    went: tuple[Behind, ...]


def townships(held: Iterable[Held], names: Mapping[str, str]) -> list[Township]:
    return [
        Township(code, names.get(code, code) if code else _("不分乡镇"), counts)
        for code, counts in by_township(held).items()
    ]


def rows_of(pack: Pack, duty: Duty, held: Sequence[Held], names: Mapping[str, str]) -> list[Row]:
    """The rows of one page, in words: two statements, however many rows."""
    verdicts = verdicts_of(pack.county_code, [one.id for one in held])
    called = named(pack.county_code, duty.subject, [one.seen for one in held])
    return [
        _row(pack, duty, one, verdicts[one.id], called.get(one.seen.id, one.seen.name), names) for one in held
    ]


def _row(pack: Pack, duty: Duty, held: Held, verdict: Verdict, name: str, names: Mapping[str, str]) -> Row:
    told = explain(pack, duty.id, verdict, Period(held.first, held.last), on=clock.today())
    place = names.get(held.seen.village_code, "")
    return Row(
        held, name, place if place != name else names.get(held.township, ""), told.badge, told.sentence
    )


def name_of(county: str, decision: Decision, seen: Seen) -> str:
    return named(county, Subject(decision.subject_kind), [seen]).get(seen.id, seen.name)


def why_of(scope: Scope, pack: Pack, decision: Decision) -> dict[str, Any]:
    """One answer with everything it rests on; only the answer where the pack knows the duty no longer."""
    revisions = [_revision(scope, pack, turn) for turn in turns_of(revisions_of(decision))]
    if decision.duty not in pack.duties:
        return {"why": None, "revisions": revisions, "records": []}
    why = explained(pack, decision)
    duty = pack.duties[decision.duty]
    return {
        "why": why,
        "duty": duty,
        "papers": _papers(why),
        "records": records_behind(scope, (record for row in why.rows for record in row.records)),
        "missed": missed_members(scope, duty, Verdict.from_json(decision.verdict)),
        "revisions": revisions,
    }


def _revision(scope: Scope, pack: Pack, turn: Turn) -> Revision:
    return Revision(
        turn.decision,
        explained(pack, turn.decision).sentence if turn.decision.duty in pack.duties else "",
        tuple(str(CAUSES[cause]) for cause in turn.causes),
        tuple(seen_line(scope, line) for line in turn.came),
        tuple(seen_line(scope, line) for line in turn.went),
    )


def explained(pack: Pack, decision: Decision) -> Explanation:
    period = Period(decision.period_from, decision.period_to)
    return explain(pack, decision.duty, Verdict.from_json(decision.verdict), period, on=clock.today())


def _papers(why: Explanation) -> list[Citation]:
    """Every article an answer rests on, each once, the one of the requirement first."""
    cited = [why.citation, *(row.source for row in why.rows)]
    return list({(one.source.id, one.article): one for one in cited if one}.values())
