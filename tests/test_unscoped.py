"""Reading facts of every county at once: each place that does it is named here, with its reason."""

import ast

from tests.project import PACKAGE, files_ending, name, tree

ALLOWED = {
    ("zhucun/audit/queries.py", "verify every chain"),
    ("zhucun/documents/queries_runs.py", "the background works for every county"),
}


def test_every_unscoped_read_is_listed_with_its_reason() -> None:
    found = {
        (name(path), str(node.args[0].value) if node.args and isinstance(node.args[0], ast.Constant) else "")
        for path in files_ending(".py")
        if PACKAGE in path.parents and "tests" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "unscoped"
    }

    assert found == ALLOWED
