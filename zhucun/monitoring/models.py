"""Monitored households: what first drew attention, what they live on, what is done for them and what came of it.

A lead opens a check and is never a verdict; whether a household is monitored is decided in the steps of its case
(household visit, villagers' discussion, notice, township, county), and so is that its risk is over.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each
from zhucun.monitoring.choices import Channel, Effect, Kind, LeadState, MeasureState, Way


class Lead(CountyModel):
    """Something that says a household should be looked at: a rule with its figure, a department's list, a visit, its own word."""

    household = CountyForeignKey("households.Household", related_name="+")
    village_code = models.CharField(max_length=12)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    way = models.CharField(max_length=20, choices=Way.choices, blank=True)  # of an own application
    applicant = models.CharField(max_length=60, blank=True)  # who applied, for the household or in its name
    rule = models.CharField(max_length=60, blank=True)  # kebab-case id in the pack
    figure = models.BigIntegerField(
        null=True, blank=True
    )  # what the rule read, in its unit (fen, months, people)
    says = models.CharField(max_length=300)  # in plain words, as it was that day
    found_on = models.DateField()
    state = models.CharField(max_length=20, choices=LeadState.choices, default=LeadState.OPEN)
    case = CountyForeignKey("cases.Case", null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)  # why it was dismissed

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "channel", "way", "rule", "state"
    ) | each(SENSITIVE, "applicant", "says", "because")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(  # a rule says the same of a household once while it is open
                fields=["county_code", "household", "rule"],
                condition=Q(state__in=["open", "checking"]) & ~Q(rule=""),
                name="lead_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "state"], name="lead_by_village"),
            models.Index(fields=["county_code", "household"], name="lead_by_household"),
        ]


class IncomeSheet(CountyModel):
    """What a household took in and paid over twelve months, in fen; corrected by a further sheet, never overwritten.

    `lines` maps a line of the pack's sheet to fen. Net income is wages + business + property + transfers − costs;
    per head by the members counted.
    """

    household = CountyForeignKey("households.Household", related_name="+")
    village_code = models.CharField(max_length=12)
    first_month = models.DateField()
    last_month = models.DateField()
    people = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=dict)
    net = models.BigIntegerField()
    per_head = models.BigIntegerField()
    spent_on_illness = models.BigIntegerField(null=True, blank=True)  # own part, reimbursements taken off
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "village_code") | each(SENSITIVE, "lines")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(condition=Q(last_month__gte=F("first_month")), name="income_window"),
            models.CheckConstraint(condition=Q(people__gte=1), name="income_has_people"),
        ]
        indexes = [models.Index(fields=["county_code", "household", "made_on"], name="income_by_household")]


class Monitored(CountyModel):
    """One time of being monitored: identified on a day by a case, until the risk is found to be over by another."""

    household = CountyForeignKey("households.Household", related_name="+")
    village_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    risks = models.JSONField(default=list)  # codes of the word list `poverty_risk`
    since = models.DateField()
    case = CountyForeignKey("cases.Case", null=True, blank=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)
    removed_how = models.CharField(max_length=20, blank=True)  # helped, natural
    removal_case = CountyForeignKey("cases.Case", null=True, blank=True, related_name="+")
    no_labour = models.BooleanField(
        default=False
    )  # nobody able to work: covered by benefits, normally not removed

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "kind", "channel", "removed_how"
    ) | each(SENSITIVE, "risks")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "household"],
                condition=Q(removed_on__isnull=True),
                name="monitored_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["county_code", "village_code", "since"], name="monitored_by_village")]


class HelpMeasure(CountyModel):
    """One thing done for a household: what, who answers for it, by when, done on which day, and what came of it."""

    household = CountyForeignKey("households.Household", related_name="+")
    monitored = CountyForeignKey(Monitored, null=True, blank=True, related_name="+")
    village_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)  # a code of the word list `help_measure`
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=60)
    owner_user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=MeasureState.choices, default=MeasureState.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=20, choices=Effect.choices, default=Effect.UNKNOWN)
    effect_note = models.CharField(max_length=200, blank=True)
    planned_at = models.DateTimeField()

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "kind", "owner", "state", "effect"
    ) | each(SENSITIVE, "what", "effect_note")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done"),
                name="measure_done_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "household"], name="measure_by_household"),
            models.Index(
                fields=["county_code", "village_code", "state", "due_on"], name="measure_by_village"
            ),
        ]
