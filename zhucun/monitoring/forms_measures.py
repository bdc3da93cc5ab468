"""What is asked about measures: what, who answers for it, by when; how far it has come, and what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import AskingForm, DayInput, Line
from zhucun.kernel.ids import uuid7
from zhucun.monitoring.choices import Effect, MeasureState
from zhucun.monitoring.services_measures import EFFECT_NOTE, OWNER, WHAT, Plan

Choices = Sequence[tuple[str, str]]


class OwnerForm(AskingForm):
    """Who answers for a measure, and by when: an account, or the name of whoever has none."""

    owner_user = forms.ChoiceField(
        label=_("谁负责"),
        required=False,
        help_text=_("选了人，到日子前一周会出现在本人的首页。"),
        error_messages={"invalid_choice": _("选的负责人不在名单里。请从列出的人里选。")},
    )
    owner = Line(
        label=_("没有账号的，写姓名或者单位"),
        max_length=OWNER,
        required=False,
        help_text=_("例如村民、企业、部门；上面选了人的，这里不用写。"),
    )
    due_on = forms.DateField(
        label=_("哪天以前落实"),
        widget=DayInput(),
        error_messages={
            "required": _("没有写明哪天以前落实。请选一个日期。"),
            "invalid": _("日期读不懂。请写成 2026-11-30 的样子。"),
        },
    )

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["owner_user"], [("", _("不在名单里，写在下面")), *owners])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("owner_user") and not given.get("owner") and not self.errors:
            self.add_error("owner_user", _("没有写明由谁负责。请选一个人，或者在下面写姓名。"))
        return given

    def account(self) -> UUID | None:
        chosen = self.cleaned_data["owner_user"]
        return UUID(chosen) if chosen else None


class MeasureForm(OwnerForm):
    """One thing to be done for a household."""

    id = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("哪类措施"), error_messages={"required": _("没有选择哪类措施。请选一项。")}
    )
    what = Line(
        label=_("做什么"),
        max_length=WHAT,
        help_text=_("例如“介绍到镇里的鞋厂上班”。"),
        error_messages={"required": _("没有写明帮扶做什么。请用一句话写明。")},
    )
    field_order = ("id", "kind", "what")

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["kind"], [("", _("请选择")), *kinds])

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(given["kind"], given["what"], given["owner"], given["due_on"], self.account())


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
        choose(self.fields["state"], [(one.value, str(one.label)) for one in states])

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
    words = Line(
        label=_("说明"), max_length=EFFECT_NOTE, required=False, help_text=_("可不填，例如“每月工资三千元”。")
    )


def choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
