"""Why a demo county was not built."""

from zhucun.kernel.refusals import Refusal


class NotADemoCounty(Refusal):
    """没有为 %(county)s 准备演示数据。"""

    code = "demo.not_a_demo_county"
    next_step = "可用的演示县：%(known)s。"


class CountyInUse(Refusal):
    """%(county)s 已经有了数据（%(acts)s），演示数据只建在空的县里，没有改动。"""

    code = "demo.county_in_use"
    next_step = "请另用一个空的数据库，例如 ZHUCUN_HOME=另一个目录 zhucun demo build。"


class NoPresenceDuty(Refusal):
    """%(county)s 的制度包里没有驻村天数的要求，建出的县没有月度结果可看。"""

    code = "demo.no_presence_duty"
    next_step = "请用 ZHUCUN_PACKS 指明放有 counties/%(county)s 的文件夹后重试。"
