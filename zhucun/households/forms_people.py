"""What is asked of a person. Numbers that are kept are not shown: a field left empty leaves them as they are."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhucun.households.choices import IdKind, Joined, Sex
from zhucun.households.domain_people import (
    BENEFITS,
    ID_NUMBER,
    MOST_MONTHS,
    NAME,
    WORD_LISTS,
    WORKS_AT,
    VillagerEntry,
)
from zhucun.households.forms import WORDS
from zhucun.households.forms_acts import Options, day, one_of, why
from zhucun.households.models import Villager
from zhucun.households.said import Said
from zhucun.kernel.forms import AskingForm, DayInput, Line
from zhucun.kernel.identity import mask_id, mask_phone

FIRST_FIELDS = ("name", "relation", "sex", "born_on", "id_kind", "id_number", "phone")
NUMBERS = ("id_number", "phone")
NOT_KNOWN = ("", _("还不知道"))
ID_KINDS = [
    (IdKind.NONE.value, _("身份证或残疾人证（按号码认）")),
    (IdKind.OTHER.value, IdKind.OTHER.label),
]
COMES = [(way.value, way.label) for way in (Joined.KNOWN, Joined.BORN, Joined.MARRIED, Joined.MOVED_IN)]


def _unseen() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"})


class VillagerForm(AskingForm):
    """A person as somebody writes them down; the first lines are asked of everybody, the rest may wait."""

    name = Line(
        label=WORDS["name"],
        max_length=NAME,
        error_messages={"required": _("姓名没有填写。请填写姓名，生僻字可直接输入或粘贴。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = one_of(WORDS["sex"], Sex.choices, widget=forms.RadioSelect, initial=Sex.UNKNOWN)
    born_on = forms.DateField(
        label=WORDS["born_on"],
        widget=DayInput(),
        required=False,
        help_text=_("填了身份证号的可以不填。"),
        error_messages={"invalid": _("日期认不出来。请按“年-月-日”填写，例如 1976-05-12。")},
    )
    id_kind = one_of(WORDS["id_kind"], ID_KINDS, required=False)
    id_number = Line(label=WORDS["id_number"], max_length=ID_NUMBER, required=False, widget=_unseen())
    phone = Line(label=WORDS["phone"], max_length=20, required=False, widget=_unseen())
    works_at = Line(label=WORDS["works_at"], max_length=WORKS_AT, required=False)
    works_months = forms.IntegerField(
        label=WORDS["works_months"],
        required=False,
        min_value=0,
        max_value=MOST_MONTHS,
        error_messages={"invalid": _("务工月数应是整数。请只填数字，例如 8。")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    benefits = forms.MultipleChoiceField(
        label=WORDS["benefits"], required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, said: Said, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in WORD_LISTS.items():
            self.fields[name] = one_of(WORDS[name], [NOT_KNOWN, *said.options(words)], required=False)
        benefits = self.fields["benefits"]
        assert isinstance(benefits, forms.MultipleChoiceField)
        benefits.choices = said.options(BENEFITS)
        self.order_fields([*FIRST_FIELDS, *WORD_LISTS, "works_at", "works_months", "benefits"])

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in FIRST_FIELDS or name in self.acting]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in FIRST_FIELDS and name not in self.acting]

    @property
    def rest_is_wrong(self) -> bool:
        return any(field.errors for field in self.rest)

    acting: tuple[str, ...] = ()  # fields of the act itself, beside those of the person

    def entry(self) -> VillagerEntry:
        given = self.cleaned_data
        plain = ("name", "sex", "born_on", "id_number", "phone", "works_at", "works_months", *WORD_LISTS)
        return VillagerEntry(
            **{name: given[name] for name in plain},
            id_kind=given["id_kind"] or IdKind.NONE,
            benefits=tuple(given["benefits"]),
        )


class AddForm(VillagerForm):
    relation = one_of(WORDS["relation"], ())
    joined = one_of(_("怎样来到这一户"), COMES, widget=forms.RadioSelect, initial=Joined.KNOWN)
    on = day(_("哪一天"), help_text=_("登记时已在户的，填登记这一天。"))
    because = why(_("说明"), required=False)
    acting = ("joined", "on", "because")

    def __init__(self, *args: Any, today: date, relations: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relation = self.fields["relation"]
        assert isinstance(relation, forms.ChoiceField)
        relation.choices = [("", _("请选择")), *relations]
        self.fields["on"].initial = today
        self.order_fields(["joined", "on", *FIRST_FIELDS, "because"])


class ChangeForm(VillagerForm):
    """What is kept of somebody, put right."""

    because = why(_("更正原因"))
    acting = ("because",)

    def __init__(self, *args: Any, villager: Villager, **kwargs: Any) -> None:
        self.kept = VillagerEntry.of(villager)
        now = {name: getattr(self.kept, name) for name in VillagerEntry.__slots__ if name not in NUMBERS}
        if now["id_kind"] != IdKind.OTHER:
            now["id_kind"] = IdKind.NONE
        super().__init__(*args, initial=now, **kwargs)
        for name, mask in (("id_number", mask_id), ("phone", mask_phone)):
            if held := getattr(self.kept, name):
                self.fields[name].help_text = _now("已登记 %(masked)s，不改就空着。") % {"masked": mask(held)}
        self.order_fields([*FIRST_FIELDS, "because"])

    def entry(self) -> VillagerEntry:
        """A number that was left empty stays, with the kind of paper it is of."""
        entry = super().entry()
        number: dict[str, Any] = (
            {} if entry.id_number else {"id_kind": self.kept.id_kind, "id_number": self.kept.id_number}
        )
        return replace(entry, **number, phone=entry.phone or self.kept.phone)
