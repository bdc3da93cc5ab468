"""Decisions: the stored answers of the engine, with their reasons.

A decision is never rewritten. When a record, an excuse or a value changes the answer, a new revision
supersedes it; each keeps the pack it was made with.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from zhucun.kernel.county import CountyModel
from zhucun.kernel.data_class import INTERNAL, DataClass, each


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
        ]
