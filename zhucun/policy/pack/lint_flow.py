"""A flow against everything around it and within itself: nothing gets stuck, is asked of nobody, or leads nowhere."""

from collections.abc import Iterator

from zhucun.policy.pack.flows import DeclaredFlow
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.lint_flow_fields import lint_flow_fields
from zhucun.policy.pack.lint_flow_links import lint_flow_links
from zhucun.policy.pack.lint_flow_people import lint_flow_people
from zhucun.policy.pack.lint_flow_tests import lint_flow_tests
from zhucun.policy.pack.lint_flow_ways import lint_flow_ways
from zhucun.policy.pack.problems import Problem


def lint_flow(declared: DeclaredFlow, known: Known) -> Iterator[Problem]:
    read = declared.read
    yield from lint_flow_fields(read, known)
    yield from lint_flow_people(read, known)
    yield from lint_flow_tests(read, known)
    yield from lint_flow_ways(read)
    yield from lint_flow_links(declared, known)
