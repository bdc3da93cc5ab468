"""What is asked when an act on the register is done: the day, the reason, who, how they stand to the head.

The service decides; its refusal is shown at the field it speaks of.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.households.choices import Gone, Joined
from zhucun.households.domain_people import BASIS, BECAUSE, HEAD
from zhucun.households.models import Membership
from zhucun.households.refusals_people import RelationMissing
from zhucun.kernel.forms import AskingForm, DayInput, Line
from zhucun.kernel.refusals import Refusal

Options = Sequence[tuple[str, Any]]
RELATION = "relation_"
FIRST_CHOICE: Options = [("", _("请选择"))]
LEFT = [(Gone.MOVED_OUT.value, Gone.MOVED_OUT.label), (Gone.MARRIED.value, Gone.MARRIED.label)]
MOVES = [(Joined.MOVED_IN.value, Joined.MOVED_IN.label), (Joined.MARRIED.value, Joined.MARRIED.label)]
COMES_BACK = [(Joined.RETURNED.value, Joined.RETURNED.label), *MOVES]
ENDS = [
    (Gone.MOVED_OUT.value, _("全家迁出")),
    (Gone.DIED.value, _("户内已无人")),
    (Gone.ERROR.value, Gone.ERROR.label),
]


def day(label: Any = None, **other: Any) -> forms.DateField:
    return forms.DateField(
        label=label or _("日期"),
        widget=DayInput(),
        error_messages={
            "required": _("没有填写日期。请填写实际发生的那一天。"),
            "invalid": _("日期认不出来。请按“年-月-日”填写，例如 2026-11-18。"),
        },
        **other,
    )


def why(label: Any = None, *, required: bool = True, **other: Any) -> Line:
    return Line(
        label=label or _("原因"),
        max_length=BECAUSE,
        required=required,
        error_messages={"required": _("没有写明原因。请用一句话写明，例如“户口本核对”。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **other,
    )


def one_of(label: Any, options: Iterable[tuple[str, Any]], **other: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(options),
        error_messages={
            "required": _("还没有选择。请从列出的选项中选择。"),
            "invalid_choice": _("没有这一项。请从列出的选项中选择。"),
        },
        **other,
    )


class ReasonForm(AskingForm):
    because = why()


class OpenForm(AskingForm):
    because = why(_("查看原因"), help_text=_("谁在什么时间、为什么查看，会留在审计记录中，本人可以查询。"))


class DayForm(AskingForm):
    """An act of a day; the day is today unless said otherwise."""

    on = day()
    because = why()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class DeathForm(DayForm):
    on = day(_("去世日期"))
    because = why(_("说明"), required=False, help_text=_("可不填，例如“户口注销证明”。"))


class LeaveForm(DayForm):
    gone = one_of(_("去向"), LEFT, widget=forms.RadioSelect, initial=Gone.MOVED_OUT)
    field_order = ("gone", "on", "because")


class RelationForm(AskingForm):
    relation = one_of(_("与户主关系"), ())
    because = why()

    def __init__(self, *args: Any, relations: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "relation", [*FIRST_CHOICE, *relations])


class ComeForm(DayForm):
    """Into another household, or back into one."""

    joined = one_of(_("怎样转入"), MOVES, widget=forms.RadioSelect)
    relation = one_of(_("与新户户主的关系"), ())
    field_order = ("joined", "relation", "on", "because")

    def __init__(self, *args: Any, relations: Options, ways: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "relation", [*FIRST_CHOICE, *relations])
        _offer(self, "joined", ways)
        self.fields["joined"].initial = ways[0][0]


class EndForm(DayForm):
    gone = one_of(_("为什么注销"), ENDS, widget=forms.RadioSelect, initial=Gone.MOVED_OUT)
    field_order = ("gone", "on", "because")


class MarkForm(DayForm):
    kind = one_of(_("情形"), ())
    on = day(_("从哪天起"))
    basis = Line(
        label=_("依据"), max_length=BASIS, required=False, help_text=_("可不填，例如文件、名册或证件的名称。")
    )
    because = why(_("说明"), required=False)
    field_order = ("kind", "on", "basis", "because")

    def __init__(self, *args: Any, kinds: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [*FIRST_CHOICE, *kinds])


class RelationsForm(DayForm):
    """An act that says of several members how they stand to a head."""

    def __init__(self, *args: Any, members: Sequence[Membership], options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for membership in members:
            name = f"{RELATION}{membership.villager.id}"
            self.fields[name] = one_of(membership.villager.name, options, required=False)
        self.order_fields([name for name in self.fields if name not in ("on", "because")])

    def relations(self) -> dict[UUID, str]:
        """Those of whom something was said."""
        said = {m.villager.id: self.cleaned_data[f"{RELATION}{m.villager.id}"] for m in self.members}
        return {villager: relation for villager, relation in said.items() if relation}

    def refuse(self, refusal: Refusal) -> None:
        name = refusal.details.get("name") if isinstance(refusal, RelationMissing) else None
        of = next((m.villager.id for m in self.members if m.villager.name == name), None)
        if of is None:
            super().refuse(refusal)
        else:
            self.add_error(f"{RELATION}{of}", refusal.said)


class SplitForm(RelationsForm):
    """Who stays is left as it is; one of those who go is the new head."""

    def new_head(self) -> UUID | None:
        heads = [villager for villager, relation in self.relations().items() if relation == HEAD]
        return heads[0] if len(heads) == 1 else None

    def clean(self) -> None:
        super().clean()
        if not self.errors and self.new_head() is None:
            self.add_error(
                None, _("没有指定新户的户主，或者指定了不止一人。请在分出去的人中选一人为“户主”。")
            )


class HeadForm(RelationsForm):
    head = one_of(_("新户主"), (), widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, members=members, **kwargs)
        others = [(str(m.villager.id), m.villager.name) for m in members if m.relation != HEAD]
        _offer(self, "head", others)
        self.order_fields(["head"])


def _offer(form: forms.Form, name: str, options: Options) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(options)
