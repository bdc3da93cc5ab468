"""From a paper of the pack and its subject to the paper with its facts: each source it names is asked once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zhucun.accounts.scope import Scope
from zhucun.documents.sources import Asked, LinkTo, Subject, may_use, offered
from zhucun.engine.period import Period, PeriodKind
from zhucun.kernel.refusals import Refusal
from zhucun.places import queries as places
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_filling import Fact, Facts, FilledPaper, Row, fill
from zhucun.policy.pack.paper_model import PackPaper
from zhucun.policy.pack.paper_sources import MONTH, NONE
from zhucun.policy.queries import pack_of


class NoSuchPeriod(Refusal):
    """“%(text)s”不是这份文书要的时段。"""

    code = "documents.no_such_period"
    next_step = "月份写成 2026-10，年份写成 2026；请在页面上重新选择。"


class PeriodToCome(Refusal):
    """%(text)s还没有到，没有可写的内容。"""

    code = "documents.period_to_come"
    next_step = "请选择已经开始的月份或者年份。"


def papers_for(scope: Scope, kind: str, pack: Pack) -> list[PackPaper]:
    """The papers that a reader can have written of such a subject, in the order of the pack."""
    return [one for one in pack.papers.values() if one.subject == kind and may_use(scope, one.sources)]


def period_of(paper: PackPaper, text: str, today: date) -> Period | None:
    """The month or year in the address; nothing is the one that today lies in."""
    if paper.period == NONE:
        return None
    kind = PeriodKind.MONTH if paper.period == MONTH else PeriodKind.YEAR
    first = _first_day(paper, text) if text else today
    if first > today:
        raise PeriodToCome(text=text)
    return Period.containing(kind, first)


def _first_day(paper: PackPaper, text: str) -> date:
    length, rest = (len("2026-10"), "-01") if paper.period == MONTH else (len("2026"), "-01-01")
    if len(text) != length:
        raise NoSuchPeriod(text=text[:20])
    try:
        return date.fromisoformat(f"{text}{rest}")
    except ValueError:
        raise NoSuchPeriod(text=text[:20]) from None


def filled(
    scope: Scope, paper: PackPaper, subject: Subject, period: Period | None, on: date, link: LinkTo
) -> FilledPaper:
    """The paper with what is held on that day."""
    asked = Asked(scope, scope, subject, period, on, pack_of(scope.county), places.names(scope.county), link)
    facts: dict[str, Fact] = {}
    rows: dict[str, Sequence[Row]] = {}
    for name in sorted(paper.sources):
        one = offered()[name]
        # Each source is read with the grants that carry its own right, as its screens are.
        given = one.source(replace(asked, scope=scope.narrowed(one.needs)))
        facts |= {f"{name}.{key}": fact for key, fact in given.fields.items()}
        rows[name] = given.rows
    return fill(paper, Facts(facts, rows))
