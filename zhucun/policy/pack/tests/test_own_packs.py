"""A county keeps its pack in a folder of its own; nothing of the product changes for it."""

import shutil

from zhucun.policy.pack import load_from, load_pack
from zhucun.policy.pack.load import OWN, PACKS


def own_county(folder, code="990001"):
    shutil.copytree(PACKS / "counties" / "350428", folder / "counties" / code)
    paper = folder / "counties" / code / "pack.yaml"
    paper.write_text(paper.read_text().replace("350428", code).replace("将乐县", "青山县"))
    return folder


def test_a_county_outside_the_product_has_its_own_duties(tmp_path, monkeypatch):
    monkeypatch.setenv(OWN, str(own_county(tmp_path)))
    load_pack.cache_clear()

    pack = load_pack("990001")

    assert "onsite-days" in pack.duties
    assert set(pack.duties) == set(load_pack("350428").duties)
    assert pack.title == "青山县驻村制度包"
    load_pack.cache_clear()


def test_what_a_county_keeps_itself_comes_before_what_we_ship(tmp_path):
    folder = own_county(tmp_path, "350428")
    duty = folder / "counties" / "350428" / "duties" / "onsite-days.yaml"
    duty.write_text(duty.read_text().replace("value: 22", "value: 23"))
    (folder / "counties" / "350428" / "duties" / "onsite-days.cases.yaml").unlink()

    ours, own = load_from(PACKS, "350428"), load_from(PACKS, "350428", own=folder)

    values = [next(iter(pack.duties["onsite-days"].threshold.values)).value for pack in (ours, own)]
    assert values == [22, 23]
    assert ours.digest != own.digest
