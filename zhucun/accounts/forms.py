"""What is asked when an account or a role is given or ended. The services decide; their words show at the field."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.directory import Choices, chosen
from zhucun.accounts.issuing import Opening
from zhucun.kernel import clock
from zhucun.kernel.forms import AskingForm, DayInput, Line
from zhucun.kernel.ids import uuid7
from zhucun.kernel.text import canonical, canonical_name


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=DayInput(),
            error_messages={"invalid": _("日期写法不对。请写成 2026-03-01 这样。")},
            **kwargs,
        )
        self.error_messages["required"] = _("没有填写日期。")


class AccountForm(AskingForm):
    """An act on accounts, with its reason; the reason stands in the trail."""

    because = Line(
        label=_("依据或原因"),
        max_length=200,
        help_text=_("例如“县委组织部 2026 年 3 月任职通知”。会留在审计记录中，不要写身份证号和电话。"),
        error_messages={"required": _("没有写明依据或原因。请用一句话写明。")},
    )
    field_order: list[str] = []

    def clean_because(self) -> str:
        return canonical(self.cleaned_data["because"])


class GrantForm(AccountForm):
    """A role, where it counts, from when to when."""

    role = forms.ChoiceField(label=_("角色"), error_messages={"required": _("没有选择角色。")})
    reach = forms.ChoiceField(
        label=_("范围"), error_messages={"required": _("没有选择范围。请选择地方或派出单位。")}
    )
    on = Day(label=_("从哪天起"), initial=clock.today)
    until = Day(label=_("到哪天止"), required=False, help_text=_("含当天；任期未定的可不填。"))
    field_order = ["role", "reach", "on", "until", "because"]

    def __init__(self, *args: Any, roles: list[tuple[str, str]], reaches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("请选择")), *roles]  # type: ignore[attr-defined]
        self.fields["reach"].choices = [("", _("请选择")), *reaches]  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"on": given["on"], "until": given["until"], "because": given["because"]}

    def grant(self) -> dict[str, Any]:
        return {"role": self.cleaned_data["role"], **chosen(self.cleaned_data["reach"])}


class OpeningForm(GrantForm):
    """A new account with its first role. `account` is its key, made with the page: sent twice, it opens once."""

    account = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = Line(label=_("姓名"), max_length=60, error_messages={"required": _("没有填写姓名。")})
    username = forms.RegexField(
        r"^[a-zA-Z0-9._-]{3,60}$",
        label=_("登录名"),
        required=False,
        help_text=_("留空时由系统按姓名拼音生成。"),
        error_messages={"invalid": _("登录名只能用字母、数字和 . _ -，至少三个。")},
    )
    field_order = ["account", "name", "username", *GrantForm.field_order]

    def clean_name(self) -> str:
        return canonical_name(self.cleaned_data["name"])

    def opening(self) -> Opening:
        given = self.cleaned_data
        account: UUID = given["account"]
        return Opening(name=given["name"], username=given["username"], account_id=account, **self.grant())


class EndForm(AccountForm):
    """The last day of a role."""

    on = Day(label=_("最后一天"), initial=clock.today, help_text=_("含当天。要马上失效的，请填昨天。"))
    field_order = ["on", "because"]
