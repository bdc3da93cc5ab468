from zhucun.policy.pack import load_pack
from zhucun.policy.pack.tests.build import WITHOUT_PACK

FORMS = load_pack(WITHOUT_PACK).forms
VISIT, NOTE = FORMS["household-visit"], FORMS["work-note"]


def test_a_visit_at_home_shows_presence_and_a_call_does_not() -> None:
    assert VISIT.in_village({"way": "at_home"})
    assert not VISIT.in_village({"way": "by_phone"})
    assert not VISIT.in_village({})


def test_work_done_elsewhere_shows_no_presence() -> None:
    assert NOTE.in_village({"where": "in_village"})
    assert not NOTE.in_village({"where": "elsewhere"})


def test_the_topic_of_a_visit_tells_which_duty_it_serves() -> None:
    assert VISIT.work_area({"topic": "dispute"}) == "governance"
    assert VISIT.work_area({"topic": "policy"}) == "service"
    assert VISIT.work_area({}) is None


def test_a_note_serves_the_duty_its_writer_chose() -> None:
    assert NOTE.work_area({"work_area": "prosperity"}) == "prosperity"
    assert [option.label for option in NOTE.field("work_area").options] == [
        "建强村党组织",
        "推进强村富民",
        "提升治理水平",
        "为民办事服务",
    ]


def test_each_duty_can_be_reached_from_each_form() -> None:
    areas = set(load_pack(WITHOUT_PACK).vocabularies["work_area"])

    for form in (VISIT, NOTE):
        reachable = {option.serves for field in form.fields for option in field.options if option.serves}
        assert reachable == areas == set(form.serves)


def test_little_is_compulsory() -> None:
    assert {field.key for field in VISIT.fields if field.required} == {
        "visited_on",
        "household",
        "way",
        "topic",
        "said",
    }
    assert {field.key for field in NOTE.fields if field.required} == {
        "happened_on",
        "kind",
        "work_area",
        "where",
        "text",
    }
    assert VISIT.day == "visited_on"
