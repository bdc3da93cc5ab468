"""What is asked of whoever drafts a request, decides on one, or writes down what was refused. Services decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.burden.choices import FieldKind, Frequency, Way
from zhucun.burden.domain import (
    CONTACT,
    LABEL,
    MINUTES,
    MOST_DAYS_AFTER,
    MOST_FIELDS,
    MOST_MINUTES,
    MOST_PEOPLE,
    NUMBER,
    OWNER,
    PAPER,
    TITLE,
    Content,
    Field,
)
from zhucun.burden.services_refusing import ASKED_BY, NOTE, Told
from zhucun.burden.services_refusing import TITLE as ASKED_TITLE
from zhucun.kernel.forms import AskingForm, DayInput, Line, LongText
from zhucun.kernel.refusals import Refusal
from zhucun.kernel.text import canonical
from zhucun.policy.held_figures import HeldFigure

SHOWN_AT_FIRST = 3


def words(label: Any, longest: int, missing: Any, **more: Any) -> Line:
    return Line(label=label, max_length=longest, error_messages={"required": missing}, **more)


def day(label: Any, **more: Any) -> forms.DateField:
    said = gettext_lazy("日期没有填，或者看不懂。请填写真实的年月日，例如 2026-11-30。")
    messages = {"required": said, "invalid": said}
    return forms.DateField(label=label, widget=DayInput(), error_messages=messages, **more)


def number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    said = gettext_lazy("请填写整数。")
    bounds = {
        "required": said,
        "invalid": said,
        "min_value": gettext_lazy("最少是 %(limit_value)s。"),
        "max_value": gettext_lazy("最多是 %(limit_value)s。"),
    }
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=bounds, **more)


@dataclass(frozen=True, slots=True)
class Row:
    """The three boxes of one thing that is asked."""

    label: forms.BoundField
    kind: forms.BoundField
    minutes: forms.BoundField


class DraftForm(AskingForm):
    """A request for data; its rows are `label_1`, `kind_1`, `minutes_1` and so on."""

    title = words(gettext_lazy("填报任务的名称"), TITLE, gettext_lazy("没有写名称。请写村里一看就懂的名称。"))
    paper_title = words(
        gettext_lazy("依据的文件"),
        PAPER,
        gettext_lazy("没有写依据的文件。没有文件依据的，不能要求村里填报。"),
    )
    paper_number = words(
        gettext_lazy("文号"), NUMBER, gettext_lazy("没有写文号。没有文件依据的，不能要求村里填报。")
    )
    owner = words(gettext_lazy("负责单位"), OWNER, gettext_lazy("没有写负责单位。请写村里有疑问时找的单位。"))
    contact = words(
        gettext_lazy("联系人"),
        CONTACT,
        gettext_lazy("没有写联系人。村里有疑问时要能找到人。"),
        help_text=gettext_lazy("写姓名和办公室，不写手机号。"),
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("多久报一次"),
        choices=Frequency.choices,
        initial=Frequency.ONCE,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("没有选多久报一次。请选一项。")},
    )
    first_on = day(gettext_lazy("从哪天起"))
    last_on = day(
        gettext_lazy("到哪天止"),
        help_text=gettext_lazy("最长一年。只报一次的，这天就是截止日；到期还需要的，另报续办。"),
    )
    days_after = number(
        gettext_lazy("月（季）末后几天内交"),
        0,
        MOST_DAYS_AFTER,
        initial=5,
        help_text=gettext_lazy("只报一次的不看这一项。"),
    )
    people = number(
        gettext_lazy("每个村要几个人一起填"),
        1,
        MOST_PEOPLE,
        initial=1,
        help_text=gettext_lazy("算负担时，分钟数乘以人数。"),
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("发给哪些村"),
        error_messages={
            "required": gettext_lazy("没有选发给哪些村。请至少选一个。"),
            "invalid_choice": gettext_lazy("所选的村不在您的范围内。请重新选择。"),
        },
    )
    held = forms.MultipleChoiceField(
        label=gettext_lazy("系统已有的数"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("勾选的由系统自动填，不占村里的时间。"),
        error_messages={"invalid_choice": gettext_lazy("没有这一项。请刷新页面后重新勾选。")},
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]],
        figures: Sequence[HeldFigure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choosing: Any = self.fields["places"]
        choosing.choices = list(places)
        choosing = self.fields["held"]
        choosing.choices = [(one.name, one.label) for one in figures]
        for at in range(1, MOST_FIELDS + 1):
            self.fields[f"label_{at}"] = Line(
                label=_("第 %(at)s 项：要村里填什么") % {"at": at}, max_length=LABEL, required=False
            )
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_("填的是"), choices=FieldKind.choices, required=False, initial=FieldKind.NUMBER
            )
            self.fields[f"minutes_{at}"] = number(
                _("大约几分钟"),
                1,
                MOST_MINUTES,
                required=False,
                widget=forms.NumberInput(attrs={"placeholder": _("不填由系统估")}),
            )

    def rows(self) -> list[Row]:
        return [
            Row(self[f"label_{at}"], self[f"kind_{at}"], self[f"minutes_{at}"])
            for at in range(1, MOST_FIELDS + 1)
        ]

    @property
    def first_rows(self) -> list[Row]:
        return self.rows()[: self._used]

    @property
    def further_rows(self) -> list[Row]:
        return self.rows()[self._used :]

    @property
    def _used(self) -> int:
        filled = [at for at, row in enumerate(self.rows(), 1) if row.label.value()]
        return max([SHOWN_AT_FIRST, *filled])

    @property
    def chosen(self) -> set[str]:
        return set(self["places"].value() or [])

    def refuse(self, refusal: Refusal) -> None:
        """What is said of one thing that is asked stands at its row."""
        label = refusal.details.get("label")
        row = next((row for row in self.rows() if label and _plain(row.label.value()) == label), None)
        if row is not None:
            self.add_error(row.label.name, refusal.said)
        else:
            super().refuse(refusal)

    def content(self) -> Content:
        given = self.cleaned_data
        names = ("title", "paper_title", "paper_number", "owner", "contact", "first_on", "last_on")
        return Content(
            **{name: given[name] for name in names},
            frequency=given["frequency"],
            days_after=given["days_after"],
            people=given["people"],
            places=tuple(given["places"]),
            fields=tuple(self._fields_given()),
            held=tuple(given["held"]),
        )

    def _fields_given(self) -> Iterator[Field]:
        for at in range(1, MOST_FIELDS + 1):
            label = self.cleaned_data[f"label_{at}"]
            if label:
                kind = self.cleaned_data[f"kind_{at}"] or FieldKind.NUMBER
                minutes = self.cleaned_data[f"minutes_{at}"] or MINUTES[kind]
                yield Field(f"f{at}", label, kind, minutes)


def initial_of(content: Content) -> dict[str, Any]:
    """A request as its form shows it."""
    plain = {name: getattr(content, name) for name in Content.__slots__ if name not in ("fields", "places")}
    rows: dict[str, Any] = {}
    for at, one in enumerate(content.fields, 1):
        rows |= {f"label_{at}": one.label, f"kind_{at}": one.kind, f"minutes_{at}": one.minutes}
    return {**plain, **rows, "held": list(content.held), "places": list(content.places)}


def _plain(text: Any) -> str:
    return " ".join(canonical(str(text or "")).split())


class CostForm(AskingForm):
    """The sum that stood on the page comes back with the act."""

    cost = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), gettext_lazy("请看过下面的负担再办。")),
    )


class ReasonForm(AskingForm):
    because = words(gettext_lazy("理由"), 200, gettext_lazy("没有写明理由。请用一句话写明，对方会看到。"))


class RenewForm(AskingForm):
    """Further days for a request that has come to its end."""

    first_on = day(gettext_lazy("从哪天起"))
    last_on = day(gettext_lazy("到哪天止"), help_text=gettext_lazy("最长一年。"))


class RefuseForm(AskingForm):
    """What came to a village without a number."""

    asked_by = words(
        gettext_lazy("哪个单位要的"),
        ASKED_BY,
        gettext_lazy("没有写哪个单位要的。写单位名称就行。"),
        help_text=gettext_lazy("只写单位，不写个人。"),
    )
    title = words(
        gettext_lazy("要填什么"),
        ASKED_TITLE,
        gettext_lazy("没有写要填什么。写表名，或者用一句话说。"),
        help_text=gettext_lazy("例如“产业到户情况统计表”。"),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("怎样要的"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("没有选怎样要的。请选一项。")},
    )
    asked_on = day(gettext_lazy("哪天要的"))
    note = LongText(
        label=gettext_lazy("说明"),
        max_length=NOTE,
        required=False,
        rows=2,
        help_text=gettext_lazy("可不填。例如限几天内交。不写个人姓名和电话。"),
    )

    def told(self) -> Told:
        return Told(**{name: self.cleaned_data[name] for name in Told.__slots__})
