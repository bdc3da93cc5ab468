"""Accounts and grants. Both are reference tables: small, rarely written, shared by all counties.

There is no superuser. Without a current grant an account sees nothing.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from zhucun.kernel.ids import uuid7


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """Somebody who signs in. The name is internal; identity numbers and phones are not kept here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    last_login = None  # who signed in when is nobody's figure; sign-ins stand in the audit trail

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role, at a place or for a unit, from a day to a day, for a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    county = models.CharField(max_length=6)
    place_prefix = models.CharField(max_length=12, blank=True)
    unit_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(place_prefix="") | Q(unit_id__isnull=False), name="grant_has_place_or_unit"
            ),
        ]
        indexes = [models.Index(fields=["user", "county"], name="grant_by_user")]
