"""Why what is kept more closely was not opened."""

from zhucun.households.refusals import HouseholdRefusal


class DetailsClosed(HouseholdRefusal):
    """“%(name)s”不在您负责的村，您没有查看其详细情况的权限。"""

    code = "households.details_closed"
    next_step = "确需了解的，请联系其所在村的驻村干部或所在乡镇。"


class NumbersClosed(HouseholdRefusal):
    """您没有查看“%(name)s”完整号码的权限。"""

    code = "households.numbers_closed"
    next_step = "确需使用号码的，请由县委组织部管理员写明原因后查看。"


class MinorClosed(HouseholdRefusal):
    """“%(name)s”未满 14 周岁，您没有查看其信息的批准，或者批准已经到期。"""

    code = "households.minor_closed"
    next_step = "确需查看的，请向县里负责未成年人信息的人员申请批准，写明用途和期限。"
