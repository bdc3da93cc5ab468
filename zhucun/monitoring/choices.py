"""Words for monitoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The three kinds of monitored household (中农组发〔2021〕7号)."""

    UNSTABLE = "unstable", _("脱贫不稳定户")
    BORDERLINE = "borderline", _("边缘易致贫户")
    SUDDEN = "sudden", _("突发严重困难户")


class Channel(models.TextChoices):
    """How a household came to be looked at."""

    APPLIED = "applied", _("农户自主申报")
    VISITED = "visited", _("干部走访排查")
    COMPARED = "compared", _("部门筛查比对")
    RULE = "rule", _("按规则提示")


class Way(models.TextChoices):
    """By which way a family told of itself."""

    IN_PERSON = "in_person", _("当面说的")
    PHONE = "phone", _("打电话")
    HOTLINE_12317 = "hotline_12317", _("12317 转来")
    HOTLINE_12345 = "hotline_12345", _("12345 转来")
    ONLINE = "online", _("网上申报")


class LeadState(models.TextChoices):
    """A lead opens a check; it is never a verdict."""

    OPEN = "open", _("待核实")
    CHECKING = "checking", _("核实中")
    DISMISSED = "dismissed", _("核实后不纳入")
    TAKEN_IN = "taken_in", _("已纳入监测")


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("计划中")
    UNDERWAY = "underway", _("实施中")
    DONE = "done", _("已落实")
    STOPPED = "stopped", _("已停止")


class Effect(models.TextChoices):
    """What came of a measure, as the person who answers for it found."""

    UNKNOWN = "unknown", _("尚未核实")
    HELPED = "helped", _("见效")
    NOT_YET = "not_yet", _("还没见效")
