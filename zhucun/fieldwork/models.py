"""Work records: what happened in a village, on which day, written once.

A record is corrected by a new version that supersedes it, with a reason; both stay. What a form asks
is declared in a policy pack; a record keeps the form and pack under which it was written.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each


class WorkRecord(CountyModel):
    posting = CountyForeignKey("dispatch.Posting", related_name="+")
    village_code = models.CharField(max_length=12)
    household = CountyForeignKey("households.Household", null=True, blank=True, related_name="+")
    form = models.CharField(max_length=60)  # kebab-case id in the pack
    pack_digest = models.CharField(max_length=64)
    occurred_on = models.DateField()
    in_village = models.BooleanField(default=True)  # the record says that this day was spent in the village
    duty = models.CharField(max_length=40)  # which of the four duties (四项职责) it serves
    title = models.CharField(max_length=120)
    body = models.JSONField(default=dict)  # the form's fields by key
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    recorded_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supersedes = CountyForeignKey("self", null=True, blank=True, related_name="+")
    first_version = models.UUIDField(
        null=True, blank=True, editable=False
    )  # null in the first version itself
    because = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)
    voided = models.BooleanField(default=False)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code", "unit": "posting__unit_id"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "form", "pack_digest", "duty", "because"
    ) | each(SENSITIVE, "title", "body")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True) | ~models.Q(because=""),
                name="record_correction_has_reason",
            ),
            models.UniqueConstraint(fields=["county_code", "supersedes"], name="record_superseded_once"),
        ]
        indexes = [
            models.Index(fields=["county_code", "occurred_on", "posting"], name="record_by_day"),
            models.Index(fields=["county_code", "village_code", "occurred_on"], name="record_by_village"),
            models.Index(fields=["county_code", "household", "occurred_on"], name="record_by_household"),
            models.Index(fields=["county_code", "first_version"], name="record_by_first_version"),
            models.Index(fields=["county_code", "received_at"], name="record_by_arrival"),
        ]


class Picture(CountyModel):
    """A picture that has come whole. `digest` is its name on the phone, `kept` what lies in the store: without its traces."""

    digest = models.CharField(max_length=64)
    kept = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "digest", "kept", "media_type")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "digest"], name="picture_once"),
        ]


class RecordPicture(CountyModel):
    """A record says that a picture belongs to it; the picture may come later, and is waited for until then."""

    record = CountyForeignKey(WorkRecord, related_name="+")  # its first version
    digest = models.CharField(max_length=64)

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "digest")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "record", "digest"], name="record_picture_once"),
        ]
        indexes = [models.Index(fields=["county_code", "digest"], name="record_picture_by_name")]
