"""Why a hold was not set or lifted. `about` names the field of the form it belongs to."""

from zhucun.kernel.refusals import Refusal


class RetentionRefusal(Refusal):
    """这一步没有办理。"""


class PlaceNotYours(RetentionRefusal):
    """这个地方不在您负责的范围内。"""

    code = "policy.retention_place_not_yours"
    next_step = "请选择自己负责的地方，或者由县里办理。"
    about = "place"


class KindUnknown(RetentionRefusal):
    """保存期限表里没有这一种资料。"""

    code = "policy.retention_kind_unknown"
    next_step = "请从列表里选择，或者选全部。"
    about = "kind"


class HoldTermWrong(RetentionRefusal):
    """暂缓到哪一天不对：应当是今天或以后，最长 %(most)d 天。"""

    code = "policy.retention_hold_term"
    next_step = "请改日期；到期前仍需要的，可以再办一次。"
    about = "ends_on"


class HoldReasonMissing(RetentionRefusal):
    """没有写为什么暂缓。"""

    code = "policy.retention_hold_reason"
    next_step = "请写明依据，例如正在调查、诉讼或者本人提出异议。"
    about = "because"


class HoldOver(RetentionRefusal):
    """这一项暂缓已经结束。"""

    code = "policy.retention_hold_over"
    next_step = "不用再办；还需要暂缓的，请重新设定。"
