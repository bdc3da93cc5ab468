"""Decisions: the stored answers of the engine, with their reasons; and the values a county sets itself.

A decision is never rewritten. When a record, an excuse or a value changes the answer, a new revision
supersedes it; each keeps the pack it was made with. A value is never set by one person alone.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, DataClass, each
from zhucun.policy.choices import ChangeKind, ChangeOf, ChangeState, Seen


class Decision(CountyModel):
    duty = models.CharField(max_length=60)  # kebab-case id in the pack
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    period_from = models.DateField()
    period_to = models.DateField()
    revision = models.PositiveIntegerField()
    answer = models.CharField(max_length=20)
    verdict = models.JSONField()
    pack_version = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    as_of = models.DateField()  # up to which day records were looked at
    made_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "duty", "subject_kind", "answer", "verdict", "pack_version", "pack_digest"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "duty", "subject_id", "period_from", "revision"],
                name="decision_revision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["county_code", "duty", "period_from", "subject_id"], name="decision_by_period"
            ),
            models.Index(
                fields=["county_code", "period_to"],
                condition=Q(is_current=True, answer="not_met"),
                name="decision_missed",
            ),
        ]


class PaperCited(models.Model):
    """The paper a number rests on, with the words of its article."""

    paper_title = models.CharField(max_length=200)
    paper_issuer = models.CharField(max_length=200)
    paper_number = models.CharField(max_length=100, blank=True)
    paper_dated = models.CharField(max_length=10)  # a year, a month or a day
    article = models.CharField(max_length=400)
    seen = models.CharField(max_length=20, choices=Seen.choices)

    cited_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "paper_title", "paper_issuer", "paper_number", "paper_dated", "article", "seen"
    )

    class Meta:
        abstract = True


class ValueChange(PaperCited, CountyModel):
    """A number that one person proposes and another decides on; nothing of it is rewritten afterwards."""

    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    of = models.CharField(max_length=10, choices=ChangeOf.choices)
    what = models.CharField(max_length=60)  # a duty's id or a value's key
    value = models.CharField(max_length=200, blank=True)  # a whole number, or arithmetic
    since = models.DateField()  # for an end: the first day on which the number no longer holds
    until = models.DateField(null=True)
    adopted = models.DateField(null=True)
    ends = CountyForeignKey("self", null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200)
    proposed_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ChangeState.choices, default=ChangeState.PROPOSED)
    decided_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=200, blank=True)  # why it was decided so
    serial = models.PositiveIntegerField(null=True)  # the version of the layer that it made
    repealed_from = models.DateField(null=True)

    data_class: ClassVar[Mapping[str, DataClass]] = {
        **each(INTERNAL, "kind", "of", "what", "value", "reason", "state", "because"),
        **PaperCited.cited_class,
    }

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "of", "what", "since"],
                condition=Q(state=ChangeState.PROPOSED),
                name="change_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["county_code", "of", "what", "since"],
                condition=Q(state=ChangeState.APPROVED, kind=ChangeKind.SET),
                name="change_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="change_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ChangeState.PROPOSED, ChangeState.WITHDRAWN], decided_by__isnull=True)
                | Q(
                    state__in=[ChangeState.APPROVED, ChangeState.REJECTED, ChangeState.REPEALED],
                    decided_by__isnull=False,
                ),
                name="change_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="change_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.SET, ends__isnull=True)
                | Q(kind=ChangeKind.END, ends__isnull=False),
                name="change_end_names_what",
            ),
        ]
        indexes = [models.Index(fields=["county_code", "of", "what"], name="change_by_subject")]

    def __str__(self) -> str:
        return f"{self.what} {self.since}"


class ValueLayer(CountyModel):
    """A version of what a county has set itself, as the files it amounts to; the newest is in force.

    Every version stays, so that the pack a decision was made with can be built again.
    """

    number = models.PositiveIntegerField()
    files = models.JSONField()  # file name → YAML
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "files", "digest")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "number"], name="layer_number"),
        ]

    def __str__(self) -> str:
        return f"{self.county_code}+{self.number}"


class Digest(CountyModel):
    """What one person was reminded of on one workday: everything in one, and nothing about whether it was read."""

    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    lines = models.JSONField()  # see `reminders.domain.Reminder`
    made_at = models.DateTimeField()

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "lines")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "user", "day"], name="digest_once_a_day"),
        ]


class RetentionHold(CountyModel):
    """Nothing of a place, or of one household in it, is dropped until a day is over: an officer's word with a reason.

    `kind` is one of the retention table; empty means all. Households lie above, so one is named by its id alone.
    """

    kind = models.CharField(max_length=60, blank=True)
    place_code = models.CharField(max_length=12)
    household_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    because = models.CharField(max_length=200)
    set_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "kind", "place_code", "because")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="hold_ends_after_start"),
        ]
        indexes = [models.Index(fields=["county_code", "ends_on"], name="hold_by_end")]
