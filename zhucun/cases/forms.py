"""Forms of cases, built from what the pack asks; the answers are read by `policy.asking`, on a phone as on a page.

Names with a hyphen are ours: a pack cannot declare them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhucun.cases.refusals import CaseIncomplete
from zhucun.kernel.forms import AskingForm, Line, LongText
from zhucun.kernel.ids import uuid7
from zhucun.kernel.refusals import Refusal
from zhucun.policy.asking.fields import AnswerField, Offered
from zhucun.policy.pack import FormField

ID, SEQ, SUBJECT, INTO = "case-id", "case-seq", "case-subject", "case-into"
LONGEST_NOTE, LONGEST_REASON = 2000, 200


class CaseForm(AskingForm):
    """What the forms of all kinds share; `form_class_for` adds the questions of one."""

    ours: ClassVar[frozenset[str]] = frozenset({ID, SEQ, SUBJECT, INTO})

    @property
    def first_asked(self) -> list[forms.BoundField]:
        """What has to be answered."""
        return [field for field in self.visible_fields() if field.field.required]

    @property
    def further(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.field.required]

    @property
    def further_in_use(self) -> bool:
        return any(field.errors or field.value() for field in self.further)

    def answers(self) -> dict[str, Any]:
        return {
            key: value
            for key, value in self.cleaned_data.items()
            if key not in self.ours and value is not None
        }

    def refuse(self, refusal: Refusal) -> None:
        """Under the fields it speaks of, or above them all."""
        if isinstance(refusal, CaseIncomplete):
            for key, sentence in refusal.problems.items():
                self.add_error(key if key in self.fields else None, sentence)
        else:
            super().refuse(refusal)


def form_class_for(
    asked: Iterable[FormField], offered: Mapping[str, Offered], ours: Mapping[str, forms.Field]
) -> type[CaseForm]:
    """`offered` is by type of field: whom, which unit, which household may be named."""
    questions = {one.key: AnswerField(one, offered=offered.get(one.type)) for one in asked}
    return type("CaseFormOfPack", (CaseForm,), {**ours, **questions})


def raising_form(
    asked: Iterable[FormField],
    offered: Mapping[str, Offered],
    subjects: Sequence[tuple[str, str]],
    label: str,
) -> type[CaseForm]:
    """A new case. Its id is made with the page, so that sending twice raises one case."""
    ours: dict[str, forms.Field] = {ID: forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)}
    if label:
        ours[SUBJECT] = _subject(subjects, label)
    return form_class_for(asked, offered, ours)


def _subject(subjects: Sequence[tuple[str, str]], label: str) -> forms.ChoiceField:
    one = subjects[0][0] if len(subjects) == 1 else None
    return forms.ChoiceField(
        label=label,
        choices=subjects if one else [("", _("请选择")), *subjects],
        initial=one,
        widget=forms.HiddenInput if one else forms.Select,
        error_messages={
            "required": _("没有选择关于谁。请选一项后再提出。"),
            "invalid_choice": _("没有这一项。请从列出的选项中选择。"),
        },
    )


def acting_form(
    asked: Iterable[FormField], offered: Mapping[str, Offered], into: Sequence[tuple[str, str]] | None
) -> type[CaseForm]:
    """One step. `case-seq` is the last event that the page has shown; `into` are the cases to merge with."""
    ours: dict[str, forms.Field] = {SEQ: forms.IntegerField(min_value=1, widget=forms.HiddenInput)}
    if into is not None:
        ours[INTO] = forms.ChoiceField(
            label=_("并入哪一件"),
            choices=into,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("没有选择并入哪一件。请选一件。"),
                "invalid_choice": _("这一件已经不在可以并入的范围。请从列出的几件中选择。"),
            },
        )
    return form_class_for(asked, offered, ours)


class SeqForm(forms.Form):
    """An act that asks nothing."""

    seq = forms.IntegerField(min_value=1)


class NoteForm(AskingForm):
    text = LongText(
        label=_("备注"),
        max_length=LONGEST_NOTE,
        help_text=_("看得到这件事的人都看得到，期限和办理人不变。"),
        error_messages={"required": _("没有写内容。请写一句话。")},
    )


class AssignForm(AskingForm):
    """Who is to handle a case, outside its steps."""

    party = forms.ChoiceField(label=_("作为"), error_messages={"required": _("没有选择作为什么。请选一项。")})
    user = forms.ChoiceField(label=_("由谁"), error_messages={"required": _("没有选择由谁。请选一人。")})
    because = Line(
        label=_("原因"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("没有写明原因。请用一句话写明。")},
    )

    def __init__(
        self, data: QueryDict | None, *, parties: Sequence[tuple[str, str]], people: Offered, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._choose("party", parties)
        self._choose("user", people)

    def _choose(self, name: str, offered: Offered) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if len(offered) == 1:
            field.initial = offered[0][0]
            field.choices = list(offered)
        else:
            field.choices = [("", _("请选择")), *offered]


class FileForm(AskingForm):
    file = forms.FileField(
        label=_("附件"),
        help_text=_("不是必须加的。可以是图片、PDF、Word 或 Excel。"),
        error_messages={
            "required": _("没有选择文件。请选择一份文件。"),
            "empty": _("这是空文件。请重新选择。"),
        },
    )
