"""Words for households."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Circumstance(models.TextChoices):
    """What a household is first of all; marks hold everything else, with dates."""

    NONE = "none", _("一般农户")
    LIFTED = "lifted", _("脱贫户")
    MONITORED = "monitored", _("监测户")
    ALLOWANCE = "allowance", _("低保户")
    SUPPORTED = "supported", _("特困户")


class Sex(models.TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")
    UNKNOWN = "unknown", _("未填")


class IdKind(models.TextChoices):
    """Which paper an identity number is of; a disability certificate has 20 characters and begins with the citizen's."""

    CITIZEN = "citizen", _("居民身份证")
    DISABILITY = "disability", _("残疾人证")
    OTHER = "other", _("其他证件")
    NONE = "none", _("未填")


class Housing(models.TextChoices):
    SAFE = "safe", _("安全")
    UNSAFE = "unsafe", _("有安全隐患")
    UNKNOWN = "unknown", _("未核实")


class Water(models.TextChoices):
    SAFE = "safe", _("安全")
    UNSAFE = "unsafe", _("没有保障")
    UNKNOWN = "unknown", _("未核实")


class Joined(models.TextChoices):
    """How somebody came to be in a household."""

    KNOWN = "known", _("登记时已在户")
    BORN = "born", _("出生")
    MARRIED = "married", _("婚入")
    MOVED_IN = "moved_in", _("迁入")
    SPLIT = "split", _("分户")
    MERGED = "merged", _("并户")
    RETURNED = "returned", _("回户")


class Gone(models.TextChoices):
    """How somebody, or a whole household, is no longer there."""

    DIED = "died", _("去世")
    MARRIED = "married", _("婚出")
    MOVED_OUT = "moved_out", _("迁出")
    SPLIT = "split", _("分户")
    MERGED = "merged", _("并户")
    ERROR = "error", _("登记有误")


class PairingKind(models.TextChoices):
    """Three rounds of pairing, and who is linked with each household."""

    LEADER_TOWNSHIP = "leader_township", _("县领导联系乡镇")
    UNIT_VILLAGE = "unit_village", _("部门帮扶村")
    CADRE_HOUSEHOLD = "cadre_household", _("干部帮扶农户")
    MEMBER_HOUSEHOLD = "member_household", _("党员联系农户")
    GRID = "grid", _("网格")


class Did(models.TextChoices):
    """What an act of the register did to a household, or to one person in it."""

    ENTERED = "entered", _("登记农户")
    CORRECTED = "corrected", _("更正农户信息")
    MEMBER_ADDED = "member_added", _("登记成员")
    MEMBER_CORRECTED = "member_corrected", _("更正成员信息")
    MEMBER_VOIDED = "member_voided", _("撤销误登成员")
    JOINED = "joined", _("成员转入")
    LEFT = "left", _("成员转出")
    DIED = "died", _("成员去世")
    GONE_VOIDED = "gone_voided", _("撤销误登去世或转出")
    HEAD_CHANGED = "head_changed", _("变更户主")
    SPLIT_OFF = "split_off", _("分出一户")
    FOUNDED = "founded", _("分户立户")
    TOOK_IN = "took_in", _("并入一户")
    ENDED = "ended", _("农户注销")
    MARK_BEGAN = "mark_began", _("情形开始")
    MARK_ENDED = "mark_ended", _("情形结束")
    MARK_VOIDED = "mark_voided", _("撤销误登情形")


class Asker(models.TextChoices):
    """Who asks what was done with a person's data: the person, or who may ask instead."""

    SELF = "self", _("本人")
    GUARDIAN = "guardian", _("监护人")
    KIN = "kin", _("已故者的近亲属")
    AGENT = "agent", _("本人委托的人")
