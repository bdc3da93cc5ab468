"""Files that are not read at all, each with its own sentence and what to do instead."""

from django.utils.translation import gettext_noop

from zhucun.kernel.refusals import Refusal

_SAVE_AS = gettext_noop("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。")


class SpreadsheetRefused(Refusal):
    """这个文件不能读取。"""

    code = "spreadsheet.refused"


class EmptyFile(SpreadsheetRefused):
    """这个文件是空的，没有任何内容。"""

    code = "spreadsheet.empty"
    next_step = "请确认文件已经保存，再重新选择文件上传。"


class NotAWorkbook(SpreadsheetRefused):
    """这不是 Excel 工作簿（.xlsx）。"""

    code = "spreadsheet.unknown"
    next_step = _SAVE_AS


class OldWorkbook(SpreadsheetRefused):
    """这是旧版 Excel 或 WPS 文件（.xls、.et），无法安全读取。"""

    code = "spreadsheet.xls"
    next_step = _SAVE_AS


class PlainTextTable(SpreadsheetRefused):
    """这是文本表格（.csv、.txt），长号码在其中容易丢失末位。"""

    code = "spreadsheet.csv"
    next_step = "请把内容填入下载的模板，保存为 .xlsx 后再上传。"


class EncryptedWorkbook(SpreadsheetRefused):
    """这个工作簿设有打开密码，系统无法读取。"""

    code = "spreadsheet.encrypted"
    next_step = "请在 Excel 或 WPS 中取消打开密码，保存后再上传。"


class MacroWorkbook(SpreadsheetRefused):
    """这个工作簿带有宏，不予读取。"""

    code = "spreadsheet.macro"
    next_step = _SAVE_AS


class TooLarge(SpreadsheetRefused):
    """这个文件太大：上限为 %(limit)d MB。"""

    code = "spreadsheet.too_large"
    next_step = "请删去图片、空白行和无关的工作表，或分成几份上传。"


class Overblown(SpreadsheetRefused):
    """这个文件解开后过大或内容过多，不予读取。"""

    code = "spreadsheet.overblown"
    next_step = "请新建一个空白模板，只把需要的行粘贴进去（选择性粘贴为“数值”）再上传。"


class ForeignContent(SpreadsheetRefused):
    """这个工作簿里夹带了其他文件或异常路径，不予读取。"""

    code = "spreadsheet.foreign"
    next_step = "请新建一个空白模板，只把需要的行粘贴进去再上传。"


class Damaged(SpreadsheetRefused):
    """这个工作簿已损坏或不合规范，无法读取。"""

    code = "spreadsheet.damaged"
    next_step = "请用 Excel 或 WPS 打开确认内容完整，另存一份新的 .xlsx 再上传。"


class NoHeader(SpreadsheetRefused):
    """没有找到表头：前 %(within)d 行中看不到“%(titles)s”等列名。"""

    code = "spreadsheet.no_header"
    next_step = "请下载模板，按模板的列名填写后再上传。"


class TooManyRows(SpreadsheetRefused):
    """工作表“%(sheet)s”的数据超过 %(limit)d 行。"""

    code = "spreadsheet.too_many_rows"
    next_step = "请分成几份，每份不超过 %(limit)d 行，依次上传。"
