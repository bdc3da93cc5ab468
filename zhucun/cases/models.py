"""Cases: whatever must be settled, from first word to rating. Events are only ever added; a case's row is what they fold to.

`zhucun cases rebuild` makes the rows again from the events and must find them the same. A case is followed by the
definition under which it was raised, kept beside it, whatever the pack says later.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each


class FlowVersion(CountyModel):
    """A flow as a pack defined it when a case was raised under it; the digest is that of the definition."""

    flow = models.CharField(max_length=60)  # kebab-case id in the pack
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=400)
    definition = models.JSONField()
    pack_version = models.CharField(max_length=40)
    kept_at = models.DateTimeField()

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "flow", "digest", "title", "definition", "pack_version"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "flow", "digest"], name="flow_version_once"),
        ]


class Case(CountyModel):
    """Where a case stands: the fold of its events, never written by anything else."""

    flow_version = CountyForeignKey(FlowVersion, related_name="+")
    flow = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    place_code = models.CharField(max_length=12)  # padded with zeros, so that a scope covers it
    place_digits = models.PositiveSmallIntegerField()  # 6, 9 or 12 of it are meant
    subject_id = models.UUIDField(null=True, blank=True)  # the posting, household or unit it is about
    parent = CountyForeignKey("self", null=True, blank=True, related_name="+")

    state = models.CharField(max_length=40)
    level = models.CharField(max_length=10, blank=True)
    seq = models.PositiveIntegerField()  # of its last event
    entered_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    is_waiting = models.BooleanField(default=False)  # due_on is a day to wait for, not a deadline
    late = models.BooleanField(default=False)  # the end of this term has been answered
    suspended_on = models.DateField(null=True, blank=True)
    waits_user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waits_unit = models.UUIDField(null=True, blank=True)
    waits_role = models.CharField(max_length=40, blank=True)
    waits_place = models.CharField(max_length=12, blank=True)  # the prefix at which the role is held

    raised_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_as = models.CharField(max_length=40)
    raised_on = models.DateField()
    against: Any = models.ForeignKey(  # a person complained about, who never sees it
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confidential = models.BooleanField(default=False)
    values = models.JSONField(default=dict)
    doers = models.JSONField(default=dict)
    since_entered = models.JSONField(default=list)
    times_up = models.PositiveSmallIntegerField(default=0)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    ending = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    broke_term = models.BooleanField(
        default=False
    )  # some deadline has passed before what it asked for was done
    in_time = models.BooleanField(null=True, blank=True)  # settled with no term broken; unknown while open
    rating = models.CharField(max_length=40, blank=True)
    merged_into = CountyForeignKey("self", null=True, blank=True, related_name="+")

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL,
        "flow", "place_code", "state", "level", "waits_role", "waits_place", "raised_as", "doers",
        "since_entered", "ending", "rating",
    ) | each(SENSITIVE, "title", "values")  # fmt: skip

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ending="", ended_on__isnull=True) | (~Q(ending="") & Q(ended_on__isnull=False)),
                name="case_ended_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["county_code", "waits_user", "due_on"], condition=Q(ending=""), name="case_for_user"
            ),
            models.Index(
                fields=["county_code", "waits_role", "waits_place", "due_on"],
                condition=Q(ending=""),
                name="case_for_role",
            ),
            models.Index(fields=["county_code", "waits_unit"], condition=Q(ending=""), name="case_for_unit"),
            models.Index(fields=["county_code", "due_on"], condition=Q(ending=""), name="case_open_by_due"),
            models.Index(fields=["county_code", "place_code", "due_on"], name="case_by_place"),
            models.Index(fields=["county_code", "raised_by", "raised_on"], name="case_by_raiser"),
            models.Index(fields=["county_code", "flow", "raised_on"], name="case_by_flow"),
            models.Index(fields=["county_code", "parent"], name="case_by_parent"),
            models.Index(
                fields=["county_code", "ended_on", "id"], condition=~Q(ending=""), name="case_newest_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def village_code(self) -> str:
        """Where the trail says that it lies."""
        return self.place_code

    @property
    def place(self) -> str:
        """The prefix that its levels are told from."""
        return self.place_code[: self.place_digits]

    @property
    def is_open(self) -> bool:
        return not self.ending


class CaseEvent(CountyModel):
    """One thing that happened to a case. Two people acting at once want the same number; one of them gets it."""

    case = CountyForeignKey(Case, related_name="+")
    seq = models.PositiveIntegerField()
    what = models.CharField(max_length=12)
    step = models.CharField(max_length=40, blank=True)
    happened_on = models.DateField()
    at = models.DateTimeField()
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.JSONField()  # the engine's event, and under `more` what the store keeps beside it

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "what", "step") | each(SENSITIVE, "body")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "case", "seq"], name="case_event_once"),
        ]
        indexes = [models.Index(fields=["county_code", "happened_on"], name="case_event_by_day")]


class CaseParty(CountyModel):
    """Somebody a case names: who raised it, who is responsible, who is heard. Follows from the events like the row."""

    case = CountyForeignKey(Case, related_name="+")
    name = models.CharField(max_length=40)
    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "name")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "case", "name"], name="case_party_once"),
        ]
        indexes = [models.Index(fields=["county_code", "user"], name="case_party_by_user")]


class CaseFile(CountyModel):
    """A paper or picture somebody chose to add; never asked for."""

    case = CountyForeignKey(Case, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "media_type", "digest") | each(
        SENSITIVE, "name"
    )

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [models.Index(fields=["county_code", "case"], name="case_file_by_case")]
