"""What is asked when a household is entered or corrected. The service decides; this shows its words at the field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.households.choices import Circumstance, Housing, Water
from zhucun.households.domain import FREE_TEXT, GROUP_NAME, HEAD_NAME, MOST_PEOPLE, NUMBER, Entry
from zhucun.households.models import Household
from zhucun.households.words import FACTS
from zhucun.kernel.forms import AskingForm, Line

WORDS: Mapping[str, Any] = FACTS  # a label takes them, though it does not say so


class HouseholdForm(AskingForm):
    """A new household."""

    village_code = forms.ChoiceField(
        label=_("村"),
        error_messages={
            "required": _("没有选择村。请选择这户人家所在的村。"),
            "invalid_choice": _("这个村不在您可以登记的范围内。请从列表中选择。"),
        },
    )
    head_name = Line(
        label=_("户主姓名"),
        max_length=HEAD_NAME,
        error_messages={"required": _("户主姓名没有填写。请填写户主姓名，生僻字可直接输入或粘贴。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    people = forms.IntegerField(
        label=_("家庭人口"),
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": _("家庭人口没有填写。请按实际共同生活的人口填写。"),
            "invalid": _("家庭人口应是整数。请只填数字，例如 4。"),
            "min_value": _("家庭人口应在 1 至 99 人之间。请按实际共同生活的人口填写。"),
            "max_value": _("家庭人口应在 1 至 99 人之间。请按实际共同生活的人口填写。"),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    group_name = Line(
        label=_("村民小组"), max_length=GROUP_NAME, required=False, help_text=_("可不填，例如“二组”。")
    )
    circumstance = forms.ChoiceField(
        label=_("农户类型"),
        choices=Circumstance.choices,
        initial=Circumstance.NONE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("没有选择农户类型。没有特别情形的，请选“一般农户”。"),
            "invalid_choice": _("没有这一农户类型。请从列出的类型中选择。"),
        },
    )

    def __init__(self, *args: Any, villages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        village = self.fields["village_code"]
        assert isinstance(village, forms.ChoiceField)
        village.choices = list(villages) if len(villages) == 1 else [("", _("请选择")), *villages]

    def entry(self) -> Entry:
        given = self.cleaned_data
        return Entry(
            village_code=given["village_code"],
            head_name=given["head_name"],
            people=given["people"],
            group_name=given["group_name"],
            circumstance=given["circumstance"],
        )


class CorrectionForm(HouseholdForm):
    """A correction: the same and more, with its reason; the village stays, and so does what members and marks tell."""

    number = Line(label=WORDS["number"], max_length=NUMBER, required=False)
    housing = forms.ChoiceField(
        label=WORDS["housing"], choices=Housing.choices, required=False, widget=forms.RadioSelect
    )
    water = forms.ChoiceField(
        label=WORDS["water"], choices=Water.choices, required=False, widget=forms.RadioSelect
    )
    way_to_earn = Line(
        label=WORDS["way_to_earn"],
        max_length=FREE_TEXT,
        required=False,
        help_text=_("例如“种烟 6 亩、儿子在外务工”。"),
    )
    needs = Line(label=WORDS["needs"], max_length=FREE_TEXT, required=False)
    because = Line(
        label=_("更正原因"),
        max_length=200,
        error_messages={"required": _("没有写明更正原因。请用一句话写明，例如“户口本核对，人口应为 4 人”。")},
    )

    def __init__(self, *args: Any, household: Household, follows: Sequence[str] = (), **kwargs: Any) -> None:
        now = {name: getattr(household, name) for name in Entry.__slots__}
        super().__init__(*args, villages=[(household.village_code, "")], initial=now, **kwargs)
        self.stays = {name: now[name] for name in ("village_code", *follows)}
        for name in self.stays:
            del self.fields[name]

    def entry(self) -> Entry:
        given: dict[str, Any] = {**self.cleaned_data, **self.stays}
        chosen: dict[str, Any] = {name: given[name] or None for name in ("housing", "water")}
        plain: dict[str, Any] = {name: given[name] for name in Entry.__slots__ if name not in chosen}
        return Entry(**plain, **chosen)
