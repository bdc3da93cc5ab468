"""What an officer writes who holds something back, or lifts that again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import AskingForm, DayInput, Line
from zhucun.policy.retention.services import REASON

CHOOSE = {
    "required": _("还没有选择。请从列出的选项中选择。"),
    "invalid_choice": _("没有这一项。请从列出的选项中选择。"),
}


def _why(label: Any, **other: Any) -> Line:
    return Line(
        label=label,
        max_length=REASON,
        error_messages={"required": _("没有写明原因。请用一句话写明依据。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **other,
    )


class HoldForm(AskingForm):
    place = forms.ChoiceField(label=_("哪里的"), error_messages=CHOOSE)
    kind = forms.ChoiceField(label=_("哪一种资料"), required=False, error_messages=CHOOSE)
    ends_on = forms.DateField(
        label=_("暂缓到哪天"),
        widget=DayInput(),
        help_text=_("这一天仍不删除，过了以后照期限处理。"),
        error_messages={
            "required": _("没有填写日期。请填写暂缓到哪一天。"),
            "invalid": _("日期认不出来。请按“年-月-日”填写，例如 2026-11-18。"),
        },
    )
    because = _why(_("为什么暂缓"), help_text=_("例如“正在调查，需要保全”。不要写个人信息。"))

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, Any]],
        kinds: Sequence[tuple[str, Any]],
        until: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (("place", places), ("kind", kinds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(options)
        self.fields["ends_on"].initial = until


class LiftForm(AskingForm):
    because = _why(_("为什么解除"))
