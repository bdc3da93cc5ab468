"""What is asked when a number is proposed, decided on or ended. The service decides; its words stand at the field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import AskingForm, DayInput, Line, LongText
from zhucun.policy.changes.domain import Proposal, Subject
from zhucun.policy.changes.layer import Paper
from zhucun.policy.choices import Seen


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={
            "required": _("日期没有填写。请照文件填写。"),
            "invalid": _("日期看不懂。请填写真实的年月日，例如 2026-10-01。"),
        },
    )


def words(label: Any, longest: int, missing: Any = None, **more: Any) -> Line:
    messages = {"required": missing} if missing else {}
    return Line(label=label, max_length=longest, error_messages=messages, **more)


class PaperForm(AskingForm):
    """The paper a step rests on, and why it is taken."""

    paper_title = words(_("文件标题"), 200, _("没有写文件标题。请照文件填写。"))
    paper_issuer = words(_("发文机关"), 200, _("没有写发文机关。请照文件填写。"))
    paper_number = words(_("文号"), 100, required=False, help_text=_("没有文号的可不填。"))
    paper_dated = words(
        _("文件日期"),
        10,
        _("没有写文件日期。请照文件填写。"),
        help_text=_("例如 2026-08-15；只知道年月的写 2026-08。"),
    )
    article = LongText(
        label=_("条款原文"),
        max_length=400,
        error_messages={"required": _("没有写条款原文。请抄录规定这个数的那一句。")},
        help_text=_("照抄规定这个数的那一句，会显示在“为什么”页面上。"),
    )
    seen = forms.ChoiceField(
        label=_("您见到的是"),
        choices=Seen.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("没有说明见到的是什么。请照实选择。")},
    )
    reason = words(
        _("理由"), 200, _("没有写明理由。请用一句话写明为什么这样办。"), help_text=_("由另一人决定时会看到。")
    )

    def paper(self) -> Paper:
        given = self.cleaned_data
        return Paper(
            title=given["paper_title"],
            issuer=given["paper_issuer"],
            number=given["paper_number"],
            dated=given["paper_dated"],
            article=given["article"],
            seen=given["seen"],
        )


class ProposalForm(PaperForm):
    """A number from a day on."""

    value = words(
        _("改为"),
        200,
        _("没有填写数。请填写整数，例如 20。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    since = day(_("从哪天起执行"))
    until = day(_("执行到哪天"), required=False, help_text=_("一直执行的可不填。"))
    adopted = day(_("文件通过的日期"), required=False, help_text=_("可不填。"))

    field_order = (
        "value",
        "since",
        "until",
        "paper_title",
        "paper_issuer",
        "paper_number",
        "paper_dated",
        "adopted",
    )

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.fields["value"].help_text = _("单位：%(unit)s。") % {"unit": subject.unit}

    def proposal(self) -> Proposal:
        given = self.cleaned_data
        return Proposal(
            of=self.subject.of,
            what=self.subject.what,
            value=given["value"],
            since=given["since"],
            until=given["until"],
            adopted=given["adopted"],
            paper=self.paper(),
            reason=given["reason"],
        )


class EndForm(PaperForm):
    """The end of an approved number."""

    since = day(_("从哪天起停止执行"), help_text=_("从开始那天起停止，就是从来没有执行。"))

    field_order = ("since",)


class ApprovalForm(AskingForm):
    """A second person's yes."""

    because = words(_("说明"), 200, required=False, help_text=_("可不填，例如“已对照原件”。"))


class RejectionForm(AskingForm):
    """A second person's no, which its proposer reads."""

    because = words(_("不同意的理由"), 200, _("没有写明理由。请写明怎样改才能同意。"))
