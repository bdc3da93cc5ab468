"""Why a register was not taken in or handed out."""

from zhucun.households.refusals import HouseholdRefusal


class RegisterHasErrors(HouseholdRefusal):
    """表里有 %(errors)d 处须改，没有导入任何内容。"""

    code = "households.register_has_errors"
    next_step = "请下载问题清单，在原表里改好后重新上传；也可以只导入没有问题的户。"


class RegisterIsBroken(HouseholdRefusal):
    """表头或整张表有问题，没有导入任何内容。"""

    code = "households.register_is_broken"
    next_step = "请对照示例表改好表头后重新上传。"


class RegisterIsEmpty(HouseholdRefusal):
    """表里没有可以导入的户。"""

    code = "households.register_is_empty"
    next_step = "请在表头下面逐行填写后重新上传。"


class SourceMissing(HouseholdRefusal):
    """没有写明这份表从哪里来。"""

    code = "households.source_missing"
    next_step = "请用一句话写明来源，例如“国家平台 2026 年 10 月导出”。"
    about = "because"


class RegisterClash(HouseholdRefusal):
    """另有人同时登记了相同的人，本次没有导入任何内容。"""

    code = "households.register_clash"
    next_step = "请重新打开预览核对，再点导入。"


class NumbersNotYours(HouseholdRefusal):
    """您没有导出完整号码的权限。"""

    code = "households.numbers_not_yours"
    next_step = "请导出隐去号码的表；确需号码的，请由县委组织部管理员写明原因后导出。"


class TooManyHouseholds(HouseholdRefusal):
    """符合筛选的有 %(count)d 户，一次最多导出 %(most)d 户。"""

    code = "households.too_many_to_export"
    next_step = "请按乡镇、村或者农户类型筛选后分几次导出。"


class ExportReasonMissing(HouseholdRefusal):
    """导出完整号码没有写明原因。"""

    code = "households.export_reason_missing"
    next_step = "请用一句话写明用途，它会留在审计记录中。"
    about = "because"
