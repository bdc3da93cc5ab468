"""Why a record was not kept. `about` names the part of the form it speaks of."""

from zhucun.kernel.refusals import Refusal


class RecordRefusal(Refusal):
    """记录没有保存。"""


class NoSuchForm(RecordRefusal):
    """制度包中没有“%(form)s”这张表。"""

    code = "fieldwork.no_such_form"
    next_step = "请返回选择要记的内容；用手机应用记的，请更新后重试，已填内容会保留。"


class NotForThisRole(RecordRefusal):
    """“%(form)s”不由“%(role)s”填写。"""

    code = "fieldwork.not_for_this_role"
    next_step = "请改记其他内容；认为应当由本人填写的，请联系县委组织部核对制度包。"
    about = "posting"


class PostingElsewhere(RecordRefusal):
    """这条派驻不属于本县。"""

    code = "fieldwork.posting_elsewhere"
    next_step = "请在派驻所在的县填写。"
    about = "posting"


class NotYourPosting(RecordRefusal):
    """您不是这条派驻的本人，也没有在该村代为填写的权限。"""

    code = "fieldwork.not_your_posting"
    next_step = "请由本人填写，或由所在乡镇、县里有填写权限的人员代填。"
    about = "posting"


class DayAhead(RecordRefusal):
    """%(day)s 还没有到，不能先记。"""

    code = "fieldwork.day_ahead"
    next_step = "请填写今天或以前的日期；计划要做的事，做完当天再记。"
    about = "day"


class DayOutsidePosting(RecordRefusal):
    """%(day)s 不在派驻期内（%(starts)s 至 %(ends)s）。"""

    code = "fieldwork.day_outside_posting"
    next_step = "请改为派驻期内的日期；派驻起止有误的，请联系县委组织部更正。"
    about = "day"


class HouseholdMissing(RecordRefusal):
    """“%(form)s”没有选择农户。"""

    code = "fieldwork.household_missing"
    next_step = "请输入户主姓名中的一个字，从名册中选择；名册中没有的，请先登记农户。"
    about = "household"


class HouseholdElsewhere(RecordRefusal):
    """所选农户不在派驻的村里。"""

    code = "fieldwork.household_elsewhere"
    next_step = "请从本村名册中选择；这户人家已迁走的，请改记驻村日志并写明。"
    about = "household"


class HouseholdGone(RecordRefusal):
    """“%(name)s”户 %(day)s 已迁走或者注销，所写的日期在这以后。"""

    code = "fieldwork.household_gone"
    next_step = "请核对日期；日期没有写错的，请与村里核对名册，或者改记驻村日志并写明。"
    about = "household"


class RecordIncomplete(RecordRefusal):
    """“%(form)s”还有 %(count)s 处要补正：%(what)s"""

    code = "fieldwork.incomplete"
    next_step = "请按提示补正后再保存，已填内容会保留。"

    def __init__(self, *, form: str, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(form=form, count=len(problems), what="".join(problems.values()))


class DutyUnclear(RecordRefusal):
    """没有说明这条记录属于四项职责中的哪一项，或者所选的一项不属于“%(form)s”。"""

    code = "fieldwork.duty_unclear"
    next_step = "请选择一项：%(choices)s。"
    about = "duty"


class PresenceContradicts(RecordRefusal):
    """记录本身与“是否在村”的说法不一致。"""

    code = "fieldwork.presence_contradicts"
    next_step = "是否在村由“%(form)s”的内容得出，请核对地点后再保存。"


class TitleTooLong(RecordRefusal):
    """标题最多 %(most)s 个字。"""

    code = "fieldwork.title_too_long"
    next_step = "请缩短标题，详细情况写在内容里。"


class RecordDiffers(RecordRefusal):
    """编号 %(id)s 已有一条内容不同的记录，没有覆盖。"""

    code = "fieldwork.same_id_other_content"
    next_step = "两份内容都没有丢：已收下的那一条请用“更正”修改，另一条请作为新记录保存。"


class RecordIsHistory(RecordRefusal):
    """这条记录已被更正或撤销，不能再改这一版。"""

    code = "fieldwork.superseded"
    next_step = "请打开现行的一版再改。"


class NothingCorrected(RecordRefusal):
    """更正后的内容与原来相同，没有保存新的一版。"""

    code = "fieldwork.nothing_corrected"
    next_step = "请改动要更正的内容，或返回记录页面。"


class ReasonMissing(RecordRefusal):
    """没有写明原因。"""

    code = "fieldwork.reason_missing"
    next_step = "请用一句话写明原因，原记录会保留。"
    about = "because"


class NoMatters(RecordRefusal):
    """本县的制度包里没有“群众事项”这种办件。"""

    code = "fieldwork.no_matters"
    next_step = "请在“办件”里选择合适的一种提出，或者联系县委组织部核对制度包。"


class NothingPromised(RecordRefusal):
    """这条记录没有写答应了什么，或者已经被更正、撤销，不能转为办件。"""

    code = "fieldwork.nothing_promised"
    next_step = "请打开现行的一版；答应了事情没有写的，先更正记录，再转为办件。"


class MayNotRaise(RecordRefusal):
    """您没有在这个村提出群众事项的权限。"""

    code = "fieldwork.may_not_raise"
    next_step = "请由该村的第一书记、工作队员，或者乡镇、县里的管理员提出。"


class MatterRaised(RecordRefusal):
    """这条记录里答应的事已经转为办件，没有再提一件。"""

    code = "fieldwork.matter_raised"
    next_step = "请打开记录页面，从那里看办到了哪一步。"


class NoPicture(RecordRefusal):
    """收到的不是一张完整的 JPEG 或 PNG 图片，没有保存。"""

    code = "fieldwork.no_picture"
    next_step = "请重新拍一张；记录已经保存，不受影响。"
