"""What people send about registers in Excel."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.households.choices import Circumstance
from zhucun.kernel.forms import ActForm, Line, Workbook


class RegisterForm(forms.Form):
    """One file; what it holds is looked at by the reader of workbooks, not by its name."""

    file = Workbook(
        label=_("农户和成员的表"),
        help_text=_("Excel 工作簿（.xlsx），不超过 20 MB，户和成员各不超过 50000 行。"),
    )


class ConfirmForm(ActForm):
    because = Line(
        label=_("这份表从哪里来"),
        max_length=200,
        help_text=_("例如“国家平台 2026 年 10 月导出”。会记入每一户的变更记录。"),
    )


class ExportForm(ActForm):
    """Which households; whole numbers only with the right to see them and a reason."""

    village = forms.ChoiceField(label=_("村"), required=False)
    circumstance = forms.ChoiceField(
        label=_("农户类型"), required=False, choices=[("", _("全部类型")), *Circumstance.choices]
    )
    numbers = forms.BooleanField(
        label=_("带完整号码和健康状况"),
        required=False,
        help_text=_("平时号码只留两端，健康状况不导出。勾选后须写明原因，并留在审计记录中。"),
    )
    because = Line(label=_("原因"), max_length=200, required=False)

    def __init__(
        self, *args: object, villages: list[tuple[str, str]], may_reveal: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["village"] = forms.ChoiceField(
            label=_("村"), required=False, choices=[("", _("全部村")), *villages]
        )
        if not may_reveal:
            del self.fields["numbers"], self.fields["because"]
