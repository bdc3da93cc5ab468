"""Forms on village types. Whether a change may be made is decided by the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import ActForm, DayInput, Line, ListForm, LongText, Workbook

END, VOID = "end", "void"


class TypeForm(ActForm):
    kind = forms.ChoiceField(label=_("类型"), choices=())
    on = forms.DateField(
        label=_("从哪一天起"), widget=DayInput(), help_text=_("文件上列入的日期，可以早于今天。")
    )
    because = Line(
        label=_("依据"), max_length=180, help_text=_("文件名称和文号，例如“县委组织部〔2026〕3号”。")
    )

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = list(words.items())


class EndTypeForm(ActForm):
    what = forms.ChoiceField(
        label=_("怎样改"),
        widget=forms.RadioSelect,
        choices=((END, _("到某一天为止，不再是这一类型")), (VOID, _("登记有误，作废"))),
        initial=END,
    )
    last_day = forms.DateField(
        label=_("最后一天"),
        widget=DayInput(),
        required=False,
        help_text=_("作废时不填。作废的仍留在历史里。"),
    )
    because = Line(label=_("依据"), max_length=180, help_text=_("写明文件，或者错在哪里。"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("what") == END and not given.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("没有填写最后一天。请按文件填写。"))
        return given


class TypeListForm(ListForm):
    text = LongText(
        label=_("名单"),
        rows=10,
        required=False,
        max_length=400_000,
        help_text=_(
            "一行一个村：村名（或 12 位代码）、类型、开始日期、依据，用制表符或逗号隔开；可从 Excel 直接复制。"
            "有表头的，列的先后不限，还可以有“乡镇”“最后一天”。"
        ),
    )
    file = Workbook(
        label=_("或者上传 Excel"),
        required=False,
        help_text=_("Excel 工作簿（.xlsx），一次最多 2000 行。内容会放进上面的框里，可以改了再看。"),
    )
