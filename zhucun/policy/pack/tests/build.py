"""Packs in a folder of the test's own, to be bent as the test needs: the nation's, and two small counties.

The counties are kept here and do not grow with those that are shipped; the nation comes without its duties, its flows and
what names them.
"""

from pathlib import Path
from shutil import copytree, ignore_patterns

from zhucun.policy.pack.load import PACKS, load_from
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.problems import PackError, Problem

JIANGLE, BAIYU, WITHOUT_PACK = "350428", "513331", "110101"
ONSITE = "duties/onsite-days.yaml"
COUNTIES = Path(__file__).with_name("packs")


LEFT_OUT = ignore_patterns("duties", "flows", "warnings", "retention.yaml", "archive.yaml", "*.cases.yaml")


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Papers stay with their examples, which are about nothing else."""
    return set() if Path(folder).name == "documents" else LEFT_OUT(folder, names)


class Bench:
    """Packs in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "packs"
        copytree(
            PACKS / "national",
            self.root / "national",
            ignore=_left_out,
        )
        copytree(COUNTIES, self.root, dirs_exist_ok=True)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, before: str, after: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {name}"
        path.write_text(text.replace(before, after), encoding="utf-8")

    def line_of(self, name: str, text: str) -> int:
        """The line on which a text stands; problems are expected where the mistake can be seen."""
        before, found, _ = (self.root / name).read_text(encoding="utf-8").partition(text)
        assert found, f"{text!r} does not stand in {name}"
        return before.count("\n") + 1

    def add_layer(self, folder: str, code: str) -> None:
        self.write(
            f"{folder}/pack.yaml",
            f'code: "{code}"\ntitle: 试验\nversion: 1\npublished: 2026-11-22\nkept_by: 试验\n',
        )
        self.write(
            f"{folder}/sources.yaml",
            f'sources:\n  - {{id: P{code}, title: 试验文件, issuer: 试验, dated: "2026", seen: own, '
            "articles: [{id: one, text: 试验}]}\n",
        )

    def load(self, county: str = JIANGLE) -> Pack:
        return load_from(self.root, county)

    def problems(self, county: str = JIANGLE) -> tuple[Problem, ...]:
        """What loading refuses; a pack that loads has none."""
        try:
            self.load(county)
        except PackError as error:
            return error.problems
        return ()

    def only_problem(self, county: str = JIANGLE) -> Problem:
        problems = self.problems(county)
        assert len(problems) == 1, [str(problem) for problem in problems]
        return problems[0]
