import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from zhucun.__main__ import main as zhucun
from zhucun.policy.pack import PackError, load_template
from zhucun.policy.pack.__main__ import main
from zhucun.policy.pack.__main__ import test as run_all
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
    expected = "检查了全国通用部分和 3 个县的制度包、6 个样板：没有错误，例子全部相符。"
    assert done.stdout.startswith(expected)


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


def test_what_should_be_looked_at_is_counted_and_listed_when_asked_for(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(bench.root)])
    counted = capsys.readouterr().out
    main([str(bench.root), "--warnings"])
    listed = capsys.readouterr().out

    assert "处提醒，加 --warnings 逐条列出。" in counted
    assert "提醒：" not in counted
    assert f"提醒：{DUTY} 第 {bench.line_of(DUTY, 'B#onsite-days')} 行" in listed


def test_a_folder_without_packs_is_told_and_nothing_is_said_to_be_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (main([str(tmp_path)]), run_all([str(tmp_path)])) == (2, 2)
    assert "没有 national 文件夹" in capsys.readouterr().out


def test_a_sample_is_checked_on_top_of_the_nation_and_no_county_has_it(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    county, sample = bench.root / "counties" / JIANGLE, bench.root / "templates" / "full-time"
    copytree(county, sample)
    bench.change("templates/full-time/pack.yaml", f'code: "{JIANGLE}"', "code: template")
    bench.change("templates/full-time/duties/onsite-days.yaml", "value: 22", "value: 21")

    code = main([str(bench.root)])

    told = capsys.readouterr().out
    assert code == 1
    assert "1 个样板" in told
    assert f"templates/full-time/{ONSITE.replace('.yaml', '.cases.yaml')} 第" in told
    assert f"counties/{JIANGLE}" not in told
    assert load_template(bench.root, "full-time").version == "template-1"


def test_a_sample_says_that_it_is_one(bench: Bench) -> None:
    copytree(bench.root / "counties" / JIANGLE, bench.root / "templates" / "full-time")

    with pytest.raises(PackError, match='请改成 "template"'):
        load_template(bench.root, "full-time")


def test_pack_test_is_a_command_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    code = zhucun(["pack", "test"])

    assert code == 0
    assert "个例子：全部相符。" in capsys.readouterr().out
