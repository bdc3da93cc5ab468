from zhucun.accounts import queries
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.kernel.identity import read_id_number


def test_the_first_secretary_is_stationed_in_the_first_village(cast):
    posting = Posting.objects.in_county("990001").get(person__user=cast.first_secretary)

    assert posting.village_code == cast.villages[0].code
    assert posting.person.name == "李书记"
    assert read_id_number(posting.person.id_number, today=clock.today())


def test_everybody_but_the_outsider_has_a_grant_in_the_county(cast):
    inside = {
        name: bool(queries.scope_of(user, "990001", on=clock.today()).permissions)
        for name, user in cast.members.items()
    }

    assert [name for name, in_county in inside.items() if not in_county] == ["outsider"]


def test_a_frozen_day_stands_still(frozen_today):
    assert clock.today() == frozen_today
    assert clock.now() == clock.now()
