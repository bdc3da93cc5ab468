import subprocess
import sys

import pytest

from zhucun.policy.pack.__main__ import main
from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench

DUTY = f"counties/{JIANGLE}/{ONSITE}"


def test_the_shipped_packs_have_no_faults_without_django_or_a_database() -> None:
    # A whole process of its own: the check must work where the product cannot start.
    script = (
        "import sys; from zhucun.policy.pack.__main__ import main; code = main([]);"
        "sys.exit(code or 'django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "检查了全国通用部分和 3 个县的制度包、6 个样板：没有错误，例子全部相符。\n"


def test_a_changed_number_shows_every_example_that_no_longer_comes_out(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.change(DUTY, "value: 22", "value: 20")

    code = main([str(bench.root)])

    told = capsys.readouterr().out
    assert code == 1
    assert "“七月在村 22 天”：应为 met（reached，应达 22），判得 met（reached，应达 20）" in told
    assert "处需要改正" in told


def test_a_mistake_in_the_national_part_is_told_once(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.change("national/roles.yaml", "      - audit.see\n", "      - audit.erase\n")

    code = main([str(bench.root)])

    assert code == 1
    assert capsys.readouterr().out.count("audit.erase") == 1
