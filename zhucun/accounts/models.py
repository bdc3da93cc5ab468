"""Accounts and grants. Both are reference tables: small, rarely written, shared by all counties.

There is no superuser. Without a current grant an account sees nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.data_class import INTERNAL, SENSITIVE, DataClass, each
from zhucun.kernel.ids import uuid7


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """Somebody who signs in. The name is internal; identity numbers and phones are not kept here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    first_password_until = models.DateField(null=True, blank=True)  # a slip that was lost opens nothing later
    old_passwords = models.JSONField(default=list, blank=True)  # hashes, newest first
    last_login = None  # who signed in when is nobody's figure; sign-ins stand in the audit trail

    data_class: ClassVar[Mapping[str, DataClass]] = each(INTERNAL, "username", "name") | each(
        SENSITIVE, "password", "old_passwords"
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role, at a place or for a unit, from a day to a day, for a reason.

    One that was taken back before it took force, or on its first day, is `withdrawn`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    county = models.CharField(max_length=6)
    place_prefix = models.CharField(max_length=12, blank=True)
    unit_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    because = models.CharField(max_length=200)

    data_class: ClassVar[Mapping[str, DataClass]] = each(
        INTERNAL, "role", "county", "place_prefix", "because"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_start",
            ),
            # Both would mean either: somebody of one unit in one village would read the unit everywhere.
            models.CheckConstraint(
                condition=Q(place_prefix="", unit_id__isnull=False)
                | (~Q(place_prefix="") & Q(unit_id__isnull=True)),
                name="grant_has_place_or_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "county"], name="grant_by_user"),
            models.Index(fields=["county", "place_prefix"], name="grant_by_place"),
        ]

    def holds(self, on: date) -> bool:
        """Whether the role counts on a day."""
        return not self.withdrawn and self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)

    def __str__(self) -> str:
        return f"{self.role} {self.place_prefix or self.unit_id}"
