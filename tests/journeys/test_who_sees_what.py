"""A sending unit sees its own people and nobody else; somebody of another county finds nothing at all."""

import re

from tests.journeys.site import BAIYU, JIANGLE
from tests.journeys.visitor import PHONE


def addresses(visitor) -> set[str]:
    links = visitor.page.locator(".matrix .who a")
    return set(links.evaluate_all("links => links.map(link => link.getAttribute('href'))"))


def test_a_unit_sees_its_own_people_and_an_outsider_nobody(site, visit) -> None:
    contact = visit(site.who(BAIYU, "派出单位联系人"), width=PHONE)
    unit = site.who(BAIYU, "派出单位联系人").place
    contact.go(f"/c/{BAIYU}/")
    contact.look("home")
    contact.page.locator("main").get_by_role("link", name=re.compile("月在岗")).last.click()
    contact.look("month")
    own, month = addresses(contact), contact.path
    officer = visit(site.who(BAIYU, "县委组织部管理员"))
    officer.go(month)
    others = addresses(officer) - own

    assert own
    for address in own:
        assert contact.go(address) == 200
        assert unit in contact.text
    assert others
    assert contact.go(next(iter(others))) == 404
    assert contact.go(f"/c/{BAIYU}/households/") == 403

    outsider = visit(site.who(JIANGLE, "县委组织部管理员"))
    for path in (f"/c/{BAIYU}/", month, *own, f"/c/{BAIYU}/dispatch/"):
        assert outsider.go(path) == 404
    outsider.look("not-found")
