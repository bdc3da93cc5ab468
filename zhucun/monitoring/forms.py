"""What is asked about leads, measures and lists. The services decide; refusals come back under their field."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.ids import uuid7
from zhucun.monitoring.choices import Channel, Effect, MeasureState
from zhucun.monitoring.refusals import MonitoringRefusal
from zhucun.monitoring.services import BECAUSE, SAYS
from zhucun.monitoring.services_measures import EFFECT_NOTE, OWNER, WHAT, Plan

BY_HAND = (Channel.APPLIED, Channel.VISITED, Channel.COMPARED)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AskingForm(forms.Form):
    """What all these forms share."""

    use_required_attribute = False

    def refuse(self, refusal: MonitoringRefusal) -> None:
        """Show a refusal of the service under the field it speaks of."""
        self.add_error(refusal.about if refusal.about in self.fields else None, refusal.said)


class LeadForm(AskingForm):
    """What a family said of itself, or what somebody saw."""

    id = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("怎样发现的"),
        choices=[(one.value, one.label) for one in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("没有选择怎样发现的。请选一项。")},
    )
    says = forms.CharField(
        label=_("是什么情况"),
        max_length=SAYS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一两句话就够，例如“户主住院，自己付了三万多元”。不写身份证号、电话和病历。"),
        error_messages={"required": _("没有写明发现了什么情况。请用一两句话写明看到或听到的情况。")},
    )


class DismissForm(AskingForm):
    because = forms.CharField(
        label=_("核实到的情况"),
        max_length=BECAUSE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如“儿子已在县城上班，收入稳定”。"),
        error_messages={"required": _("没有写明不纳入的原因。请用一句话写明核实到的情况。")},
    )


class MeasureForm(AskingForm):
    """One thing to be done for a household."""

    id = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("哪类措施"), error_messages={"required": _("没有选择哪类措施。请选一项。")}
    )
    what = forms.CharField(
        label=_("做什么"),
        max_length=WHAT,
        help_text=_("例如“介绍到镇里的鞋厂上班”。"),
        error_messages={"required": _("没有写明帮扶做什么。请用一句话写明。")},
    )
    owner = forms.CharField(
        label=_("谁负责"),
        max_length=OWNER,
        error_messages={"required": _("没有写明由谁负责。请写明负责人的姓名。")},
    )
    due_on = forms.DateField(
        label=_("哪天以前落实"),
        widget=DayInput(),
        error_messages={
            "required": _("没有写明哪天以前落实。请选一个日期。"),
            "invalid": _("日期读不懂。请写成 2026-11-30 的样子。"),
        },
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("请选择")), *kinds]

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(given["kind"], given["what"], given["owner"], given["due_on"])


class MoveForm(AskingForm):
    """How far a measure has come."""

    state = forms.ChoiceField(label=_("进度"), widget=forms.RadioSelect)
    done_on = forms.DateField(
        label=_("哪天落实的"),
        widget=DayInput(),
        required=False,
        help_text=_("已经落实的填；不填就是今天。"),
        error_messages={"invalid": _("日期读不懂。请写成 2026-11-30 的样子。")},
    )

    def __init__(self, *args: Any, states: Sequence[MeasureState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in states]

    def day(self) -> date | None:
        done: date | None = self.cleaned_data["done_on"]
        return done


class EffectForm(AskingForm):
    """What came of a measure that is done."""

    effect = forms.ChoiceField(
        label=_("成效"),
        choices=[(one.value, one.label) for one in (Effect.HELPED, Effect.NOT_YET)],
        widget=forms.RadioSelect,
        error_messages={"required": _("没有选择成效。请选一项。")},
    )
    words = forms.CharField(
        label=_("说明"), max_length=EFFECT_NOTE, required=False, help_text=_("可不填，例如“每月工资三千元”。")
    )


class ListForm(AskingForm):
    """A department's list: pasted, or as an Excel file."""

    title = forms.CharField(
        label=_("名单的名称"),
        max_length=60,
        help_text=_("例如“县医保局 2026 年 10 月大额医疗支出名单”。线索里会写明。"),
        error_messages={"required": _("没有写名单的名称。请写明是哪个部门、哪个月的什么名单。")},
    )
    text = forms.CharField(
        label=_("粘贴名单"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("每行一人：姓名、身份证号、村。身份证号和村可以不写，写了更准。"),
    )
    file = forms.FileField(
        label=_("或者选择 Excel 文件"),
        required=False,
        help_text=_("表头要有“姓名”，可以有“身份证号”“村”。"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("text")) is bool(given.get("file")) and not self.errors:
            self.add_error("text", _("名单要粘贴或者选择文件，只用一种。请再选一次。"))
        return given
