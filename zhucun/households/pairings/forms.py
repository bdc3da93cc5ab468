"""Forms on pairings. Whether a change may be made is decided by the services; the words of a refusal stand at the field."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.households.choices import PairingKind
from zhucun.households.pairings.domain import BECAUSE, NAME
from zhucun.kernel.forms import AskingForm, DayInput, Line, ListForm, LongText, Workbook

END, HAND_OVER, VOID = "end", "hand_over", "void"
PLACE_LABEL = {PairingKind.LEADER_TOWNSHIP: _("乡镇"), PairingKind.UNIT_VILLAGE: _("村")}
NAME_LABEL = {
    PairingKind.LEADER_TOWNSHIP: _("县领导姓名"),
    PairingKind.CADRE_HOUSEHOLD: _("帮扶干部姓名"),
    PairingKind.MEMBER_HOUSEHOLD: _("党员姓名"),
    PairingKind.GRID: _("网格名称"),
}


class HelperForm(AskingForm):
    """Whoever answers: a unit for a village, for everything else a name and perhaps an account."""

    unit = forms.ChoiceField(label=_("单位"), required=False)
    name = Line(label=_("姓名"), max_length=NAME, required=False)
    account = Line(
        label=_("登录账号"),
        max_length=150,
        required=False,
        help_text=_("帮扶人使用本系统的填上，帮扶日、走访的要求才能对上；没有账号的不填。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(
        self, *args: Any, kind: PairingKind, units: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind is PairingKind.UNIT_VILLAGE:
            unit = self.fields["unit"]
            assert isinstance(unit, forms.ChoiceField)
            unit.choices = [("", _("请选择")), *((str(id), name) for id, name in units)]
            del self.fields["name"], self.fields["account"]
        else:
            del self.fields["unit"]
            self.fields["name"].label = NAME_LABEL[kind]


class NewForm(HelperForm):
    place = forms.ChoiceField(label=_("地方"), required=False)
    starts_on = forms.DateField(
        label=_("从哪一天起"),
        widget=DayInput(),
        error_messages={"required": _("没有填写日期。请填写从哪一天起负责。")},
    )
    because = Line(
        label=_("依据"), max_length=BECAUSE, required=False, help_text=_("文件名称和文号，可以不填。")
    )
    field_order = ("place", "unit", "name", "account", "starts_on", "because")

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        if places is None:
            del self.fields["place"]
        else:
            place.choices = [("", _("请选择")), *places]
            place.label = PLACE_LABEL[kwargs["kind"]]


class ChangeForm(HelperForm):
    what = forms.ChoiceField(
        label=_("怎样改"),
        widget=forms.RadioSelect,
        choices=(
            (HAND_OVER, _("交接：换人负责")),
            (END, _("结束：不再负责，也没有人接手")),
            (VOID, _("登记有误，作废")),
        ),
        initial=HAND_OVER,
    )
    on = forms.DateField(
        label=_("从哪一天起"),
        widget=DayInput(),
        required=False,
        help_text=_("这一天起由新的负责；作废时不填。"),
    )
    because = Line(
        label=_("原因"),
        max_length=BECAUSE,
        error_messages={"required": _("没有写明原因。请用一句话写明，例如“调离本单位”。")},
    )
    field_order = ("what", "unit", "name", "account", "on", "because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit" if "unit" in self.fields else "name"].help_text = _("只有交接时填写接手的。")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("what") in (END, HAND_OVER) and not given.get("on") and "on" not in self.errors:
            self.add_error("on", _("没有填写日期。请填写从哪一天起变动。"))
        return given


class PairingListForm(ListForm):
    kind = forms.ChoiceField(label=_("哪一种结对"), choices=PairingKind.choices)
    text = LongText(
        label=_("名单"),
        rows=10,
        required=False,
        max_length=1_000_000,
        help_text=_(
            "一行一户：村、户主（或户编号）、负责人、从哪一天起、登录账号，用制表符或逗号隔开；可从 Excel 直接复制。"
            "部门帮扶村写：村、单位、日期；领导联系乡镇写：乡镇、姓名、日期。有表头的，列的先后不限。"
        ),
    )
    file = Workbook(
        label=_("或者上传 Excel"),
        required=False,
        help_text=_("Excel 工作簿（.xlsx），一次最多 5000 行。内容会放进上面的框里，可以改了再看。"),
    )
    field_order = ("kind", "text", "file")
