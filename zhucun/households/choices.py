"""Words for households."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Circumstance(models.TextChoices):
    NONE = "none", _("一般农户")
    LIFTED = "lifted", _("脱贫户")
    MONITORED = "monitored", _("监测户")
    ALLOWANCE = "allowance", _("低保户")
    SUPPORTED = "supported", _("特困户")
