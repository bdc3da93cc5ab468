"""Sizes: a file is read whole, a function at a glance. There is no list of exceptions."""

import ast

from tests.project import files_ending, name, tree

PYTHON_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 60, 200


def test_no_python_file_is_longer_than_can_be_read() -> None:
    lengths = {name(p): len(p.read_text("utf-8").splitlines()) for p in files_ending(".py")}

    assert not {path: n for path, n in lengths.items() if n > PYTHON_LINES and "/migrations/" not in path}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{name(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in files_ending(".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert not {where: n for where, n in lengths.items() if n > FUNCTION_LINES}


def test_no_template_is_longer_than_two_screens() -> None:
    lengths = {name(p): len(p.read_text("utf-8").splitlines()) for p in files_ending(".html")}

    assert not {path: n for path, n in lengths.items() if n > TEMPLATE_LINES}
