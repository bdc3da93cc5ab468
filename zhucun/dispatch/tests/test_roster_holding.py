import os
from datetime import timedelta
from uuid import uuid4

import pytest

from zhucun.dispatch import holding
from zhucun.dispatch.holding import Upload
from zhucun.dispatch.refusals import UploadGone
from zhucun.kernel import clock

OWNER, COUNTY = uuid4(), "990001"
UPLOAD = Upload("张三的名册.xlsx", b"\x00\xff" + "身份证号 51333119900101001X".encode())


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path
    return tmp_path


def held(token, *, owner=OWNER, county=COUNTY, at=None):
    return holding.held(token, owner=owner, county=county, at=at or clock.now())


def hold(at=None):
    return holding.hold(UPLOAD, owner=OWNER, county=COUNTY, at=at or clock.now())


def test_a_file_comes_back_as_it_was_sent():
    assert held(hold()) == UPLOAD


def test_nothing_readable_lies_on_disk(home):
    hold()

    files = [path for path in home.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert not any(
        word.encode() in files[0].read_bytes() + files[0].name.encode()
        for word in ("身份证号", "51333119", "张三")
    )


@pytest.mark.parametrize("stranger", [{"owner": uuid4()}, {"county": "990002"}])
def test_nobody_else_and_no_other_county_can_open_it(stranger):
    token = hold()

    with pytest.raises(UploadGone):
        held(token, **stranger)


def test_what_is_dropped_or_was_never_there_is_gone():
    token = hold()
    holding.drop(token)
    holding.drop(token)

    for missing in (token, uuid4()):
        with pytest.raises(UploadGone):
            held(missing)


def test_a_file_is_gone_after_a_day_and_cleared_by_the_next_upload(home):
    token = hold()
    later = clock.now() + timedelta(days=1, minutes=1)

    with pytest.raises(UploadGone):
        held(token, at=later)
    for path in home.rglob("*.sealed"):
        os.utime(path, (0, 0))
    hold()
    assert len(list(home.rglob("*.sealed"))) == 1
