"""The sheet 派驻名册: one row is one cadre's posting. Titles, what each cell means, and the words it may hold."""

from zhucun.dispatch.choices import Political, Role, SenderLevel
from zhucun.kernel.identity import mask_id, mask_phone
from zhucun.kernel.spreadsheet import PROBLEMS_TITLE, Choices, Column, Layout
from zhucun.places.choices import UnitKind

SHEET = "派驻名册"
EXAMPLE = "示例"

LAYOUT = Layout(
    sheet=SHEET,
    example=EXAMPLE,
    ignored=(PROBLEMS_TITLE, "序号", "编号", "备注"),
    columns=(
        Column("name", "姓名", required=True, aliases=("干部姓名", "驻村干部")),
        Column(
            "id_number",
            "身份证号",
            required=True,
            aliases=("身份证", "身份证号码", "公民身份号码", "证件号码"),
            mask=mask_id,
        ),
        Column(
            "phone",
            "手机号",
            required=True,
            aliases=("手机", "手机号码", "联系电话", "电话", "联系方式"),
            mask=mask_phone,
        ),
        Column("political", "政治面貌"),
        Column(
            "unit", "派出单位名称", required=True, aliases=("派出单位", "选派单位", "派驻单位", "单位名称")
        ),
        Column("uscc", "统一社会信用代码", aliases=("社会信用代码", "信用代码", "单位代码")),
        Column("unit_kind", "单位类型", required=True, aliases=("单位性质", "派出单位类型")),
        Column("sender_level", "派出层级", required=True, aliases=("选派层级", "派出级别", "单位层级")),
        Column("batch", "批次", required=True, aliases=("选派批次", "派驻批次")),
        Column("role", "职务", required=True, aliases=("驻村职务", "担任职务", "任职")),
        Column("township", "乡镇", required=True, aliases=("乡", "镇", "乡镇街道", "所在乡镇", "派驻乡镇")),
        Column(
            "village", "村", required=True, aliases=("村社区", "派驻村", "驻村", "所在村", "行政村", "村名")
        ),
        Column(
            "starts_on",
            "开始日期",
            required=True,
            aliases=("开始时间", "到村日期", "到村时间", "任职时间", "派驻开始日期"),
        ),
        Column("ends_on", "结束日期", aliases=("结束时间", "离任日期", "离任时间", "派驻结束日期")),
    ),
)

# A posting that goes on has no end; people say so in words.
OPEN_END = ("至今", "现在", "在任", "在岗", "在村", "未结束")


def _words(*choices: tuple[str, str, str]) -> Choices[str]:
    """Title, the value it stands for, other words for it."""
    return Choices(
        options={title: str(value) for title, value, _ in choices},
        synonyms={other: title for title, _, others in choices for other in others.split()},
    )


# The words of the sheet are part of its format: they stay Chinese whatever language the screen speaks.
WORDS = {
    "political": _words(
        ("中共党员", Political.MEMBER, "党员 正式党员 中共正式党员 共产党员"),
        ("中共预备党员", Political.PROBATIONARY, "预备党员"),
        ("共青团员", Political.LEAGUE, "团员"),
        (
            "民主党派",
            Political.OTHER_PARTY,
            "民革党员 民盟盟员 民建会员 民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员",
        ),
        ("群众", Political.MASSES, "普通群众"),
    ),
    "unit_kind": _words(
        ("机关", UnitKind.ORGAN, "党政机关 行政机关 国家机关 党政群机关"),
        ("事业单位", UnitKind.INSTITUTION, "事业"),
        ("企业", UnitKind.ENTERPRISE, "国企 国有企业 央企 中央企业 公司"),
        ("高校", UnitKind.UNIVERSITY, "高等学校 高等院校 大学"),
        ("其他", UnitKind.OTHER, "其它"),
    ),
    "sender_level": _words(
        ("中央", SenderLevel.CENTRAL, "中央级 中央单位 中央和国家机关 国家级"),
        ("省", SenderLevel.PROVINCE, "省级 省派 省直 省属 自治区 自治区级 直辖市"),
        ("市", SenderLevel.CITY, "市级 市派 市直 市属 州 州级 州直 州派 地区 盟"),
        ("县", SenderLevel.COUNTY, "县级 县派 县直 县属 区 区级 区直 县区 旗"),
    ),
    "role": _words(
        (
            "第一书记",
            Role.FIRST_SECRETARY,
            "驻村第一书记 第一书记兼队长 第一书记兼工作队队长 第一书记兼驻村工作队队长",
        ),
        ("工作队队长", Role.TEAM_LEADER, "队长 工作队长 驻村工作队队长 驻村工作队长 驻村队长"),
        (
            "工作队员",
            Role.TEAM_MEMBER,
            "队员 工作队队员 工作队成员 驻村工作队员 驻村工作队队员 驻村工作队成员 驻村队员",
        ),
    ),
}
