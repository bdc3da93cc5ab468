"""Words for presence. The codes are those that packs use in `counts`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is entered; without an entry the pack's counting basis speaks."""

    IN_VILLAGE = "in_village", _("在村")
    TRAINING = "training", _("培训")
    OFFICIAL_TRIP = "official_trip", _("公务外出")
    PERSONAL_LEAVE = "personal_leave", _("事假")
    SICK_LEAVE = "sick_leave", _("病假")
    STATUTORY_LEAVE = "statutory_leave", _("法定休假")
    FOUND_ABSENT = "found_absent", _("检查时不在岗")


LEAVES = frozenset({Kind.PERSONAL_LEAVE, Kind.SICK_LEAVE, Kind.STATUTORY_LEAVE})
BY_OFFICE_ONLY = frozenset({Kind.FOUND_ABSENT})
