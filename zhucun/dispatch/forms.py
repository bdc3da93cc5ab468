"""What people send about postings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import ActForm, DayInput, Line, Workbook


class RosterForm(forms.Form):
    """One file; what it holds is looked at by the reader of workbooks, not by its name."""

    file = Workbook(
        label=_("派驻名册"), help_text=_("Excel 工作簿（.xlsx），不超过 10 MB，一次最多 5000 行。")
    )


class EndForm(ActForm):
    on = forms.DateField(
        label=_("最后一天"), widget=DayInput(), help_text=_("这一天仍算在岗，从次日起不再派驻本村。")
    )
    because = Line(label=_("原因"), max_length=200)


class ReasonForm(ActForm):
    because = Line(
        label=_("查看原因"), max_length=200, help_text=_("谁在什么时间、为什么查看，会留在审计记录中。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].widget.attrs["autocomplete"] = "off"
