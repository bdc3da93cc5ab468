"""Addresses of households, below /c/<county>/."""

from django.urls import include, path

from zhucun.households.views import (
    birth,
    book,
    card,
    children,
    children_audit,
    families,
    marks,
    people,
    person,
    register,
    traces,
)

app_name = "households"

_HOUSEHOLD, _PERSON, _MARK = "<uuid:household_id>/", "people/<uuid:villager_id>/", "marks/<uuid:mark_id>/"

urlpatterns = [
    path("", register.households, name="households"),
    path("new/", register.new, name="new"),
    path("pairings/", include("zhucun.households.pairings.urls")),
    path("tables/", include("zhucun.households.importing.urls")),
    path("check/", include("zhucun.households.quality.urls")),
    path("search/", include("zhucun.households.search.urls")),
    path("book/", book.book, name="book"),
    path("self-test/", book.self_test, name="self_test"),
    path("cards/<str:code>/", card.card, name="card"),
    path("children/", children.children, name="children"),
    path("children/audit/", children_audit.audit, name="children_audit"),
    path("children/let/", children.let, name="let"),
    path("children/<uuid:access_id>/withdraw/", children.withdraw, name="withdraw_let"),
    path("people/", card.people, name="people"),
    path(_HOUSEHOLD, register.household, name="household"),
    path(_HOUSEHOLD + "correct/", register.correct, name="correct"),
    path(_HOUSEHOLD + "add/", people.add, name="add_member"),
    path(_HOUSEHOLD + "head/", families.head, name="change_head"),
    path(_HOUSEHOLD + "split/", families.split, name="split"),
    path(_HOUSEHOLD + "merge/", families.merge, name="merge"),
    path(_HOUSEHOLD + "end/", families.end, name="end"),
    path(_HOUSEHOLD + "mark/", marks.begin, name="mark"),
    path(_PERSON, person.person, name="person"),
    path(_PERSON + "numbers/", person.numbers, name="numbers"),
    path(_PERSON + "child/", person.child, name="child"),
    path(_PERSON + "details/", traces.details, name="details"),
    path(_PERSON + "opened/", traces.opened, name="opened"),
    path(_PERSON + "correct/", people.correct, name="correct_person"),
    path(_PERSON + "born/", birth.born, name="born"),
    path(_PERSON + "relation/", people.relation, name="correct_relation"),
    path(_PERSON + "leave/", people.leave, name="leave"),
    path(_PERSON + "died/", people.died, name="died"),
    path(_PERSON + "move/", people.move, name="move"),
    path(_PERSON + "back/", people.come_back, name="come_back"),
    path(_PERSON + "void/", people.void, name="void_person"),
    path(_PERSON + "mark/", marks.begin_of_person, name="mark_person"),
    path(_MARK + "end/", marks.end, name="end_mark"),
    path(_MARK + "void/", marks.void, name="void_mark"),
]
