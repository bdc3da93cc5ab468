"""Policy packs: a county's rules as data, read, checked and put into words. No tables, no Django."""

from zhucun.policy.pack.cases import CaseResult, ValueCaseResult, missing_cases, run_cases, run_value_cases
from zhucun.policy.pack.explain import Explanation, Row, explain
from zhucun.policy.pack.load import load_from, load_pack, load_template, packed_counties, templates
from zhucun.policy.pack.model import Citation, Form, FormField, Pack, Role, Source
from zhucun.policy.pack.problems import PackError, Problem

__all__ = [
    "CaseResult",
    "Citation",
    "Explanation",
    "Form",
    "FormField",
    "Pack",
    "PackError",
    "Problem",
    "Role",
    "Row",
    "Source",
    "ValueCaseResult",
    "explain",
    "load_from",
    "load_pack",
    "load_template",
    "missing_cases",
    "packed_counties",
    "run_cases",
    "run_value_cases",
    "templates",
]
