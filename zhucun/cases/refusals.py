"""Why nothing happened to a case. `about` names the fields it speaks of; a pack's own sentence goes before ours."""

from zhucun.kernel.refusals import Refusal


class CaseRefusal(Refusal):
    """这件事没有变动。"""


class NoSuchFlow(CaseRefusal):
    """制度包中没有“%(flow)s”这类办件。"""

    code = "cases.no_such_flow"
    next_step = "请返回重新选择要提出的事；用手机应用提出的，请更新后重试，已填内容会保留。"


class NoSuchCase(CaseRefusal):
    """没有找到这件办件，或者您无权查看。"""

    code = "cases.no_such_case"
    next_step = "请从“办件”列表中打开。"


class MayNotRaise(CaseRefusal):
    """“%(flow)s”不能由您以“%(role)s”的身份在这里提出。"""

    code = "cases.may_not_raise"
    next_step = "请核对身份和所属村、乡镇；认为应当能提出的，请联系县委组织部核对授权和制度包。"


class PlaceMissing(CaseRefusal):
    """没有说明“%(flow)s”是哪个%(level)s的事。"""

    code = "cases.place_missing"
    next_step = "请选择地点后再提出。"


class SubjectMissing(CaseRefusal):
    """没有说明“%(flow)s”是关于谁的，或者所选的对象不在这里。"""

    code = "cases.subject_missing"
    next_step = "请从列表中选择；列表中没有的，请先登记或请县委组织部更正名册。"


class OnlyForOneself(CaseRefusal):
    """“%(flow)s”应由本人提出。"""

    code = "cases.only_for_oneself"
    next_step = "请由本人提出；本人不便的，由乡镇或县里代为提出。"


class CaseIncomplete(CaseRefusal):
    """还有 %(count)s 处要补正：%(what)s"""

    code = "cases.incomplete"
    next_step = "请按提示补正后再提交，已填内容会保留。"

    def __init__(self, *, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(count=len(problems), what="".join(problems.values()))


class SomebodyWasFirst(CaseRefusal):
    """您打开页面以后，%(who)s已于 %(when)s 办了“%(what)s”，这一步没有再办。"""

    code = "cases.somebody_was_first"
    next_step = "请看最新情况，需要的话再办。"


class NotInThisState(CaseRefusal):
    """这件事现在是“%(state)s”，不能办“%(step)s”。"""

    code = "cases.not_in_this_state"
    next_step = "请刷新页面，从列出的步骤中选择。"


class NotYours(CaseRefusal):
    """“%(step)s”不由您办理。"""

    code = "cases.not_yours"
    next_step = "办件页面写明了现在由谁办理；认为应当由您办理的，请联系县委组织部核对授权。"


class FourEyes(CaseRefusal):
    """“%(step)s”和“%(before)s”须由不同的人办理，您已办过其中一步。"""

    code = "cases.four_eyes"
    next_step = "请由另一位有权办理的人办。"


class NotYet(CaseRefusal):
    """还不具备办“%(step)s”的条件。"""

    code = "cases.not_yet"
    next_step = "请先补齐条件，再办这一步。"


class SaidByPack(CaseRefusal):
    """%(says)s"""

    code = "cases.not_yet"


class AnswerMissing(CaseRefusal):
    """还没有填写：%(what)s。"""

    code = "cases.answer_missing"
    next_step = "请填写后再提交，已填内容会保留。"


class NotAsked(CaseRefusal):
    """“%(what)s”不是这一步要填的项。"""

    code = "cases.not_asked"
    next_step = "请刷新页面后重新填写；用手机应用办的，请更新后重试。"


class DaysReversed(CaseRefusal):
    """“%(last)s”早于“%(first)s”。"""

    code = "cases.days_reversed"
    next_step = "请核对这两个日期后再提交，已填内容会保留。"


class ClosingNeeds(CaseRefusal):
    """办结之前还缺：%(what)s。"""

    code = "cases.closing_needs"
    next_step = "请先补上，再办结。"


class CaseSuspended(CaseRefusal):
    """这件事已经中止，期限也停了。"""

    code = "cases.suspended"
    next_step = "请先恢复办理。"


class CaseNotSuspended(CaseRefusal):
    """这件事没有中止，不需要恢复。"""

    code = "cases.not_suspended"
    next_step = "可以直接办理下一步。"


class CaseIsOver(CaseRefusal):
    """这件事已经结束（%(state)s），不能再办“%(step)s”。"""

    code = "cases.over"
    next_step = "需要重新办理的，请看办件页面上是否可以重新提起，或者另提一件。"


class OnlyOnce(CaseRefusal):
    """“%(step)s”在这一阶段已经办过，不能再办第二次。"""

    code = "cases.once"
    next_step = "请办其他步骤。"


class NoLevelLeft(CaseRefusal):
    """上面已经没有可以办理这件事的一级。"""

    code = "cases.no_level_left"
    next_step = "请联系县委组织部：为相应一级授权办理人员，或者由县里直接办理。"


class NobodyToName(CaseRefusal):
    """“%(step)s”没有说明由谁接着办，或者所指的人不在本县。"""

    code = "cases.nobody_to_name"
    next_step = "请从列出的人员中选择一位。"


class TermPast(CaseRefusal):
    """按所填日期，期限 %(due)s 已经过去。"""

    code = "cases.term_past"
    next_step = "请核对日期；确实已经过期的，请改填仍可办到的日期并写明情况。"


class MergeWhere(CaseRefusal):
    """没有说明并入哪一件，或者那一件不是同类、不在办理，或者您无权查看。"""

    code = "cases.merge_where"
    next_step = "请从列出的同类办件中选择一件在办的。"


class CaseDiffers(CaseRefusal):
    """编号 %(id)s 已有另一件办件，没有覆盖。"""

    code = "cases.same_id_other_case"
    next_step = "已收下的那一件没有变动；请重新提出这一件。"


class ChildHasNoPlace(CaseRefusal):
    """分出的“%(flow)s”没有说明是哪里的事。"""

    code = "cases.child_has_no_place"
    next_step = "请在这一步写明村或者单位；制度包没有这一项的，请联系县委组织部。"


class TextMissing(CaseRefusal):
    """没有写内容。"""

    code = "cases.text_missing"
    next_step = "请用一两句话写明。"


class TextTooLong(CaseRefusal):
    """最多 %(most)s 个字，现在 %(now)s 个字。"""

    code = "cases.text_too_long"
    next_step = "请删去 %(over)s 个字；内容较多的，请作为附件添加。"


class ReasonMissing(CaseRefusal):
    """没有写明原因。"""

    code = "cases.reason_missing"
    next_step = "请用一句话写明原因。"


class MayNotManage(CaseRefusal):
    """您不能在这里指定办理人或者催办。"""

    code = "cases.may_not_manage"
    next_step = "请由这件事所在乡镇或者县里的管理员办。"


class NobodyToRemind(CaseRefusal):
    """没有可以催办的：所选办件不在等人办理，或者今天已经催办过。"""

    code = "cases.nobody_to_remind"
    next_step = "同一件事一天催办一次；请选择其他在办的办件。"


class TooManyAtOnce(CaseRefusal):
    """一次最多选 %(most)s 件，现在选了 %(now)s 件。"""

    code = "cases.too_many_at_once"
    next_step = "请分几次办。"


class FileEmpty(CaseRefusal):
    """“%(name)s”是空文件。"""

    code = "cases.file_empty"
    next_step = "请重新选择文件。附件可以不加。"


class FileTooLarge(CaseRefusal):
    """“%(name)s”有 %(size)s MB，每个附件最多 %(most)s MB。"""

    code = "cases.file_too_large"
    next_step = "请压缩图片或者分成几份再添加。附件可以不加。"


class PictureTooLarge(CaseRefusal):
    """“%(name)s”的图片超过 %(most)s 万像素，打开它会占满内存，没有保存。"""

    code = "cases.picture_too_large"
    next_step = "请缩小以后再加，例如用手机的“编辑”另存一张小的。"


class FileKind(CaseRefusal):
    """“%(name)s”不是可以添加的文件。"""

    code = "cases.file_kind"
    next_step = "可以添加 PDF、JPG、PNG 图片和 Word（docx）、Excel（xlsx）文件；附件可以不加。"


class TooManyFiles(CaseRefusal):
    """一件办件最多 %(most)s 个附件。"""

    code = "cases.too_many_files"
    next_step = "请把几份材料合成一份再添加。"
