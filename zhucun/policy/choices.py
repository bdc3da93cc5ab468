"""The states of a value change, and what it is about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeState(TextChoices):
    PROPOSED = "proposed", _("等待另一人同意")
    APPROVED = "approved", _("已同意")
    REJECTED = "rejected", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")
    REPEALED = "repealed", _("已停止执行")


class ChangeOf(TextChoices):
    """A duty has a threshold of its own; a value belongs to no single duty."""

    DUTY = "duty", _("规定事项")
    VALUE = "value", _("取值")


class ChangeKind(TextChoices):
    SET = "set", _("调整")
    END = "end", _("停止执行")


class Seen(TextChoices):
    """Whether the paper itself was read, in the words of packs."""

    ORIGINAL = "original", _("见过原件")
    REPRINT = "reprint", _("见过转载的全文")
    REPORT = "report", _("只见过别人的转述")
