"""The sheets 户 and 成员: titles as tables in the counties have them. An export has the same, so that it can come back.

One sheet alone may hold both: then the columns of the household are repeated on the lines of its members.
"""

from zhucun.kernel.identity import mask_id, mask_phone
from zhucun.kernel.spreadsheet import PROBLEMS_TITLE, Column, Layout

HOUSEHOLDS, MEMBERS, EXAMPLE = "户", "成员", "示例"
IGNORED = (PROBLEMS_TITLE, "序号", "备注", "省", "市", "县", "年份", "填表人")

HOUSEHOLD_ID = Column("household_id", "系统户编号")
TOWNSHIP = Column("township", "乡镇", aliases=("乡", "镇", "乡镇街道", "所在乡镇", "乡（镇）"))
VILLAGE = Column("village", "村", aliases=("行政村", "村社区", "所在村", "村名", "建制村", "村（社区）"))
VILLAGE_CODE = Column("village_code", "村代码", aliases=("行政区划代码", "村编码", "区划代码"))
NUMBER = Column("number", "户编号", aliases=("国家平台户编号", "户号", "hbh", "家庭编号"))
HEAD_NAME = Column("head_name", "户主姓名", aliases=("户主",))
HEAD_ID = Column(
    "head_id", "户主证件号码", aliases=("户主身份证号", "户主身份证号码", "户主证件号"), mask=mask_id
)

OF_HOUSEHOLD = (
    HOUSEHOLD_ID,
    TOWNSHIP,
    VILLAGE,
    VILLAGE_CODE,
    Column("group_name", "村民小组", aliases=("自然村", "小组", "组别", "组", "屯", "村民组")),
    NUMBER,
    HEAD_NAME,
    HEAD_ID,
    Column("people", "家庭人口数", aliases=("家庭人口", "人口数", "人口", "家庭人数")),
    Column("circumstance", "户类型", aliases=("农户类型", "户属性", "脱贫户属性", "农户属性")),
    Column("housing", "住房", aliases=("住房安全", "住房是否安全", "住房安全情况")),
    Column("water", "饮水", aliases=("饮水安全", "饮水是否安全", "饮水安全情况")),
    Column("way_to_earn", "主要收入来源", aliases=("收入来源", "主要经济来源")),
    Column("needs", "需要什么", aliases=("帮扶需求", "主要需求", "需求")),
)
PHONE = Column(
    "phone", "联系电话", aliases=("电话", "手机", "手机号", "手机号码", "电话号码"), mask=mask_phone
)
RELATION = Column("relation", "与户主关系", aliases=("与户主的关系", "户主关系", "成员关系"))
NAME = Column("name", "姓名", aliases=("成员姓名", "家庭成员姓名", "家庭成员"))
OF_MEMBER = (
    Column("member_id", "系统成员编号"),
    NAME,
    RELATION,
    Column("id_kind", "证件类型"),
    Column(
        "id_number",
        "证件号码",
        aliases=("身份证号", "身份证号码", "身份证", "公民身份号码", "成员证件号码", "证件号"),
        mask=mask_id,
    ),
    Column("sex", "性别"),
    Column("born_on", "出生日期", aliases=("出生年月日", "出生年月", "生日")),
    PHONE,
    Column("ethnicity", "民族"),
    Column("political", "政治面貌"),
    Column("education", "文化程度", aliases=("学历",)),
    Column("schooling", "在校生情况", aliases=("在校生状况", "在校情况", "在校状况")),
    Column("health", "健康状况", aliases=("身体状况", "健康情况")),
    Column("disability", "残疾等级", aliases=("残疾类别和等级", "残疾类别", "残疾类别等级")),
    Column("skill", "劳动技能", aliases=("劳动能力", "劳动力情况", "劳动技能情况")),
    Column("works_at", "务工地点", aliases=("务工区域", "务工所在地", "外出务工地点", "务工企业名称")),
    Column("works_months", "务工时长", aliases=("务工月数", "务工时间", "务工时长（月）", "务工时间（月）")),
    Column("medical_insurance", "医疗保险", aliases=("医保", "基本医疗保险", "参加医保情况", "是否参加医保")),
    Column("pension", "养老保险", aliases=("养老", "基本养老保险", "参加养老保险情况", "是否参加养老保险")),
    Column("benefits", "享受的补助", aliases=("补助", "享受政策", "惠民补贴")),
    Column(
        "allowance",
        "低保对象",
        aliases=("低保", "是否低保", "是否享受低保", "是否低保对象", "最低生活保障", "享受低保"),
    ),
    Column("supported", "特困供养人员", aliases=("特困", "是否特困", "是否特困供养", "特困供养", "五保")),
)
_OF_HEAD = {"head_id": ("证件号码", "身份证号", "身份证号码"), "head_name": ("姓名",)}


def _required(column: Column) -> Column:
    return Column(column.key, column.title, True, column.aliases, column.mask)


def _of_head(column: Column) -> Column:
    """On the sheet of households a number or a name is the head's."""
    aliases = (*column.aliases, *_OF_HEAD.get(column.key, ()))
    return Column(column.key, column.title, column.key == "head_name", aliases, column.mask)


HOUSEHOLD_SHEET = Layout(
    sheet=HOUSEHOLDS,
    example=EXAMPLE,
    ignored=IGNORED,
    columns=(*map(_of_head, OF_HOUSEHOLD), PHONE),
)
MEMBER_SHEET = Layout(
    sheet=MEMBERS,
    example=EXAMPLE,
    ignored=IGNORED,
    columns=(
        *OF_HOUSEHOLD,
        *(_required(column) if column in (NAME, RELATION) else column for column in OF_MEMBER),
    ),
)
