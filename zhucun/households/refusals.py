"""Why an entry in the register of households was not kept. `about` names the field of the form it belongs to.

Where one refusal serves several fields, `field` among its details says which.
"""

from typing import Any

from zhucun.kernel.refusals import Refusal


class HouseholdRefusal(Refusal):
    """农户信息没有保存。"""

    def __init__(self, **details: Any) -> None:
        super().__init__(**details)
        self.about = details.get("field", type(self).about)


class HeadNameMissing(HouseholdRefusal):
    """户主姓名没有填写。"""

    code = "households.head_name_missing"
    next_step = "请填写户主姓名，生僻字可直接输入或粘贴。"
    about = "head_name"


class EntryTooLong(HouseholdRefusal):
    """户主姓名最多 %(name)s 个字，村民小组最多 %(group)s 个字。"""

    code = "households.too_long"
    next_step = "请删去多余的字后再保存。"


class PeopleOutOfRange(HouseholdRefusal):
    """家庭人口填写为 %(people)s 人，应在 1 至 %(most)s 人之间。"""

    code = "households.people_out_of_range"
    next_step = "请按实际共同生活的人口填写。"
    about = "people"


class UnknownCircumstance(HouseholdRefusal):
    """没有“%(word)s”这一农户类型。"""

    code = "households.unknown_circumstance"
    next_step = "请从列出的类型中选择。"
    about = "circumstance"


class VillageElsewhere(HouseholdRefusal):
    """区划代码 %(code)s 不是本县的村。"""

    code = "households.village_elsewhere"
    next_step = "请选择本县的村；代码应为 12 位。"
    about = "village_code"


class VillageNotYours(HouseholdRefusal):
    """您没有登记代码为 %(code)s 的村的农户的权限。"""

    code = "households.not_yours"
    next_step = "请由该村或其所在乡镇有登记权限的人员办理。"
    about = "village_code"


class ReasonMissing(HouseholdRefusal):
    """更正农户信息没有写明原因。"""

    code = "households.reason_missing"
    next_step = "请用一句话写明原因，例如“户口本核对，人口应为 4 人”。"
    about = "because"


class NothingCorrected(HouseholdRefusal):
    """“%(name)s”户的信息与原来相同，没有需要更正的内容。"""

    code = "households.nothing_corrected"
    next_step = "请改动要更正的项目后再保存，或返回农户页面。"


class HouseholdDiffers(HouseholdRefusal):
    """编号 %(id)s 已登记了另一户，没有覆盖。"""

    code = "households.same_id_other_content"
    next_step = "已登记的那一户请用“更正”修改，另一户请重新登记。"


class FactTooLong(HouseholdRefusal):
    """“%(what)s”最多 %(most)s 个字。"""

    code = "households.fact_too_long"
    next_step = "请写得简短一些后再保存。"


class UnknownWord(HouseholdRefusal):
    """“%(what)s”中没有“%(word)s”这一项。"""

    code = "households.unknown_word"
    next_step = "请从列出的选项中选择；还不知道的可以不填。"


class PeopleFollowMembers(HouseholdRefusal):
    """“%(name)s”户已登记成员 %(people)s 人，家庭人口按成员计算，不能另填。"""

    code = "households.people_follow_members"
    next_step = "请增加成员，或者办理迁出、去世。"
    about = "people"


class HeadFollowsMembers(HouseholdRefusal):
    """“%(name)s”户的户主已登记为成员，户主姓名随成员信息。"""

    code = "households.head_follows_members"
    next_step = "姓名有误请更正该成员；换人当户主请办理“变更户主”。"
    about = "head_name"


class CircumstanceFollowsMarks(HouseholdRefusal):
    """“%(name)s”户的农户类型按登记的情形确定，不能另选。"""

    code = "households.circumstance_follows_marks"
    next_step = "请登记新的情形，或者结束已有的情形。"
    about = "circumstance"


class HouseholdEnded(HouseholdRefusal):
    """“%(name)s”户已于 %(day)s 注销。"""

    code = "households.household_ended"
    next_step = "请核对日期和农户；注销以后的情况请登记在现在所在的户。"
