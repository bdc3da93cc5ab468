"""LibreOffice as a tool: a file in, a file out, nothing of it stays behind.

Each conversion has a folder, a profile and a process group of its own, so two never meet and a hung one is ended.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from zhucun.documents import fonts, programs
from zhucun.kernel.refusals import Refusal

PATIENCE = 90  # seconds
_NAMES = ("soffice", "libreoffice")
_QUIET = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")


class OfficeMissing(Refusal):
    """这台服务器没有安装 LibreOffice，不能生成 PDF。"""

    code = "documents.office_missing"
    next_step = "请先下载 Word 文件使用；需要 PDF 时，请系统管理员安装 LibreOffice。"


class OfficeSlow(Refusal):
    """LibreOffice 在 %(seconds)s 秒内没有转换完这份文件，已经停止。"""

    code = "documents.office_slow"
    next_step = "请过几分钟再试；仍不成功时，请下载 Word 文件使用，并请系统管理员查看。"


class OfficeFailed(Refusal):
    """LibreOffice 没能转换这份文件，它的说明是：%(reason)s"""

    code = "documents.office_failed"
    next_step = "请下载 Word 文件使用，并请系统管理员查看。"


def to_pdf(docx: bytes, *, seconds: float = PATIENCE, workspace: Path | None = None) -> bytes:
    """The paper as LibreOffice prints it."""
    return convert(docx, "docx", "pdf", seconds=seconds, workspace=workspace)


def convert(
    content: bytes, source: str, target: str, *, seconds: float = PATIENCE, workspace: Path | None = None
) -> bytes:
    """`target` is a suffix, with LibreOffice's filter after a colon where the suffix does not say enough."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise OfficeMissing
    with TemporaryDirectory(dir=workspace, prefix="office-") as folder:
        home = Path(folder)
        (home / f"paper.{source}").write_bytes(content)
        fonts.write_config(home / "fonts.conf")
        said = _run(program, target, home / f"paper.{source}", seconds)
        made = home / "made" / f"paper.{target.partition(':')[0]}"
        if not made.exists():
            raise OfficeFailed(reason=said.strip()[-300:] or "（无）")
        return made.read_bytes()


def _run(program: str, target: str, given: Path, seconds: float) -> str:
    home = given.parent
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    work = ("--convert-to", target, "--outdir", str(home / "made"), str(given))
    environment = {"HOME": str(home), "TMPDIR": str(home), "FONTCONFIG_FILE": str(home / "fonts.conf")}
    try:
        return programs.run(
            [program, profile, *_QUIET, *work], folder=home, seconds=seconds, environment=environment
        )
    except programs.StillRunning:
        raise OfficeSlow(seconds=round(seconds)) from None
