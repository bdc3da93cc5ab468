"""A pack that has a fault: the last one without stays in force, and phones hand in as before."""

from pathlib import Path
from unittest import mock

import pytest
from django.urls import reverse

from zhucun.demo.bench_county import lay_out_pack
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.tests.builders import NOTE, TODAY
from zhucun.policy import installed, last_good
from zhucun.policy.pack import PackError, load_pack
from zhucun.policy.queries import pack_of
from zhucun.testing.phone import Phone


@pytest.fixture
def starts_anew(monkeypatch, settings, tmp_path):
    """What a process knows of packs is forgotten, as after a restart."""
    settings.ZHUCUN_HOME = tmp_path / "home"
    monkeypatch.setenv("ZHUCUN_PACKS", str(tmp_path / "packs"))

    def forget():
        load_pack.cache_clear()
        installed._laid.cache_clear()
        installed._kept.cache_clear()
        last_good.kept.clear()
        last_good.failed.clear()

    forget()
    yield forget
    monkeypatch.undo()
    forget()


@pytest.fixture
def broken(starts_anew, cast, tmp_path, caplog):
    """The pack that was in force, and the digest; its files have a fault since."""
    county = cast.home.code
    lay_out_pack(tmp_path / "packs", county)
    good = pack_of(county).digest
    head = tmp_path / "packs" / "counties" / county / "pack.yaml"
    head.write_text(head.read_text("utf-8") + "nonsense: [", "utf-8")
    starts_anew()
    return good


@pytest.mark.fault(row=26)
def test_the_last_good_pack_stays_in_force_and_what_was_made_under_it_is_taken(broken, cast, caplog):
    county = cast.home.code
    with pytest.raises(PackError):
        load_pack(county)

    phone = Phone.enrolled(cast.first_secretary, county)
    body = {"posting": str(cast.posting.id), "form": "work-note", "occurred_on": str(TODAY), "body": NOTE}
    answers = phone.send(phone.act("record.write", body, pack=broken))

    assert pack_of(county).digest == broken
    assert pack_of(county).duties
    assert [one["answer"] for one in answers] == ["accepted"]
    assert WorkRecord.objects.in_county(county).count() == 1
    assert phone.hello()["packs"] == [broken]
    assert "仍按上一份无误的办" in caplog.text


def test_those_who_keep_the_rules_are_told_what_is_wrong_and_where(broken, cast, client):
    county = cast.home.code
    client.force_login(cast.county_officer)

    home = client.get(reverse("home:home", args=[county])).content.decode()
    rules = client.get(reverse("policy:duties", args=[county])).content.decode()

    assert "制度包有 1 处需要改正" in home
    assert "仍按上一份无误的执行" in rules
    assert "pack.yaml 第" in rules


def test_who_only_reads_the_rules_learns_that_they_hold(broken, cast, client):
    client.force_login(cast.first_secretary)

    rules = client.get(reverse("policy:duties", args=[cast.home.code])).content.decode()

    assert "仍按上一份无误的执行" in rules
    assert "pack.yaml" not in rules


def test_a_pack_put_right_is_in_force_after_a_restart(broken, starts_anew, cast, tmp_path):
    head = tmp_path / "packs" / "counties" / cast.home.code / "pack.yaml"
    head.write_text(head.read_text("utf-8").removesuffix("nonsense: ["), "utf-8")

    starts_anew()

    assert pack_of(cast.home.code).digest == broken
    assert not last_good.failed


@pytest.mark.proves(row=26)
def test_without_a_copy_the_fault_is_raised(broken, cast):
    with (
        mock.patch.object(last_good, "_place", lambda county: Path("nowhere")),
        pytest.raises(PackError),
    ):
        pack_of(cast.home.code)
