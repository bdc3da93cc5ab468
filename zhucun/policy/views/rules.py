"""The rules: all of them on a day, and one with its values, sources and examples."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.engine.duty import Duty
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy import queries, queries_answers
from zhucun.policy.pages.answers import townships
from zhucun.policy.pages.rule import told
from zhucun.policy.pages.rules import found_by, grouped, rule_on, rules_on
from zhucun.policy.views.asking import day_asked


@screen(needs="policy.see")
def duties(request: ScreenRequest, county: str) -> HttpResponse:
    """The rules in force on a day, by whom they are about; found by words."""
    pack, on = queries.pack_of(county), day_asked(request)
    words = request.GET.get("q", "").strip()
    found = found_by(pack, rules_on(pack, on), words)
    in_force = [rule for rule in found if rule.in_force]
    context = {
        "county": county,
        "pack": pack,
        "on": on,
        "today": clock.today(),
        "words": words,
        "groups": grouped(in_force),
        "count": len(in_force),
        "idle": [rule for rule in found if not rule.in_force],
        "any": bool(pack.duties),
        "unchecked": pack.unchecked(on),
        "may_propose": request.whole_scope.may("policy.propose"),
        "faults": queries.faults_passed_over(county),
    }
    return render(request, "policy/duties.html", context)


@screen(needs="policy.see")
def duty(request: ScreenRequest, county: str, duty: str) -> HttpResponse:
    """One rule: what it says, since when, by which paper, with examples, and how many meet it."""
    pack, on = queries.pack_of(county), day_asked(request)
    held = pack.duties.get(duty)
    if held is None:
        raise Http404("duty")
    context = {
        "county": county,
        "pack": pack,
        "on": on,
        "today": clock.today(),
        "rule": rule_on(pack, held, on),
        "may_propose": request.whole_scope.may("policy.propose"),
        **told(pack, held, clock.today()),
        **_standing(request, held, on),
    }
    return render(request, "policy/duty.html", context)


def _standing(request: ScreenRequest, duty: Duty, on: date) -> dict[str, Any]:
    """How many meet the rule on a day, for those who may know it."""
    scope = request.whole_scope.narrowed("policy.answers")
    if not scope.grants:
        return {}
    held = queries_answers.held_on(scope, duty, on)
    return {
        "people": len(held),
        "first": held[0].first if held else on,
        "last": held[0].last if held else on,
        "totals": queries_answers.by_answer(held),
        "townships": townships(held, places.names(request.county)),
    }
