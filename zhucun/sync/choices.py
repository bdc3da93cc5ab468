"""Closed lists of the door. What the phone reads of these are the values, never the words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeviceState(TextChoices):
    ACTIVE = "active", _("在用")
    REVOKED = "revoked", _("已停用，等它交完")
    EMPTIED = "emptied", _("已清空")


class Answer(TextChoices):
    """How the door answered an envelope. `already` is told of a receipt there was, and never kept."""

    ACCEPTED = "accepted", _("已收")
    WAITING = "waiting", _("等前面的一条")
    CONFLICT = "conflict", _("两边都改了")
    REFUSED = "refused", _("未收")


class HeldState(TextChoices):
    OPEN = "open", _("待处理")
    SETTLED = "settled", _("已照收")
    RETURNED = "returned", _("已退回本人")
    LET_GO = "let_go", _("本人不要了")
