"""Divisions, units, and what kinds of village a county says its villages are.

A division is never renamed or removed in place: it ends on a day and names its successor, so every
record keeps the village under which it was made. A division is known by (code, level): five padded
codes of the national table stand for two levels. A rename keeps the code, so it adds a row to it;
one row at most is in force.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zhucun.kernel.county import CountyModel
from zhucun.kernel.data_class import INTERNAL, PUBLIC, DataClass, each
from zhucun.kernel.ids import uuid7
from zhucun.places.choices import DivisionKind, Level, UnitKind


class Division(models.Model):
    """A province, city, county, township or village. Reference data; 12-digit code of the statistics bureau.

    `successor_code` of a renamed division is its own code.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    kind = models.CharField(max_length=20, choices=DivisionKind.choices)
    name = models.CharField(max_length=100)  # as the source writes it, e.g. 根呷村村民委员会
    short_name = models.CharField(max_length=100)  # as people say it, e.g. 根呷村
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # last day, inclusive
    successor_code = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=200)

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        PUBLIC, "code", "kind", "name", "short_name", "successor_code", "source"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "level", "valid_from"], name="division_from_a_day"),
            models.UniqueConstraint(
                fields=["code", "level"],
                condition=Q(valid_to__isnull=True),
                name="division_one_row_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="division_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(successor_code="") | Q(valid_to__isnull=False),
                name="division_in_force_has_no_successor",
            ),
        ]
        indexes = [models.Index(fields=["level", "code"], name="division_by_level")]

    def __str__(self) -> str:
        return self.short_name


class Unit(CountyModel):
    """A unit that sends people to villages: an organ, institution, enterprise, university."""

    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, blank=True)  # GB 32100; unknown is empty
    kind = models.CharField(max_length=20, choices=UnitKind.choices)

    scope_fields: ClassVar[dict[str, str]] = {"unit": "id"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(PUBLIC, "name", "uscc", "kind")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "name"], name="unit_name_in_county"),
            models.UniqueConstraint(
                fields=["county_code", "uscc"], condition=~Q(uscc=""), name="unit_uscc_in_county"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VillageType(CountyModel):
    """A county's word that a village is of some type from a day on; a village may be of several at once.

    `kind` is a code of the pack's vocabulary `village_type`. A type ends on a day; one entered by mistake is voided.
    """

    village_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # last day, inclusive
    because = models.CharField(max_length=200)
    end_because = models.CharField(max_length=200, blank=True)
    voided = models.BooleanField(default=False)
    void_because = models.CharField(max_length=200, blank=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "kind", "because", "end_because", "void_because"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="village_type_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(voided=False) | ~Q(void_because=""), name="village_type_void_has_reason"
            ),
            models.UniqueConstraint(
                fields=["county_code", "village_code", "kind"],
                condition=Q(voided=False, ends_on__isnull=True),
                name="village_type_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "starts_on"], name="village_type_by_village")
        ]

    def __str__(self) -> str:
        return f"{self.village_code} {self.kind}"
