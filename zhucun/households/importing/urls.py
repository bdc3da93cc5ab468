"""Addresses of registers in Excel, below /c/<county>/households/tables/."""

from django.urls import path

from zhucun.households.importing import views

urlpatterns = [
    path("import/", views.upload, name="import"),
    path("import/example/", views.example, name="import_example"),
    path("import/<uuid:upload>/", views.preview, name="import_preview"),
    path("import/<uuid:upload>/problems/", views.problems, name="import_problems"),
    path("import/<uuid:upload>/confirm/", views.confirm, name="import_confirm"),
    path("import/<uuid:upload>/drop/", views.drop, name="import_drop"),
    path("export/", views.export, name="export"),
]
