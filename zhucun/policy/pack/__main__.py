"""`zhucun pack lint [folder]` and `zhucun pack test [folder]`: every pack checked, every example run.

Neither needs a database or Django: a pack that is broken is what they are asked about.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from zhucun.policy.pack.archive_cases import ArchiveResult, run_archive_cases
from zhucun.policy.pack.cases import CaseResult, ValueCaseResult, missing_cases, run_cases, run_value_cases
from zhucun.policy.pack.flow_cases import FlowResult, missing_flow_cases, run_flow_cases
from zhucun.policy.pack.load import PACKS, load_from, load_template, packed_counties, templates
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_cases import PaperResult, missing_paper_cases, run_paper_cases
from zhucun.policy.pack.problems import PackError
from zhucun.policy.pack.retention_cases import RetentionResult, missing_retention_cases, run_retention_cases
from zhucun.policy.pack.warning_cases import WarningResult, missing_warning_cases, run_warning_cases

NATION_ALONE = "000000"
WARNINGS = "--warnings"
Loading = Callable[[], Pack]
Result = (
    CaseResult | ValueCaseResult | FlowResult | WarningResult | RetentionResult | PaperResult | ArchiveResult
)


def main(arguments: Sequence[str]) -> int:
    """Say what is wrong in every pack; 0 when nothing is. What should be looked at is listed with `--warnings`."""
    root = _root([argument for argument in arguments if argument != WARNINGS])
    if root is None:
        return 2
    faults, warnings = dict[str, None](), dict[str, None]()
    for loading in _all(root):
        wrong, doubtful = _checked(loading)
        faults.update(dict.fromkeys(wrong))
        warnings.update(dict.fromkeys(doubtful))
    for line in [*faults, *(f"提醒：{warning}" for warning in warnings if WARNINGS in arguments)]:
        sys.stdout.write(f"{line}\n")
    ending = f"有 {len(faults)} 处需要改正。" if faults else "没有错误，例子全部相符。"
    more = f"另有 {len(warnings)} 处提醒" if warnings else ""
    more += "。" if more and WARNINGS in arguments else f"，加 {WARNINGS} 逐条列出。" if more else ""
    sys.stdout.write(f"检查了{_what(root)}：{ending}{more}\n")
    return 1 if faults else 0


def test(arguments: Sequence[str]) -> int:
    """Run every example; each that does not come out with what it gives, what it expects and what came."""
    root = _root(arguments)
    if root is None:
        return 2
    run, wrong = set[tuple[str, int]](), dict[str, None]()
    for loading in _all(root):
        try:
            pack = loading()
        except PackError as error:
            wrong.update(dict.fromkeys(map(str, error.problems)))
            continue
        results = _results(pack)
        run.update((result.case.file, result.case.line) for result in results)
        wrong.update(dict.fromkeys(_told(result) for result in results if not result.passed))
    for words in wrong:
        sys.stdout.write(f"{words}\n")
    ending = f"有 {len(wrong)} 处不符。" if wrong else "全部相符。"
    sys.stdout.write(f"核对了{_what(root)}的 {len(run)} 个例子：{ending}\n")
    return 1 if wrong else 0


def _checked(loading: Loading) -> tuple[list[str], list[str]]:
    """Problems of one pack, examples that do not come out and examples still missing; then what to look at."""
    try:
        pack = loading()
    except PackError as error:
        return [str(problem) for problem in error.problems], []
    wrong = [str(result) for result in _results(pack) if not result.passed]
    missing = [*missing_cases(pack), *missing_flow_cases(pack), *missing_warning_cases(pack)]
    missing += [*missing_retention_cases(pack), *missing_paper_cases(pack)]
    return [*wrong, *missing], [str(warning) for warning in pack.warnings]


def _results(pack: Pack) -> list[Result]:
    results: list[Result] = [*run_cases(pack), *run_value_cases(pack), *run_flow_cases(pack)]
    return [
        *results,
        *run_warning_cases(pack),
        *run_retention_cases(pack),
        *run_paper_cases(pack),
        *run_archive_cases(pack),
    ]


def _root(arguments: Sequence[str]) -> Path | None:
    root = Path(arguments[0]) if arguments else PACKS
    if _is_whole(root) or packed_counties(root):
        return root
    sys.stdout.write(
        f"{root} 里没有制度包：既没有 national 文件夹，也没有 counties 下的六位代码文件夹。"
        "请写制度包所在的文件夹，或者不写，检查随系统提供的制度包。\n"
    )
    return None


def _all(root: Path) -> Iterator[Loading]:
    if not _is_whole(root):  # a county's own folder, which stands on the packs of the product
        for county in packed_counties(root):
            yield partial(load_from, PACKS, county, own=root)
        return
    for county in (NATION_ALONE, *packed_counties(root)):
        yield partial(load_from, root, county)
    for name in templates(root):
        yield partial(load_template, root, name)


def _is_whole(root: Path) -> bool:
    return (root / "national").is_dir()


def _what(root: Path) -> str:
    counties, samples = len(packed_counties(root)), len(templates(root))
    if not _is_whole(root):
        return f"{counties} 个县的制度包"
    with_samples = f"、{samples} 个样板" if samples else ""
    return f"全国通用部分和 {counties} 个县的制度包{with_samples}"


def _told(result: Result) -> str:
    if not isinstance(result, CaseResult):
        return str(result)
    case = result.case
    given = "，".join(f"{name} {_plain(value)}" for name, value in case.given.items()) or "（没有写）"
    return (
        f"{case.file} 第 {case.line} 行“{case.says}”\n"
        f"  给定：{case.on}，{given}\n  应为：{result.expected}\n  判得：{result.came}"
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "{" + "，".join(f"{name} {_plain(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + "，".join(map(_plain, value)) + "]"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
