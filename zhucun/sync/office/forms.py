"""What is asked when a phone is stopped, an envelope is settled, a file read in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import AskingForm, Line, status
from zhucun.kernel.refusals import Refusal
from zhucun.kernel.text import canonical
from zhucun.sync.models import Device


class ReasonForm(AskingForm):
    """An act with its reason, which is recorded."""

    because = Line(
        label=_("原因"),
        max_length=200,
        help_text=_("会留在审计记录中，不要写身份证号和电话。"),
        error_messages={"required": _("没有写明原因。请用一句话写明。")},
    )

    def __init__(self, *args: Any, example: Any = "", said: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].initial = said
        if example:
            self.fields["because"].widget.attrs["placeholder"] = example

    def clean_because(self) -> str:
        return canonical(self.cleaned_data["because"])

    @property
    def status(self) -> int:
        return status(self)


class OwnPhoneForm(ReasonForm):
    """Which of one's own phones is stopped."""

    device = forms.ChoiceField(
        label=_("哪一部手机"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("没有选择手机。请选一部。"),
            "invalid_choice": _("这部手机已经停用，或者不是您的。请刷新页面后再选。"),
        },
    )
    field_order = ["device", "because"]

    def __init__(self, *args: Any, devices: Iterable[Device], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["device"].choices = [(str(one.id), one.name) for one in devices]  # type: ignore[attr-defined]


class FileForm(AskingForm):
    """A file that a phone saved."""

    file = forms.FileField(
        label=_("手机上导出的文件"),
        allow_empty_file=True,
        help_text=_("文件是加密的，只有这里打得开。同一个文件导入几次都不会重复。"),
        error_messages={"required": _("没有选择文件。请选手机上导出的那个文件。")},
    )

    def refuse(self, refusal: Refusal) -> None:
        self.add_error("file", refusal.said)

    @property
    def status(self) -> int:
        return status(self)
