"""What the pages of answers show: rows of a list, counts by township, and one answer with its whole reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import Duty, Subject
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Verdict
from zhucun.policy import queries_answers as answers
from zhucun.policy.models import Decision
from zhucun.policy.pack import Citation, Explanation, Pack, explain
from zhucun.policy.queries_answers import Held
from zhucun.policy.records import records_behind
from zhucun.policy.subjects_seen import Seen, named


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
    """One answer there has been, in words."""

    decision: Decision
    sentence: str


def townships(held: Iterable[Held], names: Mapping[str, str]) -> list[Township]:
    return [
        Township(code, names.get(code, code) if code else _("不分乡镇"), counts)
        for code, counts in answers.by_township(held).items()
    ]


def rows_of(pack: Pack, duty: Duty, held: Sequence[Held], names: Mapping[str, str]) -> list[Row]:
    """The rows of one page, in words: two statements, however many rows."""
    verdicts = answers.verdicts_of(pack.county_code, [one.id for one in held])
    called = named(pack.county_code, duty.subject, [one.seen for one in held])
    return [
        _row(pack, duty, one, verdicts[one.id], called.get(one.seen.id, one.seen.name), names) for one in held
    ]


def _row(pack: Pack, duty: Duty, held: Held, verdict: Verdict, name: str, names: Mapping[str, str]) -> Row:
    told = explain(pack, duty.id, verdict, Period(held.first, held.last))
    place = names.get(held.seen.village_code, "")
    return Row(
        held, name, place if place != name else names.get(held.township, ""), told.badge, told.sentence
    )


def name_of(county: str, decision: Decision, seen: Seen) -> str:
    return named(county, Subject(decision.subject_kind), [seen]).get(seen.id, seen.name)


def why_of(scope: Scope, pack: Pack, decision: Decision) -> dict[str, Any]:
    """One answer with everything it rests on; only the answer where the pack knows the duty no longer."""
    revisions = answers.revisions_of(decision)
    if decision.duty not in pack.duties:
        return {"why": None, "revisions": [Revision(one, "") for one in revisions], "records": []}
    why = explained(pack, decision)
    duty = pack.duties[decision.duty]
    verdict = Verdict.from_json(decision.verdict)
    return {
        "why": why,
        "duty": duty,
        "papers": _papers(why),
        "records": records_behind(scope, (record for row in why.rows for record in row.records)),
        "follows": [
            breach
            for breach in duty.on_breach
            if verdict.answer is Answer.NOT_MET and verdict.short >= breach.at
        ],
        "revisions": [Revision(one, explained(pack, one).sentence) for one in revisions],
    }


def explained(pack: Pack, decision: Decision) -> Explanation:
    period = Period(decision.period_from, decision.period_to)
    return explain(pack, decision.duty, Verdict.from_json(decision.verdict), period)


def _papers(why: Explanation) -> list[Citation]:
    """Every article an answer rests on, each once, the one of the requirement first."""
    cited = [why.citation, *(row.source for row in why.rows)]
    return list({(one.source.id, one.article): one for one in cited if one}.values())
