"""What is asked about leads and lists. The services decide; refusals come back under their field."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import AskingForm, DayInput, Line, LongText
from zhucun.kernel.ids import uuid7
from zhucun.monitoring import refusals
from zhucun.monitoring.choices import Channel, Way
from zhucun.monitoring.services import APPLICANT, BECAUSE, SAYS, Applied

BY_HAND = (Channel.APPLIED, Channel.VISITED, Channel.COMPARED)


class LeadForm(AskingForm):
    """What a family said of itself, or what somebody saw."""

    id = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("怎样发现的"),
        choices=[(one.value, one.label) for one in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("没有选择怎样发现的。请选一项。")},
    )
    says = LongText(
        label=_("是什么情况"),
        max_length=SAYS,
        help_text=_("一两句话就够，例如“户主住院，自己付了三万多元”。不写身份证号、电话和病历。"),
        error_messages={"required": _("没有写明发现了什么情况。请用一两句话写明看到或听到的情况。")},
    )

    applicant = Line(
        label=_("谁来申报的"),
        max_length=APPLICANT,
        required=False,
        help_text=_("农户自主申报的填。替别人来说的，写来说的人。"),
    )
    way = forms.ChoiceField(
        label=_("怎么来说的"),
        choices=[("", _("请选择")), *Way.choices],
        required=False,
        help_text=_("农户自主申报的填。"),
    )
    heard_on = forms.DateField(
        label=_("哪天来说的"),
        widget=DayInput(),
        required=False,
        help_text=_("农户自主申报的填，十五天从这天算起；不填就是今天。"),
        error_messages={"invalid": _("日期读不懂。请写成 2026-11-30 的样子。")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("channel") == Channel.APPLIED:
            if not given.get("applicant") and "applicant" not in self.errors:
                self.add_error("applicant", refusals.ApplicantMissing().said)
            if not given.get("way") and "way" not in self.errors:
                self.add_error("way", _("没有选择怎么来说的。请选一项。"))
        return given

    def applied(self, today: date) -> Applied | None:
        """Who said it, by which way and when; nothing where it is no application."""
        given = self.cleaned_data
        if given["channel"] != Channel.APPLIED:
            return None
        return Applied(given["applicant"], given["way"], given["heard_on"] or today)


class DismissForm(AskingForm):
    because = LongText(
        label=_("核实到的情况"),
        max_length=BECAUSE,
        help_text=_("例如“儿子已在县城上班，收入稳定”。"),
        error_messages={"required": _("没有写明不纳入的原因。请用一句话写明核实到的情况。")},
    )


class ListForm(AskingForm):
    """A department's list: pasted, or as an Excel file."""

    title = Line(
        label=_("名单的名称"),
        max_length=60,
        help_text=_("例如“县医保局 2026 年 10 月大额医疗支出名单”。线索里会写明。"),
        error_messages={"required": _("没有写名单的名称。请写明是哪个部门、哪个月的什么名单。")},
    )
    text = LongText(
        label=_("粘贴名单"),
        required=False,
        rows=6,
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
