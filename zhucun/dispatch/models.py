"""Postings: who is stationed in which village, and until when.

A posting is never turned into a different one. When a cadre moves, the old posting ends and a new
one begins, so that every record and every decision keeps pointing at the posting under which it was made.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhucun.dispatch.choices import Political, Role, SenderLevel
from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, PUBLIC, SENSITIVE, DataClass, each
from zhucun.kernel.fields import SealedField

ID_NUMBER, PHONE = "dispatch.person.id_number", "dispatch.person.phone"


class Batch(CountyModel):
    """A round of dispatch with its term."""

    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    data_class: ClassVar[Mapping[str, DataClass]] = each(PUBLIC, "name")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "name"], name="batch_name_in_county"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(CountyModel):
    """Somebody who is or was stationed. Identity number and phone are sealed and found by keyed hash."""

    name = models.CharField(max_length=60)
    id_number = SealedField(about=ID_NUMBER)
    id_hash = models.CharField(max_length=64)
    phone = SealedField(about=PHONE)
    phone_hash = models.CharField(max_length=64)
    political = models.CharField(max_length=20, choices=Political.choices, default=Political.UNKNOWN)
    user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "name", "political") | each(
        SENSITIVE, "id_number", "id_hash", "phone", "phone_hash"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id_hash"], name="person_id_in_county"),
        ]
        indexes = [
            models.Index(fields=["county_code", "phone_hash"], name="person_by_phone"),
            models.Index(fields=["user"], name="person_by_account"),
        ]

    def __str__(self) -> str:
        return self.name


class Posting(CountyModel):
    """One person in one village from a day to a day, both inclusive."""

    person = CountyForeignKey(Person, related_name="postings")
    batch = CountyForeignKey(Batch, related_name="+")
    unit = CountyForeignKey("places.Unit", related_name="+")
    village_code = models.CharField(max_length=12)
    role = models.CharField(max_length=20, choices=Role.choices)
    sender_level = models.CharField(max_length=20, choices=SenderLevel.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_because = models.CharField(max_length=200, blank=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code", "unit": "unit_id"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "role", "sender_level", "end_because"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "person", "village_code", "starts_on"], name="posting_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "starts_on"], name="posting_by_village"),
            models.Index(fields=["county_code", "unit"], name="posting_by_unit"),
        ]
