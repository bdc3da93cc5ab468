"""Why a request, an answer or a refusal was not kept. `about` names the field of the form it belongs to."""

from zhucun.kernel.refusals import Refusal


class BurdenRefusal(Refusal):
    """这项填报任务没有办理。"""


class NotYours(BurdenRefusal):
    """您没有向这些村发填报任务的权限。"""

    code = "burden.not_yours"
    next_step = "请只选您管辖范围内的村，或者由县里有此权限的人员办理。"
    about = "places"


class PaperMissing(BurdenRefusal):
    """没有写依据的文件和文号。"""

    code = "burden.paper_missing"
    next_step = "没有文件依据的，不能要求村里填报。"
    about = "paper_number"


class WordsMissing(BurdenRefusal):
    """“%(label)s”没有填写。"""

    code = "burden.words_missing"
    next_step = "请补写后再保存。"


class TooLong(BurdenRefusal):
    """“%(label)s”写了 %(now)s 个字，最多 %(most)s 个字。"""

    code = "burden.too_long"
    next_step = "请删短后再保存。"


class DatesReversed(BurdenRefusal):
    """最后一天 %(last)s 在第一天 %(first)s 之前。"""

    code = "burden.dates_reversed"
    next_step = "请核对起止日期。"
    about = "last_on"


class RunsTooLong(BurdenRefusal):
    """一项填报任务最长一年，从 %(first)s 起最晚到 %(latest)s。"""

    code = "burden.runs_too_long"
    next_step = "请改短；到期确有需要的，再报批续办。"
    about = "last_on"


class PlacesMissing(BurdenRefusal):
    """没有选发给哪些村。"""

    code = "burden.places_missing"
    next_step = "请至少选一个村、一个乡镇，或者全部村。"
    about = "places"


class NoSuchPlace(BurdenRefusal):
    """所选的地方里有本县现在没有的村或乡镇。"""

    code = "burden.no_such_place"
    next_step = "请刷新页面后重新选择。"
    about = "places"


class NothingAsked(BurdenRefusal):
    """既没有要村里填的项目，也没有选系统已有的数。"""

    code = "burden.nothing_asked"
    next_step = "请至少写一项，或者勾选一个系统已有的数。"
    about = "held"


class TooManyFields(BurdenRefusal):
    """一项填报任务最多 %(most)s 个项目，现在有 %(now)s 个。"""

    code = "burden.too_many_fields"
    next_step = "请只留下非要不可的。"


class FieldTwice(BurdenRefusal):
    """“%(label)s”写了两次。"""

    code = "burden.field_twice"
    next_step = "请去掉一个。"


class MinutesUnlikely(BurdenRefusal):
    """“%(label)s”估计的分钟数要在 1 到 %(most)s 之间。"""

    code = "burden.minutes_unlikely"
    next_step = "请照村里实际要花的时间写。"


class HeldAlready(BurdenRefusal):
    """“%(label)s”本系统已有：%(held)s。已有的数不再要村里填。"""

    code = "burden.held_already"
    next_step = "请去掉这一项，在“系统已有的数”里勾选“%(held)s”，由系统自动填。"


class NotOpen(BurdenRefusal):
    """这项填报任务现在是“%(state)s”，不能这样办。"""

    code = "burden.not_open"
    next_step = "请刷新页面，看它现在办到哪一步。"


class CostNotSeen(BurdenRefusal):
    """看到的负担是 %(seen)s 人·分钟，现在是 %(now)s 人·分钟。"""

    code = "burden.cost_not_seen"
    next_step = "请看过现在的数再报审。"


class SamePerson(BurdenRefusal):
    """这项填报任务是您起草或者报审的，要由另一人审批。"""

    code = "burden.same_person"
    next_step = "请由县里另一位有审批权限的人员办理。"


class MayNotDecide(BurdenRefusal):
    """您没有审批填报任务的权限。"""

    code = "burden.may_not_decide"
    next_step = "请由县里有审批权限的人员办理。"


class EndedAlready(BurdenRefusal):
    """最后一天 %(last)s 已经过了。"""

    code = "burden.ended_already"
    next_step = "请退回，由起草人改日期。"


class ReasonMissing(BurdenRefusal):
    """没有写明理由。"""

    code = "burden.reason_missing"
    next_step = "请用一句话写明理由，对方会看到。"
    about = "because"


class VillageNotYours(BurdenRefusal):
    """您没有替这个村填报的权限。"""

    code = "burden.village_not_yours"
    next_step = "请由该村的第一书记或者工作队员填报。"


class NotAskedHere(BurdenRefusal):
    """这项填报任务没有发给这个村，或者没有这一次。"""

    code = "burden.not_asked_here"
    next_step = "请从“本月要填的”里打开。"


class NotBegun(BurdenRefusal):
    """这一次从 %(day)s 起才能填。"""

    code = "burden.not_begun"
    next_step = "请到那天以后再填。"


class NoLongerAsked(BurdenRefusal):
    """这项填报任务已经撤销，不用填了。"""

    code = "burden.no_longer_asked"
    next_step = "请回到“本月要填的”。"


class FieldMissing(BurdenRefusal):
    """“%(label)s”没有填。"""

    code = "burden.field_missing"
    next_step = "不知道的，请勾选“不清楚或没有”。"


class ValueUnreadable(BurdenRefusal):
    """“%(label)s”填的内容看不懂。"""

    code = "burden.value_unreadable"
    next_step = "请照提示重新填写；不知道的，请勾选“不清楚或没有”。"


class DayAhead(BurdenRefusal):
    """%(day)s 还没有到。"""

    code = "burden.day_ahead"
    next_step = "请填写对方提出要求的那一天。"
    about = "asked_on"


class SettledAlready(BurdenRefusal):
    """这项要求县里已经处理过了：%(outcome)s。"""

    code = "burden.settled_already"
    next_step = "请刷新页面看结果。"
