"""When villages are merged, monitoring is found under the village that took over."""

import pytest

from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Lead, Monitored
from zhucun.monitoring.tests.acting import TODAY, lead, measure, monitored, sheet
from zhucun.places.registry import merged

pytestmark = pytest.mark.django_db


def test_everything_kept_of_a_household_goes_along(cast, household):
    lead(cast, household)
    sheet(cast, household, work_away=100)
    measure(cast, household)
    monitored(household, TODAY)
    old, new = cast.villages[0].code, cast.villages[1].code

    merged(cast.home.code, [old, new], new, TODAY)

    for model in (Lead, IncomeSheet, Monitored, HelpMeasure):
        assert {row.village_code for row in model.objects.in_county(cast.home.code)} == {new}
