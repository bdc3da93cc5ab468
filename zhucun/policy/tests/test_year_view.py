"""The year: what falls due by day, one's own and the county's, on screen and as a file."""

from django.urls import reverse

from zhucun.policy.pages.tests.ics_reader import read

JIANGLE = "350428"


def year(**asked):
    return reverse("policy:year", kwargs={"county": JIANGLE}, query=asked)


def ics(**asked):
    return reverse("policy:year_ics", kwargs={"county": JIANGLE}, query=asked)


def test_whoever_is_stationed_sees_their_own_first_and_the_county_s_when_asked(full_time, client_of):
    browser = client_of(full_time.secretary)

    assert browser.get(year()).context["show"] == "mine"
    assert browser.get(year(show="county")).context["show"] == "county"
    assert client_of(full_time.officer).get(year()).context["show"] == "county"


def test_the_year_is_shown_with_its_holidays(full_time, client_of):
    answer = client_of(full_time.secretary).get(year())

    text = answer.content.decode()
    assert "国庆节" in text
    assert "每月驻村天数" in text
    assert [len(month.cells) for month in answer.context["months"]][:2] == [31, 28]


def test_a_year_that_is_none_counts_as_this_one_and_a_kind_without_rules_says_so(full_time, client_of):
    browser = client_of(full_time.officer)

    assert browser.get(year(year="soon")).context["year"] == 2026
    assert browser.get(year(year="1200")).context["year"] == 2026
    assert "没有到期的事" in browser.get(year(year="2005")).content.decode()


def test_the_file_holds_the_same_days_and_nobody_s_name(full_time, client_of):
    answer = client_of(full_time.secretary).get(ics(year=2026))

    calendar = read(answer.content)
    days = {event.properties["DTSTART"] for event in calendar.inside}
    shown = client_of(full_time.secretary).get(year(year=2026))
    assert days == {f"{one.day:%Y%m%d}" for month in shown.context["months"] for one in month.due}
    assert len({event.properties["UID"] for event in calendar.inside}) == len(calendar.inside)
    assert answer.content == client_of(full_time.secretary).get(ics(year=2026)).content
    assert "李书记" not in answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")


def test_nobody_from_elsewhere_gets_in(full_time, cast, client_of):
    for address in (year(), ics()):
        assert client_of(cast.outsider).get(address).status_code == 404


def test_whoever_owes_something_finds_the_digests_of_the_days_before(full_time, client_of):
    page = reverse("policy:year", kwargs={"county": full_time.code})
    digests = reverse("policy:reminders", kwargs={"county": full_time.code})

    assert digests in client_of(full_time.secretary).get(page).content.decode()
    assert digests not in client_of(full_time.officer).get(page).content.decode()
