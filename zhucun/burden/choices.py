"""Words of requests for data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a request stands. That one has come to its end is told by its last day, not kept."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("等待审批")
    RETURNED = "returned", _("退回修改")
    APPROVED = "approved", _("执行中")
    WITHDRAWN = "withdrawn", _("已撤销")


class Frequency(models.TextChoices):
    ONCE = "once", _("只报一次")
    MONTHLY = "monthly", _("每月一次")
    QUARTERLY = "quarterly", _("每季度一次")


class FieldKind(models.TextChoices):
    NUMBER = "number", _("整数")
    YES_NO = "yes_no", _("是或否")
    DATE = "date", _("日期")
    TEXT = "text", _("文字")


class Did(models.TextChoices):
    """Steps of a request."""

    DRAFTED = "drafted", _("起草")
    CHANGED = "changed", _("修改")
    SUBMITTED = "submitted", _("报审")
    RETURNED = "returned", _("退回")
    APPROVED = "approved", _("批准登记")
    WITHDRAWN = "withdrawn", _("撤销")


class Way(models.TextChoices):
    """How something was asked outside the register."""

    CHAT = "chat", _("工作群消息")
    PAPER = "paper", _("纸质表格或文件")
    PHONE = "phone", _("电话或当面")
    APP = "app", _("另一个系统或小程序")
    MAIL = "mail", _("邮件或电子表格")


class Outcome(models.TextChoices):
    """What the county made of a refusal."""

    WAITING = "waiting", _("等县里处理")
    DRAFTED = "drafted", _("已转为草稿，报审后再填")
    CONFIRMED = "confirmed", _("县里确认不用填")
