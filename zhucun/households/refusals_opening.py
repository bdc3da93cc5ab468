"""Why what is kept more closely was not opened."""

from zhucun.households.refusals import HouseholdRefusal


class NumbersClosed(HouseholdRefusal):
    """您没有查看“%(name)s”完整号码的权限。"""

    code = "households.numbers_closed"
    next_step = "确需使用号码的，请由县委组织部管理员写明原因后查看。"


class MinorClosed(HouseholdRefusal):
    """“%(name)s”未满 14 周岁，您没有查看其信息的批准，或者批准已经到期。"""

    code = "households.minor_closed"
    next_step = "确需查看的，请向县里负责未成年人信息的人员申请批准，写明用途和期限。"
