import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from zhucun.places import queries
from zhucun.places.models import Division
from zhucun.places.refusals import DatabaseBehind, NotACountyCode, UnknownCounty, VillagesWithoutTownship

RARE = Path(__file__).parent / "data" / "rare-names.csv"


def test_a_carried_county_is_set_up_with_its_counts(db, command, acts):
    said = command("init", "--county", "513331")

    assert "513331 白玉县：新增乡镇 16 个、村和社区 133 个、省市县 3 个；原有 0 条未改动。" in said
    assert len(queries.villages("513331", date(2026, 1, 1))) == 133
    (line,) = acts("513331")
    assert line.act == "places.divisions_imported"
    assert line.details == {"edition": "2023-06-30", "townships": 16, "villages": 133}


def test_running_it_again_changes_nothing(db, command, acts):
    command("init", "--county", "513331")

    said = command("init", "--county", "513331")

    assert said == "513331 白玉县：152 条区划都已在系统中，没有改动。\n"
    assert len(acts("513331")) == 1


def test_a_second_county_shares_what_stands_above(db, command):
    command("init", "--county", "420602", "--divisions", str(RARE))

    said = command("init", "--county", "420684", "--divisions", str(RARE))

    assert "省市县 1 个；原有 2 条未改动" in said


def test_names_beyond_the_basic_plane_and_private_ones_reach_the_database_untouched(db, command):
    for county in ("420602", "441424", "451302", "420684", "450681"):
        command("init", "--county", county, "--divisions", str(RARE))

    names = set(Division.objects.filter(level=5).values_list("short_name", flat=True))
    assert names == {"莫𡐓村", "輋𣒍村", "那𡌶村", "高\ue170村", "\ue08b尾村"}


def test_a_county_without_villages_in_the_file_is_named_as_such(db, command):
    said = command("init", "--county", "350527", "--divisions", str(RARE))

    assert "注意：这份资料中该县没有乡镇和村" in said


def test_the_edition_date_of_an_own_table_counts(db, command):
    command("init", "--county", "441900", "--divisions", str(RARE), "--edition", "2025-07-01")

    assert not queries.villages("441900", date(2025, 6, 30))
    assert len(queries.villages("441900", date(2025, 7, 1))) == 1


def test_a_village_without_township_stops_the_whole_import(db, command, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(
        "code,level,name\n513331,3,白玉县\n513331101,4,阿察镇\n513331102201,5,先锋村\n513331101201,5,阿察村\n",
        encoding="utf-8",
    )

    with pytest.raises(VillagesWithoutTownship) as refused:
        command("init", "--county", "513331", "--divisions", str(own))

    assert "第一个是“先锋村”（513331102201）" in refused.value.sentence
    assert not Division.objects.exists()


def test_a_wrong_code_is_refused_before_anything_is_fetched(db, command):
    for asked in ("51333", "白玉县", "5133310", "５１３３３１"):
        with pytest.raises(NotACountyCode, match=asked):
            command("init", "--county", asked)


def test_an_unknown_county_leaves_nothing(db, command):
    with pytest.raises(UnknownCounty):
        command("init", "--county", "513333", "--divisions", str(RARE))

    assert not Division.objects.exists()


def test_a_date_that_is_none_is_a_sentence(db, command):
    with pytest.raises(CommandError, match="“去年”不是日期，请写成 2026-01-31 这样"):
        command("init", "--county", "513331", "--edition", "去年")


def test_a_database_of_an_older_version_is_left_to_its_keeper(db, command):
    MigrationRecorder(connection).migration_qs.filter(app="places", name__startswith="0003").delete()

    with pytest.raises(DatabaseBehind) as refused:
        command("init", "--county", "513331")

    assert "zhucun prepare" in refused.value.advice
    assert not Division.objects.exists()


@pytest.mark.slow
def test_an_empty_database_is_made_ready_first(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "zhucun", "init", "--county", "513331"],
        env={**os.environ, "ZHUCUN_HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert "新增乡镇 16 个" in run.stdout
