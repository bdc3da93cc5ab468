"""What waits for me: words that a township has not given, days that somebody asked about, people without an account."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.attendance.months import month_title
from zhucun.burden.queries_home import TO_APPROVE
from zhucun.burden.queries_home import TO_SETTLE as REFUSED_TO_SETTLE
from zhucun.cases import listing as cases
from zhucun.desk.reader import FEW, Line, Reader, short_day
from zhucun.dispatch import queries as dispatch
from zhucun.engine.verdict import Answer
from zhucun.kernel.short import Short
from zhucun.policy import queries as policy
from zhucun.policy.changes import queries as changes
from zhucun.sync.queries_home import OWN, TO_SETTLE


def lines(reader: Reader) -> Iterator[Line]:
    may = reader.scope.may
    if may("cases.see"):
        yield from _cases(reader)
    yield from _held(reader)
    yield from _requests(reader)
    if may("attendance.see"):
        yield from _unconfirmed(reader)
        yield from _questions(reader)
    if may("dispatch.see") and may("accounts.issue"):
        yield from _without_account(reader)
    if may("policy.approve"):
        yield from _proposed(reader)
    if may("policy.propose"):
        yield from _faults_of_rules(reader)


def _cases(reader: Reader) -> Iterator[Line]:
    """How many cases wait for this reader, and how the nearest of their terms stands: one line."""
    found = cases.waiting_told(reader.scope, reader.today, reader.short[cases.WAITING])
    if not found.count:
        return
    yield Line(
        title=_("%(count)s 件办件等您办") % {"count": found.count},
        href=reader.link("cases:inbox"),
        answer=Answer.NOT_MET if found.overdue else Answer.UNDETERMINED,
        text=_("%(count)s 件逾期") % {"count": found.overdue} if found.overdue else _("待办"),
        note=_("最近的 %(day)s到期。") % {"day": short_day(found.nearest)}
        if found.nearest
        else _("都不限期。"),
    )


def _held(reader: Reader) -> Iterator[Line]:
    """What came from phones and was not carried out: the reader's to settle, and the reader's own."""
    found = reader.short.get(TO_SETTLE)
    if found and found.count:
        yield Line(
            title=_("有 %(count)s 条离线记录等待处理") % {"count": found.count},
            href=reader.link("phones:held_list"),
            answer=Answer.UNDETERMINED,
            text=_("待处理"),
            note=_since(found),
        )
    own = reader.short.get(OWN)
    if own and own.count:
        yield Line(
            title=_("您手机交来的 %(count)s 条没有照办") % {"count": own.count},
            href=reverse("own_phones:own"),
            answer=Answer.UNDETERMINED,
            text=_("看原因"),
            note=_since(own),
        )


def _requests(reader: Reader) -> Iterator[Line]:
    """Requests for data that others have submitted, and what villages refused: the county's to decide."""
    asked = reader.short.get(TO_APPROVE)
    if asked and asked.count:
        yield Line(
            title=_("%(count)s 项填报任务等待审批") % {"count": asked.count},
            href=f"{reader.link('burden:requests')}?tab=waiting",
            answer=Answer.UNDETERMINED,
            text=_("待审批"),
            note=_("批准以前，村里看不到，也不用填。"),
        )
    refused = reader.short.get(REFUSED_TO_SETTLE)
    if refused and refused.count:
        yield Line(
            title=_("村里拒绝了 %(count)s 件没有登记的填报") % {"count": refused.count},
            href=f"{reader.link('burden:refused')}?waiting=1",
            answer=Answer.UNDETERMINED,
            text=_("待处理"),
            note=_("确需的登记，不需的确认不用填。"),
        )


def _since(found: Short) -> str:
    return _("最早的 %(day)s收到。") % {"day": short_day(found.nearest)} if found.nearest else ""


def _proposed(reader: Reader) -> Iterator[Line]:
    """Numbers that another officer has proposed: nothing happens before somebody decides."""
    count = changes.waiting_for(reader.scope.county, reader.user.id)
    if count:
        yield Line(
            title=_("调整规定的数等待决定"),
            href=reader.link("policy:changes"),
            text=_("%(count)s 项") % {"count": count},
            answer=Answer.UNDETERMINED,
            note=_("请对照文件核对后同意或者不同意。"),
        )


def _faults_of_rules(reader: Reader) -> Iterator[Line]:
    """The rules go on as they were; those who keep them learn that what was written since is not in force."""
    count = len(policy.faults_passed_over(reader.scope.county))
    if count:
        yield Line(
            title=_("制度包有 %(count)s 处需要改正") % {"count": count},
            href=reader.link("policy:duties"),
            answer=Answer.UNDETERMINED,
            text=_("按上一份执行"),
            note=_("新写的规定还没有生效，改正并重新启动后生效。"),
        )


def _unconfirmed(reader: Reader) -> Iterator[Line]:
    """Townships whose last month waits for their word: theirs to give, or the county's to ask for."""
    own = reader.scope.may("attendance.confirm")
    if not (own or reader.scope.may("documents.make")):
        return
    month = reader.months[1]
    totals, confirmed = reader.standing
    found = {code: counts for code, counts in totals[month].items() if (month, code) not in confirmed}
    page = reader.link("attendance:month", month=month)
    for code, counts in list(found.items())[:FEW]:
        yield Line(
            title=_("%(place)s %(month)s待确认")
            % {"place": reader.names.get(code, code), "month": month_title(month)},
            href=page if own else f"{page}?township={code}#matrix",
            answer=Answer.UNDETERMINED,
            text=_("未确认"),
            note=_("%(people)s 人，其中待定 %(open)s 人")
            % {"people": counts.total(), "open": counts[Answer.UNDETERMINED]},
        )
    if len(found) > FEW:
        yield Line(
            title=_("还有 %(count)s 个乡镇未确认") % {"count": len(found) - FEW}, href=f"{page}#townships"
        )


def _questions(reader: Reader) -> Iterator[Line]:
    """Days under question: the person's own to explain, the township's to settle."""
    if not (reader.is_stationed or reader.scope.may("attendance.confirm")):
        return
    for entry in reader.entries[0]:
        yield Line(
            title=_("%(name)s %(day)s 待核实")
            % {"name": entry.posting.person.name, "day": short_day(entry.first_day)},
            href=reader.link("attendance:entry", entry=entry.id),
            answer=Answer.UNDETERMINED,
            text=_("待说明") if reader.is_stationed else _("待核"),
            note=entry.note,
        )


def _without_account(reader: Reader) -> Iterator[Line]:
    count = dispatch.awaiting_accounts(reader.scope.narrowed("accounts.issue"), on=reader.today).count()
    if count:
        yield Line(
            title=_("%(count)s 名派驻人员还没有账号") % {"count": count},
            href=reader.link("dispatch:accounts"),
            note=_("开好以后才能自己记录、请假。"),
        )
