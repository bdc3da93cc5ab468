"""Households and the people in them, with dates: nobody is overwritten, whoever left is still known to have been there.

An identity number or telephone is sealed and found by keyed hash. Every act on the register is one `RegistryAct`, so
that a family's page can tell what changed, when, by whom and why.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhucun.households.choices import (
    Circumstance,
    Did,
    Gone,
    Housing,
    IdKind,
    Joined,
    PairingKind,
    Sex,
    Water,
)
from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each
from zhucun.kernel.fields import SealedField

ID_NUMBER, PHONE = "households.villager.id_number", "households.villager.phone"
CODE = 40  # of a word list: as long as a pack may write one
PHONE_TAIL, HEALTH = "households.villager.phone_tail", "households.villager.health"


def holding(on: date) -> Q:
    """The condition that a membership or a mark holds on a day; the day it ends is the first on which it does not."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gt=on)) & Q(voided=False)


class Household(CountyModel):
    """A family as the village knows it: head, group, size, the circumstance that asks for attention most.

    `people` is the number of members once they are entered, before that what was said; `circumstance` is the first of
    the marks that hold today, and follows them once there are any.
    """

    village_code = models.CharField(max_length=12)
    group_name = models.CharField(max_length=40, blank=True)
    head_name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True)  # of the head's name in pinyin, for search
    people = models.PositiveSmallIntegerField()
    circumstance = models.CharField(max_length=20, choices=Circumstance.choices, default=Circumstance.NONE)
    number = models.CharField(max_length=40, blank=True)  # in the national platform
    housing = models.CharField(max_length=20, choices=Housing.choices, default=Housing.UNKNOWN)
    water = models.CharField(max_length=20, choices=Water.choices, default=Water.UNKNOWN)
    way_to_earn = models.CharField(max_length=200, blank=True)
    needs = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # moved away, merged into another, nobody left
    ended_because = models.CharField(max_length=20, choices=Gone.choices, blank=True)
    stripped_on = models.DateField(null=True, blank=True)  # its term was over: what was sensitive is gone

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "group_name", "head_name", "initials", "number", "ended_because"
    ) | each(SENSITIVE, "circumstance", "housing", "water", "way_to_earn", "needs")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(condition=models.Q(people__gte=0), name="household_has_people"),
        ]
        indexes = [
            # With the initials, so that a search by either reads the index alone.
            models.Index(
                fields=["county_code", "village_code", "head_name", "initials"], name="household_by_village"
            ),
            models.Index(fields=["county_code", "number", "village_code"], name="household_by_number"),
        ]

    def __str__(self) -> str:
        return self.head_name


class Villager(CountyModel):
    """Somebody who lives or lived in a household. What is not known is left empty, never guessed.

    `id_hash` is that of the citizen's number, whichever paper was shown, so that one person is found once.
    """

    village_code = ""  # where an act found the person: for the line of the trail, not kept

    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    id_kind = models.CharField(max_length=20, choices=IdKind.choices, default=IdKind.NONE)
    id_number = SealedField(about=ID_NUMBER, null=True, blank=True)
    id_hash = models.CharField(max_length=64, blank=True)
    phone = SealedField(about=PHONE, null=True, blank=True)
    phone_tail_hash = models.CharField(max_length=64, blank=True)
    # Codes of the pack's word lists; empty when not known.
    ethnicity = models.CharField(max_length=CODE, blank=True)
    political = models.CharField(max_length=CODE, blank=True)
    education = models.CharField(max_length=CODE, blank=True)
    schooling = models.CharField(max_length=CODE, blank=True)
    health = SealedField(about=HEALTH, null=True, blank=True)  # a code as well
    disability = models.CharField(max_length=CODE, blank=True)
    skill = models.CharField(max_length=CODE, blank=True)
    works_at = models.CharField(max_length=100, blank=True)
    works_months = models.PositiveSmallIntegerField(null=True, blank=True)
    medical_insurance = models.CharField(max_length=CODE, blank=True)
    pension = models.CharField(max_length=CODE, blank=True)
    benefits = models.JSONField(default=list, blank=True)
    stripped_on = models.DateField(null=True, blank=True)  # the term was over: all but the name is gone

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "name", "initials") | each(
        SENSITIVE,
        "sex", "id_kind", "id_number", "id_hash", "phone", "phone_tail_hash", "ethnicity", "political",
        "education", "schooling", "health", "disability", "skill", "works_at", "medical_insurance", "pension",
        "benefits",
    )  # fmt: skip

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "id_hash"], condition=~Q(id_hash=""), name="villager_id_in_county"
            ),
        ]
        indexes = [
            # The unique one above knows only numbers that are there, and SQLite does not see that one is asked for.
            models.Index(fields=["county_code", "id_hash"], name="villager_by_id_hash"),
            models.Index(fields=["county_code", "phone_tail_hash"], name="villager_by_phone_tail"),
            models.Index(fields=["county_code", "name", "initials", "id"], name="villager_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(CountyModel):
    """One person in one household from a day to a day, with the relation to its head; one household at a time."""

    villager = CountyForeignKey(Villager, related_name="memberships")
    household = CountyForeignKey(Household, related_name="memberships")
    village_code = models.CharField(max_length=12)  # that of the household, so that a scope covers it
    relation = models.CharField(max_length=CODE)  # a code of the word list `relation`; `head` for the head
    starts_on = models.DateField(null=True, blank=True)  # empty: since before the register
    joined = models.CharField(max_length=20, choices=Joined.choices)
    ends_on = models.DateField(null=True, blank=True)
    gone = models.CharField(max_length=20, choices=Gone.choices, blank=True)
    voided = models.BooleanField(default=False)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "village_code", "relation", "joined", "gone"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "villager"],
                condition=Q(ends_on__isnull=True, voided=False),
                name="membership_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "household"], name="membership_by_household"),
            models.Index(fields=["county_code", "village_code", "household"], name="membership_by_village"),
            models.Index(fields=["county_code", "villager", "village_code"], name="membership_by_villager"),
        ]


class Mark(CountyModel):
    """A circumstance that holds from a day to a day, of a household or of one person in it (低保, 残疾, 留守老人…)."""

    household = CountyForeignKey(Household, related_name="marks")
    villager = CountyForeignKey(Villager, null=True, blank=True, related_name="marks")
    village_code = models.CharField(max_length=12)
    kind = models.CharField(
        max_length=40
    )  # a code of the word lists `circumstance` or `personal_circumstance`
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)  # the paper or list it rests on
    voided = models.BooleanField(default=False)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "village_code") | each(
        SENSITIVE, "kind", "basis"
    )

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="mark_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "village_code", "kind"], name="mark_by_village"),
            models.Index(fields=["county_code", "household"], name="mark_by_household"),
        ]


class RegistryAct(CountyModel):
    """What was done to the register, on a household and perhaps one person: the family's history, never rewritten.

    `changed` maps a field to what it was and is; of a sealed field the list is empty, which says only that it changed.
    """

    household = CountyForeignKey(Household, related_name="+")
    villager = CountyForeignKey(Villager, null=True, blank=True, related_name="+")
    village_code = models.CharField(max_length=12)
    act = models.CharField(max_length=30, choices=Did.choices)
    happened_on = models.DateField()
    at = models.DateTimeField()
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.CharField(max_length=200, blank=True)
    changed = models.JSONField(default=dict)

    scope_fields: ClassVar[dict[str, str]] = {"place": "village_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "village_code", "act", "because") | each(
        SENSITIVE, "changed"
    )

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [models.Index(fields=["county_code", "household", "at"], name="registry_act_by_household")]


class Pairing(CountyModel):
    """Who answers for a household, a village or a township from a day to a day: leader, unit, cadre, Party member, grid.

    `place_code` is padded; `household` is set for pairings with one family. The helper is an account, a unit, or a
    name alone (a Party member of the village signs in nowhere).
    """

    kind = models.CharField(max_length=20, choices=PairingKind.choices)
    place_code = models.CharField(max_length=12)
    household = CountyForeignKey(Household, null=True, blank=True, related_name="pairings")
    user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = CountyForeignKey("places.Unit", null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)
    voided = models.BooleanField(default=False)

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "kind", "place_code", "name", "because")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pairing_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "household", "kind"], name="pairing_by_household"),
            models.Index(fields=["county_code", "place_code", "kind"], name="pairing_by_place"),
            models.Index(fields=["county_code", "user"], name="pairing_by_user"),
        ]


class MinorAccess(CountyModel):
    """Leave to open what is kept of children under 14 in a place, given by an officer for a term and a reason."""

    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=12)
    starts_on = models.DateField()
    ends_on = models.DateField()
    because = models.CharField(max_length=200)
    given_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.BooleanField(default=False)

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "place_code", "because")

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [models.Index(fields=["county_code", "user"], name="minor_access_by_user")]
