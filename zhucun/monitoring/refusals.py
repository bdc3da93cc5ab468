"""Why something in monitoring was not kept. `about` names the field of the form it belongs to."""

from zhucun.kernel.refusals import Refusal


class MonitoringRefusal(Refusal):
    """监测信息没有保存。"""


class HouseholdNotYours(MonitoringRefusal):
    """您没有登记这户监测信息的权限。"""

    code = "monitoring.not_yours"
    next_step = "请由该村或其所在乡镇有登记权限的人员办理。"


class HouseholdGone(MonitoringRefusal):
    """“%(name)s”户已经不在册。"""

    code = "monitoring.household_gone"
    next_step = "请在农户名册里核对这户现在登记在哪里。"


class SaysMissing(MonitoringRefusal):
    """没有写明发现了什么情况。"""

    code = "monitoring.says_missing"
    next_step = "请用一两句话写明看到或听到的情况。"
    about = "says"


class ApplicantMissing(MonitoringRefusal):
    """没有写明是谁来申报的。"""

    code = "monitoring.applicant_missing"
    next_step = "请写姓名；替别人来说的，写来说的人。"
    about = "applicant"


class HeardAhead(MonitoringRefusal):
    """%(day)s 还没有到。"""

    code = "monitoring.heard_ahead"
    next_step = "请填写农户来说的那一天。"
    about = "heard_on"


class TooLong(MonitoringRefusal):
    """写了 %(now)s 个字，最多 %(most)s 个字。"""

    code = "monitoring.too_long"
    next_step = "请删去多余的字后再保存。"


class LeadClosed(MonitoringRefusal):
    """这条线索已经了结。"""

    code = "monitoring.lead_closed"
    next_step = "有新情况的，请另登记一条线索。"


class ReasonMissing(MonitoringRefusal):
    """没有写明不纳入的原因。"""

    code = "monitoring.reason_missing"
    next_step = "请用一句话写明核实到的情况。"
    about = "because"


class AlreadyChecked(MonitoringRefusal):
    """这户正有同样的一件在办。"""

    code = "monitoring.already_checked"
    next_step = "请在正在办的那一件里处理。"


class PeopleMissing(MonitoringRefusal):
    """家庭人口填写为 %(people)s 人，应在 1 至 %(most)s 人之间。"""

    code = "monitoring.people_missing"
    next_step = "请按实际共同生活的人口填写。"
    about = "people"


class WindowWrong(MonitoringRefusal):
    """收支从 %(first)s 到 %(last)s，不是已经过完的连续十二个月。"""

    code = "monitoring.window_wrong"
    next_step = "请选十二个月，最晚到上个月。"
    about = "last_month"


class NoSuchLine(MonitoringRefusal):
    """收支表里没有“%(key)s”这一项。"""

    code = "monitoring.no_such_line"
    next_step = "请刷新页面后重新填写。"


class AmountWrong(MonitoringRefusal):
    """“%(title)s”的金额不在 0 至一亿元之间。"""

    code = "monitoring.amount_wrong"
    next_step = "请核对金额和单位（元）。"

    @property
    def field(self) -> str:
        return str(self.details.get("key", ""))


class WhatMissing(MonitoringRefusal):
    """没有写明帮扶做什么。"""

    code = "monitoring.what_missing"
    next_step = "请用一句话写明，例如“介绍到镇里的鞋厂上班”。"
    about = "what"


class OwnerMissing(MonitoringRefusal):
    """没有写明由谁负责。"""

    code = "monitoring.owner_missing"
    next_step = "请写明负责人的姓名。"
    about = "owner"


class OwnerNotHere(MonitoringRefusal):
    """选的负责人现在不能登记这户的监测信息。"""

    code = "monitoring.owner_not_here"
    next_step = "请选本村、本乡镇或者县里现在有权限的人；没有账号的写姓名。"
    about = "owner_user"


class NoSuchKind(MonitoringRefusal):
    """没有“%(kind)s”这类帮扶措施。"""

    code = "monitoring.no_such_kind"
    next_step = "请从列出的措施中选择。"
    about = "kind"


class MeasureOver(MonitoringRefusal):
    """这项措施已经“%(state)s”，不能再这样办。"""

    code = "monitoring.measure_over"
    next_step = "请刷新页面，看看这项措施现在的状态。"


class DayAhead(MonitoringRefusal):
    """%(day)s 还没有到。"""

    code = "monitoring.day_ahead"
    next_step = "请填写已经落实的那一天。"
    about = "done_on"


class CaseOfNobody(MonitoringRefusal):
    """这件事没有说明是哪一户，不能登记监测结果。"""

    code = "monitoring.case_of_nobody"
    next_step = "请从这户的页面重新提出。"


class NoSuchWord(MonitoringRefusal):
    """监测登记不认得“%(word)s”。"""

    code = "monitoring.no_such_word"
    next_step = "请联系县里核对办件流程中的选项。"


class AlreadyMonitored(MonitoringRefusal):
    """“%(name)s”户从 %(since)s 起已经是监测户，不再重复纳入。"""

    code = "monitoring.already_monitored"
    next_step = "请在这户的监测页面补充新的风险和措施。"


class NotMonitored(MonitoringRefusal):
    """“%(name)s”户现在不是监测户，谈不上风险消除。"""

    code = "monitoring.not_monitored"
    next_step = "请核对是不是选错了户。"


class NothingChosen(MonitoringRefusal):
    """没有选中要登记线索的户。"""

    code = "monitoring.nothing_chosen"
    next_step = "请在比对结果里选出要核实的户。"
