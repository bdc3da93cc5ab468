"""Fonts: what a paper asks for, what may stand in for it, and which of them this server has.

A .docx names the official faces, and whoever opens it in Word has them. A PDF is drawn here, where they may be
missing: then the nearest free face is taken, and never one that draws another sign than the one written.
"""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from zhucun.documents import programs

_SONG, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
SUBSTITUTES: dict[str, tuple[str, ...]] = {
    "仿宋_GB2312": ("FangSong_GB2312", "仿宋", "FangSong", "FandolFang R", "FandolFang", "朱雀仿宋", _SONG),
    "楷体_GB2312": ("KaiTi_GB2312", "楷体", "KaiTi", "LXGW WenKai", "FandolKai", _SONG),
    "黑体": ("SimHei", "FandolHei", _SANS),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", _SONG),
    "宋体": ("SimSun", "FandolSong", _SONG),
    "仿宋": ("FangSong", "LXGW WenKai", _SONG),
    "楷体": ("KaiTi", "LXGW WenKai", _SONG),
    "SimSun-ExtB": ("宋体-ExtB", _SONG),
    "SimSun-ExtG": ("宋体-ExtG", _SONG),
}
_MARK = "方正小标宋简体"  # heavy by nature; what stands in for it has to be made so
_SYSTEM = "/etc/fonts/fonts.conf"
_SYMBOLS = "OpenSymbol"  # draws signs of its own where people keep private characters
_LIST_SECONDS = 20


@dataclass(frozen=True)
class Drawn:
    """A face a paper asks for and the installed one it is drawn with; None when there is none at all."""

    asked: str
    used: str | None

    @property
    def exact(self) -> bool:
        return self.asked == self.used


def drawn() -> list[Drawn]:
    """What this server draws each face with, for the doctor and for the PDF."""
    here = installed()
    return [
        Drawn(asked, next((name for name in (asked, *others) if name in here), None))
        for asked, others in SUBSTITUTES.items()
    ]


@cache
def installed() -> frozenset[str]:
    """Family names in every language the fonts give them; none where fontconfig is not installed."""
    lister = shutil.which("fc-list")
    if lister is None:
        return frozenset()
    listed = programs.run([lister, "--format", "%{family}\n"], folder=Path("/"), seconds=_LIST_SECONDS)
    return frozenset(name for line in listed.splitlines() for name in line.split(","))


def write_config(path: Path) -> None:
    """A fontconfig file that draws every asked face with the best one here."""
    rules = [_alias(asked, others) for asked, others in SUBSTITUTES.items()]
    if Drawn(_MARK, _SONG) in drawn():
        rules.append(_bold(_MARK))
    symbols = f'<patelt name="family"><string>{_SYMBOLS}</string></patelt>'
    lines = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
        *rules,
        f"<selectfont><rejectfont><pattern>{symbols}</pattern></rejectfont></selectfont>",
        f'<include ignore_missing="yes">{_SYSTEM}</include>',
        "</fontconfig>",
    )
    path.write_text("\n".join(lines))


def _alias(asked: str, others: tuple[str, ...]) -> str:
    accept = "".join(f"<family>{escape(name)}</family>" for name in others)
    return f'<alias binding="same"><family>{escape(asked)}</family><accept>{accept}</accept></alias>'


def _bold(asked: str) -> str:
    heavy = '<edit name="weight" mode="assign"><const>bold</const></edit>'
    test = f'<test name="family"><string>{escape(asked)}</string></test>'
    return f'<match target="pattern">{test}{heavy}</match>'
