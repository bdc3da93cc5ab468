"""Why what was typed was not looked for. No sentence repeats what was typed: it may be part of a number."""

from zhucun.kernel.refusals import Refusal


class NotLookedFor(Refusal):
    """没有查找。"""


class TooFewLetters(NotLookedFor):
    """只输了一个字母，符合的人太多，没有查找。"""

    code = "households.search.few_letters"
    next_step = "拼音首字母至少输两个，例如张三输 zs；知道姓的，也可以输“张s”。"


class TooFewDigits(NotLookedFor):
    """只输了 %(found)s 位数字，没有查找。"""

    code = "households.search.few_digits"
    next_step = "电话输后四位或者整个号码，身份证号、残疾人证号和户编号要输全。"


class WrongPaper(NotLookedFor):
    """证件号码不对：%(why)s"""

    code = "households.search.wrong_paper"


class NotAName(NotLookedFor):
    """姓名里没有数字，没有查找。"""

    code = "households.search.not_a_name"
    next_step = "姓名和号码请分开查：只输姓名或拼音首字母，或者只输一个号码。"


class NumberInAddress(NotLookedFor):
    """网址里不能写号码，没有查找。"""

    code = "households.search.number_in_address"
    next_step = "号码请在上面的框里输入后点“查找”，不会留在网址和浏览记录里。"
