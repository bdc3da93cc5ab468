"""The command `zhucun`: two plain words on the keyboard, one management command behind them.

`zhucun import roster F` runs import_roster, `zhucun audit verify` runs audit_verify; alone it lists what
there is. A failure a person can act on is a sentence, never a traceback.
"""

import difflib
import os
import sys
from collections.abc import Sequence

import django
from django.core.management import CommandError, get_commands, load_command_class
from django.db import DatabaseError, connections

from zhucun.kernel.hiding import hide_numbers
from zhucun.kernel.reports import tell_hidden
from zhucun.policy.pack.__main__ import main as lint_packs
from zhucun.policy.pack.__main__ import test as test_packs
from zhucun.policy.pack.problems import PackError

# Django's own commands that an operator needs; the others still work, but are not listed.
FROM_DJANGO = {
    "migrate": "把数据库升级到当前版本",
    "collectstatic": "收集页面用的静态文件",
}
# Works where the product cannot start: a pack that is broken is what it is asked about.
ON_PACKS = {"lint": lint_packs, "test": test_packs}
WITHOUT_START = {
    "pack_lint": "检查制度包并核对全部例子；逐条说明文件、行号和改法",
    "pack_test": "把制度包里的例子逐个判一遍；不符的说明给定、应为和判得",
}
HELP_WORDS = {"help", "-h", "--help"}


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhucun.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["pack"] and len(words) > 1 and words[1] in ON_PACKS:
        return ON_PACKS[words[1]](words[2:])
    try:
        django.setup()
        sys.excepthook = tell_hidden
    except PackError as broken:  # the national pack is read at start
        return complain(str(broken))
    except OSError as error:
        return complain(f"无法读写 {error.filename}：{error.strerror}。请检查该目录的权限和磁盘空间。")
    ours = {name for name, app in get_commands().items() if str(app).startswith("zhucun.")}
    if not words or words[0] in HELP_WORDS:
        sys.stdout.write(listing(ours))
        return 0
    found = resolve(words, ours)
    if found is None:
        return complain(not_found(words, ours), 2)
    return run(*found)


def resolve(words: list[str], ours: set[str]) -> tuple[str, list[str]] | None:
    """The management command and its arguments, or None when nothing has that name."""
    for length in (3, 2, 1):
        name = "_".join(words[:length]).replace("-", "_")
        if len(words) >= length and name in ours:
            return name, words[length:]
    return (words[0], words[1:]) if words[0] in get_commands() else None


def run(name: str, arguments: list[str]) -> int:
    from zhucun.kernel.refusals import Refusal  # needs Django set up

    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("zhucun", name.replace("_", " "))
    try:
        options = vars(parser.parse_args(arguments))
        command.execute(*options.pop("args", ()), **options)
    except Refusal as refusal:
        return complain(refusal.said)
    except CommandError as error:
        return complain(str(error), error.returncode)
    except DatabaseError as error:
        what = str(error).strip()
        return complain(f"数据库不可用：{what}。请检查 DATABASE_URL 或磁盘，并先运行 zhucun prepare。")
    except KeyboardInterrupt:
        return complain("已停止。", 130)
    finally:
        connections.close_all()
    return 0


def complain(sentence: str, code: int = 1) -> int:
    sys.stderr.write(f"{hide_numbers(sentence)}\n")
    return code


def listing(ours: set[str]) -> str:
    lines = FROM_DJANGO | WITHOUT_START | {name: summary(name) for name in ours}
    shown = {name.replace("_", " "): text for name, text in lines.items()}
    width = max(map(len, shown)) + 2
    body = "\n".join(f"  {name:<{width}}{text}" for name, text in sorted(shown.items()))
    return f"驻村 Zhucun　用法：zhucun 命令 [参数]，每条命令加 --help 看参数\n\n{body}\n"


def summary(name: str) -> str:
    return load_command_class(get_commands()[name], name).help


def not_found(words: list[str], ours: set[str]) -> str:
    known = [name.replace("_", " ") for name in (*ours, *FROM_DJANGO, *WITHOUT_START)]
    asked = " ".join(word for word in words[:2] if not word.startswith("-"))
    near = difflib.get_close_matches(asked, known, n=3, cutoff=0.5) or sorted(
        name for name in known if name.split()[0] == words[0]
    )
    advice = f"相近的命令：{'、'.join(near)}。" if near else ""
    return f"没有“{asked or words[0]}”这条命令。{advice}运行 zhucun 查看全部命令。"


if __name__ == "__main__":
    raise SystemExit(main())
