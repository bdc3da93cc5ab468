"""Why an act on postings was not carried out. `about` names the field of the form it speaks of."""

from zhucun.kernel.refusals import Refusal


class DispatchRefusal(Refusal):
    """派驻信息没有保存。"""


class RosterHasErrors(DispatchRefusal):
    """名册里有 %(errors)d 处须改，没有导入任何内容。"""

    code = "dispatch.roster_has_errors"
    next_step = "请下载标好问题的表，改好后重新上传。"


class RosterIsEmpty(DispatchRefusal):
    """名册里没有可以导入的行。"""

    code = "dispatch.roster_is_empty"
    next_step = "请在表头下面逐行填写，一行一名干部的一段派驻。"


class RosterClash(DispatchRefusal):
    """另有一次导入同时写入了相同的单位、人员或派驻，本次没有导入任何内容。"""

    code = "dispatch.roster_clash"
    next_step = "请重新打开预览核对，再点导入。"


class UploadGone(DispatchRefusal):
    """这份上传的名册已经不在了：导入完成、放弃或超过一天都会删除。"""

    code = "dispatch.upload_gone"
    next_step = "请重新上传。"


class PostingHasEnded(DispatchRefusal):
    """这段派驻已于 %(day)s 结束。"""

    code = "dispatch.posting_has_ended"
    next_step = "如结束日期有误，请在名册中改正后重新导入。"


class EndsBeforeStart(DispatchRefusal):
    """结束日期早于开始日期 %(day)s。"""

    code = "dispatch.ends_before_start"
    next_step = "请填写不早于开始日期的一天。"
    about = "on"


class ReasonMissing(DispatchRefusal):
    """没有写明原因。"""

    code = "dispatch.reason_missing"
    next_step = "请写一句原因，它会留在记录中。"
    about = "because"
