"""The month as papers: the notice in Word and the ledger in Excel.

Both are made from `queries.month_rows`, the query of the screen, so their totals cannot differ from it.
People are named in the order of their villages, never ranked.
"""

from datetime import date
from io import BytesIO

from django.conf import settings
from django.utils import translation

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.attendance.ledger import write
from zhucun.attendance.month_data import LinkTo, MonthData, read_month
from zhucun.attendance.notice import compose
from zhucun.documents.gb9704.render import to_docx
from zhucun.documents.models import Paper
from zhucun.documents.services import EXCEL, WORD, keep_paper
from zhucun.kernel import clock


@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def make_notice(*, by: User, scope: Scope, month: date, link: LinkTo) -> Paper:
    """The month's notice as a draft in the layout of GB/T 9704-2012, kept."""
    data = read_month(scope, month)
    paper = compose(data, on=clock.today(), link=link)
    return _keep(by, data, "attendance-notice", paper.title, "docx", WORD, to_docx(paper))


@translation.override(settings.LANGUAGE_CODE)
def make_ledger(*, by: User, scope: Scope, month: date, link: LinkTo) -> Paper:
    """The month's ledger, a row per cadre and a column per day, kept."""
    data = read_month(scope, month)
    out = BytesIO()
    title = f"{data.county_name}{data.title}驻村干部在岗台账"
    write(data, title, out, link=link)
    return _keep(by, data, "attendance-ledger", title, "xlsx", EXCEL, out.getvalue())


def _keep(
    by: User, data: MonthData, kind: str, title: str, suffix: str, media_type: str, content: bytes
) -> Paper:
    return keep_paper(
        by=by,
        county=data.county,
        kind=kind,
        title=title,
        place_code=f"{data.county}000000",
        period_from=data.month,
        file_name=f"{title}.{suffix}",
        media_type=media_type,
        content=content,
        figures={"people": data.totals.total(), **data.totals},
        at=clock.now(),
    )
