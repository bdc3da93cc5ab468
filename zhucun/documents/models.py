"""Papers made: which paper, from which figures, when, by whom. The file itself lies in the store, found by its hash."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from zhucun.documents.choices import OPEN_RUNS, RunState
from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, DataClass, each


class Paper(CountyModel):
    kind = models.CharField(max_length=60)  # kebab-case: what made it
    title = models.CharField(max_length=200)
    place_code = models.CharField(max_length=12)
    period_from = models.DateField(null=True)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    size = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)  # the totals it states, to be held against the screen
    made_at = models.DateTimeField()
    made_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    edit_of = CountyForeignKey("self", null=True, related_name="+")  # it came back from Word

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "kind", "title", "place_code", "file_name", "media_type", "digest", "figures"
    )

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [models.Index(fields=["county_code", "made_at"], name="paper_by_time")]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_word(self) -> str:
        """Word, Excel or ZIP, as people call the file."""
        return {"xlsx": "Excel", "zip": "ZIP"}.get(self.file_name.rpartition(".")[2], "Word")


class PaperRun(CountyModel):
    """One paper for many: of every village, or of everybody stationed, below a place. Worked through in the background."""

    paper = models.CharField(max_length=60)  # id in the pack
    title = models.CharField(max_length=200)
    place_code = models.CharField(max_length=12)
    period = models.CharField(max_length=7, blank=True)  # as addresses write it: 2026-10, 2026
    site = models.CharField(max_length=200)  # under which address it was asked for; figures open pages there
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.WAITING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    asked_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)  # whoever works on it says so again and again
    ended_at = models.DateTimeField(null=True)
    result = CountyForeignKey(Paper, null=True, related_name="+")
    problem = models.CharField(max_length=300, blank=True)  # why it failed, in a sentence

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "paper", "title", "place_code", "period", "site", "state", "problem"
    )

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [
            models.Index(fields=["county_code", "asked_at"], name="run_by_time"),
            models.Index(fields=["state", "lease_until"], name="run_to_do"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Still to be worked on."""
        return self.state in OPEN_RUNS


class ArchiveGap(CountyModel):
    """An item of a village's archive in which nothing lies: written anew every night, and when a file is brought."""

    village_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=60)  # id in the checklist of the pack
    provider = models.CharField(max_length=40)  # the role that brings it
    due_on = models.DateField()

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "village_code", "item", "provider")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "village_code", "year", "item"], name="archive_gap_once"
            ),
        ]
        indexes = [models.Index(fields=["county_code", "due_on"], name="archive_gap_by_day")]

    def __str__(self) -> str:
        return f"{self.village_code} {self.item}"


class ArchiveFile(CountyModel):
    """A file that somebody brought for an item of a village's archive; taken back with a reason, never deleted."""

    village_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=60)  # id in the checklist of the pack
    name = models.CharField(max_length=130)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voided = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True)
    voided_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "item", "name", "media_type", "digest", "because"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(voided=False) | ~models.Q(because=""), name="archive_file_back_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "year"], name="archive_file_by_village")
        ]

    def __str__(self) -> str:
        return self.name
