"""What each role's home page answers: what do I owe, what waits for me, what changed; and what is done most, one tap away.

Every line names a thing and leads to it. A page is a fixed number of queries: what it shows does not
depend on how many people, villages or records there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.desk import changing, owing, waiting
from zhucun.desk.reader import Line, Reader
from zhucun.places import queries as places
from zhucun.policy import queries as policy


@dataclass(frozen=True)
class Act:
    """A button: what this role does most."""

    word: str
    icon: str
    href: str


@dataclass(frozen=True)
class Home:
    """The three answers."""

    acts: list[Act]
    owe: list[Line]
    waits: list[Line]
    changed: list[Line]
    names: dict[str, str]  # of places, as they were read for the lines


def home_of(user: User, scope: Scope, *, at: datetime) -> Home:
    """The page of one reader at one moment."""
    reader = Reader(user, scope, at, places.names(scope.county))
    return Home(
        acts=list(_acts(reader)),
        owe=list(owing.lines(reader)),
        waits=list(waiting.lines(reader)),
        changed=changing.lines(reader),
        names=reader.names,
    )


def _acts(reader: Reader) -> Iterator[Act]:
    may = reader.scope.may
    if may("fieldwork.write"):
        roles = {grant.role for grant in reader.scope.narrowed("fieldwork.write").grants}
        forms = [form for form in policy.pack_of(reader.scope.county).forms.values() if roles & form.made_by]
        for form in forms[:1]:
            yield Act(form.title, "plus", reader.link("fieldwork:new", form=form.code))
        if forms[1:]:  # the page of any form offers all of them
            yield Act(_("其他记录"), "plus", reader.link("fieldwork:new"))
    if may("dispatch.import"):
        yield Act(_("导入名册"), "upload", reader.link("dispatch:roster"))
    if may("accounts.see"):
        yield Act(_("账号"), "users", reader.link("system:people"))
    if may("audit.see"):
        yield Act(_("审计"), "history", reader.link("system:audit"))
