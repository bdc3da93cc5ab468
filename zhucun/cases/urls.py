"""Addresses of cases, below /c/<county>/cases/."""

from django.urls import path

from zhucun.cases.views import acting, bulk, figures, files, flows, lists, page, raising

app_name = "cases"

urlpatterns = [
    path("", lists.inbox, name="inbox"),
    path("all/", lists.list_, name="list"),
    path("board/", lists.board, name="board"),
    path("figures/", figures.figures, name="figures"),
    path("export.xlsx", bulk.export, name="export"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("raise/", raising.raise_, name="raise"),
    path("raise/<slug:flow>/", raising.raise_one, name="raise_one"),
    path("raise/<slug:flow>/household/", raising.find_household, name="find_household"),
    path("flows/", flows.flows, name="flows"),
    path("flows/<slug:flow>/", flows.flow, name="flow"),
    path("<uuid:case>/", page.case, name="case"),
    path("<uuid:case>/do/<slug:step>/", acting.act, name="act"),
    path("<uuid:case>/resume/", acting.resume, name="resume"),
    path("<uuid:case>/note/", acting.note, name="note"),
    path("<uuid:case>/assign/", acting.assign, name="assign"),
    path("<uuid:case>/files/", files.add, name="add_file"),
    path("<uuid:case>/files/<uuid:file>/", files.download, name="file"),
]
