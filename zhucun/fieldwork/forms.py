"""One form for every kind of record, built from what the pack declares.

The answers are read by `policy.asking`, so that the page refuses in the same words as the phone. Names with a
hyphen are ours: a pack cannot declare them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhucun.fieldwork.drafts import columns_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.promises import PROMISED
from zhucun.fieldwork.refusals import RecordIncomplete
from zhucun.kernel.forms import AskingForm, Line
from zhucun.kernel.ids import uuid7
from zhucun.kernel.refusals import Refusal
from zhucun.policy.asking.fields import AnswerField
from zhucun.policy.pack import Form

ID, DUTY, BECAUSE, RAISES = "record-id", "record-duty", "record-because", "record-matter"


class RecordForm(AskingForm):
    """What all records share; `form_class_for` adds the fields of one kind."""

    definition: ClassVar[Form]

    def __init__(
        self,
        data: QueryDict | None,
        *,
        today: date,
        record: WorkRecord | None = None,
        presets: Mapping[str, Any] | None = None,
    ) -> None:
        held = values_of(self.definition, record) if record else {self.definition.day: today}
        super().__init__(data, initial={**held, **(presets or {})})
        self.fields[self.definition.day].widget.attrs["max"] = f"{today:%Y-%m-%d}"

    @property
    def household_key(self) -> str:
        return household_key_of(self.definition)

    @property
    def first_asked(self) -> list[forms.BoundField]:
        """What a quick entry needs: everything that has to be answered."""
        return [self[name] for name, field in self.fields.items() if field.required and name != ID]

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name] for name, field in self.fields.items() if not field.required]

    @property
    def further_in_use(self) -> bool:
        return any(field.errors or field.value() for field in self.further if field.name != RAISES)

    def said(self) -> dict[str, Any]:
        """What `write_record` and `correct_record` are told, except the household itself."""
        columns = columns_of(self.definition)
        answered = {key: value for key, value in self.cleaned_data.items() if "-" not in key}
        return {
            "occurred_on": date.fromisoformat(answered[self.definition.day]),
            "body": {
                key: value for key, value in answered.items() if key not in columns and value is not None
            },
            "duty": self.cleaned_data.get(DUTY, ""),
        }

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal of the service under the field it speaks of."""
        if isinstance(refusal, RecordIncomplete):
            for key, sentence in refusal.problems.items():
                self.add_error(key if key in self.fields else None, sentence)
            return
        names = {
            "day": self.definition.day,
            "household": self.household_key,
            "duty": DUTY,
            "because": BECAUSE,
        }
        name = names.get(refusal.about, "")
        self.add_error(name if name in self.fields else None, refusal.said)


def values_of(definition: Form, record: WorkRecord) -> dict[str, Any]:
    """A kept record as the form shows it again."""
    columns = {"day": record.occurred_on, "household": record.household_id}
    held = {key: columns[column] for key, column in columns_of(definition).items()}
    return {**record.body, **held, DUTY: record.duty}


def form_class_for(
    definition: Form, duties: Mapping[str, str], *, correcting: bool = False, promises: bool = False
) -> type[RecordForm]:
    """The form of one kind of record; `duties` are the four duties it may serve, with their words.

    With `promises` what somebody writes down as promised can become a matter at once.
    """
    fields: dict[str, forms.Field] = {}
    for asked in definition.fields:
        if asked.type != "village":
            fields[asked.key] = AnswerField(asked)
        if promises and asked.key == PROMISED:
            fields[RAISES] = _matter_field()
    if asks_duty(definition):
        fields[DUTY] = _duty_field(list(duties.items()))
    if correcting:
        fields[BECAUSE] = Line(
            label=_("更正原因"),
            max_length=200,
            error_messages={"required": _("没有写明更正原因。请用一句话写明，原记录会保留。")},
        )
    else:
        fields[ID] = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)
    return type("RecordFormOfPack", (RecordForm,), {**fields, "definition": definition})


def asks_duty(definition: Form) -> bool:
    """Whether the writer must say which duty is served because no required answer says it."""
    told = (
        asked.required and all(option.serves for option in asked.options)
        for asked in definition.fields
        if asked.options
    )
    return len(definition.serves) > 1 and not any(told)


def _matter_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("答应的事转为办件"),
        required=False,
        initial=True,
        help_text=_("有期限、有人跟，办结要答复本人。没有答应什么的，不会多出办件。"),
    )


def _duty_field(duties: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("属于哪项职责"),
        choices=duties,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("没有选择属于哪项职责。请选一项。"),
            "invalid_choice": _("没有这一项职责。请从列出的几项中选择。"),
        },
    )


def household_key_of(definition: Form) -> str:
    return next((asked.key for asked in definition.fields if asked.type == "household"), "")


class VoidForm(AskingForm):
    """Taking a record back."""

    because = Line(
        label=_("撤销原因"),
        max_length=200,
        help_text=_("例如“记错了人家，已另记”。记录本身会保留，只是不再计入。"),
        error_messages={"required": _("没有写明撤销原因。请用一句话写明，原记录会保留。")},
    )
