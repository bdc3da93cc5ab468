"""Cases as a ledger in Excel, made from the very rows of the list; nothing in it is ever computed."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.cases.listing import Line
from zhucun.documents.cells import Cell, Link
from zhucun.documents.ledger import Column, write_ledger
from zhucun.kernel import clock

MOST = 20_000
HEAD = (
    "事项",
    "种类",
    "地方",
    "哪一级",
    "到哪一步",
    "谁来办",
    "期限",
    "期限日",
    "提出日",
    "提出人",
    "结束日",
    "打开",
)


@recorded("cases.exported", gettext_lazy("导出办件"))
@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def export_cases(
    *, by: User, county: str, title: str, lines: Sequence[Line], link: Callable[[Line], str]
) -> bytes:
    """What was handed out to whom stands in the trail, as a count."""
    note(count=len(lines))
    out = BytesIO()
    write_ledger(
        [Column(word) for word in HEAD],
        _rows(lines, link),
        title=title,
        notes=[
            _("数据截至 %(day)s，共 %(count)s 件。") % {"day": clock.today().isoformat(), "count": len(lines)}
        ],
        out=out,
        frozen_columns=1,
    )
    return out.getvalue()


def _rows(lines: Sequence[Line], link: Callable[[Line], str]) -> Iterator[list[Cell]]:
    for line in lines:
        case = line.case
        yield [
            case.title,
            line.kind,
            line.place,
            line.level,
            line.state,
            line.acts,
            line.due.text,
            case.due_on,
            case.raised_on,
            case.raised_by.name,
            case.ended_on,
            Link(_("打开"), link(line)),
        ]
