"""The yearly audit as a ledger: asked for with a click, because that it was handed out is written down."""

from collections.abc import Sequence
from io import BytesIO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.documents.ledger import Column, write_ledger
from zhucun.households.minors_audit import Access
from zhucun.kernel import clock
from zhucun.places.queries import county_name

HEAD = ("审计记录序号", "日期", "谁", "办了什么", "批准给谁", "哪里的", "用途", "凭谁的批准", "批准期限")


@recorded("households.minor_audit_exported", gettext_lazy("导出未成年人信息查看情况"))
@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def export_minors_audit(*, by: User, county: str, year: int, lines: Sequence[Access]) -> bytes:
    note(year=year, count=len(lines))
    out = BytesIO()
    write_ledger(
        [Column(word) for word in HEAD],
        [_row(line) for line in lines],
        title=_("%(place)s %(year)d 年未成年人信息查看情况") % {"place": county_name(county), "year": year},
        notes=[_("取自审计记录，共 %(count)d 条。不写未成年人的姓名，凭序号可查。") % {"count": len(lines)}],
        out=out,
    )
    return out.getvalue()


def _row(line: Access) -> list[int | str | None]:
    leave = line.leave
    return [
        line.seq,
        clock.date_of(line.at).isoformat(),
        line.who,
        line.act,
        line.account,
        line.place,
        line.because,
        (leave.given_by.name if leave else _("没有对应的批准")) if line.needs_leave else "",
        f"{leave.starts_on.isoformat()} – {leave.ends_on.isoformat()}" if leave else "",
    ]
