"""Why something about a person, a family or a circumstance was not kept."""

from zhucun.households.refusals import HouseholdRefusal


class NameMissing(HouseholdRefusal):
    """姓名没有填写。"""

    code = "households.name_missing"
    next_step = "请填写姓名，生僻字可直接输入或粘贴。"
    about = "name"


class IdNumberWrong(HouseholdRefusal):
    """证件号码不对：%(why)s"""

    code = "households.id_number_wrong"
    about = "id_number"


class PhoneWrong(HouseholdRefusal):
    """电话号码不对：%(why)s"""

    code = "households.phone_wrong"
    about = "phone"


class BirthDiffers(HouseholdRefusal):
    """出生日期填写为 %(said)s，证件号码中的出生日期是 %(told)s，两者不一致。"""

    code = "households.birth_differs"
    next_step = "请对照证件，更正其中一项。"
    about = "born_on"


class SexDiffers(HouseholdRefusal):
    """性别填写为“%(said)s”，证件号码表明是“%(told)s”，两者不一致。"""

    code = "households.sex_differs"
    next_step = "请对照证件，更正其中一项。"
    about = "sex"


class IdNumberTaken(HouseholdRefusal):
    """这个证件号码（%(masked)s）已登记在%(village)s“%(head)s”户的“%(name)s”名下。"""

    code = "households.id_number_taken"
    next_step = "同一人请在原来的户办理迁移；不是同一人，请对照证件核对号码。"
    about = "id_number"


class IdNumberElsewhere(HouseholdRefusal):
    """这个证件号码在本县其他地方已经登记。"""

    code = "households.id_number_elsewhere"
    next_step = "请对照证件核对号码；号码无误的，请由乡镇或县里办理迁移。"
    about = "id_number"


class TermOver(HouseholdRefusal):
    """“%(name)s”的信息已按保存期限删除，不能再办理。"""

    code = "households.term_over"
    next_step = "本人又回来的，请作为新成员重新登记。"


class IdNumberTwice(HouseholdRefusal):
    """同一个证件号码（%(masked)s）在这批名单中出现了不止一次：“%(first)s”和“%(second)s”。"""

    code = "households.id_number_twice"
    next_step = "请对照证件核对后再登记。"
    about = "id_number"


class IdNumberKept(HouseholdRefusal):
    """“%(name)s”的证件号码在本县已经登记。"""

    code = "households.id_number_kept"
    next_step = "已登记的人请用“更正”修改；号码有误的，请对照证件核对后再登记。"
    about = "id_number"


class MonthsOutOfRange(HouseholdRefusal):
    """务工时间填写为 %(months)s 个月，应在 0 至 %(most)s 个月之间。"""

    code = "households.months_out_of_range"
    next_step = "请填写最近一年里务工的月数。"
    about = "works_months"


class DayInFuture(HouseholdRefusal):
    """日期 %(day)s 还没有到。"""

    code = "households.day_in_future"
    next_step = "请填写今天或以前的日期。"
    about = "on"


class DayTooEarly(HouseholdRefusal):
    """日期 %(day)s 早于 %(since)s 已登记的情况。"""

    code = "households.day_too_early"
    next_step = "请核对日期；已登记的日期有误的，请先更正。"
    about = "on"


class BornLater(HouseholdRefusal):
    """“%(name)s”出生于 %(born)s，日期 %(day)s 早于出生日期。"""

    code = "households.born_later"
    next_step = "请核对日期和出生日期。"
    about = "on"


class AlreadyDead(HouseholdRefusal):
    """“%(name)s”已于 %(day)s 登记去世，不能再办理。"""

    code = "households.already_dead"
    next_step = "登记有误的，请先撤销去世登记。"


class NotAMember(HouseholdRefusal):
    """“%(name)s”现在不在这一户。"""

    code = "households.not_a_member"
    next_step = "请刷新页面，从现在所在的户办理。"


class StillAMember(HouseholdRefusal):
    """“%(name)s”现在还在“%(head)s”户。"""

    code = "households.still_a_member"
    next_step = "请从现在所在的户办理转户或迁出。"


class SameHousehold(HouseholdRefusal):
    """转入的户和现在的户是同一户。"""

    code = "households.same_household"
    next_step = "请选择另一户。"


class HeadTaken(HouseholdRefusal):
    """这一户的户主已登记为“%(name)s”。"""

    code = "households.head_taken"
    next_step = "请选择与户主的其他关系；换人当户主请办理“变更户主”。"
    about = "relation"


class RelationMissing(HouseholdRefusal):
    """没有写明“%(name)s”与户主的关系。"""

    code = "households.relation_missing"
    next_step = "请选择与户主的关系。"
    about = "relation"


class NothingCorrectedIn(HouseholdRefusal):
    """“%(name)s”的信息与原来相同，没有需要更正的内容。"""

    code = "households.nothing_corrected_in"
    next_step = "请改动要更正的项目后再保存，或返回农户页面。"


class NobodyChosen(HouseholdRefusal):
    """没有选择分出去的成员。"""

    code = "households.nobody_chosen"
    next_step = "请至少选择一人，并从中指定新户的户主。"


class NobodyStays(HouseholdRefusal):
    """全部成员都分出去了，原来的户没有人留下。"""

    code = "households.nobody_stays"
    next_step = "全家搬走请办理“注销”，换户主请办理“变更户主”。"


class StillPeople(HouseholdRefusal):
    """“%(name)s”户还有成员 %(people)s 人，不能按这个原因注销。"""

    code = "households.still_people"
    next_step = "请先逐人登记去世，或者撤销误登的成员。"


class MarkTwice(HouseholdRefusal):
    """这一情形已经登记，从 %(since)s 开始，还没有结束。"""

    code = "households.mark_twice"
    next_step = "请先结束已登记的情形，或者核对要登记的是哪一项。"
    about = "kind"


class MarkOver(HouseholdRefusal):
    """这一情形已经结束或撤销。"""

    code = "households.mark_over"
    next_step = "请刷新页面查看现在的情形。"


class TermWrong(HouseholdRefusal):
    """查看期限应从 %(first)s 起、到同日或以后止，最长 %(most)s 天。"""

    code = "households.term_wrong"
    next_step = "请按工作需要填写较短的期限。"
    about = "ends_on"


class NotForOneself(HouseholdRefusal):
    """不能给自己批准查看未成年人信息。"""

    code = "households.not_for_oneself"
    next_step = "请由县里另一位有权限的人员批准。"


class AccessOver(HouseholdRefusal):
    """这项批准已经收回或者到期。"""

    code = "households.access_over"
    next_step = "请刷新页面查看现在的批准。"
