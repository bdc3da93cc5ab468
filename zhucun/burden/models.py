"""Requests for data: what is asked of villages, by which paper, by whom, until when; what they answer; what they refuse.

What is approved is never changed: a request that is to ask something else is withdrawn and drafted anew. Its steps are only
added, and the row of a request is what they amount to. A correction of an answer is a further version.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhucun.burden.choices import Did, Frequency, Outcome, State, Way
from zhucun.burden.domain import Field, Run, fields_in
from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each


class DataRequest(CountyModel):
    """A form that is sent downwards. `number` is what a village asks for; a request without one need not be answered."""

    number = models.CharField(max_length=20, blank=True)  # 2026-003, given with the approval
    version = models.PositiveSmallIntegerField(default=1)  # of what it says
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=80)
    paper_title = models.CharField(max_length=120)
    paper_number = models.CharField(max_length=60)
    owner = models.CharField(max_length=60)
    contact = models.CharField(max_length=60)
    first_on = models.DateField()
    last_on = models.DateField()
    until = models.DateField()  # the day of the last answer
    frequency = models.CharField(max_length=20, choices=Frequency.choices)
    days_after = models.PositiveSmallIntegerField(default=0)
    people = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField()  # of one person for one time
    fields = models.JSONField(default=list)
    held = models.JSONField(default=list)  # names of `policy.held_figures`
    drafted_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)  # why it was returned or withdrawn
    stopped_on = models.DateField(
        null=True, blank=True
    )  # withdrawn after its approval: due no more from this day on
    renews = CountyForeignKey("self", null=True, blank=True, related_name="+")

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL,
        "number", "state", "title", "paper_title", "paper_number", "owner", "contact", "frequency", "fields",
        "held", "because",
    )  # fmt: skip

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "number"], condition=~Q(number=""), name="request_number"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="request_ends_after_start"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~(Q(decided_by=F("drafted_by")) | Q(decided_by=F("submitted_by"))),
                name="request_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(number="") & Q(decided_by__isnull=False)),
                name="request_runs_with_a_number",
            ),
        ]
        indexes = [models.Index(fields=["county_code", "state", "until"], name="request_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def run(self) -> Run:
        return Run(self.first_on, self.last_on, self.frequency, self.days_after)

    @property
    def asked(self) -> tuple[Field, ...]:
        return fields_in(self.fields)


class RequestPlace(CountyModel):
    """One place that a request is for: the county, a township, a village, by its padded code."""

    request = CountyForeignKey(DataRequest, related_name="places")
    version = models.PositiveSmallIntegerField()
    place_code = models.CharField(max_length=12)
    is_current = models.BooleanField(default=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "place_code")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "request", "version", "place_code"], name="request_place_once"
            ),
        ]
        indexes = [models.Index(fields=["county_code", "place_code"], name="request_by_place")]


class RequestTime(CountyModel):
    """One time of answering of what is approved, written with the approval, so that what is due can be asked of the database."""

    request = CountyForeignKey(DataRequest, related_name="+")
    nth = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    due_on = models.DateField()

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "request", "nth"], name="request_time_once"),
        ]
        indexes = [models.Index(fields=["county_code", "due_on"], name="request_time_by_day")]


class RequestStep(CountyModel):
    """One thing that was done to a request; `content` is what it said from then on, where that changed."""

    request = CountyForeignKey(DataRequest, related_name="+")
    seq = models.PositiveSmallIntegerField()
    did = models.CharField(max_length=20, choices=Did.choices)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.CharField(max_length=200, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)  # person-minutes that were shown with the step
    content = models.JSONField(default=dict)

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "did", "because", "content")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "request", "seq"], name="request_step_number"),
        ]


class Answer(CountyModel):
    """What one village answered for one occasion. `values` holds what was asked, null where it is not known there;
    `held` what the records said that day.
    """

    request = CountyForeignKey(DataRequest, related_name="+")
    village_code = models.CharField(max_length=12)
    nth = models.PositiveSmallIntegerField()
    values = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    answered_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    supersedes = CountyForeignKey("self", null=True, blank=True, related_name="+")
    because = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "village_code", "held", "because") | each(
        SENSITIVE, "values"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "request", "village_code", "nth"],
                condition=Q(is_current=True),
                name="answer_once",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(because=""), name="answer_correction_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["county_code", "village_code", "request"], name="answer_by_village")]


class UnregisteredRequest(CountyModel):
    """Something asked of a village outside the register. It is refused by being written down; nobody is blamed for it."""

    village_code = models.CharField(max_length=12)
    asked_by = models.CharField(max_length=60)  # a unit, never a person
    title = models.CharField(max_length=120)
    way = models.CharField(max_length=20, choices=Way.choices)
    asked_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    refused_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    settled_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)
    draft = CountyForeignKey(DataRequest, null=True, blank=True, related_name="+")

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "asked_by", "title", "way", "note", "outcome", "because"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome="waiting", settled_by__isnull=True)
                | (~Q(outcome="waiting") & Q(settled_by__isnull=False)),
                name="unregistered_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="drafted") | Q(draft__isnull=False), name="unregistered_names_its_draft"
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "asked_on"], name="unregistered_by_village"),
            models.Index(fields=["county_code", "outcome", "asked_on"], name="unregistered_by_outcome"),
        ]

    def __str__(self) -> str:
        return self.title
