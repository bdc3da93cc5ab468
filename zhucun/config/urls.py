"""Root addresses. What belongs to a county stands below /c/<county>/."""

from django.urls import include, path
from django.views.i18n import set_language

from zhucun.desk import urls as desk
from zhucun.sync.office.urls import own_patterns

COUNTY = "c/<str:county>/"

urlpatterns = [
    path("", include((desk.start, "desk"))),
    path("accounts/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("own/phones/", include((own_patterns, "own_phones"))),
    path("field/", include("zhucun.sync.app_page")),
    path("api/field/", include("zhucun.sync.urls")),
    path(COUNTY, include(desk)),
    path(COUNTY + "dispatch/", include("zhucun.dispatch.urls")),
    path(COUNTY + "attendance/", include("zhucun.attendance.urls")),
    path(COUNTY + "fieldwork/", include("zhucun.fieldwork.urls")),
    path(COUNTY + "cases/", include("zhucun.cases.urls")),
    path(COUNTY + "households/", include("zhucun.households.urls")),
    path(COUNTY + "monitoring/", include("zhucun.monitoring.urls")),
    path(COUNTY + "burden/", include("zhucun.burden.urls")),
    path(COUNTY + "documents/", include("zhucun.documents.urls")),
    path(COUNTY + "policy/", include("zhucun.policy.urls")),
    path(COUNTY + "places/", include("zhucun.places.urls")),
    path(COUNTY + "system/retention/", include("zhucun.policy.retention.urls")),
    path(COUNTY + "system/phones/", include("zhucun.sync.office.urls")),
    path(COUNTY + "system/", include("zhucun.accounts.urls")),
]
