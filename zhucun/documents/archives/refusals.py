"""What cannot be put into an archive, in sentences."""

from zhucun.kernel.refusals import Refusal


class NoFile(Refusal):
    """没有选择文件，或者文件是空的。"""

    code = "archives.no_file"
    next_step = "请选择要放进档案的文件。"


class FileTooLarge(Refusal):
    """“%(name)s”太大，每个文件最多 %(most)s MB。"""

    code = "archives.file_too_large"
    next_step = "请压缩图片，或者分成几份再放。"


class OtherKind(Refusal):
    """“%(name)s”不是可以放进档案的文件。"""

    code = "archives.other_kind"
    next_step = "可以放 PDF、JPG、PNG 图片和 Word（docx）、Excel（xlsx）文件；带宏的、图片过大的不收。"


class NotForUpload(Refusal):
    """“%(title)s”靠系统里的记录归档，不收文件。"""

    code = "archives.not_for_upload"
    next_step = "请到对应的页面补记录，这里会自己有。"


class NoReason(Refusal):
    """没有写为什么撤回。"""

    code = "archives.no_reason"
    next_step = "请写一句原因再撤回。"
