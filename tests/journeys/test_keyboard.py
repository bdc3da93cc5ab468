"""Without a mouse: signing in, the month, why. Whatever has the focus can be seen."""

from tests.journeys.site import JIANGLE
from tests.journeys.visitor import Visitor

FAR = 120  # more steps than any of these pages needs
HELD = (
    "(at => at.matches('a, button, input, summary') ? at.innerText || at.name : '')(document.activeElement)"
)
RING = "getComputedStyle(document.activeElement).outlineStyle"


def tab_to(visitor: Visitor, words: str) -> None:
    """Press Tab until something that says so has the focus."""
    for _step in range(FAR):
        visitor.page.keyboard.press("Tab")
        if words in visitor.page.evaluate(HELD):
            assert visitor.page.evaluate(RING) != "none", f"the focus on {words} cannot be seen"
            return
    raise AssertionError(f"{words} was not reached")


def enter(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_the_month_and_its_reasons_are_reached_by_keyboard(site, visit) -> None:
    officer = site.who(JIANGLE, "县委组织部管理员")
    visitor = visit()
    visitor.go("/")
    keys = visitor.page.keyboard

    tab_to(visitor, "login")
    keys.type(officer.username)
    tab_to(visitor, "password")
    keys.type(officer.password)
    enter(visitor)
    tab_to(visitor, "跳到正文")
    keys.press("Enter")
    tab_to(visitor, "月在岗")
    enter(visitor)
    tab_to(visitor, "为什么")
    enter(visitor)

    assert visitor.page.locator("h1").inner_text().startswith("为什么")
    visitor.look("why")
