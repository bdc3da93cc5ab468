"""Why a pairing was not kept. `about` names the field of the form it belongs to."""

from zhucun.households.refusals import HouseholdRefusal


class PairingRefusal(HouseholdRefusal):
    """结对没有保存。"""


class UnknownKind(PairingRefusal):
    """没有“%(kind)s”这一种结对。"""

    code = "pairings.unknown_kind"
    next_step = "请从列出的几种结对中选择。"


class HelperMissing(PairingRefusal):
    """没有填写由谁负责。"""

    code = "pairings.helper_missing"
    next_step = "请填写姓名、单位或者网格的名称。"
    about = "name"


class HelperTooLong(PairingRefusal):
    """负责人的名称最多 %(most)s 个字。"""

    code = "pairings.helper_too_long"
    next_step = "请删去多余的字后再保存。"
    about = "name"


class UnitUnknown(PairingRefusal):
    """本县没有登记这个单位。"""

    code = "pairings.unit_unknown"
    next_step = "请核对单位全称；新的单位请先由县委组织部登记。"
    about = "unit"


class AccountUnknown(PairingRefusal):
    """本县没有“%(account)s”这个账号。"""

    code = "pairings.account_unknown"
    next_step = "请核对登录账号；帮扶人没有账号的，这一项不填。"
    about = "account"


class TargetMissing(PairingRefusal):
    """没有说明“%(kind)s”的对象。"""

    code = "pairings.target_missing"
    next_step = "请选择本县现有的乡镇、村，或者名册中的农户。"
    about = "place"


class MayNotPair(PairingRefusal):
    """您没有登记这里“%(kind)s”的权限。"""

    code = "pairings.not_yours"
    next_step = "领导联系乡镇由县里登记，部门帮扶村由县或乡镇登记，农户的结对由本村或其乡镇登记。"


class PairedAlready(PairingRefusal):
    """%(name)s 从 %(since)s 起已经负责。"""

    code = "pairings.paired_already"
    next_step = "不用再登记；开始日期有误的，请先作废原来的一条。"
    about = "name"


class SomebodyElsePaired(PairingRefusal):
    """这一户现在由 %(name)s 负责，从 %(since)s 起。"""

    code = "pairings.somebody_else"
    next_step = "换人负责请办理“交接”，原来的一条会保留。"
    about = "name"


class PairingsClash(PairingRefusal):
    """%(name)s 的结对登记为 %(since)s 起，与 %(day)s 开始的这一条冲突。"""

    code = "pairings.clash"
    next_step = "请核对日期；原来登记有误的，请先作废。"
    about = "starts_on"


class PairingAhead(PairingRefusal):
    """%(day)s 还没有到。"""

    code = "pairings.day_ahead"
    next_step = "请填写今天或以前的日期；以后才变动的，到那天再登记。"
    about = "starts_on"


class PairingOver(PairingRefusal):
    """这条结对已经结束或者作废。"""

    code = "pairings.over"
    next_step = "请打开现在的一条再办理。"


class EndsBeforeStart(PairingRefusal):
    """结束的日子不能早于开始的 %(since)s。"""

    code = "pairings.ends_before_start"
    next_step = "请核对日期；登记有误的，请选择作废。"
    about = "on"


class SameHelper(PairingRefusal):
    """交接前后都是 %(name)s，没有变化。"""

    code = "pairings.same_helper"
    next_step = "请填写接手的人；没有换人的不用办理交接。"
    about = "name"


class WhyMissing(PairingRefusal):
    """没有写明原因。"""

    code = "pairings.reason_missing"
    next_step = "请用一句话写明，例如“调离本单位”。"
    about = "because"


class NothingToPair(PairingRefusal):
    """名单是空的。"""

    code = "pairings.empty"
    next_step = "请粘贴名单，一行一户。"
    about = "text"
