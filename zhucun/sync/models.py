"""What the door keeps: who knocks, what it answered for ever, and what it would not carry out.

A receipt is written in the transaction of its effect; there is one for each envelope, and its id is the envelope's. An
envelope that was not carried out is held whole and sealed until a person settles it. See docs/offline.md.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each
from zhucun.kernel.fields import SealedField
from zhucun.sync.choices import Answer, DeviceState, HeldState

RECOVERY, ENVELOPE = "sync.device.recovery", "sync.held.envelope"
THERE = "sync.held.there"


class Device(CountyModel):
    """One browser profile of one person in one county. The phone made the id, the door the secret.

    `last_contact` is the last word from the phone, overwritten each time: it tells the office that a phone is lost,
    and nothing about a person's days.
    """

    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64)
    recovery = SealedField(about=RECOVERY)
    app = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=DeviceState.choices, default=DeviceState.ACTIVE)
    enrolled_at = models.DateTimeField()
    signed_in_until = models.DateTimeField()  # a sign-in on the phone moves it on
    last_contact = models.DateTimeField()
    clock_offset = models.IntegerField(default=0)  # seconds by which the phone is ahead
    made = models.PositiveIntegerField(default=0)  # the highest number the phone says it ever gave
    waiting = models.PositiveIntegerField(default=0)  # envelopes it says it has not sent
    because = models.CharField(max_length=200, blank=True)  # why it was revoked

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "name", "app", "state", "because") | each(
        SENSITIVE, "secret_hash", "recovery"
    )

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [models.Index(fields=["county_code", "user"], name="device_by_user")]

    def __str__(self) -> str:
        return self.name


class Receipt(CountyModel):
    """The answer to an envelope, for ever. `trail` is the number of its line in the county's audit chain."""

    device = CountyForeignKey(Device, related_name="+")
    seq = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    made_at = models.DateTimeField()  # by the phone's clock: evidence, never order
    received_at = models.DateTimeField()
    trail = models.PositiveBigIntegerField()
    answer = models.CharField(max_length=10, choices=Answer.choices)
    code = models.CharField(max_length=80, blank=True)
    says = models.CharField(max_length=1000, blank=True)
    then = models.CharField(max_length=400, blank=True)
    made = models.UUIDField(null=True, blank=True)  # what it brought about

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "digest", "kind", "answer", "code") | each(
        SENSITIVE, "says", "then"
    )

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [
            # Not once a number: a phone set back to an older state gives numbers anew, and nothing of that may be lost.
            models.Index(fields=["county_code", "device", "seq"], name="receipt_by_number"),
            models.Index(fields=["county_code", "device", "trail"], name="receipt_by_trail"),
        ]


class Held(CountyModel):
    """An envelope that was not carried out, whole: refused, in conflict, or of somebody who no longer may.

    `id` is the envelope's; of what cannot be named so (unreadable, or a second content of one id) the beginning of its
    hash. `place_code` is the village it is about, as far as that can be told, so that a scope covers it.
    """

    device = CountyForeignKey(Device, related_name="+")
    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    envelope = SealedField(about=ENVELOPE)
    code = models.CharField(max_length=80)
    says = models.CharField(max_length=1000)
    then = models.CharField(max_length=400, blank=True)
    against = models.UUIDField(null=True, blank=True)  # in conflict: what is there instead
    there = SealedField(about=THERE, null=True, blank=True)  # and what it says
    held_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=HeldState.choices, default=HeldState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.CharField(max_length=200, blank=True)

    scope_fields: ClassVar[dict[str, str]] = {"place": "place_code"}

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "place_code", "kind", "code", "state", "because"
    ) | each(SENSITIVE, "envelope", "there", "says", "then")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=HeldState.OPEN) | Q(settled_at__isnull=False), name="held_settled_when"
            ),
        ]
        indexes = [models.Index(fields=["county_code", "state", "place_code"], name="held_by_state")]


class Attempt(CountyModel):
    """A mark before an envelope is tried alone, so that one which brings the door down is known at the third time."""

    times = models.PositiveSmallIntegerField(default=0)  # the id is the envelope's

    data_class: ClassVar[Mapping[str, DataClass]] = {}

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]


class FormsKept(CountyModel):
    """The forms of a pack as phones were given them, so that what was made with them is read with them."""

    digest = models.CharField(max_length=64)
    forms = models.JSONField()
    kept_at = models.DateTimeField()

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "digest", "forms")

    class Meta(CountyModel.Meta):
        constraints = [
            *CountyModel.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "digest"], name="forms_kept_once"),
        ]


class Copy(CountyModel):
    """A verified backup: up to which line of the county's trail it reaches, and which pictures it could not bring."""

    made_at = models.DateTimeField()
    trail = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    lacking = models.JSONField(default=list)  # names of pictures, as phones call them

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "digest", "lacking")

    class Meta(CountyModel.Meta):
        constraints = [*CountyModel.Meta.constraints]
        indexes = [models.Index(fields=["county_code", "trail"], name="copy_by_trail")]
