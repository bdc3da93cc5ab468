"""Sign-ins: kept from other eyes, and each of them opens what its role shows."""

import stat

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from zhucun.accounts.models import User
from zhucun.demo import signins
from zhucun.demo.recipes import RECIPES
from zhucun.demo.signins import Signin

each_county = pytest.mark.parametrize("county", RECIPES)


def signin(county="513331", username="a", **other):
    return Signin(county, "第一书记", "建设镇亚通村", "张三", username, "secret-word", **other)


def enter(one: Signin) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"login": one.username, "password": one.password})
    return browser


def test_the_file_is_its_owners_alone(home):
    signins.keep("513331", [signin()])

    assert stat.S_IMODE(signins.place().stat().st_mode) == 0o600
    assert signins.place() == home / "demo-signins.txt"


def test_a_county_built_again_takes_the_place_of_its_former_sign_ins(home):
    signins.keep("513331", [signin(username="a"), signin(username="b")])
    signins.keep("350428", [signin("350428", "c", note="首次登录须改口令")])

    signins.keep("513331", [signin(username="d")])

    assert [one.username for one in signins.read()] == ["c", "d"]
    assert signins.read()[0].note == "首次登录须改口令"
    assert [file.name for file in home.iterdir()] == ["demo-signins.txt"]


def test_a_file_that_somebody_has_rewritten_holds_no_sign_ins_and_is_replaced(home):
    signins.place().write_text("密码都改了\n见便条\n", "utf-8")

    before = signins.read()
    signins.keep("513331", [signin()])

    assert before == []
    assert signins.read() == [signin()]


def test_sign_ins_of_accounts_that_do_not_exist_are_not_shown(cast, home):
    signins.keep("990001", [signin("990001", "ghost"), signin("990001", cast.first_secretary.username)])

    assert [one.username for one in signins.usable()] == [cast.first_secretary.username]


@pytest.mark.django_db
def test_without_a_demo_the_command_says_how_to_build_one_or_nothing(home, capsys):
    call_command("demo_signins")
    call_command("demo_signins", if_any=True)

    assert capsys.readouterr().out == "没有演示登录。运行 zhucun demo build 可以建立演示县。\n"


def test_the_command_lists_role_place_name_sign_in_and_password(demo, capsys):
    demo("513331")

    call_command("demo_signins")

    shown = capsys.readouterr().out
    assert "白玉县 513331" in shown
    assert "将乐县 350428" in shown
    for one in signins.usable():
        line = next(line for line in shown.splitlines() if f" {one.username} " in line)
        assert all(word in line for word in (one.role, one.place, one.name, one.password, one.note))


@each_county
def test_one_of_each_role_is_shown_and_a_newcomer(demo, county):
    built = demo(county)

    shown = [one for one in signins.read() if one.county == county]
    assert len(shown) == 10
    assert len({one.role for one in shown}) == 8
    assert [one.note for one in shown if one.note] == ["首次登录须改口令"]
    assert shown == built.office.signins


@each_county
def test_each_sign_in_opens_its_home_page(demo, county):
    for one in demo(county).office.signins[:-1]:
        page = enter(one).get(reverse("home:home", args=[county]))

        assert page.status_code == 200, one.role


@each_county
def test_the_newcomer_is_asked_for_a_password_of_his_own_first(demo, county):
    newcomer = demo(county).office.signins[-1]

    page = enter(newcomer).get(reverse("home:home", args=[county]))

    assert page.headers["Location"] == reverse("account_change_password")


@each_county
def test_the_passwords_of_everybody_else_are_known_to_nobody(demo, county):
    demo(county)

    shown = {one.username for one in signins.read()}
    others = User.objects.exclude(username__in=shown).filter(grants__county=county)
    assert others.exists()
    assert not others.filter(must_change_password=False).exists()
