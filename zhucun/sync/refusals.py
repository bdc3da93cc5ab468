"""Why the door does not do something. What the phone shows is the sentence and what next."""

from zhucun.kernel.refusals import Refusal


class NotReadable(Refusal):
    """发来的内容读不懂，没有收。"""

    code = "sync.not_readable"
    next_step = "请更新手机应用后再发；内容仍在手机里，没有丢。"


class TooMuch(Refusal):
    """一次发来的内容太多，没有收。"""

    code = "sync.too_much"
    next_step = "请分几次发；内容仍在手机里，没有丢。"


class NotNow(Refusal):
    """系统暂时写不进去，这次没有收。"""

    code = "sync.not_now"
    next_step = "手机会自己再发；内容仍在手机里，没有丢。"


class TooOften(Refusal):
    """短时间内的请求太多，这次没有收。"""

    code = "sync.too_often"
    next_step = "手机会自己等一会儿再发；内容仍在手机里，没有丢。"


class UnknownDevice(Refusal):
    """没有登记过这部手机，或者它已在别处重新登记。"""

    code = "sync.unknown_device"
    next_step = "请在手机上重新登录；未交的内容仍在手机里，没有丢。"


class SignInAgain(Refusal):
    """登录已过期，这次没有收下任何内容。"""

    code = "sync.sign_in"
    next_step = "请重新登录，登录后自动上交；在手机上可以接着记。"


class NothingToDo(Refusal):
    """您的账号没有可以在手机上办的事。"""

    code = "sync.nothing_to_do"
    next_step = "请用电脑登录；需要在手机上记录的，请联系管理员授予角色。"


class WhichCounty(Refusal):
    """您在几个县都有角色，没有说明这部手机用在哪个县。"""

    code = "sync.which_county"
    next_step = "请选择一个县再登记。"


class NotYourDevice(Refusal):
    """这部手机登记在别人名下。"""

    code = "sync.not_your_device"
    next_step = "请退出后重新登记，系统会把它当作另一部手机。"


class DeviceStopped(Refusal):
    """这部手机已由办公室停用。"""

    code = "sync.device_stopped"
    next_step = "请重新登记这部手机；停用有误的，请联系乡镇或者县里的管理员。"


class UnknownKind(Refusal):
    """“%(kind)s”不是可以从手机上交的内容。"""

    code = "sync.unknown_kind"
    next_step = "请更新手机应用；这一条已原样保存，管理员可以看到。"


class SameIdOtherContent(Refusal):
    """这个编号已经收过另一份内容，这一份没有照办。"""

    code = "sync.same_id_other_content"
    next_step = "两份都保存着，请联系乡镇或者县里的管理员核对。"


class UploadOnly(Refusal):
    """账号或者这部手机已停用，这一条已收存，由村里的接任者或者乡镇确认。"""

    code = "sync.upload_only"
    next_step = "不需要您再做什么；有疑问的，请联系乡镇。"


class BroughtDown(Refusal):
    """处理这一条时系统三次出错，已原样保存，没有再试。"""

    code = "sync.brought_down"
    next_step = "请联系管理员；其他内容不受影响。"


class BeforeItNotTaken(Refusal):
    """这一条接着的那一条没有收下，所以它也没有照办。"""

    code = "sync.before_it_not_taken"
    next_step = "请先处理前面的那一条，再重新做这一条。"


class PictureTooLarge(Refusal):
    """图片超过 %(most)s MB，没有收。"""

    code = "sync.picture_too_large"
    next_step = "请缩小后再发。"


class NotOpen(Refusal):
    """这一条已经处理过了。"""

    code = "sync.held_not_open"
    next_step = "请刷新页面，看处理结果。"


class ReasonMissing(Refusal):
    """没有写明原因。"""

    code = "sync.reason_missing"
    next_step = "请用一句话写明原因。"


class NotForOneself(Refusal):
    """自己交来的内容不能由自己确认。"""

    code = "sync.not_for_oneself"
    next_step = "请由乡镇或者县里的另一位管理员确认。"


class NotYourPlace(Refusal):
    """这一条不在您管理的范围内。"""

    code = "sync.not_your_place"
    next_step = "请由它所在乡镇或者县里的管理员处理。"


class DeviceEmptied(Refusal):
    """这部手机已经清空，或者已经免交。"""

    code = "sync.device_emptied"
    next_step = "请刷新页面，看它现在的状态。"


class NotAnOutbox(Refusal):
    """这个文件不是从手机上导出的离线记录，没有导入任何内容。"""

    code = "sync.file_not_an_outbox"
    next_step = "请选手机上“导出”时存下的那个文件，不要改动，也不要用别的程序打开后另存。"


class FileTooLarge(Refusal):
    """文件超过 %(most)s MB，没有导入任何内容。"""

    code = "sync.file_too_large"
    next_step = "离线记录的文件不会这样大，请核对选的是不是手机上导出的那个文件。"


class FileOfOtherCounty(Refusal):
    """这个文件是另一个县的，没有导入任何内容。"""

    code = "sync.file_of_other_county"
    next_step = "请把文件交给手机登记所在的县导入。"


class FileOfNoPhone(Refusal):
    """您管理的范围内没有登记过导出这个文件的手机，没有导入任何内容。"""

    code = "sync.file_of_no_phone"
    next_step = "请由本人所在的乡镇或者县里导入。"


class FileSpoilt(Refusal):
    """这个文件打不开，可能在传送时损坏了，没有导入任何内容。"""

    code = "sync.file_spoilt"
    next_step = "请从手机上重新导出一次，用数据线或者存储卡拷过来再导入。"


class FileEmpty(Refusal):
    """这个文件里没有未交的内容。"""

    code = "sync.file_empty"
    next_step = "手机上没有未交的内容时，不需要导入。"
