"""Why an account or a role was not given, changed or ended. `about` names the field of the form it belongs to."""

from zhucun.kernel.refusals import Refusal


class AccountRefusal(Refusal):
    """账号和授权没有改动。"""


class RolesMustStayApart(AccountRefusal):
    """系统管理员、安全管理员、审计管理员必须由不同的人担任，“%(name)s”已担任其中一项。"""

    code = "accounts.separated"
    next_step = "请另选人员，或先结束其现有授权。"
    about = "role"


class OnlySecurityMayGrant(AccountRefusal):
    """“%(role)s”只能由安全管理员授权。"""

    code = "accounts.security_grants"
    next_step = "请先以业务角色开立账号，再由安全管理员授权。"
    about = "role"


class UnknownRole(AccountRefusal):
    """制度包中没有“%(role)s”这一角色。"""

    code = "accounts.unknown_role"
    next_step = "请从列表中选择角色。"
    about = "role"


class WrongLevel(AccountRefusal):
    """“%(role)s”应授权到%(level)s，所选范围不是。"""

    code = "accounts.wrong_level"
    next_step = "请重新选择范围。"
    about = "reach"


class PlaceOrUnit(AccountRefusal):
    """一项授权只能对应一个地方或一个派出单位。"""

    code = "accounts.place_or_unit"
    next_step = "请只选其中一项；两项都要的，请分两次授权。"
    about = "reach"


class PlaceOutsideCounty(AccountRefusal):
    """地方代码“%(place)s”不在本县。"""

    code = "accounts.outside_county"
    next_step = "请从列表中选择本县的乡镇或村。"
    about = "reach"


class OutOfReach(AccountRefusal):
    """这超出了您的授权范围。"""

    code = "accounts.out_of_reach"
    next_step = "请由上一级的管理员办理。"


class NotForOneself(AccountRefusal):
    """不能给自己授权，也不能停用或重置自己的账号。"""

    code = "accounts.not_for_oneself"
    next_step = "请由另一位管理员办理；换密码请用“我的”里的“换密码”。"


class EndsBeforeItBegins(AccountRefusal):
    """结束日期早于开始日期。"""

    code = "accounts.ends_before"
    next_step = "请核对起止日期。"
    about = "until"


class AlreadyGranted(AccountRefusal):
    """“%(name)s”在这个范围已有“%(role)s”的授权，时间重叠。"""

    code = "accounts.already_granted"
    next_step = "如要改期，请先结束原授权。"
    about = "role"


class GrantHasEnded(AccountRefusal):
    """这项授权已于 %(on)s 结束。"""

    code = "accounts.grant_has_ended"
    next_step = "不需要再办理。"


class AccountIssuedAlready(AccountRefusal):
    """这个账号已经开立，初始密码只显示一次。"""

    code = "accounts.issued_already"
    next_step = "没有记下的，请在人员页重置密码。"


class UsernameTaken(AccountRefusal):
    """登录名“%(username)s”已被使用。"""

    code = "accounts.username_taken"
    next_step = "请换一个，或留空由系统生成。"
    about = "username"


class AccountClosed(AccountRefusal):
    """“%(name)s”的账号已停用。"""

    code = "accounts.closed"
    next_step = "仍在岗的，请先恢复账号。"


class AccountOpen(AccountRefusal):
    """“%(name)s”的账号没有停用，不需要恢复。"""

    code = "accounts.open"
    next_step = "忘了密码的，请重置密码。"
