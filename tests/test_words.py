"""Words on screen: Chinese sentences, each of them one that a translator can be given."""

import ast
import re

import pytest

from tests.project import PACKAGE, files_ending, name, tree

TRANSLATE = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAID = re.compile(
    r"{%-?\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->"
    r"|lang=\"zh-hans\".*?</\w+>"  # a language names itself in its own words
    r"|{%\s*trans(?:late)?\b.*?%}|_\((?P<q>['\"]).*?(?P=q)\)",
    re.DOTALL,
)

PYTHON = [path for path in files_ending(".py") if PACKAGE in path.parents]
# The gallery shows the parts of a page with an invented county's words in them.
TEMPLATES = [path for path in files_ending(".html") if PACKAGE in path.parents and "gallery" not in str(path)]


def sentences() -> list[tuple[str, ast.expr]]:
    return [
        (f"{name(path)}:{node.lineno}", argument)
        for path in PYTHON
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATE
        for argument in node.args[:1]
    ]


def test_a_translatable_sentence_is_written_out_whole() -> None:
    glued = [where for where, said in sentences() if isinstance(said, ast.JoinedStr | ast.BinOp)]

    assert not glued, "no f-string and no + inside gettext: a translator never sees the result"


def test_the_gaps_of_a_sentence_have_names() -> None:
    anonymous = [
        where
        for where, said in sentences()
        if isinstance(said, ast.Constant) and re.search(r"%[sdr]|{\w*}", str(said.value))
    ]

    assert not anonymous, "use %(name)s: word order differs between languages"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_chinese_word_of_a_template_can_be_translated(path) -> None:
    rest = SAID.sub(lambda hit: "\n" * hit[0].count("\n"), path.read_text("utf-8"))

    bare = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(rest.splitlines(), 1)
        if CHINESE.search(line)
    ]
    assert not bare
