"""Presence without sign-in.

Full-time stationing: in the village on workdays unless something else is entered. Part-time: a day counts
when a work record says so or the person adds it. The township confirms the month in one act. There is no
check-in, no position and no track in these tables, and there must never be.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhucun.attendance.choices import Kind
from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each


class PresenceEntry(CountyModel):
    """An exception or an added day; corrected by a new version, voided but never deleted."""

    posting = CountyForeignKey("dispatch.Posting", related_name="+")
    village_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    case = CountyForeignKey("cases.Case", null=True, blank=True, related_name="+")  # the leave it came from
    questioned = models.BooleanField(default=False)  # the township has asked about it and awaits the answer
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    recorded_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supersedes = CountyForeignKey("self", null=True, blank=True, related_name="+")
    because = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)
    voided = models.BooleanField(default=False)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code", "unit": "posting__unit_id"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "village_code", "kind", "because") | each(
        SENSITIVE, "note"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="entry_ends_after_start"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(because=""), name="entry_correction_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "posting", "first_day"], name="entry_by_posting"),
            models.Index(fields=["county_code", "first_day", "last_day"], name="entry_by_day"),
            models.Index(fields=["county_code", "received_at"], name="entry_by_arrival"),
            models.Index(
                fields=["county_code", "first_day"], condition=Q(questioned=True), name="entry_questioned"
            ),
        ]


class MonthConfirmation(CountyModel):
    """A township's word that the month's calendar is right; reopening is a further revision."""

    township_code = models.CharField(max_length=12)
    month = models.DateField()  # its first day
    revision = models.PositiveIntegerField()
    confirmed = models.BooleanField()
    people = models.PositiveIntegerField()
    at = models.DateTimeField()
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, blank=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "township_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "township_code", "because")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "township_code", "month", "revision"], name="confirmation_revision"
            ),
        ]


class PostingMonth(CountyModel):
    """One posting's month, ready to be shown: a projection, rebuilt from entries, records and decisions.

    `days` holds a code per day of the month; see `domain`.
    """

    posting = CountyForeignKey("dispatch.Posting", related_name="+")
    month = models.DateField()
    village_code = models.CharField(max_length=12)
    unit_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    days = models.CharField(max_length=31)
    answer = models.CharField(max_length=20)
    reason = models.CharField(max_length=40)
    done = models.PositiveSmallIntegerField(null=True)
    target = models.PositiveSmallIntegerField(null=True)
    open = models.PositiveSmallIntegerField(default=0)
    excused = models.PositiveSmallIntegerField(default=0)
    possible = models.PositiveSmallIntegerField(default=0)
    verdict = models.JSONField(null=True)  # as of `as_of`; the decision keeps what mattered
    decision_id = models.UUIDField(null=True)
    as_of = models.DateField()

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code", "unit": "unit_id"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "person_name", "role", "days", "answer", "reason", "verdict"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "posting", "month"], name="posting_month_once"),
        ]
        indexes = [
            models.Index(fields=["county_code", "month", "village_code"], name="month_by_village"),
        ]
