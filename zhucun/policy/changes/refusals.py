"""Why a number was not proposed, approved or ended. `about` names the field of the form it belongs to."""

from zhucun.kernel.refusals import Refusal


class ChangeRefusal(Refusal):
    """这项调整没有办理。"""


class NotYours(ChangeRefusal):
    """您没有办理本县调整的权限。"""

    code = "policy.change_not_yours"
    next_step = "请由县委组织部有此权限的人员办理。"


class NothingToChange(ChangeRefusal):
    """本县的制度里没有“%(what)s”这一项，无从调整。"""

    code = "policy.nothing_to_change"
    next_step = "请从“制度”页面选择要调整的规定。"


class ValueUnreadable(ChangeRefusal):
    """“%(value)s”不是整数。"""

    code = "policy.value_unreadable"
    next_step = "请填写不带小数和单位的整数，例如 20。"
    about = "value"


class ValueTooLarge(ChangeRefusal):
    """“%(value)s”太大，最多 9 位数。"""

    code = "policy.value_too_large"
    next_step = "请核对文件后重新填写。"
    about = "value"


class NotAllowed(ChangeRefusal):
    """%(what)s"""

    code = "policy.change_not_allowed"
    next_step = "%(do)s"
    about = "value"


class SameAlready(ChangeRefusal):
    """从 %(since)s 起执行的本来就是 %(value)s，没有变化。"""

    code = "policy.same_already"
    next_step = "请核对数和开始日期；只补充文件依据的，请改制度包的 sources.yaml。"
    about = "value"


class DatesReversed(ChangeRefusal):
    """最后一天 %(until)s 早于开始执行的 %(since)s。"""

    code = "policy.change_dates_reversed"
    next_step = "请核对两个日期；一直执行的，最后一天可以不填。"
    about = "until"


class DatesOverlap(ChangeRefusal):
    """从 %(since)s 起已经另有同意的调整（%(value)s），起止日期重叠。"""

    code = "policy.change_dates_overlap"
    next_step = "请改日期，或者先停止执行原来的那一项。"
    about = "since"


class ProposedAlready(ChangeRefusal):
    """“%(title)s”从 %(since)s 起的调整已经有人提出，正在等待同意。"""

    code = "policy.change_proposed_already"
    next_step = "请先办结或撤回那一项，再提出新的。"
    about = "since"


class PaperMissing(ChangeRefusal):
    """没有写全依据的文件：标题、发文机关、日期和原文都要有。"""

    code = "policy.paper_missing"
    next_step = "请照文件补全。"
    about = "paper_title"


class PaperDateUnreadable(ChangeRefusal):
    """文件日期“%(dated)s”看不懂。"""

    code = "policy.paper_date_unreadable"
    next_step = "请写成 2026、2026-08 或 2026-08-15。"
    about = "paper_dated"


class ReasonMissing(ChangeRefusal):
    """没有写明理由。"""

    code = "policy.change_reason_missing"
    next_step = "请用一句话写明为什么这样办。"
    about = "reason"


class SamePerson(ChangeRefusal):
    """这项调整是您自己提出的，要由另一个人决定。"""

    code = "policy.change_same_person"
    next_step = "请另一位有此权限的人员办理；您可以撤回。"


class DecidedAlready(ChangeRefusal):
    """这项调整已经办结：%(state)s。"""

    code = "policy.change_decided_already"
    next_step = "请刷新页面查看；还要再改的，请重新提出。"


class NotTheProposer(ChangeRefusal):
    """只有提出的人可以撤回。"""

    code = "policy.change_not_proposer"
    next_step = "不同意的，请办“不同意”并写明理由。"


class NotInForce(ChangeRefusal):
    """这一项不是同意执行的调整，没有可以停止的内容。"""

    code = "policy.change_not_in_force"
    next_step = "请从已同意的调整里选择。"


class EndsTooLate(ChangeRefusal):
    """这项调整执行到 %(until)s 为止，从 %(since)s 停止没有意义。"""

    code = "policy.change_ends_too_late"
    next_step = "请填写更早的日期。"
    about = "since"
