"""The audit trail of a county: rows are only ever added, each carrying the hash of the one before.

No personal data stands in a row: who is an account, what is an id, details are codes, dates and counts.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django.db import models

from zhucun.kernel.county import CountyModel, CountyQuerySet
from zhucun.kernel.data_class import INTERNAL, DataClass, each

NO_COUNTY = "000000"  # acts that belong to the installation, not to one county


class AppendOnly(CountyQuerySet["AuditEvent"]):
    """Rows can be added and read; nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("audit events are never changed")

    def delete(self) -> NoReturn:
        raise TypeError("audit events are never deleted")


class AuditEvent(CountyModel):
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor = models.CharField(max_length=150)
    act = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    place_code = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    objects: ClassVar[Any] = AppendOnly.as_manager()

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "actor", "act", "subject_kind", "place_code", "details", "previous", "hash"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "seq"], name="audit_seq_in_county"),
        ]
        indexes = [
            models.Index(fields=["county_code", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["county_code", "actor_id", "seq"], name="audit_by_actor"),
            models.Index(fields=["county_code", "act", "seq"], name="audit_by_act"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("audit events are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("audit events are never deleted")


class AuditHead(CountyModel):
    """The end of a county's chain: the row that writers queue for."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "hash")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code"], name="audit_one_head"),
        ]
