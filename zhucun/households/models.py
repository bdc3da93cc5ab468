"""Households: who lives in a village. The whole registry grows from here; this is what a visit needs to point to."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from zhucun.households.choices import Circumstance
from zhucun.kernel.county import CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each


class Household(CountyModel):
    """A family as the village knows it: head, group, size, the circumstance that asks for attention."""

    village_code = models.CharField(max_length=12)
    group_name = models.CharField(max_length=40, blank=True)
    head_name = models.CharField(max_length=60)
    people = models.PositiveSmallIntegerField()
    circumstance = models.CharField(max_length=20, choices=Circumstance.choices, default=Circumstance.NONE)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "group_name", "head_name"
    ) | each(SENSITIVE, "circumstance")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(condition=models.Q(people__gte=1), name="household_has_people"),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "head_name"], name="household_by_village")
        ]

    def __str__(self) -> str:
        return self.head_name
