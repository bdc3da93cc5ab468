"""Every problem of a file as a ledger, to be worked through in the file itself."""

from io import BytesIO

from django.utils.translation import gettext as _

from zhucun.documents.ledger import Column, write_ledger
from zhucun.households.importing.held import Preview


def problem_list(preview: Preview, title: str) -> bytes:
    out = BytesIO()
    heads = [_("工作表"), _("行"), _("列"), _("列名"), _("内容"), _("问题和办法"), _("程度")]
    rows = (
        [
            told.sheet,
            told.row or None,
            told.column,
            told.title,
            told.shown,
            told.sentence,
            _("须改") if told.error else _("提示"),
        ]
        for told in preview.problems
    )
    note = _("共 %(errors)d 处须改、%(notices)d 处提示。请在原表里改好后重新上传。") % {
        "errors": preview.totals.errors,
        "notices": preview.totals.notices,
    }
    write_ledger([Column(head) for head in heads], rows, title=title, notes=[note], out=out)
    return out.getvalue()
