"""Forms on villages. Whether a change may be made is decided by the services; a form only reads."""

from datetime import date
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.kernel.forms import ActForm, DayInput, Line
from zhucun.places.models import Division


class Merge(TypedDict):
    """What is asked for when villages are merged."""

    codes: list[str]
    on: date
    into_name: str
    into_code: str


class MergeForm(ActForm):
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("哪些村合并"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    into = forms.ChoiceField(
        label=gettext_lazy("由谁承接"),
        required=False,
        help_text=gettext_lazy("承接的村以后使用它的代码；选现有的村时，它也可以在上面一并勾选。"),
    )
    into_name = Line(
        label=gettext_lazy("承接村的名称"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("设立新村时必填；由现有的村承接而名称不变时不填。"),
    )
    into_code = Line(
        label=gettext_lazy("新村的代码"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("12 位；还没有正式代码时不填，系统编一个不重复的。"),
    )
    on = forms.DateField(
        label=gettext_lazy("从哪一天起"),
        widget=DayInput(),
        help_text=gettext_lazy("批复的生效日期；前一天是原来的村的最后一天。"),
    )
    because = Line(
        label=gettext_lazy("依据"),
        max_length=180,
        help_text=gettext_lazy("批准文件或会议，例如“县政府批复〔2026〕3号”。"),
    )

    def __init__(self, *args: Any, villages: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(village.code, village.short_name) for village in villages]
        codes, into = self.fields["codes"], self.fields["into"]
        assert isinstance(codes, forms.MultipleChoiceField) and isinstance(into, forms.ChoiceField)
        codes.choices = choices
        into.choices = [("", _("设立新村")), *choices]

    def asked(self) -> Merge:
        given = self.cleaned_data
        return Merge(
            codes=given["codes"],
            on=given["on"],
            into_name=given["into_name"],
            into_code=given["into"] or given["into_code"],
        )


class RenameForm(ActForm):
    name = Line(
        label=gettext_lazy("新名称"),
        max_length=100,
        help_text=gettext_lazy("写批复中的全称，例如“根呷村村民委员会”。"),
    )
    on = forms.DateField(
        label=gettext_lazy("从哪一天起"),
        widget=DayInput(),
        help_text=gettext_lazy("这一天以前的记录和文书仍用原名。"),
    )
    because = Line(label=gettext_lazy("依据"), max_length=180)
